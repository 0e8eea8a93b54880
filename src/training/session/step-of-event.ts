// What was done at a window, in the words of a scenario: the step of an event. Playing the step does the same again.
// Digits of a PIN become `right` or `wrong`, a voucher's digits the card of its owner; nothing secret is kept.

import type { VirtualCardData } from '../../../drivers/open.ts';
import { formatYuan } from '../../domain/money.ts';
import type { ApprovedAction } from '../../domain/operator.ts';
import type { Desk, DeskEvent } from '../../hospital/desk.ts';
import { isStatementEvent } from '../../hospital/statement/statement-state.ts';
import type { CounterEvent } from '../../hospital/visit/events.ts';
import { refundableOf } from '../scenario/at-desk.ts';
import { type CardsOfPersons, stepOfDay } from '../scenario/day-end.ts';
import { pinKept } from '../scenario/practice-pin.ts';
import type { ProofStep, Step } from '../scenario/steps.ts';

export interface AtWindow {
  /** Whoever showed a card last. */
  readonly holder: VirtualCardData | undefined;
  /** Whose e-voucher this is, by the id of their card. */
  readonly ownerOfVoucher: (digits: string) => string | undefined;
  /** The id of the card with this ID number. */
  readonly cardOf: (idNumber: string) => string | undefined;
  readonly persons: CardsOfPersons;
  readonly desk: Desk;
}

/** Whether it follows at once from a second person's word, as its last part. */
export function isAfterWord(event: DeskEvent): boolean {
  return event.kind === 'refund-approved' || (event.kind === 'row-to-mend' && event.approval !== undefined);
}

/** Somebody gave their number and a password, and nothing followed from it. */
export function proofStep(as: 'sign-in' | ApprovedAction, proof: ProofStep): Step {
  if (as === 'sign-in') return { name: 'sign-in', value: proof };
  return { name: 'approve', value: as === 'refund' ? proof : { ...proof, for: as } };
}

/** By its number; and whose it is, where it is the one that they most likely want back. */
function refundStep(ticket: string, { desk, cardOf }: AtWindow): Step {
  const found = desk.snapshot().queue.refund.find(({ number }) => number === ticket);
  const idNumber = found?.patient.holder.idNumber;
  const isFirst = idNumber !== undefined && refundableOf(desk, idNumber)?.number === ticket;
  const of = isFirst ? cardOf(idNumber) : undefined;
  return { name: 'refund', value: of === undefined ? { ticket } : { ticket, of } };
}

/** Undefined for what leaves no trace: a key that only looks. */
export function stepOf(event: DeskEvent, at: AtWindow): Step | undefined {
  return isStatementEvent(event) ? stepOfDay(event, at.desk.snapshot().statement, at.persons) : stepOfVisit(event, at);
}

function stepOfVisit(event: CounterEvent, at: AtWindow): Step | undefined {
  const { holder, ownerOfVoucher } = at;
  switch (event.kind) {
    case 'pin-entered':
      return { name: 'pin', value: pinKept(event.pin, holder) };
    case 'voucher-scanned': {
      const of = ownerOfVoucher(event.scanned);
      return { name: 'voucher', value: of === undefined ? { digits: event.scanned } : { of } };
    }
    case 'choice-made': {
      const { kind, illness, department, doctor } = event.choice;
      const value = { department: department.code, doctor: doctor.code, kind };
      return { name: 'register', value: illness ? { ...value, illness: illness.code } : value };
    }
    case 'confirmed':
      return { name: 'confirm', value: null };
    case 'cash-tendered':
      return { name: 'tender', value: formatYuan(event.tendered) };
    case 'step-chosen':
      return { name: 'choose', value: event.step };
    case 'back':
      return { name: 'back', value: null };
    case 'ticket-opened':
      return { name: 'open', value: { ticket: event.ticket.number, to: event.to } };
    case 'diagnosis-set':
      return { name: 'diagnose', value: event.diagnosis.code };
    case 'line-added': {
      const { item, quantity, days } = event;
      return {
        name: 'order',
        value: days === undefined ? { item: item.code, quantity } : { item: item.code, quantity, days },
      };
    }
    case 'line-removed':
      return { name: 'strike', value: event.index + 1 };
    case 'line-changed': {
      const { index, quantity, days } = event;
      const line = index + 1;
      return { name: 'change', value: days === undefined ? { line, quantity } : { line, quantity, days } };
    }
    case 'orders-sent':
      return { name: 'send', value: null };
    case 'reconcile-asked':
      return { name: 'reconcile', value: null };
    case 'refund-asked':
      // By a card, the desk asks itself.
      return 'ticket' in event.wanted ? refundStep(event.wanted.ticket, at) : undefined;
    case 'line-returned':
      return { name: 'return', value: { line: event.place + 1, quantity: event.quantity } };
    case 'refund-approved':
      return { name: 'approve', value: { by: event.approval.by.code } };
    case 'station-opened':
      // The desk's own: whoever opens a station says so as `station`.
      return undefined;
  }
}
