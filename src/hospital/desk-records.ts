// What a desk shows of the hospital's disk: the queues, the day so far, what is in flight. Each is read when it is looked
// at; what nobody looks at costs nothing.

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

export type Records = Pick<DeskSnapshot, 'inFlight' | 'queue' | 'day' | 'statementDays'>;

export interface DeskRecords {
  /** As they are on the disk. Where that cannot be read, as they were: whoever acts on them is told of the disk. */
  look(): Records;
  /** In flight, or a registration that the center is still to be asked to take back: it has no row in flight. */
  isAnythingLeft(): boolean;
  /** The disk may have changed: they are read anew when somebody looks. */
  outdate(): void;
}

/**
 * One part of the records: read now, and again when somebody looks at it after it was outdated. With `none` it waits for
 * the first who looks, who finds that where the disk fails.
 */
function part<Value>(read: () => Value, unread?: { readonly none: Value }) {
  let value = unread ? unread.none : read();
  let isOutdated = unread !== undefined;
  return {
    look(): Value {
      if (!isOutdated) return value;
      isOutdated = false;
      try {
        value = read();
      } catch (error) {
        diskProblem(error);
      }
      return value;
    },
    outdate(): void {
      isOutdated = true;
    },
  };
}

/** Throws where the disk cannot be read at the beginning. */
export function keepRecords(store: HospitalStore, clock: Clock, trialHere: () => TrialHere): DeskRecords {
  const { journal, tickets, statements, cancellations } = store;
  const today = () => dateOfTimestamp(clock.now());
  const inFlight = part(() => {
    const here = trialHere();
    return chargesInFlight(journal.inFlight().filter((row) => isShown(row, here))).map(shown);
  });
  const owed = part(() => cancellations.owed());
  const consult = part(() => tickets.at(today(), ['waiting']));
  const pay = part(() => tickets.at(today(), ['ordered', 'in-doubt', 'fee-due', 'cash-due']));
  // The longest of them: not read before somebody stands at that station.
  const lately = () => tickets.refundableSince(addDays(today(), -daysListed), today(), mostListed);
  const refund = part<readonly Ticket[]>(lately, {
    none: [],
  });
  const day = part(() => tickets.figures(today()));
  const days = part(() => statements.days());
  const parts = [inFlight, owed, consult, pay, refund, day, days];
  const queue: Records['queue'] = {
    get consult() {
      return consult.look();
    },
    get pay() {
      return pay.look();
    },
    get refund() {
      return refund.look();
    },
  };
  const records: Records = {
    queue,
    get inFlight() {
      return inFlight.look();
    },
    get day() {
      return day.look();
    },
    get statementDays() {
      return days.look();
    },
  };
  return {
    look: () => records,
    isAnythingLeft: () => inFlight.look().length > 0 || owed.look().length > 0,
    outdate() {
      for (const part of parts) part.outdate();
    },
  };
}
