// The registration tickets and the receipts: the hospital's own record of its visits, shared by all its stations.

import { type CalendarDate, dateOfTimestamp, type Timestamp } from '../../domain/date.ts';
import { type Fen, fen, formatYuan, zeroFen } from '../../domain/money.ts';
import { chargeToUndo } from '../refund/standing.ts';
import type { ChargePurpose, Settled, Tendered } from '../visit/charge.ts';
import type { Goal, Ticket, TicketStage } from '../visit/state.ts';
import type { AuditWriter } from './audit.ts';
import type { HospitalDatabase } from './open-file.ts';
import { steadyText } from './steady.ts';
import { encodeTicket, encodeTrace, traceOf, withTrace } from './ticket-json.ts';
import type { TicketReader, TicketText } from './ticket-reader.ts';

/** Sums are less by what was given back on the day; they can fall below zero. */
export interface DayFigures {
  /** Less those that were taken back. */
  readonly registered: number;
  readonly paid: number;
  /** How many refunds. */
  readonly refunded: number;
  readonly fundTotal: Fen;
  readonly accountTotal: Fen;
  /** Cash in the till; what is still due is not in it. */
  readonly cashTotal: Fen;
}

export interface Tickets {
  get(number: string): Ticket | undefined;
  /**
   * The holder's unfinished ticket for a goal, oldest first: a fee due anywhere; to pay: cash due, in doubt, ordered; where
   * there is none, one that a statement accepted, so that it can be said.
   */
  unfinishedOf(idNumber: string, goal: Goal): Ticket | undefined;
  /** What a person registered for on a day and nobody has treated, and all that they paid here and not wholly had back. */
  refundableOf(idNumber: string, day: CalendarDate): readonly Ticket[];
  /** Paid on or after a day, or waiting since `today`; newest first, not more than so many. */
  refundableSince(day: CalendarDate, today: CalendarDate, most: number): readonly Ticket[];
  /** Of one day, at any of these stages, by number. */
  at(day: CalendarDate, stages: readonly TicketStage['at'][]): readonly Ticket[];
  /** The ticket of a visit at the center, registered on a day or before it. */
  ofVisit(mdtrtId: string, day: CalendarDate): Ticket | undefined;
  figures(day: CalendarDate): DayFigures;
}

/** The writing half: only charges.ts moves tickets. */
export interface TicketWriter {
  add(ticket: Ticket): void;
  /** Whether the ticket was at one of these stages and is now replaced. */
  replace(ticket: Ticket, whenAt: readonly TicketStage['at'][]): boolean;
  issueReceipt(ticket: string, purpose: ChargePurpose, settled: Settled): void;
  /** Cash into the till: on the receipt, once. */
  takeCash(ticket: string, purpose: ChargePurpose, tendered: Tendered, at: Timestamp): void;
}

const beforePayment: readonly TicketStage['at'][] = ['fee-due'];
const forPayment: readonly TicketStage['at'][] = ['fee-due', 'cash-due', 'in-doubt', 'ordered', 'accepted'];

interface TracedText extends TicketText {
  readonly trace: string | null;
}

/** Whoever opens one of these may ask how its amounts came about; of what is paid and listed nobody does. */
const traced = 'SELECT number, body, trace FROM tickets LEFT JOIN ticket_traces ON ticket = number';

export function readTickets(db: HospitalDatabase, read: TicketReader): Tickets {
  const one = db.prepare<[string], TracedText>(`${traced} WHERE number = ?`);
  const ofPerson = db.prepare<[string, string], TracedText>(
    `${traced} WHERE id_number = ${steadyText} AND stage IN (SELECT value FROM json_each(?)) ORDER BY number`,
  );
  const ofDay = db.prepare<[string, string], TracedText>(
    `${traced} WHERE day = ${steadyText} AND stage IN (SELECT value FROM json_each(?)) ORDER BY number`,
  );
  const refundable = db.prepare<[string, string], TicketText>(
    `SELECT number, body FROM tickets WHERE id_number = ${steadyText}
       AND (stage = 'paid' OR (stage = 'waiting' AND day = ${steadyText})) ORDER BY number DESC`,
  );
  const lately = db.prepare<[string, string, number], TicketText>(
    `SELECT number, body FROM tickets WHERE day >= ? AND (stage = 'paid' OR (stage = 'waiting' AND day = ?))
     ORDER BY number DESC LIMIT ?`,
  );
  // The latest first: how long ago a visit may have been is for the rules to say.
  const ofVisit = db.prepare<[string, string], TicketText>(
    `SELECT number, body FROM tickets WHERE day <= ? AND json_extract(body, '$.registeredBy.mdtrtId') = ?
     ORDER BY number DESC LIMIT 1`,
  );
  const givenBack = db.prepare<
    [string],
    { count: number; fund: number | null; account: number | null; cash: number | null }
  >(
    `SELECT count(*) AS count, sum(fund) AS fund, sum(account) AS account, sum(cash) AS cash
     FROM refunds WHERE day = ${steadyText}`,
  );
  const counts = db.prepare<[string], { registered: number; paid: number | null }>(
    `SELECT count(*) - coalesce(sum(stage = 'cancelled'), 0) AS registered, sum(stage = 'paid') AS paid FROM tickets WHERE day = ${steadyText}`,
  );
  const sums = db.prepare<[string], { fund: number | null; account: number | null; cash: number | null }>(
    `SELECT sum(fund) AS fund, sum(account) AS account, sum(CASE WHEN tendered IS NULL THEN 0 ELSE cash END) AS cash
     FROM receipts WHERE day = ${steadyText}`,
  );
  const whole = (row: TracedText) => withTrace(read(row), row.trace);
  return {
    get(number) {
      const row = one.get(number);
      return row && whole(row);
    },
    unfinishedOf(idNumber, goal) {
      const stages = goal.to === 'pay' ? forPayment : beforePayment;
      const found = ofPerson.all(idNumber, JSON.stringify(stages)).map(whole);
      if (goal.to === 'pay' && goal.ticket !== undefined) {
        return found.find((ticket) => ticket.number === goal.ticket);
      }
      return stages.flatMap((stage) => found.filter((ticket) => ticket.stage.at === stage))[0];
    },
    refundableOf: (idNumber, day) =>
      refundable
        .all(idNumber, day)
        .map(read)
        .filter((ticket) => chargeToUndo(ticket) !== undefined),
    refundableSince: (day, today, most) =>
      lately
        .all(day, today, most)
        .map(read)
        .filter((ticket) => chargeToUndo(ticket) !== undefined),
    ofVisit(mdtrtId, day) {
      const row = ofVisit.get(day, mdtrtId);
      return row && read(row);
    },
    at: (day, stages) => ofDay.all(day, JSON.stringify(stages)).map(whole),
    figures(day) {
      const count = counts.get(day);
      const sum = sums.get(day);
      const back = givenBack.get(day);
      const net = (taken: number | null | undefined, returned: number | null | undefined) =>
        fen((taken ?? 0) - (returned ?? 0));
      return {
        registered: count?.registered ?? 0,
        paid: count?.paid ?? 0,
        refunded: back?.count ?? 0,
        fundTotal: net(sum?.fund, back?.fund),
        accountTotal: net(sum?.account, back?.account),
        cashTotal: net(sum?.cash, back?.cash),
      };
    },
  };
}

function receiptRow(ticket: string, purpose: ChargePurpose, settled: Settled) {
  const money =
    settled.by === 'network'
      ? settled.split
      : { total: settled.total, fundTotal: zeroFen, account: zeroFen, cash: settled.total };
  return {
    number: settled.receiptNumber,
    ticket,
    purpose,
    way: settled.by,
    day: dateOfTimestamp(settled.time),
    total: money.total,
    fund: money.fundTotal,
    account: money.account,
    cash: money.cash,
    tendered: money.cash === 0 ? 0 : null,
  };
}

/** Amounts as the audit says them. */
export function inYuan<Name extends string>(amounts: Readonly<Record<Name, Fen>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries<Fen>(amounts).map(([name, amount]) => [name, formatYuan(amount)]));
}

export function writeTickets(db: HospitalDatabase, audit: AuditWriter): TicketWriter {
  const insert = db.prepare<[string, string, string, string, string]>(
    'INSERT INTO tickets (number, day, id_number, stage, body) VALUES (?, ?, ?, ?, ?)',
  );
  const update = db.prepare<[string, string, string, string]>(
    'UPDATE tickets SET stage = ?, body = ? WHERE number = ? AND stage IN (SELECT value FROM json_each(?))',
  );
  const hasTrace = db.prepare<[string], 1>('SELECT 1 FROM ticket_traces WHERE ticket = ?').pluck();
  const keepTrace = db.prepare<[string, string]>('INSERT INTO ticket_traces (ticket, trace) VALUES (?, ?)');
  const receipt = db.prepare(
    `INSERT INTO receipts (number, ticket, purpose, way, day, total, fund, account, cash, tendered)
     VALUES (@number, @ticket, @purpose, @way, @day, @total, @fund, @account, @cash, @tendered)`,
  );
  const tender = db
    .prepare<[number, string, string], string>(
      'UPDATE receipts SET tendered = ? WHERE ticket = ? AND purpose = ? AND cash > 0 RETURNING number',
    )
    .pluck();
  return {
    add(ticket) {
      insert.run(ticket.number, ticket.date, ticket.patient.holder.idNumber, ticket.stage.at, encodeTicket(ticket));
    },
    replace(ticket, whenAt) {
      const { number, stage } = ticket;
      if (update.run(stage.at, encodeTicket(ticket), number, JSON.stringify(whenAt)).changes !== 1) return false;
      const trace = traceOf(ticket);
      if (trace && !hasTrace.get(number)) keepTrace.run(number, encodeTrace(trace));
      return true;
    },
    issueReceipt(ticket, purpose, settled) {
      const row = receiptRow(ticket, purpose, settled);
      receipt.run(row);
      const { number, way, total, fund, account, cash } = row;
      const money = { total, fund, account, cash };
      const body = { ticket, purpose, way, ...inYuan(money) };
      audit.tell('receipt', { kind: 'receipt', key: number }, body, settled.time);
    },
    takeCash(ticket, purpose, tendered, at) {
      const number = tender.get(tendered.tendered, ticket, purpose);
      if (number === undefined) return;
      const { due, tendered: taken, change } = tendered;
      const body = { ticket, purpose, ...inYuan({ due, taken, change }) };
      audit.tell('cash-taken', { kind: 'cash', key: number }, body, at);
    },
  };
}
