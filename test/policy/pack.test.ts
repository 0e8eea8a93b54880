// Rule packs as data: strict loading with the place of every complaint, dated values, readings by name, no figure in code.

import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { checkPack } from '../../src/policy/check-pack.ts';
import { loadPack, packNames } from '../../src/policy/load-pack.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { rulesFolder } from '../../src/policy/rules-folder.ts';
import { benefitStandards, settle } from '../../src/policy/settle.ts';
import { reasonText } from '../../src/policy/trace.ts';
import { top } from '../support/paths.ts';
import { temporaryFolder } from '../support/program.ts';
import { ledgerAt, lineOf, packNamed, plainBill, writtenPack } from './packs.ts';

/** A copy of a pack with one piece of one file replaced. */
function spoiled(file: string, piece: string | RegExp, by: string, name = 'tianjin-2011'): string {
  const folder = join(temporaryFolder(), name);
  cpSync(join(rulesFolder(), name), folder, { recursive: true });
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(piece, by);
  if (after === before) throw new Error(`${piece} is not in ${file}`);
  writeFileSync(path, after);
  return folder;
}

function complaintsOf(folder: string): string[] {
  const pack = loadPack(folder);
  return pack.ok ? [] : pack.error.map((problem) => problemText(problem, 'en'));
}

describe('a pack that is not in order is refused, with file, line, column, key and what was expected', () => {
  test.each([
    [
      'a figure that is not quoted',
      'deductibles.yaml',
      '"600.00"',
      '600.00',
      /deductibles\.yaml:9:\d+: .*rows\[0\]\.values\.2011-01-01: expected a figure in quotes/,
    ],
    [
      'an unknown key',
      'deductibles.yaml',
      'unit: yuan',
      'unit: yuan\n    colour: red',
      /deductibles\.yaml:7:5: parameters\.employee-outpatient\.deductible\.colour: expected no such key/,
    ],
    [
      'an unknown fact',
      'deductibles.yaml',
      'veteranWorker: true',
      'veteran: true',
      /deductibles\.yaml:9:\d+: .*when\.veteran: expected no such key/,
    ],
    [
      'a value that a fact cannot take',
      'rates.yaml',
      'level: 1 }',
      'level: 4 }',
      /rates\.yaml:12:\d+: .*when\.level: expected a value that this fact can take, found 4/,
    ],
    [
      'a value without a source',
      'deductibles.yaml',
      /^ {4}source:.*\n/m,
      '',
      /deductibles\.yaml:8:\d+: .*rows\[0\]: expected a source/,
    ],
    [
      'an unknown document',
      'deductibles.yaml',
      'document: deck-000',
      'document: deck-999',
      /deductibles\.yaml:7:\d+: .*expected a document of pack\.yaml: deck-000, agreement-002, found deck-999/,
    ],
    [
      'an assumption without its reason',
      'limits.yaml',
      /^ {4}why:\n.*\n.*\n/m,
      '',
      /limits\.yaml:\d+:\d+: .*an assumption with `why` beside it/,
    ],
    [
      'a day that does not exist',
      'deductibles.yaml',
      '2011-01-01: "600.00"',
      '2011-02-30: "600.00"',
      /deductibles\.yaml:9:\d+: .*an existing day as yyyy-MM-dd/,
    ],
    [
      'an amount of three decimals',
      'deductibles.yaml',
      '"600.00"',
      '"600.001"',
      /deductibles\.yaml:9:\d+: .*an amount of at most two decimals.*found 600\.001/,
    ],
    ['a ratio above one', 'rates.yaml', '"0.95"', '"1.5"', /rates\.yaml:10:\d+: .*a ratio from 0 to 1.*found 1\.5/],
    [
      'an unknown mechanism',
      'employees.yaml',
      '- deductible:',
      '- deductable:',
      /employees\.yaml:10:\d+: .*expected one of waiting, deductible, .*rate, .*found deductable/,
    ],
    [
      'a missing argument',
      'employees.yaml',
      ', fund: hifob_pay',
      '',
      /employees\.yaml:12:\d+: .*expected the argument fund of rate/,
    ],
    [
      'an argument too many',
      'employees.yaml',
      ', fund: hifob_pay',
      ', fund: hifob_pay, tax: x',
      /employees\.yaml:12:\d+: .*tax: expected one of when, of, fund/,
    ],
    [
      'an unknown fund',
      'employees.yaml',
      'fund: hifob_pay',
      'fund: treasury',
      /employees\.yaml:12:\d+: .*fund: expected one of hifp_pay.*found treasury/,
    ],
    [
      'an unknown parameter',
      'employees.yaml',
      'of: employee-outpatient.rate',
      'of: employee-outpatient.rat',
      /employees\.yaml:12:\d+: .*the name of a parameter of this pack/,
    ],
    [
      'a parameter of another unit',
      'employees.yaml',
      'of: employee-outpatient.rate',
      'of: employee-outpatient.limit',
      /employees\.yaml:12:\d+: .*a parameter whose unit is ratio/,
    ],
    [
      'a choice that the mechanism does not know',
      'limits.yaml',
      '2011-01-01: expense',
      '2011-01-01: income',
      /employees\.yaml:11:\d+: .*on: expected one of expense, fund, found limit\.on: income/,
    ],
    [
      'a person without a rate',
      'rates.yaml',
      /^.*status: retired, level: 3.*\n/m,
      '',
      /rates\.yaml:5:\d+: employee-outpatient\.rate: expected a value from 2011-01-01 for scheme employee, status retired, .*level 3/,
    ],
    [
      'a value that begins later than the pack',
      'rates.yaml',
      /(status: retired, level: 3.*)2011-01-01/,
      '$12011-01-02',
      /rates\.yaml:5:\d+: employee-outpatient\.rate: expected a value from 2011-01-01 for scheme employee, status retired/,
    ],
    [
      'a parameter that nothing uses',
      'civil-servants.yaml',
      /^ {4}unused: \*inpatient\n/m,
      '',
      /civil-servants\.yaml:34:3: parameters\.civil-servant-inpatient\.large-amount-rate: expected to be used by a benefit/,
    ],
    [
      'two equal keys',
      'deductibles.yaml',
      'unit: yuan',
      'unit: yuan\n    unit: yuan',
      /deductibles\.yaml:7:\d+: expected valid YAML .*unique/,
    ],
    [
      'a file that is not there',
      'pack.yaml',
      'lines.yaml',
      'lignes.yaml',
      /lignes\.yaml:1:1: expected a readable file \(ENOENT\)/,
    ],
    [
      'steps and nothing at once',
      'employees.yaml',
      'ledger: outpatient',
      'ledger: outpatient\n    grants: nothing\n    prompt: no-outpatient-benefit',
      /employees\.yaml:\d+:\d+: benefits\.employee-outpatient: expected either steps, or grants/,
    ],
    ['no payers', 'pack.yaml', ', payers.yaml', '', /pack\.yaml:\d+:\d+: expected payers, in one of the files/],
  ])('%s', (_what, file, piece, by, expected) => {
    const complaints = complaintsOf(spoiled(file, piece, by)).join('\n');
    expect(complaints).toMatch(expected);
  });

  const second = /upTo: "10000\.00", ownShare: "0\.10"/;
  test.each([
    [
      'a gap between bands',
      /from: "3000\.00", upTo/,
      'from: "3000.01", upTo',
      /inpatient\.yaml:25:\d+: .*values\.2006-01-01\[1\]\.from: expected the upTo of the band before \(there is a gap\), found 3000\.01/,
    ],
    [
      'bands that overlap',
      /from: "3000\.00", upTo/,
      'from: "2999.99", upTo',
      /inpatient\.yaml:25:\d+: .*\[1\]\.from: expected the upTo of the band before \(the two overlap\), found 2999\.99/,
    ],
    [
      'bands that are not sorted',
      /- \{ from: "0\.00", upTo: "3000\.00", ownShare: "0\.14" \}/,
      '- { from: "10000.00", upTo: "20000.00", ownShare: "0.14" }',
      /inpatient\.yaml:25:\d+: .*\[1\]\.from: expected bands from low to high, found 3000\.00/,
    ],
    [
      'a band without end before another',
      second,
      'ownShare: "0.10"',
      /inpatient\.yaml:26:\d+: .*\[2\]\.from: expected an upTo on the band before, which has no end/,
    ],
    [
      'an empty band',
      second,
      'upTo: "3000.00", ownShare: "0.10"',
      /inpatient\.yaml:25:\d+: .*\[1\]\.upTo: expected an amount above from, found 3000\.00/,
    ],
    [
      'a band with two shares',
      second,
      'upTo: "10000.00", ownShare: "0.10", rate: "0.90"',
      /inpatient\.yaml:25:\d+: .*\[1\]: expected exactly one of rate and ownShare/,
    ],
    [
      'an amount of a band as a float',
      second,
      'upTo: 10000.00, ownShare: "0.10"',
      /inpatient\.yaml:\d+:\d+: .*2006-01-01.*expected a figure in quotes/,
    ],
    [
      'a share above one',
      second,
      'upTo: "10000.00", ownShare: "1.10"',
      /inpatient\.yaml:25:\d+: .*\[1\]\.ownShare: expected a ratio from 0 to 1.*found 1\.10/,
    ],
    [
      'bands where one figure is meant',
      'values: { 2006-01-01: "25200.00" }',
      'values: { 2006-01-01: [{ from: "0.00", rate: "1" }] }',
      /inpatient\.yaml:\d+:\d+: parameters\.inpatient\.limit\.rows\[0\]\.values\.2006-01-01: expected an amount/,
    ],
    [
      'days that are not in order',
      'values: { 2006-01-01: "25200.00" }',
      'values: { 2007-01-01: "26000.00", 2006-01-01: "25200.00" }',
      /inpatient\.yaml:\d+:\d+: .*values\.2006-01-01: expected a day after 2007-01-01, oldest first/,
    ],
    [
      'the same day twice',
      'values: { 2006-01-01: "25200.00" }',
      'values: { 2006-01-01: "26000.00", 2006-01-01: "25200.00" }',
      /inpatient\.yaml:\d+:\d+: expected valid YAML .*unique/,
    ],
    [
      'rows whose bills and days overlap, so that one is never reached',
      '- { values: { 2006-01-01: "25200.00" } }',
      '- { values: { 2006-01-01: "25200.00" } }\n      - { when: { level: 2 }, values: { 2006-01-01: "26000.00" } }',
      /inpatient\.yaml:\d+:9: inpatient\.limit\[1\]: expected a row that some bill can reach/,
    ],
    [
      'a count that is no whole number',
      '- { values: { 2006-01-01: "25200.00" } }',
      '- { values: { 2006-01-01: "25200.00" } }\n  days:\n    title: { zh: 天, en: days }\n    unit: count\n    source: *pool\n    unused: { zh: 试, en: trial }\n    rows: [{ values: { 2006-01-01: "1.5" } }]',
      /inpatient\.yaml:\d+:\d+: parameters\.days\.rows\[0\]\.values\.2006-01-01: expected a whole number.*found 1\.5/,
    ],
  ])('%s', (_what, piece, by, expected) => {
    expect(complaintsOf(spoiled('inpatient.yaml', piece, by, 'county-2006')).join('\n')).toMatch(expected);
  });

  test('a rule that no worked case reaches', () => {
    const folder = spoiled(
      'inpatient.yaml',
      '- { values: { 2006-01-01: "25200.00" } }',
      '- { values: { 2006-01-01: "25200.00", 2031-01-01: "26000.00" } }',
      'county-2006',
    );
    expect(checkPack(folder).problems.map((problem) => problemText(problem, 'en'))).toEqual([
      expect.stringMatching(
        /^county-2006\/inpatient\.yaml:\d+:\d+: inpatient\.limit\[0\]\.2031-01-01: expected at least one worked case that reaches this rule$/,
      ),
    ]);
  });

  test('a reading that the pack does not have', () => {
    expect(complaintsOf(`${join(rulesFolder(), 'tianjin-2011')}+limit-on-moon`)[0]).toMatch(
      /pack\.yaml:\d+:\d+: pack: expected a variant of this pack: limit-on-fund, found limit-on-moon/,
    );
  });

  test('every problem is told at once, not only the first', () => {
    const folder = spoiled('employees.yaml', 'fund: hifob_pay', 'fund: treasury');
    const path = join(folder, 'rates.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"0.95"', '"95"'));
    expect(complaintsOf(folder)).toHaveLength(2);
  });
});

const dated = {
  'pack.yaml': `pack: trial
title: { zh: 试, en: trial }
since: 2011-01-01
documents: { paper: { title: a paper, about: { zh: 一, en: one } } }
files: [rules.yaml]
`,
  'rules.yaml': `parameters:
  d:
    title: { zh: 起, en: d }
    unit: yuan
    source: { document: paper, section: "1" }
    rows:
      - { values: { 2011-01-01: "100.00", 2012-07-01: "200.00", 2013-01-01: "300.00" } }
  r:
    title: { zh: 率, en: r }
    unit: ratio
    source: { document: paper, section: "2" }
    rows:
      - { values: { 2011-01-01: "0.5" } }
benefits:
  all:
    title: { zh: 全, en: all }
    source: { document: paper, section: "3" }
    when: {}
    ledger: outpatient
    steps:
      - deductible: { amount: d }
      - rate: { of: r, fund: oth_pay }
lines:
  - { mechanism: full-self-pay, classes: [C], source: { document: paper, section: "4" } }
payers:
  account: { pays: [in-scope], source: { document: paper, section: "5" } }
  cash: { source: { document: paper, section: "5" } }
`,
};

describe('values are dated: the one in force on the day of the bill counts', () => {
  const pack = () => packNamed(writtenPack(dated));

  test.each([
    ['2011-01-01', 10_000],
    ['2012-06-30', 10_000],
    ['2012-07-01', 20_000],
    ['2012-12-31', 20_000],
    ['2013-01-01', 30_000],
    ['2031-01-01', 30_000],
  ])('on %s the deductible is %i fen', (day, deductible) => {
    expect(benefitStandards(pack(), { ...plainBill, date: dateOf(day) }).deductible).toBe(deductible);
  });

  test('before the first day of the pack nothing is granted', () => {
    expect(settle(pack(), { ...plainBill, date: dateOf('2010-12-31') }).benefit.kind).toBe('none');
  });

  test('the trace names the values that are not yet and no longer in force', () => {
    const trace = settle(pack(), { ...plainBill, date: dateOf('2012-08-01') }, { trace: true }).trace!;
    const values = trace.filter((entry) => entry.at.key === 'd[0]');
    expect(values.map(({ since, applied, reason }) => [since, applied, reasonText(reason, 'en')])).toEqual([
      ['2013-01-01', false, 'has a value only from 2013-01-01'],
      ['2012-07-01', true, 'fits the bill'],
      ['2011-01-01', false, 'replaced by a later value from 2012-07-01'],
    ]);
  });
});

describe('the two readings of the deck are parameters', () => {
  const bill = { ...plainBill, ledger: ledgerAt(80_000), lines: [lineOf(1_000_000)] };

  test('limit.on: expense — the fund pays on the expense between deductible and limit (the default)', () => {
    expect(settle(packNamed('tianjin-2011'), bill).funds.hifob_pay).toBe(305_500);
  });

  test('limit.on: fund — the fund pays until it has paid the limit', () => {
    expect(settle(packNamed('tianjin-2011+limit-on-fund'), bill).funds.hifob_pay).toBe(550_000);
  });

  test('retired people’s rates are rows of their own, so that another reading of the table is another figure', () => {
    const folder = spoiled('rates.yaml', /(status: retired, level: 2 \}, values: \{ 2011-01-01: )"0\.65"/, '$1"0.70"');
    const retired = { ...bill, person: { ...bill.person, status: 'retired' as const } };
    expect(benefitStandards(packNamed(folder), retired).rate).toBe(7_000);
    expect(benefitStandards(packNamed(folder), bill).rate).toBe(6_500);
  });
});

describe('the trace', () => {
  const traced = settle(packNamed('tianjin-2011'), plainBill, { trace: true }).trace!;

  test('names every value that any benefit of the pack could use, applied or not', () => {
    const keys = new Set(traced.filter(({ rule }) => rule === 'value').map(({ at, since }) => `${at.key} ${since}`));
    const pack = packNamed('tianjin-2011');
    for (const benefit of pack.benefits) {
      if (benefit.kind === 'granted') {
        for (const { rule, at, since } of benefit.inner)
          if (rule === 'value') expect(keys).toContain(`${at.key} ${since}`);
      }
    }
  });

  test('points to the line on which the value stands', () => {
    const rulesOf = (file: string) => readFileSync(join(rulesFolder(), file), 'utf8').split('\n');
    const values = traced.filter(({ rule }) => rule === 'value');
    expect(values.length).toBeGreaterThan(20);
    for (const { at, value } of values) expect(rulesOf(at.file)[at.line - 1]).toContain(value);
  });

  test('exactly one value of each parameter in use applied', () => {
    const applied = traced.filter(({ rule, applied: yes }) => rule === 'value' && yes).map(({ at }) => at.key);
    expect(applied).toEqual([
      'employee-outpatient.deductible[3]',
      'employee-outpatient.limit[1]',
      'limit.on[1]',
      'employee-outpatient.rate[3]',
    ]);
  });

  test('carries the amounts from one step to the next: 1 000 in scope, 200 above the deductible, 70 left', () => {
    const steps = traced.filter(({ rule, at }) => rule === 'step' && at.key.startsWith('employee-outpatient.'));
    expect(steps.map(({ before, after }) => [before, after])).toEqual([
      [100_000, 20_000],
      [20_000, 20_000],
      [20_000, 7_000],
      [20_000, 20_000],
    ]);
  });
});

/** The figures of a pack as a program could write them: yuan and fen, ratios, per cent and ten-thousandths. */
function figuresOf(pack: Pack): Set<string> {
  const powersOfTen = /^10*$/;
  const figures = new Set<string>();
  for (const { unit, rows } of pack.parameters.values()) {
    const written = rows.flatMap(({ values }) => values.map(({ written }) => written));
    // Counts are months and days below a hundred, and would forbid every 2 and 3; of bands the amounts stand in the text.
    const decimals = unit === 'bands' ? /\d+\.\d+/g : /\d+(\.\d+)?/g;
    const texts = unit === 'choice' || unit === 'count' ? [] : written.flatMap((one) => one.match(decimals) ?? []);
    for (const text of texts.filter((one) => Number(one) !== 0)) {
      const hundredfold = String(Math.round(Number(text) * 100));
      const asInteger = Number(text) > 1 ? hundredfold : `${hundredfold}00`;
      const forms = [text, String(Number(text)), ...(asInteger.length > 3 ? [asInteger] : [])];
      for (const form of forms) if (!powersOfTen.test(form) && !/^\d$/.test(form)) figures.add(form);
    }
  }
  return figures;
}

test('no figure of any pack and no name of a place is a literal of the rooms that decide (2-benefits)', () => {
  const figures = new Set(packNames().flatMap((name) => [...figuresOf(packNamed(name))]));
  const found: string[] = [];
  for (const room of ['policy', 'domain']) {
    const files = readdirSync(join(top, 'src', room), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    for (const file of files) {
      const text = readFileSync(join(top, 'src', room, file), 'utf8');
      if (/tianjin|天津|youxi|尤溪|yulin|榆林|榆阳/i.test(text)) found.push(`${file}: a place`);
      for (const [token] of text.matchAll(/(?<![\w.])\d[\d_]*(\.\d+)?/g)) {
        if (figures.has(token.replaceAll('_', ''))) found.push(`${file}: ${token}`);
      }
    }
  }
  expect(figures.size).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

/** 2-benefits, figure by figure: each stands in its pack. */
test.each([
  [
    'tianjin-2011',
    '800 700 650 600 0.75 0.65 0.55 0.95 5500 10000 0.80 0.90 1.00 3000 0.50 1300 0.85 150000 500 0.60 100000 3 120 50 1000 300 470 70',
  ],
  [
    'china-2025',
    '600 1000 1500 0.85 0.80 0.75 0.05 0.01 0.02 0.03 400000 600000 300 0.55 0.65 0.70 100 0.50 0.10 10000 50000 100000 200000 0.60 0.90 150000 80000 0 1 2 6 0.30',
  ],
  ['county-2006', '700 630 560 3000 10000 0.14 0.10 0.06 0.105 0.075 0.045 0.16 0.12 0.08 0.09 0.18 0.135 25200 80000'],
  ['youxi', '0.90 0.85 0.65 0.55'],
  [
    'yulin-2017',
    '0.70 0.80 100 0.60 0.55 20000 5000 2000 1000 0.90 500 1500 0.58 0.65 3000 30000 50000 0.35 100000 0.45 150000 0.50 200000 300000',
  ],
  ['enterprise-example', '500 750 1000 10000 0.86 20000 0.88 40000 0.92'],
])('every figure of 2-benefits stands in %s', (name, figures) => {
  const values = new Set<number>();
  for (const file of readdirSync(join(rulesFolder(), name)).filter((one) => one.endsWith('.yaml'))) {
    for (const [, figure] of readFileSync(join(rulesFolder(), name, file), 'utf8').matchAll(/"(\d+(?:\.\d+)?)"/g)) {
      values.add(Number(figure));
    }
  }
  expect(figures.split(' ').filter((figure) => !values.has(Number(figure)))).toEqual([]);
});
