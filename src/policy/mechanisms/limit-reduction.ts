// 限额递减: after a break in contributions only a part of the limits that follow counts.

import { ONE } from '../exact.ts';
import { lengthOf } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { to: 'ratio' } as const;

export const limitReduction: StepMechanism<typeof takes> = {
  name: 'limit-reduction',
  about: { zh: '限额按比例递减', en: 'only a part of the limits that follow counts' },
  takes,
  apply: (course, { to }) => ({ ...course, limitShare: to }),
  report(before, _after, { to }) {
    const open = lengthOf(before.open);
    return {
      applied: to < ONE,
      before: open,
      after: open,
      reason:
        to < ONE
          ? { zh: '断缴后当年限额按比例递减', en: 'after a break the year’s limit is reduced' }
          : { zh: '限额不递减', en: 'the limit is whole' },
    };
  },
};
