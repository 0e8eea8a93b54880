// 救助: above a ceiling of what the person has really borne in the year, a fund pays a rate of the rest.

import { type Fen, fen, maxFen, zeroFen } from '../../domain/money.ts';
import { shareOf } from '../exact.ts';
import { type Course, leftToPay, lengthOf, pay } from './course.ts';
import type { StepMechanism } from './mechanism.ts';
import { ownBurdenOf } from './own-burden-bands.ts';

const takes = { above: 'yuan', rate: 'ratio', fund: 'fund' } as const;

/** What of this bill's rest lies above the ceiling, counted from what the person bore before it. */
function aboveCeiling(course: Course, ceiling: Fen): Fen {
  const { ownBurden = zeroFen, seriousIllness = zeroFen, aid = zeroFen } = course.given.ledger;
  const borne = fen(ownBurden - seriousIllness - aid);
  return lengthOf({ from: maxFen(borne, ceiling), to: fen(borne + leftToPay(course)) });
}

export const aid: StepMechanism<typeof takes> = {
  name: 'aid',
  about: { zh: '个人年度自付封顶线以上由基金分担', en: 'above a ceiling of the year’s own burden a fund pays a rate' },
  takes,
  apply(course, { above, rate, fund }) {
    const ownBurden = ownBurdenOf(course);
    const amount = shareOf(aboveCeiling(course, above), rate);
    return pay({ ...course, ownBurden }, { fund, amount, ledger: 'aid', pieces: [], upTo: undefined });
  },
  report(before, after) {
    const [left, rest] = [leftToPay(before), leftToPay(after)];
    return {
      applied: rest < left,
      before: left,
      after: rest,
      reason:
        rest < left
          ? { zh: '个人年度自付超过封顶线', en: 'the year’s own burden is above its ceiling' }
          : { zh: '个人年度自付未超过封顶线', en: 'the year’s own burden is not above its ceiling' },
    };
  },
};
