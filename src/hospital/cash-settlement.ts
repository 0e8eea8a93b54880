// A charge at full price without insurance: written down here and nowhere else. The center is never told.

import { type Clock, dateOfTimestamp, type Timestamp } from '../domain/date.ts';
import type { PromptId } from '../domain/prompt.ts';
import type { HospitalStore } from './store/open-store.ts';
import type { ChargeDraft, Settled } from './visit/charge.ts';
import type { VisitEffect } from './visit/effects.ts';
import type { StoreSideEvent, VisitEvent } from './visit/events.ts';
import type { Subject } from './visit/state.ts';
import { newTicket, withFeesSettled } from './visit/ticket-stages.ts';

/** Registered in cash: such a visit is never paid through insurance. Ordered items in cash: at full price. */
export function settleInCash(
  store: HospitalStore,
  clock: Clock,
  subject: Subject,
  charge: ChargeDraft,
  because: PromptId | undefined,
): VisitEvent {
  const now = clock.now();
  const today = dateOfTimestamp(now);
  const settled: Settled = {
    by: 'cash',
    receiptNumber: store.numbers.nextReceipt(today),
    time: now,
    because,
    total: charge.total,
    lines: charge.lines,
  };
  const ticket =
    subject.purpose === 'registration'
      ? newTicket(store.numbers.nextTicket(today), subject, { way: 'cash' }, settled, now)
      : withFeesSettled(subject.ticket, subject.orders, settled);
  const written = store.charges.settledInCash(ticket, subject.purpose, settled);
  return written.ok ? { kind: 'settled', ticket } : { kind: 'problem-met', problem: written.error };
}

type TakeCash = Extract<VisitEffect, { do: 'take-cash' }>;

export function takeCash(store: HospitalStore, { ticket, purpose, tendered }: TakeCash, now: Timestamp): VisitEvent {
  const taken = store.charges.takeCash(ticket.number, purpose, tendered, now);
  return taken.ok ? { kind: 'cash-taken', ticket: taken.value } : { kind: 'problem-met', problem: taken.error };
}

type SaveOrders = Extract<VisitEffect, { do: 'save-orders' }>;

export function saveOrders(store: HospitalStore, { ticket, orders }: SaveOrders): VisitEvent {
  const saved = store.charges.saveOrders(ticket.number, orders);
  return saved.ok ? { kind: 'orders-saved', ticket: saved.value } : { kind: 'problem-met', problem: saved.error };
}

type LookUp = Extract<VisitEffect, { do: 'look-up' }>;

/** What of this person is unfinished at this hospital. */
export function lookUp(store: HospitalStore, { holder, goal }: LookUp): StoreSideEvent {
  return {
    kind: 'looked-up',
    ticket: store.tickets.unfinishedOf(holder.idNumber, goal),
    inDoubt: store.journal.inDoubtOf(holder.idNumber),
  };
}
