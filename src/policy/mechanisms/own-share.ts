// 自负比例: the person bears a share of what is open, and the fund pays the rest of it. The named amount is the fund's.

import { minFen } from '../../domain/money.ts';
import { ONE, type Ratio, shareOf } from '../exact.ts';
import { lengthOf, paidSoFar, pay, withBonus } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { of: 'ratio', fund: 'fund' } as const;

export const ownShare: StepMechanism<typeof takes> = {
  name: 'own-share',
  about: {
    zh: '个人按比例自负，其余由基金支付',
    en: 'the person bears a share of what is open, the fund pays the rest',
  },
  takes,
  apply(course, { of, fund }) {
    const { open, fundLeft } = course;
    const ratio = withBonus(course, (ONE - of) as Ratio);
    const share = shareOf(lengthOf(open), ratio);
    const amount = fundLeft === undefined ? share : minFen(share, fundLeft);
    return pay(course, { fund, amount, ledger: 'fund', pieces: [{ on: open, ratio }], upTo: fundLeft });
  },
  report(before, after) {
    const open = lengthOf(before.open);
    const paid = paidSoFar(after) - paidSoFar(before);
    return {
      applied: open > 0,
      before: open,
      after: (open - paid) as typeof open,
      reason:
        open > 0
          ? { zh: '个人自负一定比例，其余由基金支付', en: 'the fund pays what the own share leaves' }
          : { zh: '此段内无费用', en: 'nothing lies in this stretch' },
    };
  },
};
