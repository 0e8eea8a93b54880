// Plans are made once for each kind of case and kept. What a kept plan holds must be what the rules say of every single case:
// each question asked again, each parameter looked up again, for persons and days around every turning point of every pack.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/domain/date.ts';
import type { Bill } from '../../src/policy/bill.ts';
import { factsOf, failingQuestion } from '../../src/policy/facts.ts';
import { packNames } from '../../src/policy/load-pack.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { type DatedValue, resolveParameter } from '../../src/policy/parameter.ts';
import { planOf } from '../../src/policy/plan.ts';
import { billFor, runs } from './any-bill.ts';
import { packNamed, plainBill } from './packs.ts';
import { spoiled } from './spoiled-pack.ts';

function expectWhatTheRulesSay(pack: Pack, visit: Bill): void {
  const facts = factsOf(visit);
  const { fits, inForce, granted, steps } = planOf(pack, visit);
  expect(fits).toBe(pack.benefits.find(({ condition }) => !failingQuestion(condition, facts)));
  expect(inForce).toBe(visit.date < pack.since ? undefined : fits);
  expect(granted).toBe(inForce?.kind === 'granted' ? inForce : undefined);
  expect(steps.length).toBe(granted ? granted.steps.length : 0);
  for (const [place, { step, failing, dated, values }] of steps.entries()) {
    expect(step).toBe(granted?.steps[place]);
    expect(failing).toBe(failingQuestion(step.condition, facts));
    for (const [index, binding] of failing ? [] : step.bindings.entries()) {
      const found: DatedValue | undefined =
        binding.kind === 'parameter' ? resolveParameter(binding.parameter, facts, visit.date) : undefined;
      expect(dated[index]).toBe(found);
      const value = binding.kind === 'fund' ? binding.fund : found?.value;
      expect((values as Record<string, unknown>)[binding.argument]).toBe(value);
    }
  }
}

function expectOfRandomBills(pack: Pack): void {
  const since = [...pack.parameters.values()].flatMap(({ rows }) =>
    rows.flatMap(({ values }) => values.map((dated) => dated.since)),
  );
  const days = [...new Set([pack.since, ...since])].flatMap((day) => [addDays(day, -1), day, addDays(day, 400)]);
  fc.assert(
    fc.property(billFor(pack), fc.constantFrom(...days), (bill, date) =>
      expectWhatTheRulesSay(pack, { ...bill, date }),
    ),
    { numRuns: runs },
  );
}

describe('a plan that was kept holds the values that the rules have for this very case', () => {
  test.each(packNames())('%s', (name) => expectOfRandomBills(packNamed(name)));

  test('a pack whose figures change in midyear', () => {
    const dated = '"5500.00", 2011-07-01: "6500.00", 2012-01-01: "7500.00"';
    expectOfRandomBills(packNamed(spoiled('limits.yaml', '"5500.00"', dated)));
  });
});

test('cases that the pack cannot tell apart share one plan; a birthday that it asks for has another', () => {
  const pack = packNamed('tianjin-2011');
  const born = (birth: string) => {
    const person = { ...plainBill.person, status: 'retired', birth } as typeof plainBill.person;
    return planOf(pack, { ...plainBill, person });
  };
  expect(born('1975-03-01')).toBe(born('1952-01-31'));
  expect(born('1951-08-11')).not.toBe(born('1951-08-10'));
});
