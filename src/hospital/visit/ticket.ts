// The registration ticket (挂号票): what the hospital knows of a visit, on disk, from the registration to what was given
// back. How it moves from stage to stage is in ticket-stages.ts.

import type { CalendarDate, Timestamp } from '../../domain/date.ts';
import type { Fen } from '../../domain/money.ts';
import type { Refund } from '../refund/refund.ts';
import type { Orders, RegistrationChoice, Settled, Tendered } from './charge.ts';
import type { Patient } from './people.ts';

/** Shared by all stations of the hospital. */
export interface Ticket {
  /** yyyyMMdd-nnnn */
  readonly number: string;
  readonly date: CalendarDate;
  readonly registeredAt: Timestamp;
  readonly patient: Patient;
  readonly choice: RegistrationChoice;
  /** `network`: registered through insurance, so it can be paid through insurance. `cash`: never can. */
  readonly registeredBy: { readonly way: 'network'; readonly mdtrtId: string } | { readonly way: 'cash' };
  readonly registrationFee: Settled;
  readonly stage: TicketStage;
}

export type TicketStage =
  /** Registered; the cash part of the fee is not in the till yet. */
  | { readonly at: 'fee-due'; readonly due: Fen }
  | { readonly at: 'waiting' }
  /** 退号: from the moment the refund's intent is on disk until its outcome is. */
  | { readonly at: 'cancelling'; readonly msgid: string }
  /** Taken back, fee and all. The refund is undefined where the day's end accepted it from the center without a receipt. */
  | { readonly at: 'cancelled'; readonly refund: Refund | undefined }
  | { readonly at: 'ordered'; readonly orders: Orders }
  /** From the moment the settlement's intent is on disk until its outcome is. */
  | { readonly at: 'in-doubt'; readonly orders: Orders; readonly msgid: string }
  | { readonly at: 'cash-due'; readonly orders: Orders; readonly settled: Settled; readonly due: Fen }
  /** The center has its fees settled, and a day's statement took that into the books: done, without a receipt here. */
  | { readonly at: 'accepted'; readonly settlementId: string; readonly orders: Orders | undefined }
  | PaidStage;

export interface PaidStage {
  readonly at: 'paid';
  readonly orders: Orders;
  /** As it was settled first; what stands of it now is refund/standing.ts. */
  readonly settled: Settled;
  readonly tendered: Tendered;
  /** Oldest first; each gives back of what the one before it left. */
  readonly refunds: readonly Refund[];
  /** A refund that a day's statement took from the center: of which lines, is known there alone. */
  readonly acceptedRefund?: string | undefined;
}
