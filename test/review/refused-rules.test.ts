// The rules of review are loaded strictly: every complaint names file, line, column, key and what was expected.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { checkReview } from '../../src/policy/review/check-review.ts';
import { loadReview, reviewFolder } from '../../src/policy/review/load-review.ts';
import { temporaryFolder } from '../support/program.ts';

/** A copy of the rules with one piece of one file replaced. */
function spoiled(file: string, piece: string | RegExp, by: string): string {
  const folder = join(temporaryFolder(), 'review');
  cpSync(reviewFolder(), folder, { recursive: true });
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(piece, by);
  if (after === before) throw new Error(`${piece} is not in ${file}`);
  writeFileSync(path, after);
  return folder;
}

function complaintsOf(folder: string): string {
  const rules = loadReview(folder);
  return rules.ok ? '' : rules.error.map((problem) => problemText(problem, 'en')).join('\n');
}

describe('rules of review that are not in order are refused, in their place', () => {
  test.each([
    [
      'an unknown key',
      'supply.yaml',
      'severity: refuse',
      'severity: refuse\n    colour: red',
      /supply\.yaml:10:5: rules\.supply-emergency\.colour: expected no such key/,
    ],
    [
      'a severity that is none',
      'supply.yaml',
      'severity: refuse',
      'severity: forbid',
      /supply\.yaml:9:\d+: rules\.supply-emergency\.severity: expected warn or refuse, found forbid/,
    ],
    [
      'an unknown judge',
      'supply.yaml',
      'judge: supply',
      'judge: supplies',
      /supply\.yaml:10:\d+: rules\.supply-emergency\.judge: expected one of supply, .*found supplies/,
    ],
    [
      'an unknown visit',
      'supply.yaml',
      '[emergency]',
      '[inpatient]',
      /supply\.yaml:11:\d+: .*visits\[0\]: expected outpatient, emergency or special-illness, found inpatient/,
    ],
    [
      'an unknown kind',
      'supply.yaml',
      'kinds: [drug]',
      'kinds: [drugs]',
      /supply\.yaml:12:\d+: .*kinds\[0\]: expected drug, service or facility/,
    ],
    [
      'a figure that is not quoted',
      'supply.yaml',
      '"3"',
      '3',
      /supply\.yaml:15:\d+: .*figures\.most\.values\.2007-05-01: expected a figure in quotes, found 3/,
    ],
    [
      'a figure that is none',
      'supply.yaml',
      '"3"',
      '"3.5"',
      /supply\.yaml:15:\d+: .*expected days, a whole number from 0 to 999, found 3\.5/,
    ],
    [
      'a sex that is none',
      'person.yaml',
      '2000-01-01: female',
      '2000-01-01: woman',
      /person\.yaml:15:\d+: .*figures\.of\.values\.2000-01-01: expected female or male, found woman/,
    ],
    [
      'a day that does not exist',
      'supply.yaml',
      'since: 2007-05-01',
      'since: 2007-05-32',
      /supply\.yaml:8:\d+: .*since: expected an existing day as yyyy-MM-dd, found 2007-05-32/,
    ],
    [
      'a figure that begins later than its rule',
      'supply.yaml',
      '{ 2007-05-01: "3" }',
      '{ 2007-05-02: "3" }',
      /supply\.yaml:15:\d+: .*figures\.most: expected a value from 2007-05-01, found 2007-05-02/,
    ],
    [
      'a missing figure',
      'places.yaml',
      'within:\n',
      'withing:\n',
      /places\.yaml:10:\d+: .*expected the figure within of two-places/,
    ],
    [
      'a figure that the judge does not take',
      'places.yaml',
      'within:\n',
      'withing:\n',
      /places\.yaml:11:\d+: .*figures\.withing: expected one of within, found withing/,
    ],
    [
      'a rule without a source',
      'places.yaml',
      /^ {4}source: \{.*\n/m,
      '',
      /places\.yaml:4:\d+: rules\.two-places\.source: expected a source/,
    ],
    [
      'an unknown document',
      'places.yaml',
      'document: deck-000',
      'document: deck-999',
      /places\.yaml:9:\d+: .*expected a document of review\.yaml: agreement-002, deck-000, prescriptions-2007, found deck-999/,
    ],
    [
      'an assumption without its reason',
      'places.yaml',
      /^ {8}why:\n.*\n.*\n/m,
      '',
      /places\.yaml:13:\d+: .*an assumption with `why` beside it/,
    ],
    [
      'an unknown list',
      'repeated.yaml',
      'exceptItems: repeatable-services',
      'exceptItems: repeatable',
      /repeated\.yaml:27:\d+: .*exceptItems: expected a list of items: repeatable-services, .*found repeatable/,
    ],
    [
      'a list of another sort',
      'repeated.yaml',
      'exceptItems: repeatable-services',
      'exceptItems: chronic-diagnoses',
      /repeated\.yaml:27:\d+: .*expected a list of items.*found chronic-diagnoses/,
    ],
    [
      'a list that nothing uses',
      'repeated.yaml',
      /^ {4}exceptItems:.*\n/m,
      '',
      /lists\.yaml:30:\d+: lists\.repeatable-services: expected to be used by a rule/,
    ],
    [
      'a list of both sorts',
      'lists.yaml',
      '    items:\n',
      '    diagnoses: { I10: 高血压 }\n    items:\n',
      /lists\.yaml:30:\d+: lists\.repeatable-services: expected exactly one of items and diagnoses/,
    ],
    [
      'a code that is none',
      'lists.yaml',
      '"200001"',
      '"20001"',
      /lists\.yaml:37:\d+: .*items\.20001: expected the code of an item/,
    ],
    [
      'a diagnosis that is none',
      'lists.yaml',
      'E10:',
      'EE10:',
      /lists\.yaml:11:\d+: .*diagnoses\.EE10: expected the beginning of an ICD-10 code/,
    ],
    [
      'a message that names what its judge does not fill in',
      'supply.yaml',
      '急诊处方最多 {most} 天',
      '急诊处方最多 {limit} 天',
      /supply\.yaml:17:\d+: .*message\.zh: expected only \{item\} \{days\} \{most\}, found \{limit\}/,
    ],
    [
      'a message in one language',
      'supply.yaml',
      /^ {6}en: "\{item\}: \{days\}.*\n/m,
      '',
      /supply\.yaml:\d+:\d+: rules\.supply-emergency\.message\.en: expected a text that is not empty/,
    ],
    [
      'a rule about the visit that asks for items',
      'places.yaml',
      'judge: two-places',
      'judge: two-places\n    kinds: [drug]',
      /places\.yaml:9:\d+: .*kinds: expected no such key: two-places looks at the visit/,
    ],
    [
      'two equal keys',
      'supply.yaml',
      'judge: supply',
      'judge: supply\n    judge: supply',
      /supply\.yaml:11:\d+: expected valid YAML .*unique/,
    ],
    [
      'a file that is not there',
      'review.yaml',
      'places.yaml',
      'plaices.yaml',
      /review\/plaices\.yaml:1:1: expected a readable file \(ENOENT\)/,
    ],
  ])('%s', (_what, file, piece, by, expected) => {
    expect(complaintsOf(spoiled(file, piece, by))).toMatch(expected);
  });

  test('every problem is told at once, not only the first', () => {
    const folder = spoiled('supply.yaml', '"3"', '"many"');
    const path = join(folder, 'places.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('deck-000', 'deck-999'));
    expect(complaintsOf(folder).split('\n')).toHaveLength(2);
  });
});

describe('the cases beside them', () => {
  const problems = (folder: string) => checkReview(folder).problems.map((problem) => problemText(problem, 'en'));

  test('a case that the rules do not bear out is told with what they find', () => {
    const folder = spoiled('cases/supply.yaml', '急诊处方最多 3 天', '急诊处方最多 4 天');
    expect(problems(folder)).toEqual([
      expect.stringMatching(
        /review\/cases\/supply\.yaml:\d+:\d+: cases\[2\]\.expect\[0\]\.message: expected 阿莫西林胶囊：用药 4 天，急诊处方最多 3 天, found/,
      ),
    ]);
  });

  test('a case with what no line has is told, in its place', () => {
    const folder = spoiled('cases/supply.yaml', 'days: 2 }', 'days: 2, dose: 3 }');
    expect(problems(folder)[0]).toMatch(/cases\/supply\.yaml:\d+:\d+: cases\[0\]: lines\[0\]/);
  });

  test('a rule that no case breaks is told', () => {
    const folder = spoiled('cases/places.yaml', /^ {2}- case: (29|恰为|昨夜)[\s\S]*?(?=^ {2}- case)/gm, '');
    expect(problems(folder)).toEqual([
      expect.stringMatching(/review\/places\.yaml:4:3: two-places: expected a worked case in which it finds something/),
    ]);
  });
});
