// 报销比例: a fund pays its rate on the stretch that deductible and limit left open, rounded once.

import { minFen } from '../../domain/money.ts';
import { shareOf } from '../exact.ts';
import { lengthOf, paidSoFar, pay, withBonus } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { of: 'ratio', fund: 'fund' } as const;

export const rate: StepMechanism<typeof takes> = {
  name: 'rate',
  about: { zh: '基金按比例支付', en: 'a fund pays its rate on what is open' },
  takes,
  standard: { name: 'rate', argument: 'of' },
  apply(course, { of, fund }) {
    const { open, fundLeft } = course;
    const ratio = withBonus(course, of);
    const share = shareOf(lengthOf(open), ratio);
    const amount = fundLeft === undefined ? share : minFen(share, fundLeft);
    return pay(course, { fund, amount, ledger: 'fund', pieces: [{ on: open, ratio }], upTo: fundLeft });
  },
  report(before, after) {
    const open = lengthOf(before.open);
    const paid = paidSoFar(after) - paidSoFar(before);
    if (open === 0) {
      const reason = { zh: '起付标准与限额之间无费用', en: 'nothing lies between deductible and limit' };
      return { applied: false, before: open, after: open, reason };
    }
    const after_ = (open - paid) as typeof open;
    return {
      applied: true,
      before: open,
      after: after_,
      reason: { zh: '基金按比例支付', en: 'the fund pays its rate' },
    };
  },
};
