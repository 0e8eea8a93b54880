// What a desk shows of the hospital's disk: the queues, the day so far, what is in flight.

import { addDays, type Clock, dateOfTimestamp } from '../domain/date.ts';
import type { DeskSnapshot, InFlight } from './desk.ts';
import { isUnderWay } from './reconcile.ts';
import { diskProblem } from './store/disk-failure.ts';
import { type InFlightRow, movesMoney } from './store/journal.ts';
import type { HospitalStore } from './store/open-store.ts';
import type { Ticket } from './visit/ticket.ts';

/** The ticket whose trial this desk has on its screen; `any`: it is at work for one, whose ticket may not be known yet. */
export type TrialHere = string | 'any' | undefined;

/**
 * Settlements, and steps that nobody is waiting for any more; a trial on somebody's screen is not in flight. One that has
 * left this screen is, where a failing disk kept it from being written off.
 */
function isShown(row: InFlightRow, here: TrialHere): boolean {
  if (movesMoney(row.infno) || row.givenUp || row.owner === 'gone') return true;
  return row.owner === 'this' && here !== 'any' && here !== row.visit;
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

/** What the refund station lists; an older ticket is opened by its number. What may be refunded is the center's to say. */
const daysListed = 3;
const mostListed = 200;

type Records = Pick<DeskSnapshot, 'inFlight' | 'queue' | 'day' | 'statementDays'>;

function readRecords({ journal, tickets, statements }: HospitalStore, clock: Clock, here: TrialHere): Records {
  const today = dateOfTimestamp(clock.now());
  let refundable: readonly Ticket[] | undefined;
  return {
    inFlight: chargesInFlight(journal.inFlight().filter((row) => isShown(row, here))).map(shown),
    queue: {
      consult: tickets.at(today, ['waiting']),
      pay: tickets.at(today, ['ordered', 'in-doubt', 'fee-due', 'cash-due']),
      // The longest of them, read only for whoever looks at that station.
      get refund() {
        try {
          refundable ??= tickets.paidSince(addDays(today, -daysListed), mostListed);
        } catch (error) {
          diskProblem(error);
        }
        return refundable ?? [];
      },
    },
    day: tickets.figures(today),
    statementDays: statements.days(),
  };
}

export interface DeskRecords {
  /** As they are on the disk. Where that cannot be read, as they were: whoever acts on them is told of the disk. */
  look(): Records;
  /** The disk may have changed: they are read anew when somebody looks. */
  outdate(): void;
}

export function keepRecords(store: HospitalStore, clock: Clock, trialHere: () => TrialHere): DeskRecords {
  let records = readRecords(store, clock, trialHere());
  let isOutdated = false;
  return {
    look() {
      if (!isOutdated) return records;
      isOutdated = false;
      try {
        records = readRecords(store, clock, trialHere());
      } catch (error) {
        diskProblem(error);
      }
      return records;
    },
    outdate() {
      isOutdated = true;
    },
  };
}
