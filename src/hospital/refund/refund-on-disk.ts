// The refund's part on the hospital's own disk: finding what could be given back, and giving back what was paid in cash,
// which the center never knew of. There the hospital's own rule holds: drugs only, with a second person's word.

import { type Clock, dateOfTimestamp } from '../../domain/date.ts';
import { sumFen } from '../../domain/money.ts';
import type { HospitalStore } from '../store/open-store.ts';
import type { VisitEffect } from '../visit/effects.ts';
import type { VisitEvent } from '../visit/events.ts';
import { notThatDay } from '../visit/problem.ts';
import type { Refund } from './refund.ts';
import { backInCash, chargeToUndo, isCancellation, parted } from './standing.ts';
import type { Wanted } from './state.ts';

export function findRefundable(store: HospitalStore, clock: Clock, wanted: Wanted): VisitEvent {
  const today = dateOfTimestamp(clock.now());
  const ticket = 'ticket' in wanted ? store.tickets.get(wanted.ticket) : undefined;
  const holder = 'ticket' in wanted ? ticket?.patient.holder : wanted.holder;
  return {
    kind: 'refundable-found',
    tickets: 'ticket' in wanted ? (ticket ? [ticket] : []) : store.tickets.refundableOf(wanted.holder.idNumber, today),
    today,
    inDoubt: holder && store.journal.inDoubtOf(holder.idNumber),
  };
}

type RefundInCash = Extract<VisitEffect, { do: 'refund-in-cash' }>;

/** Full price back for the returned lines; the rest stays as it was charged, under the refund's receipt. */
export function refundInCash(store: HospitalStore, clock: Clock, { order, approval }: RefundInCash): VisitEvent {
  const now = clock.now();
  // Midnight may have passed since it was opened; the center, who would say so, is not asked.
  if (isCancellation(order) && order.ticket.date !== dateOfTimestamp(now)) {
    return { kind: 'problem-met', problem: notThatDay };
  }
  const receiptNumber = store.numbers.nextReceipt(dateOfTimestamp(now));
  const { kept, returned, total } = parted(order);
  const { code, name } = approval.by;
  const charged = chargeToUndo(order.ticket);
  const refund: Refund = {
    receiptNumber,
    time: now,
    approvedBy: { code, name },
    returned,
    back: backInCash(total),
    negated: undefined,
    balanceAfter: undefined,
    remainder:
      kept.length > 0
        ? {
            by: 'cash',
            receiptNumber,
            time: now,
            because: charged?.by === 'cash' ? charged.because : undefined,
            total: sumFen(kept.map(({ amount }) => amount)),
            lines: kept,
          }
        : undefined,
  };
  const written = store.refunds.refundedInCash(order, refund);
  return written.ok
    ? { kind: 'refunded', ticket: written.value, refund }
    : { kind: 'problem-met', problem: written.error };
}
