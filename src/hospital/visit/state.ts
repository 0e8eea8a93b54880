// The visit, from the card in the reader to the receipt: one union, no booleans. What can happen in each state is in
// reduce.ts; what is kept on disk between stations is the Ticket (ticket.ts).

import type { Fen } from '../../domain/money.ts';
import type { PromptId, PromptStage } from '../../domain/prompt.ts';
import type { RefundOrder, RefundState } from '../refund/state.ts';
import type {
  Charge,
  ChargeDraft,
  Orders,
  PricedLine,
  RegistrationChoice,
  Settled,
  Split,
  Tendered,
} from './charge.ts';
import type { CardHolder, Insured, Patient } from './people.ts';
import type { Problem } from './problem.ts';
import type { ReviewFinding } from './review.ts';
import type { Ticket } from './ticket.ts';

export type { Ticket, TicketStage } from './ticket.ts';

/** What a charge belongs to: a registration that is not a ticket yet, or a ticket. */
export type Subject =
  | { readonly purpose: 'registration'; readonly patient: Patient; readonly choice: RegistrationChoice }
  | { readonly purpose: 'fees'; readonly ticket: Ticket; readonly orders: Orders };

/** What money is moved for: to charge, or to give back. */
export type MoneySubject = Subject | RefundOrder;

/** Money was moved, or not: it was sent and never answered. */
export interface Doubt {
  readonly subject: MoneySubject;
  readonly msgid: string;
}

/** Where the shown prompt came from and what the cashier may do now. */
export interface Refusal {
  readonly prompt: PromptId;
  /** Exactly what is shown; from the center unchanged, or from the card and the line. */
  readonly text: string;
  readonly stage: PromptStage;
  /** PIN tries left, where the card told. 0: blocked. */
  readonly triesLeft?: number;
  /** For 3: the hospital named. */
  readonly fact: Readonly<Record<string, string>>;
  /** Other prompts that hold too: for a trainer only. */
  readonly also: readonly PromptId[];
}

export type VisitState =
  | { readonly at: 'awaiting-card' }
  | { readonly at: 'reading-card'; readonly goal: Goal }
  | { readonly at: 'entering-pin'; readonly holder: CardHolder; readonly goal: Goal }
  | { readonly at: 'verifying-pin'; readonly holder: CardHolder; readonly goal: Goal }
  | {
      readonly at: 'identifying';
      readonly holder: CardHolder;
      readonly goal: Goal;
      /** What the hospital itself knows: the holder's ticket that awaits payment. */
      readonly ticket: Ticket | undefined;
      /** The center's word where it came before the hospital's own: with the PIN of an identity card, or a voucher. */
      readonly insured?: Insured;
    }
  /** The center is asked whose e-voucher this is. */
  | {
      readonly at: 'recognising';
      readonly code: string;
      readonly goal: Goal;
      /** Whose ticket was opened for payment: it must be theirs. */
      readonly expected?: CardHolder;
    }
  /** Registration: kind, illness, department and doctor are chosen on the screen, then sent as one event. */
  | { readonly at: 'choosing'; readonly patient: Patient; readonly payment: Payment }
  /** Register and price: 2201 2204 2206A for a registration; 2203A 2204 2206A for fees. */
  | { readonly at: 'pricing'; readonly subject: Subject; readonly charge: ChargeDraft }
  | {
      readonly at: 'trial-shown';
      readonly subject: Subject;
      readonly charge: Charge;
      readonly ticketNumber: string;
      readonly mdtrtId: string;
      readonly lines: readonly PricedLine[];
      readonly split: Split;
      /** What review warns of; absent: nothing. */
      readonly findings?: readonly ReviewFinding[];
    }
  | {
      readonly at: 'settling';
      readonly subject: Subject;
      readonly charge: Charge;
      readonly ticketNumber: string;
      readonly mdtrtId: string;
      readonly split: Split;
    }
  /** What the charge would come to in cash, at full price; nothing is written down before Enter. */
  | {
      readonly at: 'trial-shown-in-cash';
      readonly subject: Subject;
      readonly charge: ChargeDraft;
      readonly because: PromptId | undefined;
      /** Where Esc leads back to. */
      readonly before: VisitState;
    }
  /** Full price, no insurance: being written down here; the center is not asked. */
  | {
      readonly at: 'settling-in-cash';
      readonly subject: Subject;
      readonly charge: ChargeDraft;
      readonly because: PromptId | undefined;
      readonly before: VisitState;
    }
  /** Settled; the cashier takes the cash part (never entered with nothing due). */
  | {
      readonly at: 'cash-due';
      readonly ticket: Ticket;
      readonly purpose: Charge['purpose'];
      readonly settled: Settled;
      readonly due: Fen;
    }
  /** The cash is counted and is being written down. */
  | {
      readonly at: 'taking-cash';
      readonly ticket: Ticket;
      readonly purpose: Charge['purpose'];
      readonly tendered: Tendered;
    }
  /** The registration is complete: the ticket may be printed. */
  | { readonly at: 'registered'; readonly ticket: Ticket; readonly tendered: Tendered }
  /** The payment is complete: the receipt may be printed, again and again. */
  | { readonly at: 'paid'; readonly ticket: Ticket; readonly tendered: Tendered }
  | {
      readonly at: 'consulting';
      readonly ticket: Ticket;
      readonly orders: Orders;
      /** What review said when the orders were last sent, as far as it still holds; absent: nothing. */
      readonly findings?: readonly ReviewFinding[];
    }
  /** The orders are with the center's review; the cashier does not have them yet. */
  | { readonly at: 'reviewing'; readonly ticket: Ticket; readonly orders: Orders }
  /** Only the patient's consent is wanting: to send the orders, or to charge them. */
  | {
      readonly at: 'consent-asked';
      readonly before:
        | { readonly to: 'send'; readonly ticket: Ticket; readonly orders: Orders }
        | { readonly to: 'charge'; readonly subject: Subject; readonly charge: ChargeDraft };
      readonly findings: readonly ReviewFinding[];
    }
  | {
      readonly at: 'orders-sent';
      readonly ticket: Ticket;
      readonly orders: Orders;
      /** What review warned of. */
      readonly findings?: readonly ReviewFinding[];
    }
  /** Money is given back: a life of its own, in refund/. */
  | { readonly at: 'refunding'; readonly refund: RefundState }
  | {
      readonly at: 'refused';
      readonly refusal: Refusal;
      readonly resume: VisitState;
      readonly options: readonly NextStep[];
    }
  | {
      readonly at: 'problem';
      readonly problem: Problem;
      readonly resume: VisitState;
      readonly options: readonly NextStep[];
    }
  /** A settlement was sent and no answer came: nobody here knows. No charge of this visit is possible until reconciled. */
  | {
      readonly at: 'in-doubt';
      readonly subject: Subject;
      readonly msgid: string;
      readonly refusal: Refusal;
      /** Why, where it is not the line. */
      readonly problem?: Problem;
    }
  | { readonly at: 'reconciling'; readonly subject: Subject | undefined; readonly resume: VisitState }
  | {
      readonly at: 'reconciled';
      readonly outcomes: readonly ReconciliationOutcome[];
      /** Why something is still unknown, where it is not the line. */
      readonly problem?: Problem;
      readonly resume: VisitState;
    }
  /** The card was pulled at a moment that needs it. */
  | { readonly at: 'card-pulled'; readonly holder: CardHolder; readonly resume: VisitState }
  /** Another card came back. */
  | {
      readonly at: 'other-card';
      readonly expected: CardHolder;
      readonly found: CardHolder;
      readonly resume: VisitState;
    };

/** What the card was put in for: to register, to pay a ticket, or to give something back. */
export type Goal =
  | { readonly to: 'register' }
  | { readonly to: 'pay'; readonly ticket?: string }
  | { readonly to: 'refund' };

/** How a registration is to be paid: through insurance, or in cash after the prompt that forbade it. */
export type Payment = { readonly way: 'network' } | { readonly way: 'cash'; readonly because: PromptId };

/** What the cashier may do after a prompt; the others are shown quiet, with the reason. */
export type NextStepKind = 'retry' | 'settle-in-cash' | 'reconcile' | 'end-visit';
export interface NextStep {
  readonly step: NextStepKind;
  /** Undefined: it may be done. Otherwise why not. */
  readonly disabled: { readonly zh: string; readonly en: string } | undefined;
}

export interface ReconciliationOutcome {
  readonly msgid: string;
  /** Money taken, or given back. */
  readonly of: 'charge' | 'refund';
  readonly ticket: string | undefined;
  readonly patient: string;
  readonly amount: Fen;
  /**
   * confirmed: done, once. reversed: was done at the center, taken back. dropped: never arrived. open: still unknown.
   * registration-stays: given back, once; the registration that went with it the center refuses to take back, for good.
   * registration-cancelled, registration-open: the money was certain before; that registration is taken back, or not yet.
   */
  readonly verdict:
    | 'confirmed'
    | 'reversed'
    | 'dropped'
    | 'open'
    | 'registration-stays'
    | 'registration-cancelled'
    | 'registration-open';
  /** Why, in the center's words: of a registration that stays. */
  readonly said?: string;
}
