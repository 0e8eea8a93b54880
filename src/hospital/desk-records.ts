// What a desk shows of the hospital's disk: the queues, the day so far, what is in flight.

import { type Clock, dateOfTimestamp } from '../domain/date.ts';
import type { DeskSnapshot, InFlight } from './desk.ts';
import type { InFlightRow } from './store/journal.ts';
import type { HospitalStore } from './store/open-store.ts';

/** Settlements, and steps that nobody is waiting for any more; a trial on somebody's screen is not in flight. */
function isShown(row: InFlightRow): boolean {
  return row.infno === '2207A' || row.givenUp || row.owner === 'gone';
}

function shown(row: InFlightRow): InFlight {
  return {
    msgid: row.msgid,
    infno: row.infno,
    ticket: row.visit,
    patient: row.patient,
    amount: row.amount,
    since: row.since,
  };
}

export type DeskRecords = Pick<DeskSnapshot, 'inFlight' | 'queue' | 'day'>;

export function readRecords({ journal, tickets }: HospitalStore, clock: Clock): DeskRecords {
  const today = dateOfTimestamp(clock.now());
  return {
    inFlight: journal.inFlight().filter(isShown).map(shown),
    queue: {
      consult: tickets.at(today, ['waiting']),
      pay: tickets.at(today, ['ordered', 'in-doubt', 'fee-due', 'cash-due']),
    },
    day: tickets.figures(today),
  };
}
