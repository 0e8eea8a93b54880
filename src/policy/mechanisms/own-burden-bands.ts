// 大病保险: what the funds left to the person adds up over the year (own burden, an axis of its own), and a fund pays on it by
// bands, up to a limit of the year.

import { type Fen, fen, maxFen, minFen, zeroFen } from '../../domain/money.ts';
import { bandReports, piecesIn, shareOfPieces } from './bands.ts';
import { type Course, leftToPay, pay, type Stretch } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { of: 'bands', limit: 'yuan', fund: 'fund' } as const;

/** This bill on the axis of the year's own burden: from what the year had to what is left of the bill on top of it. */
export function ownBurdenOf(course: Course): Stretch {
  const from: Fen = course.given.ledger.ownBurden ?? zeroFen;
  return course.ownBurden ?? { from, to: fen(from + leftToPay(course)) };
}

/** The most that the fund may pay on this bill: what the year has left of the limit, and never more than is left to pay. */
function mostOf(course: Course, limit: Fen): Fen {
  const rest = maxFen(zeroFen, fen(limit - (course.given.ledger.seriousIllness ?? zeroFen)));
  return minFen(rest, leftToPay(course));
}

export const ownBurdenBands: StepMechanism<typeof takes> = {
  name: 'own-burden-bands',
  about: { zh: '对全年个人负担分段再支付', en: 'a fund pays by bands on the year’s own burden' },
  takes,
  apply(course, { of, limit, fund }) {
    const ownBurden = ownBurdenOf(course);
    const amount = minFen(shareOfPieces(piecesIn(of, ownBurden, course)), mostOf(course, limit));
    return pay({ ...course, ownBurden }, { fund, amount, ledger: 'seriousIllness', pieces: [], upTo: undefined });
  },
  report(before, after, { of, limit }) {
    const [left, rest] = [leftToPay(before), leftToPay(after)];
    const parts = bandReports(of, ownBurdenOf(before), before, mostOf(before, limit));
    const inBands = parts.some((part) => part.applied);
    const nothing = inBands
      ? { zh: '本年大病支付已达限额', en: 'the year’s payments have reached their limit' }
      : { zh: '全年个人负担未进入任何分段', en: 'the year’s own burden has not reached any band' };
    return {
      applied: rest < left,
      before: left,
      after: rest,
      parts,
      reason: rest < left ? { zh: '全年个人负担分段再支付', en: 'paid by bands on the year’s own burden' } : nothing,
    };
  },
};
