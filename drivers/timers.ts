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

/** Milliseconds before the end at which a precise timer stops sleeping and watches the clock. */
const WATCH = 2;

/**
 * For the pace of a line, where the millisecond of the system's timers is too coarse: exact to some 20 µs, at the price
 * of a busy processor in the last two milliseconds.
 */
export const preciseTimers: Timers = {
  now: systemTimers.now,
  after(milliseconds, callback) {
    const end = performance.now() + milliseconds;
    let turn: NodeJS.Immediate | undefined;
    const watch = () => {
      if (performance.now() >= end) callback();
      else turn = setImmediate(watch);
    };
    const sleep = milliseconds > WATCH ? setTimeout(watch, milliseconds - WATCH) : undefined;
    if (!sleep) turn = setImmediate(watch);
    return () => {
      clearTimeout(sleep);
      clearImmediate(turn);
    };
  },
};
