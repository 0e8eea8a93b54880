// Rule packs as data: strict loading with the place of every complaint, dated values, readings by name, no figure in code.

import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { loadPack } from '../../src/policy/load-pack.ts';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { rulesFolder } from '../../src/policy/rules-folder.ts';
import { benefitStandards, settle } from '../../src/policy/settle.ts';
import { reasonText } from '../../src/policy/trace.ts';
import { top } from '../support/paths.ts';
import { temporaryFolder } from '../support/program.ts';
import { ledgerAt, lineOf, packNamed, plainBill, writtenPack } from './packs.ts';

/** A copy of the Tianjin pack with one piece of one file replaced. */
function spoiled(file: string, piece: string | RegExp, by: string): string {
  const folder = join(temporaryFolder(), 'tianjin-2011');
  cpSync(join(rulesFolder(), 'tianjin-2011'), folder, { recursive: true });
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
      /deductibles\.yaml:8:\d+: .*rows\[0\]\.values\.2011-01-01: expected a figure in quotes/,
    ],
    [
      'an unknown key',
      'deductibles.yaml',
      'unit: yuan',
      'unit: yuan\n    colour: red',
      /deductibles\.yaml:6:5: parameters\.employee-outpatient\.deductible\.colour: expected no such key/,
    ],
    [
      'an unknown fact',
      'deductibles.yaml',
      'veteranWorker: true',
      'veteran: true',
      /deductibles\.yaml:8:\d+: .*when\.veteran: expected no such key/,
    ],
    [
      'a value that a fact cannot take',
      'rates.yaml',
      'level: 1 }',
      'level: 4 }',
      /rates\.yaml:11:\d+: .*when\.level: expected a value that this fact can take, found 4/,
    ],
    [
      'a value without a source',
      'deductibles.yaml',
      /^ {4}source:.*\n/m,
      '',
      /deductibles\.yaml:7:\d+: .*rows\[0\]: expected a source/,
    ],
    [
      'an unknown document',
      'deductibles.yaml',
      'document: deck-000',
      'document: deck-999',
      /deductibles\.yaml:6:\d+: .*expected a document of pack\.yaml: deck-000, agreement-002, found deck-999/,
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
      /deductibles\.yaml:8:\d+: .*an existing day as yyyy-MM-dd/,
    ],
    [
      'an amount of three decimals',
      'deductibles.yaml',
      '"600.00"',
      '"600.001"',
      /deductibles\.yaml:8:\d+: .*an amount of at most two decimals.*found 600\.001/,
    ],
    ['a ratio above one', 'rates.yaml', '"0.95"', '"1.5"', /rates\.yaml:9:\d+: .*a ratio from 0 to 1.*found 1\.5/],
    [
      'an unknown mechanism',
      'employees.yaml',
      '- deductible:',
      '- deductable:',
      /employees\.yaml:9:\d+: .*expected one of waiting, deductible, .*rate, .*found deductable/,
    ],
    [
      'a missing argument',
      'employees.yaml',
      ', fund: hifob_pay',
      '',
      /employees\.yaml:11:\d+: .*expected the argument fund of rate/,
    ],
    [
      'an argument too many',
      'employees.yaml',
      ', fund: hifob_pay',
      ', fund: hifob_pay, tax: x',
      /employees\.yaml:11:\d+: .*tax: expected one of when, of, fund/,
    ],
    [
      'an unknown fund',
      'employees.yaml',
      'fund: hifob_pay',
      'fund: treasury',
      /employees\.yaml:11:\d+: .*fund: expected one of hifp_pay.*found treasury/,
    ],
    [
      'an unknown parameter',
      'employees.yaml',
      'of: employee-outpatient.rate',
      'of: employee-outpatient.rat',
      /employees\.yaml:11:\d+: .*the name of a parameter of this pack/,
    ],
    [
      'a parameter of another unit',
      'employees.yaml',
      'of: employee-outpatient.rate',
      'of: employee-outpatient.limit',
      /employees\.yaml:11:\d+: .*a parameter whose unit is ratio/,
    ],
    [
      'a choice that the mechanism does not know',
      'limits.yaml',
      '2011-01-01: expense',
      '2011-01-01: income',
      /employees\.yaml:10:\d+: .*on: expected one of expense, fund, found limit\.on: income/,
    ],
    [
      'a person without a rate',
      'rates.yaml',
      /^.*status: retired, level: 3.*\n/m,
      '',
      /rates\.yaml:4:\d+: employee-outpatient\.rate: expected a value from 2011-01-01 for scheme employee, status retired, .*level 3/,
    ],
    [
      'a value that begins later than the pack',
      'rates.yaml',
      /(status: retired, level: 3.*)2011-01-01/,
      '$12011-01-02',
      /rates\.yaml:4:\d+: employee-outpatient\.rate: expected a value from 2011-01-01 for scheme employee, status retired/,
    ],
    [
      'a parameter that nothing uses',
      'civil-servants.yaml',
      /^ {4}unused: \*inpatient\n/m,
      '',
      /civil-servants\.yaml:33:3: parameters\.civil-servant-inpatient\.large-amount-rate: expected to be used by a benefit/,
    ],
    [
      'two equal keys',
      'deductibles.yaml',
      'unit: yuan',
      'unit: yuan\n    unit: yuan',
      /deductibles\.yaml:6:\d+: expected valid YAML .*unique/,
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

test('no figure of a benefit and no name of a place is a literal of the rooms that decide (2-benefits)', () => {
  const pack = packNamed('tianjin-2011');
  const powersOfTen = /^10*$/;
  const figures = new Set<string>();
  for (const benefit of pack.benefits) {
    for (const { value } of benefit.kind === 'granted' ? benefit.inner : []) {
      if (value !== undefined && /^\d/.test(value)) {
        const hundredfold = String(Math.round(Number(value) * 100));
        for (const form of [
          value,
          String(Number(value)),
          ...(Number(value) > 1 ? [hundredfold] : [`${hundredfold}00`]),
        ]) {
          if (!powersOfTen.test(form)) figures.add(form);
        }
      }
    }
  }
  const found: string[] = [];
  for (const room of ['policy', 'domain']) {
    const files = readdirSync(join(top, 'src', room), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    for (const file of files) {
      const text = readFileSync(join(top, 'src', room, file), 'utf8');
      if (/tianjin|天津/i.test(text)) found.push(`${file}: a place`);
      for (const [token] of text.matchAll(/(?<![\w.])\d[\d_]*(\.\d+)?/g)) {
        if (figures.has(token.replaceAll('_', ''))) found.push(`${file}: ${token}`);
      }
    }
  }
  expect(figures.size).toBeGreaterThan(15);
  expect(found).toEqual([]);
});
