// Figures are data (2-benefits): none of them is a literal of the code, and each of the specification's stands in its pack.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packNames } from '../../src/policy/load-pack.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { rulesFolder } from '../../src/policy/rules-folder.ts';
import { top } from '../support/paths.ts';
import { packNamed } from './packs.ts';

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

/** The code of a room without its comments, file by file. */
function codeOf(room: string): { readonly file: string; readonly code: string }[] {
  const names = readdirSync(join(top, 'src', room), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const text = readFileSync(join(top, 'src', room, name), 'utf8');
      return { file: `${room}/${name}`, code: text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\/\/.*$/gm, '') };
    });
}

/** A figure bound to, or compared with, a name that policies have figures for; and one by which a day is moved on. */
const named =
  /\b\w*(?:month|day|year|week|hour|age|limit|deductible|rate|ratio|ceiling|share|point|wait|period|percent|quota)\w*\s*(?:[:=]|[<>]=?|===)\s*-?(\d[\d_]*(?:\.\d+)?)\b/gi;
const movesOn = /\badd(?:Days|MonthsToDate|Months)\([^(),]+,\s*-?(\d[\d_]*)/g;

/** The figures of the deciding rooms that look like a policy's and are none, each with what it is. */
const noPolicy: Readonly<Record<string, string>> = {
  'policy/bill-schema.ts: MOST_MONTHS = 1200': 'the largest count that an input may have: a hundred years',
  'policy/exact.ts: POINT = 46': 'the character code of the decimal point',
  'policy/holes.ts: age: 40': 'a fact for the search for holes, where no rule asks for the age',
  'policy/review/judges.ts: secondsPerDay = 86_400': 'a unit of time',
  'domain/date.ts: YEAR = 10_000': 'packing a date into a number',
  'center/answers.ts: longestMessage = 200': '3-protocol: characters of a field',
  'center/city-people.ts: age >= 18': 'fixtures: who is grown up in law; a pack asks for the status',
  'center/city-people.ts: age < 18': 'fixtures: who is grown up in law; a pack asks for the status',
  'center/fields.ts: longestDays = 999': '3-protocol: digits of a field',
  'center/inquiry-schemas.ts: mostPages = 1_000_000': 'how long a message may be',
  'center/inquiry-schemas.ts: mostOnPage = 100': 'how long a message may be',
  'center/world-changes.ts: renewalMonths = 12': 'what the instructor does when a registration is renewed',
  'center/transactions/checks.ts: longestPeriod = 31': '3-protocol: days of one statement',
  'center/transactions/checks.ts: today: 1101': 'a message of the protocol, in a text',
  'hospital/desk-records.ts: daysListed = 3': 'what the refund station lists; the center says what may be refunded',
  'hospital/statement/deadline.ts: addDays(day, 2':
    'the end of the day after: the 24 hours of a statement (3-protocol)',
};

test('a figure of months, days, ages, limits, ratios in a room that decides is no policy, and the list says what it is', () => {
  const found = ['policy', 'domain', 'center', 'hospital'].flatMap((room) =>
    codeOf(room).flatMap(({ file, code }) =>
      [...code.matchAll(named), ...code.matchAll(movesOn)]
        .filter(([, figure]) => figure !== '0' && figure !== '1')
        .map(([text]) => `${file}: ${text}`),
    ),
  );
  expect([...new Set(found)].sort()).toEqual(Object.keys(noPolicy).sort());
});

test.each([
  ['const waitingMonths = 6;'],
  ['if (age >= 70) return;'],
  ['addMonthsToDate(from, 6)'],
  ['{ rate: 0.55 }'],
  ['limit < 550_000'],
])('such a figure is found: %s', (code) => {
  expect([...code.matchAll(named), ...code.matchAll(movesOn)]).toHaveLength(1);
});

test('no figure of any pack and no name of a place is a literal of the rooms that decide (2-benefits)', () => {
  const figures = new Set(packNames().flatMap((name) => [...figuresOf(packNamed(name))]));
  const found: string[] = [];
  for (const room of ['policy', 'domain']) {
    for (const { file, code } of codeOf(room)) {
      if (/tianjin|天津|youxi|尤溪|yulin|榆林|榆阳/i.test(code)) found.push(`${file}: a place`);
      for (const [token] of code.matchAll(/(?<![\w.])\d[\d_]*(\.\d+)?/g)) {
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
    '0.70 0.80 100 0.60 0.55 20000 5000 2000 1000 0.20 0.90 500 1500 0.58 0.65 3000 30000 50000 0.35 100000 0.45 150000 0.50 200000 300000',
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
