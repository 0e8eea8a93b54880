// What was given back of a settled charge (退费), as the hospital keeps it with the ticket: shapes only. The center negates
// the settlement and settles what was kept anew in its place; in cash it is the hospital's own books alone.

import type { Timestamp } from '../../domain/date.ts';
import type { Fen } from '../../domain/money.ts';
import type { OrderLine, Settled } from '../visit/charge.ts';

/** How much of a line of the charge as it stands is given back. */
export interface ReturnedLine {
  /** The line's place among those that stand, from 0. */
  readonly place: number;
  /** Up to 4 decimals, at most what stands. */
  readonly quantity: string;
}

/** What comes back and where it goes: each zero or above, `total` their sum. */
export interface Back {
  readonly total: Fen;
  readonly fund: Fen;
  readonly account: Fen;
  /** Out of the till, into the patient's hand. */
  readonly cash: Fen;
}

export interface Refund {
  readonly receiptNumber: string;
  readonly time: Timestamp;
  /** The second person. */
  readonly approvedBy: { readonly code: string; readonly name: string };
  /** The lines with the quantities and amounts that were given back. */
  readonly returned: readonly OrderLine[];
  readonly back: Back;
  /** The negated settlement at the center; undefined where the charge was in cash. */
  readonly negated: { readonly settlementId: string; readonly dataString: string } | undefined;
  /** The personal account afterwards; undefined where the charge was in cash. */
  readonly balanceAfter: Fen | undefined;
  /** What was kept, settled anew under this refund's receipt; undefined where everything was given back. */
  readonly remainder: Settled | undefined;
}
