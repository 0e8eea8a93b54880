// Time, handed in: drivers never look at a clock themselves, so that a test can be the clock.

export interface Timers {
  /** Milliseconds since some beginning, never going back. */
  now(): number;
  /** Calls back once after so many milliseconds; answers the function that calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
