// The kinds of case that a pack can tell apart: a fact that makes a difference makes another kind, and nothing else does.

import { expect, test } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { compileCondition, type FactName, type Facts, factsOf, factValues } from '../../src/policy/facts.ts';
import { Kinds } from '../../src/policy/kinds.ts';
import { plainBill } from './packs.ts';

const plain = factsOf(plainBill);
const day = dateOf('2011-01-01');

test.each(Object.entries(factValues).filter(([, values]) => typeof values !== 'string'))(
  'every value of %s is a kind of its own',
  (fact, values) => {
    const kinds = new Kinds([], []);
    const numbers = [...values].map((value) => kinds.of({ ...plain, [fact]: value } as Facts, day));
    expect(new Set(numbers).size).toBe(values.length);
  },
);

test.each([
  ['age', { from: 60, below: 70 }, [59, 60, 69, 70], 3],
  ['contributionYears', { from: 25 }, [0, 24, 25, 60], 2],
  ['monthsOfBreak', { below: 3 }, [0, 2, 3], 2],
  ['illness', ['3', '4'], ['', '3', '4', '5'], 3],
] as const)('%s counts where it is asked for, and only as far', (fact: FactName, asked, values, kinds) => {
  const numbersWhen = (conditions: Kinds) =>
    new Set(values.map((value) => conditions.of({ ...plain, [fact]: value } as Facts, day)));
  expect(numbersWhen(new Kinds([compileCondition({ [fact]: asked })], [])).size).toBe(kinds);
  expect(numbersWhen(new Kinds([], [])).size).toBe(1);
});

test('a value that its fact cannot take is no kind at all: it would be given the plan of another', () => {
  const kinds = new Kinds([], []);
  for (const odd of [{ level: 4 }, { visit: 'dental' }, { hardship: undefined }]) {
    expect(() => kinds.of({ ...plain, ...odd } as Facts, day)).toThrow('no fact of a case');
  }
});

test('a day counts from which on a value is another, not the days between', () => {
  const kinds = new Kinds([], [dateOf('2011-07-01'), dateOf('2012-01-01'), dateOf('2011-07-01')]);
  const on = (date: string) => kinds.of(plain, dateOf(date));
  expect(on('2011-06-30')).not.toBe(on('2011-07-01'));
  expect(on('2011-07-01')).toBe(on('2011-12-31'));
  expect(on('2011-12-31')).not.toBe(on('2012-01-01'));
});
