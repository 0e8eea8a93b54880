// 起付标准: the year's in-scope expense up to the deductible is the patient's. Only what lies above it stays open.
// Counted on the axis of the year, so that it is never taken twice, and a bill that straddles it is split at it.

import { fen, maxFen, minFen } from '../../domain/money.ts';
import { lengthOf } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { amount: 'yuan' } as const;

export const deductible: StepMechanism<typeof takes> = {
  name: 'deductible',
  about: { zh: '起付标准以下由个人负担', en: 'the year’s expense up to the deductible is the patient’s' },
  takes,
  standard: { name: 'deductible', argument: 'amount' },
  apply(course, { amount }) {
    const { bill, open } = course;
    const taken = fen(minFen(bill.to, amount) - minFen(bill.from, amount));
    return { ...course, open: { from: maxFen(open.from, amount), to: open.to }, deductibleTaken: taken };
  },
  report(before, after) {
    const applied = after.deductibleTaken > 0;
    return {
      applied,
      before: lengthOf(before.open),
      after: lengthOf(after.open),
      reason: applied
        ? { zh: '本年范围内费用尚未超过起付标准', en: 'the year’s expense had not yet passed the deductible' }
        : { zh: '本年起付标准已付清', en: 'the year’s deductible was already paid' },
    };
  },
};
