// A refund at the window, from the ticket to the money in the patient's hand: one union, no booleans. What can happen in
// each state is in reduce-refund.ts.

import type { Approval } from '../../domain/operator.ts';
import type { Split } from '../visit/charge.ts';
import type { CardHolder } from '../visit/people.ts';
import type { Problem } from '../visit/problem.ts';
import type { Ticket } from '../visit/ticket.ts';
import type { Back, Refund, ReturnedLine } from './refund.ts';

/** Which tickets are looked for: one by its number, or all that somebody has paid. */
export type Wanted = { readonly ticket: string } | { readonly holder: CardHolder };

/** What is to be given back of a ticket; the ticket as it stood when the choice was made. */
export interface RefundOrder {
  readonly purpose: 'refund';
  readonly ticket: Ticket;
  readonly returned: readonly ReturnedLine[];
}

/** What a refund would come to; nothing has been given back. */
export interface RefundTrial {
  readonly back: Back;
  /** What the rest of the bill becomes. `undefined`: nothing is left of it. `cash`: at full price, as it was. */
  readonly remainder: Split | 'cash' | undefined;
  /** Of the negated settlement, with the rules on refunds; undefined in cash. */
  readonly negated: Split | undefined;
}

export type RefundState =
  | { readonly at: 'finding'; readonly wanted: Wanted }
  /** Several of the holder's tickets could be meant; newest first. */
  | { readonly at: 'choosing-ticket'; readonly holder: CardHolder; readonly tickets: readonly Ticket[] }
  | { readonly at: 'choosing-lines'; readonly order: RefundOrder }
  | { readonly at: 'trying'; readonly order: RefundOrder }
  /** Waits for a second person's word. */
  | { readonly at: 'trial-shown'; readonly order: RefundOrder; readonly trial: RefundTrial }
  | {
      readonly at: 'sending';
      readonly order: RefundOrder;
      readonly trial: RefundTrial;
      readonly approval: Approval;
    }
  /** Sent, and no answer came: nobody here knows. Nothing more is given back until reconciled. */
  | {
      readonly at: 'in-doubt';
      readonly order: RefundOrder;
      readonly msgid: string;
      /** Why, where it is not the line. */
      readonly problem?: Problem;
    }
  /**
   * Done and on disk: the receipt may be printed, again and again. `stays`: why the center does not take the registration
   * back, where it refused that for good.
   */
  | { readonly at: 'refunded'; readonly ticket: Ticket; readonly refund: Refund; readonly stays?: string };
