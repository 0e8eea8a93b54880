// Time, as the counter is handed it: the city's wall clock for the header, a monotonic one for waiting, and an alarm.

import type { Clock } from '../domain/date.ts';

export interface CounterClock extends Clock {
  /** Milliseconds, never going back; the same clock that the desk's `Waiting.since` is read from. */
  monotonic(): number;
  /** Calls back once after so many milliseconds; answers the function that calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}
