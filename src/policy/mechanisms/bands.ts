// 分段报销: a fund pays on what is open at a rate for each band of the year's in-scope expense. The shares of all bands
// are one named amount, rounded once.

import { minFen } from '../../domain/money.ts';
import type { Bands } from '../bands.ts';
import { sumOfShares } from '../exact.ts';
import { type Course, lengthOf, overlap, type Piece, paidSoFar, pay, type Stretch, withBonus } from './course.ts';
import type { StepMechanism } from './mechanism.ts';

const takes = { of: 'bands', fund: 'fund' } as const;

/** The parts of a stretch that lie in each band, with what is paid there. */
export function piecesIn(bands: Bands, stretch: Stretch, course: Course): Piece[] {
  return bands.flatMap(({ from, to = stretch.to, rate }): Piece[] => {
    const on = overlap(stretch, { from, to });
    return lengthOf(on) > 0 ? [{ on, ratio: withBonus(course, rate) }] : [];
  });
}

/** What the pieces come to: r(Σ length × ratio). */
export function shareOfPieces(pieces: readonly Piece[]) {
  return sumOfShares(pieces.map(({ on, ratio }) => ({ amount: lengthOf(on), ratio })));
}

export const bands: StepMechanism<typeof takes> = {
  name: 'bands',
  about: { zh: '基金分段按比例支付', en: 'a fund pays a rate for each band of the year’s expense' },
  takes,
  apply(course, { of, fund }) {
    const { open, fundLeft } = course;
    const pieces = piecesIn(of, open, course);
    const share = shareOfPieces(pieces);
    const amount = fundLeft === undefined ? share : minFen(share, fundLeft);
    return pay(course, { fund, amount, ledger: 'fund', pieces, upTo: fundLeft });
  },
  report(before, after, { of }) {
    const open = lengthOf(before.open);
    const paid = paidSoFar(after) - paidSoFar(before);
    const applied = piecesIn(of, before.open, before).length > 0;
    return {
      applied,
      before: open,
      after: (open - paid) as typeof open,
      reason: applied
        ? { zh: '基金分段按比例支付', en: 'the fund pays the rate of each band' }
        : { zh: '各分段内均无费用', en: 'nothing lies in any band' },
    };
  },
};
