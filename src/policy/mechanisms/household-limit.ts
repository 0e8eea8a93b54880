// 家庭封顶线: an amount for each member, which all of them share, bounds what the fund pays for the household in the year.

import { fen, maxFen, minFen, zeroFen } from '../../domain/money.ts';
import { lengthOf } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { perMember: 'yuan' } as const;
const alone = { members: 1, fund: zeroFen };

export const householdLimit: StepMechanism<typeof takes> = {
  name: 'household-limit',
  about: { zh: '家庭年封顶线，户内成员通用', en: 'a limit of the year that a household shares' },
  takes,
  needs: 'household',
  apply(course, { perMember }) {
    const { members, fund } = course.given.household ?? alone;
    const rest = maxFen(zeroFen, fen(perMember * members - fund));
    return { ...course, fundLeft: course.fundLeft === undefined ? rest : minFen(rest, course.fundLeft) };
  },
  report(before, after) {
    const open = lengthOf(before.open);
    const spent = after.fundLeft === zeroFen;
    return {
      applied: true,
      before: open,
      after: open,
      reason: spent
        ? { zh: '家庭年封顶线已用完', en: 'the household’s limit is used up' }
        : { zh: '基金本年对全家支付不超过封顶线', en: 'the fund pays at most the limit for the household' },
    };
  },
};
