// 另一段: opens another stretch of the year's expense to payment, for a fund that pays above the limit of the first.

import { lengthOf, overlap } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { above: 'yuan', upTo: 'yuan' } as const;

export const layer: StepMechanism<typeof takes> = {
  name: 'layer',
  about: { zh: '开始另一段费用', en: 'another stretch of the year’s expense is opened to payment' },
  takes,
  apply: (course, { above, upTo }) => ({
    ...course,
    open: overlap(course.bill, { from: above, to: upTo }),
    fundLeft: undefined,
  }),
  report(before, after) {
    const open = lengthOf(after.open);
    return {
      applied: open > 0,
      before: open > 0 ? lengthOf(before.open) : open,
      after: open,
      reason:
        open > 0
          ? { zh: '本单有费用在此段内', en: 'a part of the bill lies in this stretch' }
          : { zh: '本单费用不在此段内', en: 'no part of the bill lies in this stretch' },
    };
  },
};
