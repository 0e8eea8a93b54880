// The worked cases beside the rules of real-time review: one below, on and above each boundary; and what the judge is.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { checkReview, readReviewCases, runReviewCase } from '../../src/policy/review/check-review.ts';
import { judgeReview } from '../../src/policy/review/judge-review.ts';
import { loadReview } from '../../src/policy/review/load-review.ts';

const loaded = loadReview();
if (!loaded.ok) throw new Error(loaded.error.map((one) => problemText(one, 'en')).join('\n'));
const rules = loaded.value;
const read = readReviewCases();
if (!read.ok) throw new Error(read.error.map((one) => problemText(one, 'en')).join('\n'));
const cases = read.value;

test.each(cases.map((one) => [one.yaml.file, one.name, one.source, one] as const))(
  '%s: %s (%s)',
  (_file, _name, _source, one) => {
    expect(runReviewCase(one, rules).map((problem) => problemText(problem, 'en'))).toEqual([]);
  },
);

test('every rule has a case in which it finds something and one that is in order by it', () => {
  expect(checkReview().problems.map((problem) => problemText(problem, 'en'))).toEqual([]);
});

describe('the judge', () => {
  const subjects = fc.constantFrom(...cases.map(({ subject }) => subject));

  test('finds the same each time, tries every rule on every line, and explains each finding with its rule and source', () => {
    fc.assert(
      fc.property(subjects, (subject) => {
        const review = judgeReview(rules, subject);
        expect(judgeReview(rules, subject)).toEqual(review);
        const ofVisit = rules.rules.filter(({ judge }) => judge === 'two-places').length;
        const ofLines = rules.rules.length - ofVisit;
        expect(review.trace).toHaveLength(subject.lines.length * ofLines + ofVisit);
        expect(review.trace.filter(({ outcome }) => outcome === 'found')).toHaveLength(review.findings.length);
        for (const { rule, message, remedy } of review.findings) {
          expect(rule.at.source).toBeDefined();
          for (const text of [message, remedy]) expect(`${text.zh}${text.en}`).not.toMatch(/[{}]|undefined/);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('what it finds of a line does not depend on the lines of other items beside it', () => {
    fc.assert(
      fc.property(subjects, (subject) => {
        for (const line of subject.lines) {
          const beside = subject.lines.filter(({ item, id }) => item !== line.item || id === line.id);
          const alone = judgeReview(rules, { ...subject, lines: [line] });
          const together = judgeReview(rules, { ...subject, lines: beside });
          const of = (review: typeof alone) =>
            review.findings.filter((found) => found.line?.id === line.id).map(({ rule }) => rule.id);
          expect(of(together)).toEqual(of(alone));
        }
      }),
      { numRuns: 60 },
    );
  });
});
