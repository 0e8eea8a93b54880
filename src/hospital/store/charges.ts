// Charges on disk: each of these is one transaction, so that the journal, the ticket and the receipt never disagree.

import type { Timestamp } from '../../domain/date.ts';
import type { Result } from '../../domain/result.ts';
import type { ChargePurpose, Orders, Settled, Tendered } from '../visit/charge.ts';
import { type Problem, takenBackMeanwhile } from '../visit/problem.ts';
import type { Ticket } from '../visit/state.ts';
import { withCashTaken, withOrders } from '../visit/ticket-stages.ts';
import { type Intent, type Journal, type JournaledInfno, movesMoney } from './journal.ts';
import type { HospitalDatabase } from './open-file.ts';
import type { Session } from './sessions.ts';
import { steadyText } from './steady.ts';
import { orTaken, Taken } from './taken.ts';
import type { Tickets, TicketWriter } from './tickets.ts';

export interface Charges {
  /** The intent of a settlement, and its ticket in doubt from here on. Refused where the charge is taken already. */
  intend(intent: Intent, now: Timestamp): Result<void, Problem>;
  /** The outcome: journal, ticket and receipt; the steps before it are kept for good. */
  settled(msgid: string, ticket: Ticket, purpose: ChargePurpose, settled: Settled, now: Timestamp): void;
  /** The settlement charged nothing, the refund gave nothing back: its ticket is where it was before. */
  release(msgid: string, kind: 'refused' | 'reversed' | 'dropped', note: string | undefined, now: Timestamp): void;
  /** A charge in cash, at full price: a new ticket, or an ordered one. Refused where the charge is taken already. */
  settledInCash(ticket: Ticket, purpose: ChargePurpose, settled: Settled): Result<void, Problem>;
  takeCash(number: string, purpose: ChargePurpose, tendered: Tendered, now: Timestamp): Result<Ticket, Problem>;
  saveOrders(number: string, orders: Orders): Result<Ticket, Problem>;
}

export interface ChargeParts {
  readonly session: Session;
  readonly journal: Journal;
  readonly tickets: Tickets;
  readonly writer: TicketWriter;
}

export function openCharges(db: HospitalDatabase, { session, journal, tickets, writer }: ChargeParts): Charges {
  // The steps of this very trial: another window's, and those of a trial given up before, wait to be taken back.
  const stepsOf = db
    .prepare<[string, string, number], string>(
      `SELECT msgid FROM in_flight
       WHERE visit = ${steadyText} AND purpose = ${steadyText} AND session = CAST(? AS INTEGER) AND infno IN ('2201', '2204') AND known AND NOT given_up`,
    )
    .pluck();
  const intentOf = db.prepare<[string], { visit: string; infno: JournaledInfno }>(
    'SELECT visit, infno FROM intents WHERE msgid = ?',
  );

  const orRefuse = <Value>(work: () => Value): Result<Value, Problem> => orTaken(db, work);

  function move(ticket: Ticket, from: Ticket['stage']['at']): void {
    if (!writer.replace(ticket, [from])) throw new Taken();
  }

  function freeTicket(msgid: string): void {
    const intent = intentOf.get(msgid);
    const ticket = intent && movesMoney(intent.infno) ? tickets.get(intent.visit) : undefined;
    if (ticket?.stage.at === 'in-doubt' && ticket.stage.msgid === msgid) {
      move(withOrders(ticket, ticket.stage.orders), 'in-doubt');
    }
    if (ticket?.stage.at === 'cancelling' && ticket.stage.msgid === msgid) {
      move({ ...ticket, stage: { at: 'waiting' } }, 'cancelling');
    }
  }

  return {
    intend: (intent, now) =>
      orRefuse(() => {
        journal.intend(intent, now);
        if (intent.subject.purpose !== 'fees') return;
        const { ticket, orders } = intent.subject;
        move({ ...ticket, stage: { at: 'in-doubt', orders, msgid: intent.msgid } }, 'ordered');
      }),
    settled: db.transaction((msgid, ticket, purpose, settled, now) => {
      journal.note(msgid, 'outcome', settled.receiptNumber, now);
      for (const step of stepsOf.all(ticket.number, purpose, session.id)) journal.note(step, 'kept', undefined, now);
      if (purpose === 'registration') writer.add(ticket);
      else if (!writer.replace(ticket, ['in-doubt'])) throw new Error(`${ticket.number} was settled, but not in doubt`);
      writer.issueReceipt(ticket.number, purpose, settled);
    }),
    release: db.transaction((msgid, kind, note, now) => {
      journal.note(msgid, kind, note, now);
      freeTicket(msgid);
    }),
    settledInCash: (ticket, purpose, settled) =>
      orRefuse(() => {
        if (purpose === 'registration') writer.add(ticket);
        else move(ticket, 'ordered');
        writer.issueReceipt(ticket.number, purpose, settled);
      }),
    takeCash: (number, purpose, tendered, now) =>
      orRefuse(() => {
        const ticket = tickets.get(number);
        const after = ticket && withCashTaken(ticket, tendered);
        if (!ticket || !after) throw new Taken();
        move(after, ticket.stage.at);
        writer.takeCash(number, purpose, tendered, now);
        return after;
      }),
    saveOrders: (number, orders) =>
      orRefuse(() => {
        const ticket = tickets.get(number);
        if (ticket?.stage.at === 'cancelled' || ticket?.stage.at === 'cancelling') throw new Taken(takenBackMeanwhile);
        if (ticket?.stage.at !== 'waiting' && ticket?.stage.at !== 'ordered') throw new Taken();
        const after = withOrders(ticket, orders);
        move(after, ticket.stage.at);
        return after;
      }),
  };
}
