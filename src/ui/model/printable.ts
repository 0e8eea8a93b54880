// What can be printed of a finished step: the registration ticket, the receipt of the payment or of the refund.

import type { Refund } from '../../hospital/refund/refund.ts';
import type { Tendered } from '../../hospital/visit/charge.ts';
import type { Ticket, VisitState } from '../../hospital/visit/state.ts';

export type Printable =
  | { readonly kind: 'registration-ticket' | 'receipt'; readonly ticket: Ticket; readonly tendered: Tendered }
  | { readonly kind: 'refund-receipt'; readonly ticket: Ticket; readonly refund: Refund };

/** Undefined while nothing is finished. */
export function printableOf(visit: VisitState): Printable | undefined {
  if (visit.at === 'refunding') {
    const { refund } = visit;
    return refund.at === 'refunded'
      ? { kind: 'refund-receipt', ticket: refund.ticket, refund: refund.refund }
      : undefined;
  }
  if (visit.at !== 'registered' && visit.at !== 'paid') return undefined;
  const { ticket, tendered } = visit;
  return { kind: visit.at === 'registered' ? 'registration-ticket' : 'receipt', ticket, tendered };
}

/** One line of text each, as wide as the paper. */
export type WriteReceipt = (printable: Printable) => readonly string[];
