// What rules may ask of a bill, and how they ask (`when`).

import { expect, test } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { type ConditionData, compileCondition, factsOf, failingQuestion } from '../../src/policy/facts.ts';
import { plainBill } from './packs.ts';

const facts = factsOf(plainBill);

test('age is in full years on the day of settlement (2-benefits, section 2)', () => {
  const ageOn = (birth: string) => factsOf({ ...plainBill, person: { ...plainBill.person, birth: dateOf(birth) } }).age;
  expect([ageOn('1951-08-10'), ageOn('1951-08-11')]).toEqual([60, 59]);
});

test('a veteran worker is retired, whatever else is said of him (2-benefits, section 2)', () => {
  const veteran = { ...plainBill.person, veteranWorker: true };
  expect(factsOf({ ...plainBill, person: veteran }).status).toBe('retired');
  expect(facts.status).toBe('in-service');
});

test.each<[string, ConditionData, string | undefined]>([
  ['nothing is asked', {}, undefined],
  ['a value that is there', { scheme: 'employee', level: 2 }, undefined],
  ['a value that is not there', { scheme: 'resident', level: 2 }, 'scheme'],
  ['any of a list', { visit: ['outpatient', 'emergency'] }, undefined],
  ['none of a list', { level: [1, 3] }, 'level'],
  ['from: on the edge', { age: { from: 36 } }, undefined],
  ['from: under the edge', { age: { from: 37 } }, 'age'],
  ['below: on the edge', { age: { below: 36 } }, 'age'],
  ['below: under the edge', { age: { from: 30, below: 37 } }, undefined],
  ['all must hold; the first that fails is told', { scheme: 'employee', level: 1, visit: 'inpatient' }, 'level'],
])('%s', (_, asked, fails) => {
  expect(failingQuestion(compileCondition(asked), facts)?.fact).toBe(fails);
});
