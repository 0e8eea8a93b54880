// 提高报销比例: points added to the rate of the next payment, for long contribution, for a scheme, for hardship.

import type { Ratio } from '../exact.ts';
import { leftToPay } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { of: 'ratio' } as const;

export const bonus: StepMechanism<typeof takes> = {
  name: 'bonus',
  about: { zh: '提高下一笔支付的报销比例', en: 'points are added to the rate of the next payment' },
  takes,
  apply: (course, { of }) => ({ ...course, bonus: (course.bonus + of) as Ratio }),
  report(before, _after, { of }) {
    const left = leftToPay(before);
    return {
      applied: of > 0,
      before: left,
      after: left,
      reason:
        of > 0
          ? { zh: '报销比例提高', en: 'the rate is raised' }
          : { zh: '没有可提高的百分点', en: 'no points to add' },
    };
  },
};
