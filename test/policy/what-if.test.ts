// What would be: a bill under other packs, readings and days; what differs between two; the picture of a year.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { fen } from '../../src/domain/money.ts';
import { diffPacks } from '../../src/policy/diff-packs.ts';
import { settle } from '../../src/policy/settle.ts';
import { expenseCurve, onDay, sideOf } from '../../src/policy/what-if.ts';
import { runProgram, temporaryFolder } from '../support/program.ts';
import { ledgerAt, lineOf, packNamed, plainBill, writtenPack } from './packs.ts';

const inpatient = { ...plainBill, visit: 'inpatient' as const };

test.each([
  ['youxi', { pack: 'youxi', date: undefined }],
  ['china-2025+limit-by-months@2026-01-01', { pack: 'china-2025+limit-by-months', date: '2026-01-01' }],
  ['youxi@2011-02-30', undefined],
  ['youxi@2011-02-01@2011-03-01', undefined],
])('%s names a pack, its readings and a day', (text, side) => {
  expect(sideOf(text)).toEqual(side);
});

test('a bill is moved to the first day of a pack that is younger, never before it', () => {
  const pack = packNamed('china-2025');
  expect(onDay(pack, plainBill, undefined).date).toBe('2025-01-01');
  expect(onDay(pack, plainBill, dateOf('2027-03-01')).date).toBe('2027-03-01');
});

describe('the curve of a year', () => {
  const curve = (name: string, bill: typeof plainBill, upTo: number) =>
    expenseCurve(packNamed(name), bill, fen(upTo), 50);

  test('each point is a settlement of a year in one bill', () => {
    const pack = packNamed('tianjin-2011');
    for (const { expense, patient } of curve('tianjin-2011', plainBill, 800_000)!.points) {
      expect(patient).toBe(settle(pack, { ...plainBill, lines: [lineOf(expense)] }).patientShare);
    }
  });

  test('what the bill’s own year had before changes nothing', () => {
    expect(curve('tianjin-2011', { ...plainBill, ledger: ledgerAt(500_000) }, 800_000)).toEqual(
      curve('tianjin-2011', plainBill, 800_000),
    );
  });

  test.each([
    ['tianjin-2011', plainBill, 80_000, 550_000, 550_000, 'the limit bounds the expense'],
    ['tianjin-2011+limit-on-fund', plainBill, 80_000, 926_154, 926_154, 'the fund has paid 5 500 of 65 % above 800'],
    ['county-2006', inpatient, 70_000, 2_520_000, 8_000_000, 'mutual aid pays above the limit, up to 80 000'],
    ['enterprise-example', inpatient, 75_000, undefined, 4_000_000, 'nothing above the last band'],
    [
      'china-2025',
      { ...inpatient, date: dateOf('2025-01-01') },
      100_000,
      47_158_823,
      undefined,
      'serious illness pays on',
    ],
  ])('%s: deductible, limit and end stand where payments change (%#)', (name, bill, deductible, limitAt, end, _why) => {
    const found = curve(name, bill, 60_000_000)!;
    expect([found.standards.deductible, found.limitAt, found.end]).toEqual([deductible, limitAt, end]);
  });

  test('no curve where the pack says nothing of such a visit', () => {
    expect(curve('youxi', plainBill, 100_000)).toBeUndefined();
  });
});

const head = (since: string) => `pack: trial
title: { zh: 试, en: trial }
since: ${since}
documents: { paper: { title: a paper, about: { zh: 一, en: one } } }
files: [rules.yaml]
`;
const rules = `parameters:
  r:
    title: { zh: 率, en: rate }
    unit: ratio
    source: { document: paper, section: "2" }
    rows:
      - { when: { level: 1 }, values: { 2011-01-01: "0.4", 2012-07-01: "0.5" } }
      - { values: { 2011-01-01: "0.3" } }
benefits:
  all:
    title: { zh: 全, en: all }
    source: { document: paper, section: "3" }
    when: {}
    ledger: outpatient
    steps:
      - rate: { of: r, fund: oth_pay }
lines:
  - { mechanism: full-self-pay, classes: [C], source: { document: paper, section: "4" } }
payers:
  account: { pays: [in-scope], source: { document: paper, section: "5" } }
  cash: { source: { document: paper, section: "5" } }
`;

describe('rules diff', () => {
  const pack = () => packNamed(writtenPack({ 'pack.yaml': head('2011-01-01'), 'rules.yaml': rules }));
  const day = (date: string) => ({ pack: pack(), date: dateOf(date) });

  test('two days: the values in force that differ, each with its place', () => {
    const { figures, benefits } = diffPacks(day('2012-06-30'), day('2012-07-01'));
    expect(figures.map((one) => [one.parameter, one.before?.written, one.after?.written, one.after?.at.line])).toEqual([
      ['r', '0.4', '0.5', 7],
    ]);
    expect(benefits).toEqual([]);
  });

  test('the same day: nothing', () => {
    expect(diffPacks(day('2012-07-01'), day('2013-01-01'))).toEqual({ figures: [], benefits: [] });
  });

  test('two readings: only the choice differs', () => {
    const [before, after] = ['tianjin-2011', 'tianjin-2011+limit-on-fund'].map((name) => ({
      pack: packNamed(name),
      date: dateOf('2011-08-10'),
    }));
    const { figures, benefits } = diffPacks(before!, after!);
    expect(figures.map((one) => [one.parameter, one.before?.written, one.after?.written])).toEqual([
      ['limit.on', 'expense', 'fund'],
    ]);
    expect(benefits).toEqual([]);
  });

  test('another composition: the steps that went and came', () => {
    const other = packNamed(
      writtenPack({
        'pack.yaml': head('2011-01-01'),
        'rules.yaml': rules.replace('- rate: { of: r, fund: oth_pay }', '- rate: { of: r, fund: maf_pay }'),
      }),
    );
    const { benefits } = diffPacks(day('2011-01-01'), { pack: other, date: dateOf('2011-01-01') });
    expect(benefits.map(({ benefit, before, after }) => [benefit, before?.[1], after?.[1]])).toEqual([
      ['all', 'rate of: r, fund: oth_pay', 'rate of: r, fund: maf_pay'],
    ]);
  });
});

const bill = `pack: tianjin-2011
date: 2011-08-10
person: { scheme: employee, birth: 1946-03-01, status: retired }
hospital: { level: 2 }
visit: outpatient
lines:
  - { name: 诊疗费, class: A, price: "1900.00", quantity: "1" }
`;

describe('the commands', () => {
  function written(): string {
    const path = join(temporaryFolder(), 'bill.yaml');
    writeFileSync(path, bill);
    return path;
  }

  test('settle --pack --pack --json: an answer for each, with pack and day', async () => {
    const args = ['settle', written(), '--pack', 'tianjin-2011', '--pack', 'china-2025', '--json'];
    const { code, stdout } = await runProgram(args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { pack: 'tianjin-2011', date: '2011-08-10', hifob_pay: '780.00' },
      { pack: 'china-2025', date: '2025-01-01', hifob_pay: '1120.00' },
    ]);
  });

  test('one --pack: beside the bill’s own; a pack that has nothing for it says so', async () => {
    const { stdout } = await runProgram(['settle', written(), '--pack', 'youxi', '--lang', 'en']);
    expect(stdout).toMatch(/tianjin-2011@2011-08-10 +youxi@2011-08-10\n/);
    expect(stdout).toMatch(/cash +1,120\.00 +—\n/);
    expect(stdout).toMatch(/youxi@2011-08-10 {2}visit: a kind of visit that pack youxi has a rule for/);
  });

  test('settle --date: as it is and as it would be', async () => {
    const { stdout } = await runProgram(['settle', written(), '--date', '2016-03-01', '--json']);
    expect(JSON.parse(stdout)).toMatchObject([
      { date: '2011-08-10', act_pay_dedc: '700.00' },
      { date: '2016-03-01', act_pay_dedc: '650.00' },
    ]);
  });

  test('rules diff --bill: the figures and what they mean', async () => {
    const { code, stdout } = await runProgram([
      'rules',
      'diff',
      'tianjin-2011',
      'tianjin-2011+limit-on-fund',
      '--bill',
      written(),
      '--lang',
      'en',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/what the limits bound +expense +fund +tianjin-2011\/limits\.yaml:\d+/);
    expect(stdout).toMatch(/large-amount fund +780\.00 +780\.00\n/);
  });

  test('--picture writes an SVG with the deductible and the limit in it', async () => {
    const path = join(temporaryFolder(), 'year.svg');
    expect((await runProgram(['settle', written(), '--picture', path])).code).toBe(0);
    const svg = readFileSync(path, 'utf8');
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('起付标准 700.00');
    expect(svg).toContain('最高支付限额 5,500.00');
    expect(svg.match(/<polyline/g)).toHaveLength(1);
  });

  test.each([
    ['no such pack', ['--pack', 'atlantis'], /atlantis: .*tianjin-2011/],
    ['no such day', ['--pack', 'youxi@2011-02-30'], /youxi@2011-02-30: expected PACK or PACK@yyyy-MM-dd/],
    ['a folder that is not there', ['--picture', '/nowhere/at/all.svg'], /\/nowhere\/at\/all\.svg: .*ENOENT/],
    ['an amount that is none', ['--picture', 'x.svg', '--up-to', 'much'], /Expected an amount in yuan/],
  ])('%s: exit 2, said on standard error', async (_what, args, expected) => {
    const { code, stdout, stderr } = await runProgram(['settle', written(), ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(expected);
    expect(existsSync('x.svg')).toBe(false);
  });

  test('rules show --markdown is the page under docs/rules', async () => {
    const { stdout } = await runProgram(['rules', 'show', 'youxi', '--markdown', '--lang', 'en']);
    expect(stdout).toMatch(/^# Youxi: residents, inpatient\n/);
    expect(stdout).toMatch(/\| 0\.90 \| 2011-01-01 \| hospital level: 1 \| /);
  });
});
