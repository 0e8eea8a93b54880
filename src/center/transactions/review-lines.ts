// Reviews the lines of one prescription for a message: asks the store what the rules look at, and says what was found. A
// refusal has the exact words of the first finding that refuses; everything found travels beside it.

import { addDays } from '../../domain/date.ts';
import type { ReviewFindingOnWire } from '../../domain/protocol/review.ts';
import { judgeReview } from '../../policy/review/judge-review.ts';
import type { ReviewedLine } from '../../policy/review/rule.ts';
import { onWire, reviewedLine, subjectOf } from '../review.ts';
import type { FeeLine, Registration } from '../store/visits.ts';
import type { Call, Refused } from './transaction.ts';

/** Days back: no supply that a hospital states is longer. */
const longestSupply = 999;

/** Lines as they stand in the store, with what the catalogue says of their items. */
export function asReviewed(call: Call, lines: readonly FeeLine[]): readonly ReviewedLine[] {
  return lines.flatMap((line) => {
    const item = call.store.catalogue.item(line.item);
    return item ? [reviewedLine(line, item)] : [];
  });
}

/** What review finds in these lines of a visit. `diagnoses`: ICD-10; absent: those of the visit (2203A). */
export function reviewOf(
  call: Call,
  visit: Pick<Registration, 'mdtrtId' | 'psnNo' | 'medType'>,
  lines: readonly ReviewedLine[],
  diagnoses: readonly string[] = call.store.visits.diagnoses(visit.mdtrtId),
): readonly ReviewFindingOnWire[] {
  const { store, now, today, hospital } = call;
  const { psnNo, medType } = visit;
  const person = store.people.person(psnNo);
  if (!person) return [];
  const subject = subjectOf({
    ...{ now, person, medType, diagnoses, lines },
    earlier: store.reviewHistory.settledSince(psnNo, addDays(today, -longestSupply)),
    elsewhere: store.reviewHistory.lastElsewhere(psnNo, hospital.code, now),
  });
  return judgeReview(call.review, subject).findings.map(onWire);
}

/** The refusal that these findings are; undefined where all of them only warn. */
export function refusalOf(findings: readonly ReviewFindingOnWire[]): Refused | undefined {
  const first = findings.find(({ severity }) => severity === 'refuse');
  return first && { fate: 'refused', message: first.message.zh, note: null, review: findings };
}
