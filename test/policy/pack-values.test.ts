// Which value of a pack counts: the one in force on the day of the bill, in the reading that was asked for.

import { describe, expect, test } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { benefitStandards, settle } from '../../src/policy/settle.ts';
import { reasonText } from '../../src/policy/trace.ts';
import { ledgerAt, lineOf, packNamed, plainBill, writtenPack } from './packs.ts';
import { spoiled } from './spoiled-pack.ts';

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
