// Refunds on disk: the intent before anything is sent, and the outcome in one transaction with ticket and refund receipt.
// Receipts and refunds only grow; what stands of a charge is given back once (schema.ts).

import { dateOfTimestamp, type Timestamp } from '../../domain/date.ts';
import type { Result } from '../../domain/result.ts';
import type { Refund } from '../refund/refund.ts';
import { chargeToUndo, isCancellation, withRefund } from '../refund/standing.ts';
import type { RefundOrder } from '../refund/state.ts';
import type { Problem } from '../visit/problem.ts';
import type { Ticket } from '../visit/ticket.ts';
import type { AuditWriter } from './audit.ts';
import type { Intent, Journal } from './journal.ts';
import type { HospitalDatabase } from './open-file.ts';
import { orTaken, Taken } from './taken.ts';
import { inYuan, type Tickets, type TicketWriter } from './tickets.ts';

export interface Refunds {
  /** Refused where the ticket changed since it was opened, or money of this person is in doubt. A registration waits no more. */
  intend(intent: Intent & { readonly subject: RefundOrder }, now: Timestamp): Result<void, Problem>;
  /** The outcome: journal, ticket and refund receipt; the till and the day's sums are less by it from here on. */
  refunded(msgid: string, order: RefundOrder, refund: Refund, now: Timestamp): Ticket;
  /** On the hospital's own books. Refused where the ticket changed since it was opened. */
  refundedInCash(order: RefundOrder, refund: Refund): Result<Ticket, Problem>;
}

export interface RefundParts {
  readonly journal: Journal;
  readonly tickets: Tickets;
  readonly writer: TicketWriter;
  readonly audit: AuditWriter;
}

export function openRefunds(db: HospitalDatabase, { journal, tickets, writer, audit }: RefundParts): Refunds {
  const insert = db.prepare(
    `INSERT INTO refunds (number, undoes, ticket, way, day, total, fund, account, cash, approved_by)
     VALUES (@number, @undoes, @ticket, @way, @day, @total, @fund, @account, @cash, @approvedBy)`,
  );

  /** As it lies on disk now, where that is what the refund was chosen from. */
  function unchanged({ ticket }: RefundOrder): { readonly ticket: Ticket; readonly undoes: string } {
    const now = tickets.get(ticket.number);
    if (now?.stage.at !== ticket.stage.at) throw new Taken();
    const undoes = chargeToUndo(now)?.receiptNumber;
    if (undoes === undefined || undoes !== chargeToUndo(ticket)?.receiptNumber) throw new Taken();
    return { ticket: now, undoes };
  }

  /** What a message on its way undoes: of a registration its ticket was set aside for it, and nobody else has it. */
  function setAside(order: RefundOrder, msgid: string): { readonly ticket: Ticket; readonly undoes: string } {
    if (!isCancellation(order)) return unchanged(order);
    const ticket = tickets.get(order.ticket.number);
    if (ticket?.stage.at !== 'cancelling' || ticket.stage.msgid !== msgid) throw new Taken();
    return { ticket, undoes: ticket.registrationFee.receiptNumber };
  }

  function write({ ticket, undoes }: ReturnType<typeof unchanged>, refund: Refund): Ticket {
    const after = withRefund(ticket, refund);
    if (!after || !writer.replace(after, [ticket.stage.at])) throw new Taken();
    insert.run({
      number: refund.receiptNumber,
      undoes,
      ticket: ticket.number,
      way: refund.negated ? 'network' : 'cash',
      day: dateOfTimestamp(refund.time),
      ...refund.back,
      approvedBy: refund.approvedBy.code,
    });
    const body = { ticket: ticket.number, undoes, approvedBy: refund.approvedBy.code, ...inYuan(refund.back) };
    audit.tell('refund', { kind: 'refund', key: refund.receiptNumber }, body, refund.time);
    return after;
  }

  return {
    intend: (intent, now) =>
      orTaken(db, () => {
        const { ticket } = unchanged(intent.subject);
        journal.intend(intent, now);
        if (!isCancellation(intent.subject)) return;
        const aside: Ticket = { ...ticket, stage: { at: 'cancelling', msgid: intent.msgid } };
        if (!writer.replace(aside, [ticket.stage.at])) throw new Taken();
      }),
    refunded: db.transaction((msgid: string, order: RefundOrder, refund: Refund, now: Timestamp) => {
      journal.note(msgid, 'outcome', refund.receiptNumber, now);
      return write(setAside(order, msgid), refund);
    }),
    refundedInCash: (order, refund) => orTaken(db, () => write(unchanged(order), refund)),
  };
}
