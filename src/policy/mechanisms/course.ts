// How far a bill has come on its way through the steps of a benefit. The year's in-scope expense is an axis; a bill is a
// stretch of it, (before, after]; every step cuts the stretch that is open to payment, or pays on it.

import { type Fen, fen, maxFen, minFen, zeroFen } from '../../domain/money.ts';
import type { Household, YearLedger } from '../bill.ts';
import { ONE, type Ratio } from '../exact.ts';
import type { FundField } from '../settlement.ts';

/** The part of the axis above `from`, up to and with `to`; empty where `to` is not above `from`. */
export interface Stretch {
  readonly from: Fen;
  readonly to: Fen;
}

/** A part of a payment: a stretch of the axis, paid at a ratio. */
export interface Piece {
  readonly on: Stretch;
  readonly ratio: Ratio;
}

export interface Payment {
  readonly fund: FundField;
  readonly amount: Fen;
  /** Which figure of the year's ledger it adds to. */
  readonly ledger: 'fund' | 'supplement' | 'seriousIllness' | 'aid';
  /** What of the year's in-scope expense it was paid on, from below; none where it was paid on what was left of the bill. */
  readonly pieces: readonly Piece[];
  /** All pieces together were paid up to this amount. */
  readonly upTo: Fen | undefined;
}

/** What steps may know beside the bill: the year so far and what the person brings. Nothing of it changes on the way. */
export interface Given {
  readonly ledger: YearLedger;
  /** Full months since contributions were resumed after a break. */
  readonly monthsSinceResumed: number;
  readonly household: Household | undefined;
}

export interface Course {
  readonly given: Given;
  /** This bill on the axis: from the year's in-scope expense before it to the one after it. */
  readonly bill: Stretch;
  /** The part of it on which the next payment is made. */
  readonly open: Stretch;
  /** What the fund may still pay, where a limit bounds the fund. */
  readonly fundLeft: Fen | undefined;
  readonly deductibleTaken: Fen;
  readonly payments: readonly Payment[];
  /** Points added to the rate of the next payment. */
  readonly bonus: Ratio;
  /** The part of its limits that the person has this year. */
  readonly limitShare: Ratio;
  /** This bill on the axis of the year's own burden, once a step has counted it. */
  readonly ownBurden: Stretch | undefined;
  /** In a waiting period: no later step is taken, and the bill does not count in the year. */
  readonly suspended: boolean;
}

const noBonus = 0 as Ratio;
const wholeLimit = ONE as Ratio;

/** The start of a bill on the axis of its year. */
export function startCourse(inScope: Fen, given: Given): Course {
  const from = given.ledger.inScope;
  const bill = { from, to: fen(from + inScope) };
  return {
    given,
    bill,
    open: bill,
    fundLeft: undefined,
    deductibleTaken: zeroFen,
    payments: [],
    bonus: noBonus,
    limitShare: wholeLimit,
    ownBurden: undefined,
    suspended: false,
  };
}

export function lengthOf(stretch: Stretch): Fen {
  return stretch.to > stretch.from ? fen(stretch.to - stretch.from) : zeroFen;
}

export function overlap(a: Stretch, b: Stretch): Stretch {
  return { from: maxFen(a.from, b.from), to: minFen(a.to, b.to) };
}

export function paidSoFar(course: Course): Fen {
  let paid = 0;
  for (const payment of course.payments) paid += payment.amount;
  return fen(paid);
}

/** What of the bill's in-scope expense no payment has reached yet. */
export function leftToPay(course: Course): Fen {
  return fen(lengthOf(course.bill) - paidSoFar(course));
}

/** Adds a payment; points added to its rate are spent with it. */
export function pay(course: Course, payment: Payment): Course {
  return { ...course, bonus: noBonus, payments: [...course.payments, payment] };
}

/** A ratio with the points that earlier steps added, never above the whole. */
export function withBonus(course: Course, ratio: Ratio): Ratio {
  return Math.min(ONE, ratio + course.bonus) as Ratio;
}

function onPieces(pieces: readonly Piece[], part: Stretch): number {
  let paid = 0;
  for (const { on, ratio } of pieces) paid += lengthOf(overlap(on, part)) * ratio;
  return paid;
}

/** What a payment paid on a part of the axis, unrounded, in ten-thousandths of a fen. The axis is paid from below. */
export function paidOn(payment: Payment, part: Stretch): number {
  const paid = onPieces(payment.pieces, part);
  if (payment.upTo === undefined) return paid;
  const below = onPieces(payment.pieces, { from: zeroFen, to: part.from });
  return Math.min(paid, Math.max(0, payment.upTo * ONE - below));
}
