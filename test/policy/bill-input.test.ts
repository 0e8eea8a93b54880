// Reading a bill strictly (8-cli, settle): what is refused, where, and what was expected; and what is taken as it stands.

import { describe, expect, test } from 'vitest';
import { billFromText, misfit } from '../../src/policy/bill-input.ts';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { packNamed } from './packs.ts';

/** The example of 8-cli, word for word. */
const example = `pack: tianjin-2011            # rules/tianjin-2011
date: 2011-08-10
person:
  scheme: employee            # employee | resident
  birth: 1946-03-01
  status: retired             # in-service | retired (employees); adult | minor (residents)
  veteranWorker: false
  modelWorker: false
  civilServant: none          # none | in-service | retired | privileged (医疗照顾)
hospital: { level: 2 }        # 1 | 2 | 3
visit: outpatient             # outpatient | emergency | special-illness | inpatient
illness: 4                    # special-illness code, only there
ledger: { inScope: "1200.00", deductible: "700.00", fund: "325.00", supplement: "0.00" }
account: "150.00"             # personal account before
lines:
  - { name: 阿莫西林胶囊, class: B, price: "12.60", quantity: "2", ceiling: "10.00", selfPayRatio: "0.05" }
`;

function complaintsOf(text: string): string[] {
  const read = billFromText(text, 'bill.yaml');
  return read.ok ? [] : read.error.map((problem) => problemText(problem, 'en'));
}

function changed(piece: string, by: string): string {
  if (!example.includes(piece)) throw new Error(`not in the example: ${piece}`);
  return example.replace(piece, by);
}

test('the example of the specification is read as it stands', () => {
  const read = billFromText(example, 'bill.yaml');
  expect(read.ok && read.value.input).toMatchObject({
    pack: 'tianjin-2011',
    bill: {
      date: '2011-08-10',
      person: { birth: '1946-03-01', veteranWorker: false, civilServant: 'none' },
      hospitalLevel: 2,
      illness: '4',
      ledger: { inScope: 120_000, deductible: 70_000, fund: 32_500, supplement: 0 },
      account: 15_000,
      lines: [
        { name: '阿莫西林胶囊', class: 'B', price: '12.60', quantity: '2', ceiling: '10.00', selfPayRatio: '0.05' },
      ],
    },
  });
});

test('the same bill as JSON is the same bill', () => {
  const fromYaml = billFromText(example, 'bill.yaml');
  if (!fromYaml.ok) throw new Error('unreadable');
  for (const indent of [undefined, 2, '\t']) {
    const json = JSON.stringify(fromYaml.value.yaml.content, null, indent);
    const fromJson = billFromText(json, 'bill.json');
    expect(fromJson.ok && fromJson.value.input).toEqual(fromYaml.value.input);
  }
});

test('ledger, account and what is rare of a person may be absent: nothing yet', () => {
  const short = changed(/ledger:.*\n/.exec(example)![0], '')
    .replace(/account:.*\n/, '')
    .replace(/ {2}(veteranWorker|modelWorker|civilServant):.*\n/g, '');
  const read = billFromText(short, 'bill.yaml');
  expect(read.ok && read.value.input.bill).toMatchObject({ account: 0, ledger: { inScope: 0, fund: 0 } });
});

describe('refused, with file, line, column and key', () => {
  test.each([
    [
      'a price that is a float',
      'price: "12.60"',
      'price: 12.6',
      'bill.yaml:16:38: lines[0].price: expected a decimal in quotes, not negative, at most four decimals, as in "12.60", found 12.6',
    ],
    [
      'a quantity that is a number',
      'quantity: "2"',
      'quantity: 2',
      /^bill\.yaml:16:57: lines\[0\]\.quantity: expected a decimal in quotes/,
    ],
    ['a price of five decimals', '"12.60"', '"12.60001"', /^bill\.yaml:16:38: lines\[0\]\.price: .*found 12\.60001$/],
    ['a negative price', '"12.60"', '"-12.60"', /^bill\.yaml:16:38: lines\[0\]\.price: /],
    [
      'an account that is a number',
      'account: "150.00"',
      'account: 150',
      /^bill\.yaml:14:10: account: expected an amount in quotes/,
    ],
    ['an account of three decimals', 'account: "150.00"', 'account: "150.001"', /^bill\.yaml:14:10: account: /],
    [
      'an unknown key',
      'visit: outpatient',
      'visit: outpatient\ndoctor: 7',
      'bill.yaml:12:1: doctor: expected no such key here',
    ],
    [
      'an unknown key in a line',
      'class: B',
      'class: B, colour: red',
      /^bill\.yaml:16:\d+: lines\[0\]\.colour: expected no such key here$/,
    ],
    ['a missing key', 'date: 2011-08-10\n', '', /^bill\.yaml:1:1: date: expected an existing day as yyyy-MM-dd$/],
    [
      'a missing key of a line',
      ', quantity: "2"',
      '',
      /^bill\.yaml:15:1: lines\[0\]\.quantity: |^bill\.yaml:16:5: lines\[0\]\.quantity: /,
    ],
    ['a day that does not exist', '2011-08-10', '2011-02-30', /^bill\.yaml:2:7: date: .*found 2011-02-30$/],
    [
      'a level that does not exist',
      'level: 2',
      'level: 4',
      /^bill\.yaml:10:20: hospital\.level: expected a hospital level: 1, 2 or 3, found 4$/,
    ],
    ['a level in quotes', 'level: 2', 'level: "2"', /^bill\.yaml:10:20: hospital\.level: /],
    [
      'a class that does not exist',
      'class: B',
      'class: D',
      /^bill\.yaml:16:\d+: lines\[0\]\.class: expected A, B or C, found D$/,
    ],
    [
      'a self-pay ratio above one',
      '"0.05"',
      '"5"',
      /^bill\.yaml:16:\d+: lines\[0\]\.selfPayRatio: expected a ratio in quotes, from 0 to 1/,
    ],
    [
      'an employee who is an adult',
      'status: retired',
      'status: adult',
      /^bill\.yaml:6:11: person\.status: expected in-service or retired, for an employee, found adult$/,
    ],
    [
      'a resident who is retired',
      'scheme: employee',
      'scheme: resident',
      /^bill\.yaml:6:11: person\.status: expected adult or minor, for a resident, found retired$/,
    ],
    [
      'a birth after the bill',
      '1946-03-01',
      '2012-03-01',
      /^bill\.yaml:5:10: person\.birth: expected a birth date not after/,
    ],
    [
      'special illness without a code',
      'visit: outpatient             # outpatient | emergency | special-illness | inpatient\nillness: 4',
      'visit: special-illness',
      /^bill\.yaml:1:1: illness: expected a special-illness code/,
    ],
    [
      'no lines',
      '\n  - { name: 阿莫西林胶囊, class: B, price: "12.60", quantity: "2", ceiling: "10.00", selfPayRatio: "0.05" }',
      ' []',
      /^bill\.yaml:15:\d+: lines: expected a list of at least one fee line, found \[\]$/,
    ],
    [
      'an amount beyond all bills',
      'quantity: "2"',
      'quantity: "99999999"',
      /^bill\.yaml:16:\d+: lines\[0\]\.quantity: expected price × quantity below a thousand million yuan/,
    ],
    [
      'two equal keys',
      'account: "150.00"',
      'account: "150.00"\naccount: "1.00"',
      /^bill\.yaml:15:1: expected valid YAML or JSON \(Map keys must be unique\)$/,
    ],
    [
      'a path for a pack',
      'pack: tianjin-2011',
      'pack: ../secrets',
      /^bill\.yaml:1:7: pack: expected the name of a rule pack/,
    ],
    [
      'broken YAML',
      'hospital: { level: 2 }',
      'hospital: { level: 2',
      /^bill\.yaml:\d+:\d+: expected valid YAML or JSON/,
    ],
    [
      'two documents',
      'visit: outpatient',
      '---\nvisit: outpatient',
      /^bill\.yaml:11:\d+: expected exactly one YAML or JSON document$/,
    ],
  ])('%s', (_, piece, by, expected) => {
    const [first] = complaintsOf(changed(piece, by));
    if (typeof expected === 'string') expect(first).toBe(expected);
    else expect(first).toMatch(expected);
  });

  test.each(['', '[]', '3', 'null', 'text', '{}'])('a document that is no bill: %j', (text) => {
    expect(complaintsOf(text).length).toBeGreaterThan(0);
  });

  test('everything wrong is told at once, in the other language too', () => {
    const read = billFromText(changed('price: "12.60"', 'price: 12.6').replace('level: 2', 'level: 9'), '账单.yaml');
    expect(read.ok ? [] : read.error.map((problem) => problemText(problem, 'zh'))).toEqual([
      '账单.yaml:10:20: hospital.level: 应为医院等级 1、2 或 3，实为 9',
      '账单.yaml:16:38: lines[0].price: 应为带引号的非负小数，至多四位小数，如 "12.60"，实为 12.6',
    ]);
  });
});

describe('what the pack cannot settle', () => {
  const pack = packNamed('tianjin-2011');
  const misfitOf = (text: string) => {
    const read = billFromText(text, 'bill.yaml');
    if (!read.ok) throw new Error(read.error.map((problem) => problemText(problem, 'en')).join('\n'));
    return misfit(pack, read.value.input.bill);
  };

  test('the example fits', () => expect(misfitOf(example)).toBeUndefined());
  test('a day before the pack begins', () => {
    expect(misfitOf(changed('2011-08-10', '2010-12-31'))).toMatchObject({ path: ['date'] });
  });
  test('an inpatient visit: the deck has no inpatient table', () => {
    expect(misfitOf(changed('visit: outpatient', 'visit: inpatient'))).toMatchObject({ path: ['visit'] });
  });
  test('an illness code that Tianjin did not use', () => {
    const special = changed('visit: outpatient', 'visit: special-illness');
    expect(misfitOf(special)).toBeUndefined();
    expect(misfitOf(special.replace('illness: 4', 'illness: 12'))).toMatchObject({ path: ['illness'] });
    expect(misfitOf(special.replace('illness: 4', 'illness: "22"'))).toBeUndefined();
  });
  test('a veteran worker in service: a veteran worker is retired (2-benefits, section 2)', () => {
    const veteran = changed('veteranWorker: false', 'veteranWorker: true');
    expect(misfitOf(veteran)).toBeUndefined();
    expect(misfitOf(veteran.replace('status: retired', 'status: in-service'))).toMatchObject({
      path: ['person', 'status'],
    });
  });
  test('more deductible taken than there was in-scope expense', () => {
    expect(misfitOf(changed('deductible: "700.00"', 'deductible: "1200.00"'))).toBeUndefined();
    expect(misfitOf(changed('deductible: "700.00"', 'deductible: "1200.01"'))).toMatchObject({
      path: ['ledger', 'deductible'],
    });
  });
});

const asked = `pack: china-2025
date: 2025-08-10
person: { scheme: resident, birth: 1975-03-01, status: adult, contributionYears: 27, monthsOfBreak: 4, monthsSinceResumed: 1, hardship: true }
hospital: { level: 2, place: outside, kind: township }
visit: inpatient
criticalIllness: true
ledger: { inScope: "900.00", ownBurden: "500.00", seriousIllness: "20.00", aid: "1.00" }
household: { members: 4, fund: "12.00" }
family: { account: "300.00", used: "5.00" }
lines:
  - { name: 药, class: A, price: "1.00", quantity: "1", kind: drug }
refund: { date: 2025-08-12, lines: [1] }
`;

describe('what only some policies ask for', () => {
  test('is read where it is given, and absent where it is not', () => {
    const read = billFromText(asked, 'bill.yaml');
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const { bill, refund } = read.value.input;
    expect(bill).toMatchObject({
      standing: { contributionYears: 27, monthsOfBreak: 4, monthsSinceResumed: 1, hardship: true },
      place: 'outside',
      hospitalKind: 'township',
      criticalIllness: true,
      ledger: { inScope: 90_000, ownBurden: 50_000, seriousIllness: 2_000, aid: 100 },
      household: { members: 4, fund: 1_200 },
      family: { account: 30_000, used: 500 },
    });
    expect(refund).toEqual({ date: '2025-08-12', lines: [0] });
    expect(Object.keys(bill.person)).not.toContain('hardship');
    const plain = billFromText(
      asked
        .replace(/, contributionYears.*true }/, ' }')
        .replace(/^(criticalIllness|household|family|refund).*\n/gm, ''),
      'x',
    );
    expect(plain.ok && Object.keys(plain.value.input.bill)).not.toContain('standing');
    expect(plain.ok && Object.keys(plain.value.input)).toEqual(['pack', 'bill']);
  });

  test.each([
    [
      'a negative count',
      'monthsOfBreak: 4',
      'monthsOfBreak: -4',
      /bill\.yaml:3:\d+: person\.monthsOfBreak: expected a whole number from 0 to 1200, found -4/,
    ],
    [
      'an unknown place',
      'place: outside',
      'place: moon',
      /bill\.yaml:4:\d+: hospital\.place: expected local, province or outside, found moon/,
    ],
    [
      'an unknown kind of hospital',
      'kind: township',
      'kind: tent',
      /bill\.yaml:4:\d+: hospital\.kind: expected general, chinese-medicine.*found tent/,
    ],
    [
      'a float in the ledger',
      'ownBurden: "500.00"',
      'ownBurden: 500.00',
      /bill\.yaml:7:\d+: ledger\.ownBurden: expected an amount in quotes/,
    ],
    [
      'a household of nobody',
      'members: 4',
      'members: 0',
      /bill\.yaml:8:\d+: household\.members: expected a whole number/,
    ],
    [
      'an unknown kind of item',
      'kind: drug',
      'kind: cake',
      /bill\.yaml:11:\d+: lines\[0\]\.kind: expected drug, service or facility, found cake/,
    ],
    [
      'a line that is not there',
      'lines: [1]',
      'lines: [2]',
      /bill\.yaml:12:\d+: refund\.lines\[0\]: expected the number of a line of this bill/,
    ],
    [
      'a line given back twice',
      'lines: [1]',
      'lines: [1, 1]',
      /bill\.yaml:12:\d+: refund\.lines\[1\]: expected the number of a line of this bill/,
    ],
    [
      'a refund before the bill',
      '2025-08-12',
      '2025-08-09',
      /bill\.yaml:12:\d+: refund\.date: expected a day not before that of the bill/,
    ],
  ])('%s is refused in its place', (_what, piece, by, expected) => {
    const text = asked.replace(piece, by);
    expect(text).not.toBe(asked);
    const read = billFromText(text, 'bill.yaml');
    expect(read.ok ? [] : read.error.map((problem) => problemText(problem, 'en')).join('\n')).toMatch(expected);
  });

  test('a household that the benefit asks for and the bill has not', () => {
    const text = asked
      .replace('china-2025', 'yulin-2017')
      .replace('outside', 'local')
      .replace('visit: inpatient', 'visit: outpatient')
      .replace(/^household.*\n/m, '');
    const read = billFromText(text, 'x');
    expect(read.ok && misfit(packNamed('yulin-2017'), read.value.input.bill)?.path).toEqual(['household']);
  });
});
