// What a visit asks of the world, as values: the reducer answers them, the desk carries them out.

import type { Approval } from '../../domain/operator.ts';
import type { PromptId } from '../../domain/prompt.ts';
import type { RefundOrder, RefundTrial, Wanted } from '../refund/state.ts';
import type { Charge, ChargeDraft, ChargePurpose, Orders, Split, Tendered } from './charge.ts';
import type { CardHolder, IdCardHolder } from './people.ts';
import type { Goal, Subject, Ticket } from './state.ts';

/** A trial that the center holds: what 2201, 2204 and 2206A left there. */
export interface Trial {
  readonly subject: Subject;
  readonly charge: Charge;
  readonly ticketNumber: string;
  readonly mdtrtId: string;
  readonly split: Split;
}

export type VisitEffect =
  | { readonly do: 'read-card' }
  /** The PIN lives in this value and nowhere else. */
  | { readonly do: 'verify-pin'; readonly pin: string }
  /** At the hospital's own disk: what of this person is unfinished here. */
  | { readonly do: 'look-up'; readonly holder: CardHolder; readonly goal: Goal }
  | { readonly do: 'identify'; readonly holder: CardHolder }
  /** The center checks the PIN of an identity card's holder, and says who they are. The PIN lives in this value only. */
  | { readonly do: 'identify-with-pin'; readonly holder: IdCardHolder; readonly pin: string }
  | { readonly do: 'recognise'; readonly code: string }
  | { readonly do: 'price'; readonly subject: Subject; readonly charge: ChargeDraft }
  /** Takes back what the trial left at the center. */
  | { readonly do: 'abandon-trial'; readonly trial: Trial }
  | { readonly do: 'settle'; readonly trial: Trial }
  | {
      readonly do: 'settle-in-cash';
      readonly subject: Subject;
      readonly charge: ChargeDraft;
      readonly because: PromptId | undefined;
    }
  | {
      readonly do: 'take-cash';
      readonly ticket: Ticket;
      readonly purpose: ChargePurpose;
      readonly tendered: Tendered;
    }
  /** At the center, before the orders are saved. */
  | { readonly do: 'review'; readonly ticket: Ticket; readonly orders: Orders }
  | { readonly do: 'save-orders'; readonly ticket: Ticket; readonly orders: Orders }
  | { readonly do: 'reconcile' }
  /** At the hospital's own disk: what could be given back. */
  | { readonly do: 'find-refundable'; readonly wanted: Wanted }
  | { readonly do: 'try-refund'; readonly order: RefundOrder }
  | {
      readonly do: 'refund';
      readonly order: RefundOrder;
      readonly trial: RefundTrial;
      readonly approval: Approval;
    }
  /** Full price back, on the hospital's own books: the center was never told of the charge. */
  | { readonly do: 'refund-in-cash'; readonly order: RefundOrder; readonly approval: Approval };
