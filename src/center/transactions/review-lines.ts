// Reviews the lines of one prescription for a message: asks the store what the rules look at, and says what was found. A
// refusal has the exact words of the first finding that refuses; everything found travels beside it.

import { addDays } from '../../domain/date.ts';
import type { ReviewFindingOnWire } from '../../domain/protocol/review.ts';
import { judgeReview } from '../../policy/review/judge-review.ts';
import type { ReviewedLine } from '../../policy/review/rule.ts';
import { onWire, reviewedLine, subjectOf } from '../review.ts';
import type { Person } from '../store/people.ts';
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

export interface Reviewed {
  readonly visit: Pick<Registration, 'mdtrtId' | 'psnNo' | 'medType'>;
  readonly lines: readonly ReviewedLine[];
  /** Whose visit it is; absent: looked up. */
  readonly person?: Person | undefined;
  /** ICD-10; absent: those of the visit (2203A). */
  readonly diagnoses?: readonly string[];
}

/** What review finds in these lines of a visit. */
export function reviewOf(call: Call, reviewed: Reviewed): readonly ReviewFindingOnWire[] {
  const { store, now, today, hospital } = call;
  const { visit, lines } = reviewed;
  const { psnNo, medType } = visit;
  const person = reviewed.person ?? store.people.person(psnNo);
  if (!person) return [];
  const diagnoses = reviewed.diagnoses ?? store.visits.diagnoses(visit.mdtrtId);
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
