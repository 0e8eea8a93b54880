// 等待期: for some months after contributions were resumed nothing is paid, and the bill does not count in the year.

import { zeroFen } from '../../domain/money.ts';
import { lengthOf } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { months: 'count' } as const;

export const waiting: StepMechanism<typeof takes> = {
  name: 'waiting',
  about: { zh: '断缴后的等待期', en: 'nothing is paid for some months after a break in contributions' },
  takes,
  apply(course, { months }) {
    if (course.given.monthsSinceResumed >= months) return course;
    return { ...course, open: { from: course.bill.to, to: course.bill.to }, suspended: true };
  },
  report(before, after) {
    const open = lengthOf(before.open);
    return after.suspended
      ? {
          applied: true,
          before: open,
          after: zeroFen,
          reason: { zh: '仍在等待期内，不予报销', en: 'still in the waiting period: nothing is paid' },
        }
      : {
          applied: false,
          before: open,
          after: open,
          reason: { zh: '无等待期，或等待期已满', en: 'no waiting period, or it is over' },
        };
  },
};
