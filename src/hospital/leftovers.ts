// When a window that nobody is at tries once more to end what is left in flight: at once, then after pauses that grow, so that
// a line that is down is not asked all day. What is ended, and how, is reconcile.ts.

import { endLeftovers } from './reconcile.ts';
import type { Schedule } from './schedule.ts';
import type { CenterParts } from './steps-to-undo.ts';
import { diskProblem } from './store/disk-failure.ts';

/** Milliseconds after the first try that left something, the second, …; from then on the last of them. */
export const pauses = [5_000, 15_000, 60_000, 300_000] as const;

export interface LeftoversParts {
  readonly center: CenterParts;
  readonly schedule: Schedule;
  /** Where the center is asked, one thing after the other. */
  readonly run: (work: () => Promise<void>) => void;
}

export class Leftovers {
  readonly #parts: LeftoversParts;
  #failed = 0;
  /** Not again before; on the schedule's clock. */
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(parts: LeftoversParts) {
    this.#parts = parts;
  }

  endWhenDue(): void {
    if (this.#parts.schedule.now() >= this.#notBefore) this.end();
  }

  end(): void {
    const { center, schedule, run } = this.#parts;
    run(async () => {
      const ended = await endLeftovers(center).catch((error: unknown) => {
        diskProblem(error);
        return false;
      });
      const pause = pauses[Math.min(this.#failed, pauses.length - 1)] ?? 0;
      this.#failed = ended ? 0 : this.#failed + 1;
      this.#notBefore = schedule.now() + (ended ? 0 : pause);
    });
  }
}
