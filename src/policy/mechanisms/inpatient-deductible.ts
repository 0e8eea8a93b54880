// 住院起付标准: taken of every stay, or once on the axis of the year. Which of the two, is a parameter: documents seldom say it.

import { type Fen, fen, maxFen } from '../../domain/money.ts';
import { type Course, lengthOf, overlap } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { amount: 'yuan', per: { oneOf: ['stay', 'year'] } } as const;

/** Where on the axis the deductible ends. */
function endOf(course: Course, amount: Fen, per: 'stay' | 'year'): Fen {
  return per === 'stay' ? fen(course.bill.from + amount) : amount;
}

export const inpatientDeductible: StepMechanism<typeof takes> = {
  name: 'inpatient-deductible',
  about: {
    zh: '住院起付标准以下由个人负担',
    en: 'a stay’s, or a year’s, expense up to the deductible is the patient’s',
  },
  takes,
  standard: { name: 'deductible', argument: 'amount' },
  apply(course, { amount, per }) {
    const { bill, open } = course;
    const end = endOf(course, amount, per);
    const deductibleTaken = lengthOf(overlap(bill, { from: bill.from, to: end }));
    return { ...course, open: { from: maxFen(open.from, end), to: open.to }, deductibleTaken };
  },
  report(before, after) {
    const applied = after.deductibleTaken > 0;
    return {
      applied,
      before: lengthOf(before.open),
      after: lengthOf(after.open),
      reason: applied
        ? { zh: '起付标准以下由个人负担', en: 'what lies below the deductible is the patient’s' }
        : { zh: '本年起付标准已付清', en: 'the year’s deductible was already paid' },
    };
  },
};
