// 补助: on the year's expense inside a band of its own, a second fund pays a rate of what the earlier payments left.
// What they paid of the band enters unrounded; the supplement is rounded once, and never exceeds what is left to pay.

import { fen, minFen } from '../../domain/money.ts';
import { ONE, roundedProduct } from '../exact.ts';
import { type Course, leftToPay, lengthOf, overlap, paidOn, paidSoFar, pay } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { above: 'yuan', upTo: 'yuan', rate: 'ratio', fund: 'fund' } as const;

export const supplement: StepMechanism<typeof takes> = {
  name: 'supplement',
  about: { zh: '对个人负担部分再予补助', en: 'a second fund pays a rate of what the first left within a band' },
  takes,
  apply(course, { above, upTo, rate, fund }): Course {
    const band = overlap(course.bill, { from: above, to: upTo });
    let rest = lengthOf(band) * ONE;
    for (const payment of course.payments) rest -= paidOn(payment, band);
    const amount = minFen(roundedProduct(rest, rate, ONE * ONE), leftToPay(course));
    return pay(course, { fund, amount, ledger: 'supplement', pieces: [{ on: band, ratio: rate }], upTo: undefined });
  },
  report(before, after, { above, upTo }) {
    const left = leftToPay(before);
    if (lengthOf(overlap(before.bill, { from: above, to: upTo })) === 0) {
      const reason = { zh: '本单费用不在补助区间内', en: 'no part of the bill lies in the supplement’s band' };
      return { applied: false, before: left, after: left, reason };
    }
    return {
      applied: true,
      before: left,
      after: fen(left - (paidSoFar(after) - paidSoFar(before))),
      reason: { zh: '区间内的个人负担按比例补助', en: 'the patient’s part of the band is supplemented' },
    };
  },
};
