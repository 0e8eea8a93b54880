// Everything that can happen to a visit: from the reader, from the people at the counter, from the center.

import type { CalendarDate } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import type { Fen } from '../../domain/money.ts';
import type { Approval } from '../../domain/operator.ts';
import type { Refund } from '../refund/refund.ts';
import type { RefundTrial, Wanted } from '../refund/state.ts';
import type { CatalogueItem, DiagnosisCode, PricedLine, RegistrationChoice, Split } from './charge.ts';
import type { CardHolder, EVoucherHolder, IdCardHolder, Insured, YearSoFar } from './people.ts';
import type { Problem } from './problem.ts';
import type { ReviewFinding } from './review.ts';
import type { Doubt, Goal, NextStepKind, ReconciliationOutcome, Refusal, Ticket } from './state.ts';

/** From the people at the counter. */
export type CounterEvent =
  | { readonly kind: 'pin-entered'; readonly pin: string }
  /** By a scanner, on a line of its own or typing: as it was read. */
  | { readonly kind: 'voucher-scanned'; readonly scanned: string }
  | { readonly kind: 'choice-made'; readonly choice: RegistrationChoice }
  /** Enter: go on (price the orders, settle what the trial showed, next patient after the end). */
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'cash-tendered'; readonly tendered: Fen }
  | { readonly kind: 'step-chosen'; readonly step: NextStepKind }
  /** Esc: one step back, where nothing has been sent that would have to be undone; else end the visit here. */
  | { readonly kind: 'back' }
  | { readonly kind: 'ticket-opened'; readonly ticket: Ticket; readonly to: 'consult' | 'pay' }
  | { readonly kind: 'diagnosis-set'; readonly diagnosis: DiagnosisCode }
  | {
      readonly kind: 'line-added';
      readonly item: CatalogueItem;
      readonly quantity: string;
      readonly days: number | undefined;
    }
  | { readonly kind: 'line-removed'; readonly index: number }
  | {
      readonly kind: 'line-changed';
      readonly index: number;
      readonly quantity: string;
      readonly days: number | undefined;
    }
  | { readonly kind: 'orders-sent' }
  | { readonly kind: 'reconcile-asked' }
  /** Something is to be given back: of a ticket by its number, or of what somebody paid. */
  | { readonly kind: 'refund-asked'; readonly wanted: Wanted }
  /** So much of the line at this place; 0, or what is no quantity, leaves it as it was charged. */
  | { readonly kind: 'line-returned'; readonly place: number; readonly quantity: string }
  | { readonly kind: 'refund-approved'; readonly approval: Approval }
  /** Another station (or the same again): the visit that can be left is left, a card in the slot leads on. */
  | { readonly kind: 'station-opened' };

/** From the readers and the cards. */
export type ReaderSideEvent =
  | { readonly kind: 'card-inserted'; readonly goal: Goal }
  | { readonly kind: 'card-read'; readonly holder: CardHolder }
  | { readonly kind: 'card-unreadable'; readonly cause: string }
  | { readonly kind: 'card-removed' }
  | { readonly kind: 'id-card-read'; readonly holder: IdCardHolder }
  /** Read, but past the day until which it is valid. */
  | { readonly kind: 'id-card-expired'; readonly on: CalendarDate }
  /** An identity card lies there and does not read; the remedy says what to do. */
  | { readonly kind: 'id-card-unreadable'; readonly remedy: Text }
  | { readonly kind: 'pin-accepted' }
  | { readonly kind: 'pin-rejected'; readonly triesLeft: number };

/** From the center, or about it. */
export type CenterSideEvent =
  | { readonly kind: 'identified'; readonly insured: Insured }
  | { readonly kind: 'recognised'; readonly holder: EVoucherHolder; readonly insured: Insured }
  | {
      readonly kind: 'priced';
      /** Drawn for a registration; that of the ticket for fees. */
      readonly ticketNumber: string;
      readonly batch: string;
      readonly mdtrtId: string;
      readonly lines: readonly PricedLine[];
      readonly split: Split;
      /** What review warns of; absent: nothing. */
      readonly findings?: readonly ReviewFinding[];
      /** The year on the ledger that this charge uses, where it is another than was asked at identification. */
      readonly year?: YearSoFar;
    }
  /** What review says of orders that are not sent yet. */
  | { readonly kind: 'reviewed'; readonly findings: readonly ReviewFinding[] }
  /** The outcome is on disk here. */
  | { readonly kind: 'settled'; readonly ticket: Ticket }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'problem-met'; readonly problem: Problem }
  /** The settlement was sent and no readable answer came. `problem`: what the center has against this counter or its clock. */
  | {
      readonly kind: 'left-in-doubt';
      readonly msgid: string;
      readonly refusal: Refusal;
      readonly problem?: Problem | undefined;
    }
  /** `problem`: what the center has against this counter or its clock, where something is still unknown for that. */
  | { readonly kind: 'reconciled'; readonly outcomes: readonly ReconciliationOutcome[]; readonly problem?: Problem }
  | { readonly kind: 'refund-tried'; readonly trial: RefundTrial }
  /** The outcome is on disk here. `stays`: why the center does not take the registration back, where it refused that for good. */
  | { readonly kind: 'refunded'; readonly ticket: Ticket; readonly refund: Refund; readonly stays?: string };

/** From the hospital's own disk. */
export type StoreSideEvent =
  | {
      readonly kind: 'looked-up';
      /** The holder's ticket for this goal that is not finished: fee due, ordered, in doubt or cash due. */
      readonly ticket: Ticket | undefined;
      /** What of this person's money was sent from this hospital and never answered. */
      readonly inDoubt: Doubt | undefined;
    }
  | {
      readonly kind: 'refundable-found';
      /** The one that was asked for, at whatever stage; or what the holder has registered today and paid, newest first. */
      readonly tickets: readonly Ticket[];
      readonly today: CalendarDate;
      readonly inDoubt: Doubt | undefined;
    }
  | { readonly kind: 'cash-taken'; readonly ticket: Ticket }
  | { readonly kind: 'orders-saved'; readonly ticket: Ticket };

export type VisitEvent = CounterEvent | ReaderSideEvent | CenterSideEvent | StoreSideEvent;
