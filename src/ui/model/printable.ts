// What can be printed of a finished step: the registration ticket, or the receipt of the payment.

import type { Tendered } from '../../hospital/visit/charge.ts';
import type { Ticket, VisitState } from '../../hospital/visit/state.ts';

export interface Printable {
  readonly kind: 'registration-ticket' | 'receipt';
  readonly ticket: Ticket;
  readonly tendered: Tendered;
}

/** Undefined while nothing is finished. */
export function printableOf(visit: VisitState): Printable | undefined {
  if (visit.at !== 'registered' && visit.at !== 'paid') return undefined;
  const { ticket, tendered } = visit;
  return { kind: visit.at === 'registered' ? 'registration-ticket' : 'receipt', ticket, tendered };
}

/** One line of text each, as wide as the paper. */
export type WriteReceipt = (printable: Printable) => readonly string[];
