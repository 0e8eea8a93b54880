// A clock for tests: it stands still until nothing is left to do, then jumps to the next timer. No test sleeps.

import type { Timers } from '../../drivers/timers.ts';

/** Nothing of ours takes longer; a promise that is open after it hangs. */
const PATIENCE = 10 * 60_000;

export interface VirtualTime extends Timers {
  /** Runs the clock until the promise is settled; rejects when that takes ten minutes of virtual time. */
  run<Value>(promise: Promise<Value>): Promise<Value>;
  /** Runs the clock until the condition holds. */
  until(condition: () => boolean): Promise<void>;
  /** Runs the clock for so many milliseconds. */
  pass(milliseconds: number): Promise<void>;
}

export function virtualTime(): VirtualTime {
  let now = 0;
  let timers: { readonly at: number; readonly callback: () => void }[] = [];
  const idle = () => new Promise<void>((resolve) => setImmediate(resolve));

  async function advance(latest: number): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) await idle();
    const next = timers.reduce<(typeof timers)[number] | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
    if (!next || next.at > latest) {
      now = latest;
      return;
    }
    now = Math.max(now, next.at);
    timers = timers.filter((timer) => timer !== next);
    next.callback();
  }

  const time: VirtualTime = {
    now: () => now,
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async run(promise) {
      let settled = false;
      const noted = () => {
        settled = true;
      };
      promise.then(noted, noted);
      await time.until(() => settled);
      return promise;
    },
    async until(condition) {
      const latest = now + PATIENCE;
      await idle();
      while (!condition()) {
        if (now >= latest) throw new Error('nothing happened in ten minutes of virtual time');
        await advance(latest);
      }
    },
    async pass(milliseconds) {
      const latest = now + milliseconds;
      while (now < latest) await advance(latest);
      await idle();
    },
  };
  return time;
}
