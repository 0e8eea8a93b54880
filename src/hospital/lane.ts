// A lane: work that is done one piece after the other, in the order it was asked for.

export interface Lane {
  run(work: () => Promise<void>): void;
  /** Resolves when the lane is empty, with work that was added meanwhile. */
  idle(): Promise<void>;
  isBusy(): boolean;
}

export function createLane(): Lane {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  return {
    run(work) {
      waiting += 1;
      last = last.then(work).finally(() => {
        waiting -= 1;
      });
    },
    isBusy: () => waiting > 0,
    async idle() {
      let seen: Promise<void>;
      do {
        seen = last;
        await seen;
      } while (seen !== last);
    },
  };
}
