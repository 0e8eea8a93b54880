// Who goes away before the doctor has seen them and takes the registration back (退号): mostly at once, some when the doctor
// has been quicker, which is refused. When they come for it; not how it is dealt with.

import type { VisitState } from '../../src/hospital/visit/state.ts';
import type { Errand } from './cashier.ts';
import type { Random } from './random.ts';

const minute = 60_000;
const share = 0.2;
/** In milliseconds: a doctor takes less than a minute for somebody. */
const soon = [1_000, 15_000] as const;
const late = [3 * minute, 30 * minute] as const;
/** Of those who took it back some register again the same day. */
const again = 0.4;

/** What those do who are through at the window where they registered; undefined: they stay, and wait for the doctor. */
export function goingAway(random: Random, later: (wait: number, errand: Errand) => void) {
  return {
    /** Whether they go for it, rather than to the doctor. */
    registered({ patient }: Errand, screen: VisitState | undefined): boolean {
      if (screen?.at !== 'registered' || !random.chance(share)) return false;
      const brings = { of: 'registration', ticket: screen.ticket.number } as const;
      const wait = random.between(...(random.chance(0.75) ? soon : late));
      later(wait, { patient, to: 'refund', brings, deeds: 0, returns: 0 });
      return true;
    },
    takenBack({ patient }: Errand): void {
      if (random.chance(again)) {
        later(random.between(1, 30) * minute, { patient, to: 'register', deeds: 0, returns: 0 });
      }
    },
    /** The doctor was quicker: they pay like everybody else. */
    refused({ patient }: Errand): void {
      later(random.between(1, 30) * minute, { patient, to: 'pay', deeds: 0, returns: 0 });
    },
  };
}
