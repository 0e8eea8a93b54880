// Reading a bill strictly (8-cli, settle): what is refused, where, and what was expected; and what is taken as it stands.

import { describe, expect, test } from 'vitest';
import { billFromText } from '../../src/policy/bill-input.ts';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { changed, example } from './example-bill.ts';

function complaintsOf(text: string): string[] {
  const read = billFromText(text, 'bill.yaml');
  return read.ok ? [] : read.error.map((problem) => problemText(problem, 'en'));
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
        { name: '阿莫西林胶囊', class: 'B', price: 126_000, quantity: 20_000, ceiling: 100_000, selfPayRatio: 500 },
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
