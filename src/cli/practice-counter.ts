// The counter of a practice on a command's stage: tray, vouchers and receipts as at a window of the invented city.

import { faults } from '../../drivers/open.ts';
import type { CalendarDate } from '../domain/date.ts';
import type { City } from '../training/city.ts';
import { printedLines } from '../training/print.ts';
import type { Practice } from '../training/session/practice.ts';
import type { CounterClock } from '../ui/clock.ts';
import type { OutsideKey } from '../ui/model/moment.ts';
import type { StageSurroundings } from '../ui/run-stage.tsx';
import { openPracticeCounter } from '../ui/stage/practice-counter.ts';
import type { CounterStore } from '../ui/store.ts';
import { loadCardSummaries } from './card-fixtures.ts';

/** What people in the city have on their telephones. */
function vouchersIn({ cards, center }: City) {
  return [...cards.values()].flatMap(({ id, name, socialSecurityNumber }) => {
    const code = center.inspection.eVoucher(socialSecurityNumber);
    return code === undefined ? [] : [{ id, holder: name, code }];
  });
}

export interface PracticeCounterSetting {
  readonly surroundings: StageSurroundings;
  readonly clock: CounterClock;
  /** When the city of the practice was founded. */
  readonly foundedOn: CalendarDate;
  readonly examination?: boolean;
}

/** Opens the counter of one practice after another. */
export function practiceCounterOf({ surroundings, clock, foundedOn, examination = false }: PracticeCounterSetting) {
  const cards = loadCardSummaries(foundedOn).map(({ card, holder, about }) => ({ id: card, holder, about }));
  return (practice: Practice, onQuit: () => void, outside?: readonly OutsideKey[]): CounterStore =>
    openPracticeCounter({
      ...(outside && { outside }),
      examination,
      practice,
      surroundings,
      clock,
      cards,
      faults,
      vouchers: vouchersIn(practice.city()),
      receipt: (printed) => printedLines(practice.desk.place, printed),
      onQuit,
    });
}
