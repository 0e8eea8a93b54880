// Every example beside a mechanism, run against it: one YAML file a mechanism, and no mechanism without one.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Fen, fen, formatYuan, parseYuan, zeroFen } from '../../src/domain/money.ts';
import { type BandData, type Bands, readBands } from '../../src/policy/bands.ts';
import { formatRatio, parseRatio } from '../../src/policy/exact.ts';
import { type BurdenPart, payFromAccount } from '../../src/policy/mechanisms/account.ts';
import { type Course, leftToPay, lengthOf, paidSoFar, startCourse } from '../../src/policy/mechanisms/course.ts';
import type { StepMechanism } from '../../src/policy/mechanisms/mechanism.ts';
import { lineMechanisms, stepMechanisms } from '../../src/policy/mechanisms/registry.ts';
import { readLine, type WrittenLine } from '../../src/policy/written-line.ts';
import { top } from '../support/paths.ts';

const folder = join(top, 'src/policy/mechanisms');

function examplesOf<Example>(name: string): Example[] {
  return parse(readFileSync(join(folder, `${name}.examples.yaml`), 'utf8')) as Example[];
}

function yuan(text: string): Fen {
  const amount = parseYuan(text);
  if (!amount.ok) throw new Error(text);
  return amount.value;
}

type Written = Readonly<Record<string, string>>;

/** The examples write bands as a list; anything wrong with one fails its test. */
function bandsOf(written: unknown): Bands {
  return readBands(written as BandData[], (problem) => {
    throw new Error(JSON.stringify(problem));
  });
}

function valuesOf(mechanism: StepMechanism, written: Written): Parameters<StepMechanism['apply']>[1] {
  const values = Object.entries(mechanism.takes).map(([argument, kind]) => {
    const text = written[argument]!;
    if (kind === 'yuan') return [argument, yuan(text)];
    if (kind === 'count') return [argument, Number(text)];
    if (kind === 'bands') return [argument, bandsOf(text)];
    return [argument, kind === 'ratio' ? parseRatio(text)! : text];
  });
  return Object.fromEntries(values) as Parameters<StepMechanism['apply']>[1];
}

interface StepExample {
  readonly example: string;
  readonly after?: Readonly<Record<string, Written>>;
  readonly values: Written;
  readonly year: string;
  readonly fund?: string;
  /** Other figures of the year before the bill, by their names in the ledger. */
  readonly ledger?: Written;
  readonly household?: { readonly members: number; readonly fund: string };
  readonly resumed?: number;
  readonly bill: string;
  readonly gives: Written;
}

function figures(before: Course, after: Course): Record<string, string> {
  return {
    deductibleTaken: formatYuan(after.deductibleTaken),
    open: formatYuan(lengthOf(after.open)),
    fundLeft: formatYuan(after.fundLeft ?? zeroFen),
    paid: formatYuan(fen(paidSoFar(after) - paidSoFar(before))),
    left: formatYuan(leftToPay(after)),
    bonus: formatRatio(after.bonus),
    limitShare: formatRatio(after.limitShare),
    suspended: String(after.suspended),
    ownBurden: after.ownBurden ? `${formatYuan(after.ownBurden.from)}–${formatYuan(after.ownBurden.to)}` : '-',
  };
}

describe.each([...stepMechanisms.values()].map((mechanism) => [mechanism.name, mechanism] as const))(
  'the step %s',
  (name, mechanism) => {
    test.each(examplesOf<StepExample>(name).map((one) => [one.example, one] as const))('%s', (_, one) => {
      const years = Object.entries(one.ledger ?? {}).map(([key, text]) => [key, yuan(text)]);
      const { household } = one;
      let course = startCourse(yuan(one.bill), {
        ledger: {
          inScope: yuan(one.year),
          deductible: zeroFen,
          fund: yuan(one.fund ?? '0.00'),
          supplement: zeroFen,
          ...Object.fromEntries(years),
        },
        monthsSinceResumed: one.resumed ?? 0,
        household: household && { members: household.members, fund: yuan(household.fund) },
      });
      for (const [before, written] of Object.entries(one.after ?? {})) {
        const step = stepMechanisms.get(before)!;
        course = step.apply(course, valuesOf(step, written));
      }
      const after = mechanism.apply(course, valuesOf(mechanism, one.values));
      expect(figures(course, after)).toMatchObject(one.gives);
    });
  },
);

interface LineExample {
  readonly example: string;
  readonly line: Written;
  readonly left: string;
  readonly moves: string;
}

describe.each([...lineMechanisms.values()].map((mechanism) => [mechanism.name, mechanism] as const))(
  'the line rule %s',
  (name, mechanism) => {
    test.each(examplesOf<LineExample>(name).map((one) => [one.example, one] as const))(
      '%s',
      (_, { line, left, moves }) => {
        const priced = readLine({ name, ...line } as WrittenLine);
        expect(formatYuan(mechanism.take(priced, yuan(left)))).toBe(moves);
      },
    );
  },
);

interface AccountExample {
  readonly example: string;
  readonly burden: Readonly<Partial<Record<BurdenPart, string>>>;
  readonly pays: readonly BurdenPart[];
  readonly balance: string;
  readonly paid: string;
}

test.each(examplesOf<AccountExample>('account').map((one) => [one.example, one] as const))(
  'the account: %s',
  (_, { burden, pays, balance, paid }) => {
    const part = (name: BurdenPart) => yuan(burden[name] ?? '0.00');
    const whole = {
      'in-scope': part('in-scope'),
      'prior-self-pay': part('prior-self-pay'),
      'over-ceiling': part('over-ceiling'),
      'full-self-pay': part('full-self-pay'),
    };
    expect(formatYuan(payFromAccount(whole, pays, yuan(balance)))).toBe(paid);
  },
);

test('every mechanism has its examples, and every examples file its mechanism', () => {
  const written = readdirSync(folder).filter((name) => name.endsWith('.examples.yaml'));
  const expected = [...stepMechanisms.keys(), ...lineMechanisms.keys(), 'account'].map(
    (name) => `${name}.examples.yaml`,
  );
  expect(written.sort()).toEqual(expected.sort());
});
