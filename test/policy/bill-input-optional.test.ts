// The keys of a bill that only some policies ask for (8-cli, settle): standing, place, household, family, refund.

import { describe, expect, test } from 'vitest';
import { billFromText, misfit } from '../../src/policy/bill-input.ts';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { packNamed } from './packs.ts';

const asked = `pack: china-2025
date: 2025-08-10
person: { scheme: resident, birth: 1975-03-01, status: adult, contributionYears: 27, monthsOfBreak: 4, monthsSinceResumed: 1, hardship: true }
hospital: { level: 2, place: outside, kind: township, designated: false }
visit: inpatient
criticalIllness: true
ledger: { inScope: "900.00", ownBurden: "500.00", seriousIllness: "20.00", aid: "1.00" }
household: { members: 4, fund: "12.00" }
family: { account: "300.00", used: "5.00" }
lines:
  - { name: 药, class: A, price: "1.00", quantity: "1", kind: drug }
refund: { date: 2025-08-12, lines: [1] }
urgent: true
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
      designated: false,
      urgent: true,
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
        .replace(/^(criticalIllness|urgent|household|family|refund).*\n/gm, ''),
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
