// 分段报销: a fund pays on what is open at a rate for each band of the year's in-scope expense. The shares of all bands
// are one named amount, rounded once.

import { type Fen, fen, minFen, zeroFen } from '../../domain/money.ts';
import type { Band, Bands } from '../bands.ts';
import { formatRatio, sumOfShares } from '../exact.ts';
import type { PartReport } from '../parameter.ts';
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

/** The year never came so far, or it had passed the band before this bill. */
function emptyPart({ from }: Band, stretch: Stretch): PartReport {
  const reason =
    stretch.to <= from
      ? { zh: '本年费用未到此段', en: 'the year has not come so far' }
      : { zh: '本年已过此段', en: 'the year had passed it' };
  return { applied: false, before: zeroFen, after: zeroFen, reason };
}

function paidPart({ on, ratio }: Piece, paid: Fen, isCapped: boolean, { bonus }: Course): PartReport {
  const before = lengthOf(on);
  const percent = formatRatio(ratio);
  const raised =
    bonus > 0
      ? { zh: `（含提高的 ${formatRatio(bonus)}）`, en: `, of which ${formatRatio(bonus)} are added points` }
      : { zh: '', en: '' };
  const capped = isCapped ? { zh: '，至限额为止', en: ', up to the limit' } : { zh: '', en: '' };
  const reason = {
    zh: `此段按 ${percent} 支付${raised.zh}${capped.zh}`,
    en: `paid at ${percent}${raised.en}${capped.en}`,
  };
  return { applied: true, before, after: fen(before - paid), reason };
}

/**
 * What each band did with the part of a stretch that lies in it, for the trace. The payment is rounded once and paid from
 * below up to `most`: a band is given what the payment grew by when it was added, so that all of them make up the payment.
 */
export function bandReports(bands: Bands, stretch: Stretch, course: Course, most: Fen | undefined): PartReport[] {
  const sofar: Piece[] = [];
  let paid = zeroFen;
  return bands.map((band): PartReport => {
    const [piece] = piecesIn([band], stretch, course);
    if (!piece) return emptyPart(band, stretch);
    sofar.push(piece);
    const share = shareOfPieces(sofar);
    const upTo = most === undefined ? share : minFen(share, most);
    const part = fen(upTo - paid);
    paid = upTo;
    return paidPart(piece, part, upTo < share, course);
  });
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
    const parts = bandReports(of, before.open, before, before.fundLeft);
    const applied = parts.some((part) => part.applied);
    return {
      applied,
      parts,
      before: open,
      after: (open - paid) as typeof open,
      reason: applied
        ? { zh: '基金分段按比例支付', en: 'the fund pays the rate of each band' }
        : { zh: '各分段内均无费用', en: 'nothing lies in any band' },
    };
  },
};
