// How a ticket moves from stage to stage. Pure; the store writes down what comes out of here.

import { dateOfTimestamp, type Timestamp } from '../../domain/date.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money.ts';
import type { ChargePurpose, Orders, Settled, Tendered } from './charge.ts';
import type { Patient } from './people.ts';
import type { Subject, Ticket, TicketStage } from './state.ts';

const nothing: Tendered = { due: zeroFen, tendered: zeroFen, change: zeroFen };

/** What the patient pays in cash for a settled charge. */
export function cashOf(settled: Settled): Fen {
  return settled.by === 'network' ? settled.split.cash : settled.total;
}

/** As the center will know them once this charge is in its books: the account and the year brought forward. */
function afterCharge(patient: Patient, settled: Settled): Patient {
  if (patient.known !== 'by-center' || settled.by !== 'network') return patient;
  const { insured } = patient;
  const { split } = settled;
  const year = {
    ...insured.year,
    inScope: addFen(insured.year.inScope, split.inScope),
    deductibleTaken: addFen(insured.year.deductibleTaken, split.deductibleTaken),
    fund: addFen(insured.year.fund, split.residentsFund, split.employeesFund),
  };
  return { ...patient, insured: { ...insured, account: split.balanceAfter, year } };
}

export function newTicket(
  number: string,
  subject: Extract<Subject, { purpose: 'registration' }>,
  registeredBy: Ticket['registeredBy'],
  settled: Settled,
  now: Timestamp,
): Ticket {
  const due = cashOf(settled);
  return {
    number,
    date: dateOfTimestamp(now),
    registeredAt: now,
    patient: afterCharge(subject.patient, settled),
    choice: subject.choice,
    registeredBy,
    registrationFee: settled,
    stage: due > 0 ? { at: 'fee-due', due } : { at: 'waiting' },
  };
}

/** The ticket once its fees are settled: cash due, or paid where nothing is. */
export function withFeesSettled(ticket: Ticket, orders: Orders, settled: Settled): Ticket {
  const due = cashOf(settled);
  const stage: TicketStage =
    due > 0
      ? { at: 'cash-due', orders, settled, due }
      : { at: 'paid', orders, settled, tendered: nothing, refunds: [] };
  return { ...ticket, patient: afterCharge(ticket.patient, settled), stage };
}

/**
 * The ticket once a settlement in doubt was accepted as the center has it: as if its answer had come now. Whether the cash
 * was taken then is on no disk, so it is due until somebody says so. Undefined where the doubt is not about this message.
 */
export function withDoubtAccepted(ticket: Ticket, msgid: string, settled: Settled): Ticket | undefined {
  const { stage } = ticket;
  if (stage.at !== 'in-doubt' || stage.msgid !== msgid) return undefined;
  return withFeesSettled(ticket, stage.orders, settled);
}

/** The ticket once the refund of its registration was accepted as the center has it; undefined where it waits for no such. */
export function withCancellationAccepted(ticket: Ticket, msgid: string): Ticket | undefined {
  const { stage } = ticket;
  if (stage.at !== 'cancelling' || stage.msgid !== msgid) return undefined;
  return { ...ticket, stage: { at: 'cancelled', refund: undefined } };
}

/** What a day's statement took into the books from the center. */
export interface Accepted {
  readonly settlementId: string;
  readonly refund: '0' | '1';
  readonly of: ChargePurpose;
}

/** The ticket after that, where it was open to it: nothing more is charged, or given back, for what is done. */
export function withStatementAccepted(ticket: Ticket, { settlementId, refund, of }: Accepted): Ticket | undefined {
  const { stage } = ticket;
  if (of === 'registration') {
    const isTakenBack = refund === '1' && (stage.at === 'waiting' || stage.at === 'fee-due');
    return isTakenBack ? { ...ticket, stage: { at: 'cancelled', refund: undefined } } : undefined;
  }
  if (refund === '1') {
    return stage.at === 'paid' ? { ...ticket, stage: { ...stage, acceptedRefund: settlementId } } : undefined;
  }
  if (stage.at !== 'waiting' && stage.at !== 'ordered') return undefined;
  const orders = stage.at === 'ordered' ? stage.orders : undefined;
  return { ...ticket, stage: { at: 'accepted', settlementId, orders } };
}

export function withOrders(ticket: Ticket, orders: Orders): Ticket {
  return { ...ticket, stage: { at: 'ordered', orders } };
}

/** The cash is in the till. Undefined where the ticket is not at a stage that waits for cash. */
export function withCashTaken(ticket: Ticket, tendered: Tendered): Ticket | undefined {
  const { stage } = ticket;
  if (stage.at === 'fee-due') return { ...ticket, stage: { at: 'waiting' } };
  if (stage.at !== 'cash-due') return undefined;
  const { orders, settled } = stage;
  return { ...ticket, stage: { at: 'paid', orders, settled, tendered, refunds: [] } };
}
