// 最高支付限额: bounds either the year's in-scope expense on which a fund pays, or what the fund pays in the year.
// Which of the two it is, is a parameter: documents seldom say it.

import { fen, maxFen, minFen, zeroFen } from '../../domain/money.ts';
import { shareOf } from '../exact.ts';
import { type Course, lengthOf } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { amount: 'yuan', on: { oneOf: ['expense', 'fund'] } } as const;

function reasonFor(cut: boolean, on: 'expense' | 'fund') {
  if (on === 'fund') {
    return { zh: '基金本年支付不超过限额', en: 'the fund pays at most the limit in a year' };
  }
  return cut
    ? { zh: '超过最高支付限额的费用由个人负担', en: 'the expense above the limit is the patient’s' }
    : { zh: '本年范围内费用未超过最高支付限额', en: 'the year’s expense is not above the limit' };
}

export const limit: StepMechanism<typeof takes> = {
  name: 'limit',
  about: { zh: '最高支付限额', en: 'the year’s expense, or the fund’s payment, counts up to the limit' },
  takes,
  standard: { name: 'limit', argument: 'amount' },
  apply(course, { amount, on }): Course {
    const bound = shareOf(amount, course.limitShare);
    if (on === 'fund') return { ...course, fundLeft: maxFen(zeroFen, fen(bound - course.given.ledger.fund)) };
    return { ...course, open: { from: course.open.from, to: minFen(course.open.to, bound) } };
  },
  report(before, after, { on }) {
    const from = lengthOf(before.open);
    const to = lengthOf(after.open);
    return { applied: on === 'fund' || to < from, before: from, after: to, reason: reasonFor(to < from, on) };
  },
};
