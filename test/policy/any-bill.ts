// Random bills for any pack: persons of every class, hospitals of every place and kind, years near every amount that the pack
// names, a fen below, on and above it.

import fc from 'fast-check';
import { addDays } from '../../src/domain/date.ts';
import { type Fen, fen } from '../../src/domain/money.ts';
import type { PersonClass } from '../../src/domain/person.ts';
import type { Bands } from '../../src/policy/bands.ts';
import type { Bill, BillLine, Standing, YearLedger } from '../../src/policy/bill.ts';
import type { Decimal4, Ratio } from '../../src/policy/exact.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { readLine } from '../../src/policy/written-line.ts';

/** How many random bills each property sees. `RULES_RUNS=100000 vitest run test/policy/packs.properties.test.ts` for all. */
export const runs = Number(process.env.RULES_RUNS ?? 300);

/** Every amount that the pack names, in fen. */
function amountsIn(pack: Pack): number[] {
  const values = [...pack.parameters.values()].flatMap(({ unit, rows }) =>
    rows.flatMap((row) =>
      row.values.flatMap(({ value }) => {
        if (unit === 'yuan') return [value as number];
        return unit === 'bands'
          ? (value as Bands).flatMap(({ from, to }) => [from, ...(to === undefined ? [] : [to])])
          : [];
      }),
    ),
  );
  return [...new Set(values)];
}

/** Amounts up to a million yuan: small ones, any, and those at which the pack turns. */
export function amountsFor(pack: Pack): fc.Arbitrary<number> {
  const turns = amountsIn(pack).flatMap((amount) => [amount - 1, amount, amount + 1].filter((one) => one >= 0));
  return fc.oneof(
    fc.integer({ min: 0, max: 300_000 }),
    fc.integer({ min: 0, max: 100_000_000 }),
    fc.constantFrom(0, ...turns),
  );
}

function personOn(day: Bill['date']): fc.Arbitrary<PersonClass> {
  const birth = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays(day, -days));
  const employee = fc
    .record({
      scheme: fc.constant('employee' as const),
      status: fc.constantFrom('in-service' as const, 'retired' as const),
      birth,
      veteranWorker: fc.boolean(),
      modelWorker: fc.boolean(),
      civilServant: fc.constantFrom('none' as const, 'in-service' as const, 'retired' as const, 'privileged' as const),
    })
    .map((person) => (person.veteranWorker ? { ...person, status: 'retired' as const } : person));
  const resident = fc.record({
    scheme: fc.constant('resident' as const),
    status: fc.constantFrom('adult' as const, 'minor' as const),
    birth,
    veteranWorker: fc.constant(false),
    modelWorker: fc.constant(false),
    civilServant: fc.constant('none' as const),
  });
  return fc.oneof(employee, resident);
}

const standing: fc.Arbitrary<Standing> = fc.record({
  contributionYears: fc.constantFrom(0, 5, 24, 25, 30, 35),
  monthsOfBreak: fc.constantFrom(0, 0, 0, 2, 3, 6, 12, 30),
  monthsSinceResumed: fc.constantFrom(0, 1, 2, 6),
  hardship: fc.boolean(),
});

/** A ledger that a year can have: what the funds paid is part of the expense, what was paid on the own burden part of that. */
function ledgerFrom(amounts: fc.Arbitrary<number>): fc.Arbitrary<YearLedger> {
  return fc.tuple(amounts, amounts, amounts, amounts, amounts, amounts).map((drawn) => {
    const [inScope = 0, ...rest] = drawn;
    let left = inScope;
    const part = (index: number) => {
      const taken = Math.min(left, rest[index] ?? 0);
      left -= taken;
      return fen(taken);
    };
    const [fund, supplement] = [part(0), part(1)];
    const ownBurden = left;
    const seriousIllness = part(2);
    const aid = part(3);
    return {
      inScope: fen(inScope),
      deductible: fen(0),
      fund,
      supplement,
      ownBurden: fen(ownBurden),
      seriousIllness,
      aid,
    };
  });
}

/** Lines of this total, in class A: what is in scope is known. */
export function inScopeLines(amount: number): BillLine[] {
  return [readLine({ name: '诊疗费', class: 'A', price: (amount / 100).toFixed(2), quantity: '1', kind: 'drug' })];
}

const decimals = (most: number) => fc.integer({ min: 0, max: most }).map((units) => units as Decimal4);

/** Lines of every class, with ceilings and self-pay ratios, of four decimals. */
export const anyLines: fc.Arbitrary<BillLine[]> = fc.array(
  fc.record(
    {
      name: fc.constant('项目'),
      class: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
      price: decimals(50_000_000),
      quantity: decimals(300_000),
      ceiling: decimals(20_000_000),
      selfPayRatio: fc.integer({ min: 0, max: 10_000 }).map((units) => units as Ratio),
      kind: fc.constantFrom('drug' as const, 'service' as const),
    },
    { requiredKeys: ['name', 'class', 'price', 'quantity'] },
  ),
  { minLength: 1, maxLength: 6 },
);

/** A bill that the pack may or may not settle, of one class-A line. */
export function billFor(pack: Pack): fc.Arbitrary<Bill> {
  const amounts = amountsFor(pack);
  const codes = pack.illnesses.map(({ code }) => code);
  return fc
    .record({
      person: personOn(pack.since),
      hospitalLevel: fc.constantFrom(1 as const, 2 as const, 3 as const),
      visit: fc.constantFrom(
        'outpatient' as const,
        'emergency' as const,
        'inpatient' as const,
        ...(codes.length > 0 ? ['special-illness' as const] : []),
      ),
      place: fc.constantFrom('local' as const, 'local' as const, 'province' as const, 'outside' as const),
      hospitalKind: fc.constantFrom(
        'general' as const,
        'chinese-medicine' as const,
        'township' as const,
        'village' as const,
      ),
      designated: fc.constantFrom(true, true, true, false),
      urgent: fc.boolean(),
      criticalIllness: fc.boolean(),
      standing,
      ledger: ledgerFrom(amounts),
      account: amounts.map(fen),
      household: fc.record({
        members: fc.integer({ min: 1, max: 6 }),
        fund: fc.integer({ min: 0, max: 70_000 }).map(fen),
      }),
      illness: fc.constantFrom('', ...codes),
      amount: amounts,
    })
    .map(({ amount, illness, ...bill }) => ({
      ...bill,
      date: pack.since,
      ...(bill.visit === 'special-illness' ? { illness: illness === '' ? (codes[0] ?? '') : illness } : {}),
      lines: inScopeLines(amount),
    }));
}

/** The same bill after another: on the ledger, the account and the household that it left. */
export function after(
  bill: Bill,
  left: { readonly ledgerAfter: YearLedger; readonly balance: Fen; readonly householdAfter?: Bill['household'] },
): Bill {
  const household = left.householdAfter ?? bill.household;
  return { ...bill, ledger: left.ledgerAfter, account: left.balance, ...(household ? { household } : {}) };
}
