// Time as it passes, handed in: deadlines and waiting are measured with it, never with a clock of one's own.

export interface Schedule {
  /** Milliseconds since some beginning, never going back. */
  now(): number;
  /** Calls back once after so many milliseconds; answers the function that calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemSchedule: Schedule = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
