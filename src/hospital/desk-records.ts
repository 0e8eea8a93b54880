// What a desk shows of the hospital's disk: the queues, the day so far, what is in flight.

import { addDays, type Clock, dateOfTimestamp } from '../domain/date.ts';
import type { DeskSnapshot, InFlight } from './desk.ts';
import { isUnderWay } from './reconcile.ts';
import { type InFlightRow, movesMoney } from './store/journal.ts';
import type { HospitalStore } from './store/open-store.ts';

/** Settlements, and steps that nobody is waiting for any more; a trial on somebody's screen is not in flight. */
function isShown(row: InFlightRow): boolean {
  return movesMoney(row.infno) || row.givenUp || row.owner === 'gone';
}

function shown(row: InFlightRow): InFlight {
  return {
    msgid: row.msgid,
    infno: row.infno,
    ticket: row.visit,
    patient: row.patient,
    amount: row.amount,
    since: row.since,
    ...(isUnderWay(row) && row.window !== undefined && { heldBy: row.window }),
  };
}

/** One a charge, as reconciliation counts them: the settlement speaks for its steps, the first step where there is none. */
export function chargesInFlight(rows: readonly InFlightRow[]): readonly InFlightRow[] {
  const settled = new Set(rows.filter((row) => row.infno === '2207A').map((row) => row.visit));
  const alone = new Set<string>();
  return rows.filter((row) => {
    if (movesMoney(row.infno)) return true;
    if (settled.has(row.visit) || alone.has(row.visit)) return false;
    alone.add(row.visit);
    return true;
  });
}

/** What the refund station lists; an older ticket is opened by its number. */
const refundableDays = 3;
const mostRefundable = 200;

export type DeskRecords = Pick<DeskSnapshot, 'inFlight' | 'queue' | 'day'>;

export function readRecords({ journal, tickets }: HospitalStore, clock: Clock): DeskRecords {
  const today = dateOfTimestamp(clock.now());
  return {
    inFlight: chargesInFlight(journal.inFlight().filter(isShown)).map(shown),
    queue: {
      consult: tickets.at(today, ['waiting']),
      pay: tickets.at(today, ['ordered', 'in-doubt', 'fee-due', 'cash-due']),
      refund: tickets.paidSince(addDays(today, -refundableDays), mostRefundable),
    },
    day: tickets.figures(today),
  };
}
