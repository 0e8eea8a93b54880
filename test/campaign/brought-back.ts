// Who comes back with drugs after paying: some within the hour, some on one of the next days, beyond the three that are
// allowed as well; of what was kept, some bring back a part again. When, and what they bring; not how it is dealt with.

import type { VisitState } from '../../src/hospital/visit/state.ts';
import type { Errand } from './cashier.ts';
import type { Random } from './random.ts';

const minute = 60_000;
export const day = 24 * 60 * minute;
/** How many of those who paid, or gave something back, come again with a drug. */
const share = 0.3;
const mostRefunds = 3;
const everything = 0.4;
/** Days later. */
const when = [0, 0, 0, 0, 1, 1, 2, 3, 4];

/** The days of a run on which the windows are open, and which of them it is, all counted from its first. */
export interface OpenDays {
  readonly all: readonly number[];
  today(): number;
}

/** Answers what is done when somebody leaves the window served; `later` lets them come, so many milliseconds on. */
export function drugsBroughtBack(random: Random, open: OpenDays, later: (wait: number, errand: Errand) => void) {
  return (errand: Errand, screen: VisitState | undefined): void => {
    const { brings } = errand;
    if (brings?.of === 'registration') return;
    const ticket = brings?.ticket ?? (screen?.at === 'paid' ? screen.ticket.number : undefined);
    const refund = (brings?.refund ?? 0) + 1;
    if (ticket === undefined || refund > mostRefunds || !random.chance(share)) return;
    const next = { of: 'drugs', ticket, all: random.chance(everything), refund } as const;
    // Nobody comes to closed windows; after the last midnight there are no others.
    const days = when.filter((each) => open.all.includes(open.today() + each));
    if (days.length === 0) return;
    const wait = random.pick(days) * day + random.between(2, 60) * minute;
    later(wait, { ...errand, to: 'refund', brings: next, deeds: 0, returns: 0 });
  };
}
