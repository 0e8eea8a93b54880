// How far a bill has come on its way through the steps of a benefit. The year's in-scope expense is an axis; a bill is a
// stretch of it, (before, after]; every step cuts the stretch that is open to payment, or pays on it.

import { type Fen, fen, maxFen, minFen, zeroFen } from '../../domain/money.ts';
import { ONE, type Ratio } from '../exact.ts';
import type { FundField } from '../settlement.ts';

/** The part of the axis above `from`, up to and with `to`; empty where `to` is not above `from`. */
export interface Stretch {
  readonly from: Fen;
  readonly to: Fen;
}

export interface Payment {
  readonly fund: FundField;
  readonly amount: Fen;
  /** Which figure of the year's ledger it adds to. */
  readonly ledger: 'fund' | 'supplement';
  /** The stretch it was paid on, at this ratio, up to this amount. */
  readonly on: Stretch;
  readonly ratio: Ratio;
  readonly upTo: Fen | undefined;
}

export interface Course {
  /** This bill on the axis: from the year's in-scope expense before it to the one after it. */
  readonly bill: Stretch;
  /** The part of it on which the next payment is made. */
  readonly open: Stretch;
  /** What the benefit's fund has paid this year before this bill. */
  readonly fundBefore: Fen;
  /** What the fund may still pay, where a limit bounds the fund. */
  readonly fundLeft: Fen | undefined;
  readonly deductibleTaken: Fen;
  readonly payments: readonly Payment[];
}

export function startCourse(inScopeBefore: Fen, inScope: Fen, fundBefore: Fen): Course {
  const bill = { from: inScopeBefore, to: fen(inScopeBefore + inScope) };
  return { bill, open: bill, fundBefore, fundLeft: undefined, deductibleTaken: zeroFen, payments: [] };
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

/** What a payment paid on a part of the axis, unrounded, in ten-thousandths of a fen. The axis is paid from below. */
export function paidOn(payment: Payment, part: Stretch): number {
  const paid = lengthOf(overlap(payment.on, part)) * payment.ratio;
  if (payment.upTo === undefined) return paid;
  const below = lengthOf({ from: payment.on.from, to: minFen(payment.on.to, part.from) }) * payment.ratio;
  return Math.min(paid, Math.max(0, payment.upTo * ONE - below));
}
