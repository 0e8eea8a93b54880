// Checks the rules of review as strictly as can be: their files, every worked case beside them, and that the cases reach
// every rule, both where it finds something and where it was asked and does not. Reads the folder of cases.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { PackProblem } from '../pack-places.ts';
import { keyOf, type PositionedYaml } from '../positioned-yaml.ts';
import { judgeReview } from './judge-review.ts';
import { loadReview, readReviewFile, reviewFolder } from './load-review.ts';
import {
  type ReviewCaseData,
  reviewCaseExpectations,
  reviewCasesSchema,
  subjectFrom,
  withChange,
} from './review-cases-schema.ts';
import type { Review, ReviewFinding, ReviewRules, ReviewSubject } from './rule.ts';

/** One worked case: what is reviewed, and what must be found, in order. */
export interface ReviewCase {
  readonly name: string;
  readonly source: string;
  readonly subject: ReviewSubject;
  readonly expect: ReviewCaseData['expect'];
  readonly yaml: PositionedYaml;
  readonly path: readonly (string | number)[];
}

export interface ReviewCheck {
  readonly problems: readonly PackProblem[];
  /** How many worked cases were run. */
  readonly cases: number;
}

function problemAt(
  yaml: PositionedYaml,
  path: readonly (string | number)[],
  expected: Text,
  found?: string,
): PackProblem {
  const place = { file: yaml.file, ...yaml.positionOf(path), key: keyOf(path) };
  return { kind: 'input', ...place, expected, ...(found === undefined ? {} : { found }) };
}

/** All worked cases beside the rules. */
export function readReviewCases(folder: string = reviewFolder()): Result<ReviewCase[], PackProblem[]> {
  const names = readdirSync(join(folder, 'cases')).filter((name) => name.endsWith('.yaml'));
  const cases: ReviewCase[] = [];
  const problems: PackProblem[] = [];
  for (const name of names.sort()) {
    const file = readReviewFile(folder, `cases/${name}`, reviewCasesSchema, reviewCaseExpectations);
    if (!file.ok) {
      problems.push(...file.error);
      continue;
    }
    const { yaml, data } = file.value;
    for (const [index, one] of data.cases.entries()) {
      const path = ['cases', index];
      const read = subjectFrom(withChange(data.given, one.with));
      if ('subject' in read) {
        cases.push({ name: one.case, source: one.source, subject: read.subject, expect: one.expect, yaml, path });
        continue;
      }
      for (const issue of read.issues) {
        const expected = reviewCaseExpectations[issue.message] ?? { zh: issue.message, en: issue.message };
        problems.push({ ...problemAt(yaml, path, expected), key: `${keyOf(path)}: ${keyOf(issue.path)}` });
      }
    }
  }
  return problems.length > 0 ? failure(problems) : ok(cases);
}

function lineNumber({ line }: ReviewFinding): number {
  return line === undefined ? 0 : Number(line.id);
}

/** Reviews a case and answers where what is found is not what the case expects. */
export function runReviewCase({ subject, expect, yaml, path }: ReviewCase, rules: ReviewRules): PackProblem[] {
  const { findings } = judgeReview(rules, subject);
  const shown = (of: readonly { readonly rule: string; readonly line: number }[]) =>
    of.map(({ rule, line }) => `${rule} (${line})`).join(', ') || '-';
  const found = findings.map((each) => ({ rule: each.rule.id, line: lineNumber(each) }));
  if (shown(found) !== shown(expect)) {
    const given = shown(found);
    return [
      problemAt(
        yaml,
        [...path, 'expect'],
        { zh: `规则得出的 ${given}`, en: `${given}, which the rules find` },
        shown(expect),
      ),
    ];
  }
  return expect.flatMap(({ message }, index) => {
    const said = findings[index]?.message.zh;
    if (message === undefined || said === undefined || message === said) return [];
    return [problemAt(yaml, [...path, 'expect', index, 'message'], { zh: said, en: said }, message)];
  });
}

/** The rules that no case has made find something, or that no case has asked in vain. */
function untried(rules: ReviewRules, reviews: readonly Review[]): PackProblem[] {
  const asked = reviews.flatMap(({ trace }) => trace);
  return rules.rules.flatMap(({ id, at }): PackProblem[] => {
    const place = { kind: 'input' as const, file: at.file, line: at.line, column: at.column, key: id };
    const found = asked.some((entry) => entry.rule.id === id && entry.outcome === 'found');
    const passed = asked.some((entry) => entry.rule.id === id && entry.outcome === 'passed');
    if (found && passed) return [];
    return found
      ? [{ ...place, expected: { zh: '有符合该规则的实例', en: 'a worked case that is in order by it' } }]
      : [{ ...place, expected: { zh: '有违反该规则的实例', en: 'a worked case in which it finds something' } }];
  });
}

/** `folder`: that of the rules; absent: the program's own. */
export function checkReview(folder: string = reviewFolder()): ReviewCheck {
  const rules = loadReview(folder);
  const cases = readReviewCases(folder);
  const unread = [...(rules.ok ? [] : rules.error), ...(cases.ok ? [] : cases.error)];
  if (!rules.ok || !cases.ok) return { problems: unread, cases: 0 };
  const wrong = cases.value.flatMap((one) => runReviewCase(one, rules.value));
  const reviews = cases.value.map(({ subject }) => judgeReview(rules.value, subject));
  // Where cases fail, what they would have reached is not known: that is said once they hold.
  const problems = wrong.length > 0 ? wrong : untried(rules.value, reviews);
  return { problems, cases: cases.value.length };
}
