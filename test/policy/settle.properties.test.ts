// What holds of every settlement: the identities of the receipt, the formulas of the specification computed a second time
// with decimal.js, and what a year of settlements may and may not do.

import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dateOf } from '../../src/domain/date.ts';
import { type Fen, fen, sumFen } from '../../src/domain/money.ts';
import type { CivilServant, PersonClass } from '../../src/domain/person.ts';
import type { Bill, BillLine } from '../../src/policy/bill.ts';
import { benefitStandards, ledgerOf, settle } from '../../src/policy/settle.ts';
import type { Settlement } from '../../src/policy/settlement.ts';
import { ledgerAt, lineOf, packNamed, plainBill } from './packs.ts';

const pack = packNamed('tianjin-2011');
const onFund = packNamed('tianjin-2011+limit-on-fund');

const decimalText = (most: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: 4 }))
    .map(([units, places]) => new Decimal(units).div(10_000).toFixed(places, Decimal.ROUND_DOWN));

const line: fc.Arbitrary<BillLine> = fc.record(
  {
    name: fc.constantFrom('阿莫西林胶囊', 'CT', '诊疗费'),
    class: fc.constantFrom('A', 'B', 'C'),
    price: decimalText(20_000_000),
    quantity: decimalText(300_000),
    ceiling: decimalText(10_000_000),
    selfPayRatio: decimalText(10_000),
  },
  { requiredKeys: ['name', 'class', 'price', 'quantity'] },
);

const birth = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays(dateOf('2011-08-10'), -days));
const civilServant = fc.constantFrom<CivilServant[]>('none', 'in-service', 'retired', 'privileged');

const employee: fc.Arbitrary<PersonClass> = fc
  .record({
    scheme: fc.constant('employee' as const),
    status: fc.constantFrom('in-service' as const, 'retired' as const),
    birth,
    veteranWorker: fc.boolean(),
    modelWorker: fc.boolean(),
    civilServant,
  })
  .map((person) => (person.veteranWorker ? { ...person, status: 'retired' as const } : person));

const resident: fc.Arbitrary<PersonClass> = fc.record({
  scheme: fc.constant('resident' as const),
  status: fc.constantFrom('adult' as const, 'minor' as const),
  birth,
  veteranWorker: fc.constant(false),
  modelWorker: fc.constant(false),
  civilServant: fc.constant('none' as const),
});

const amount = fc.oneof(
  fc.integer({ min: 0, max: 1_200_000 }),
  fc.constantFrom(0, 60_000, 65_000, 70_000, 80_000, 300_000, 550_000, 1_000_000),
);

const bill: fc.Arbitrary<Bill> = fc.record({
  date: fc.constant(dateOf('2011-08-10')),
  person: fc.oneof(employee, resident),
  hospitalLevel: fc.constantFrom(1 as const, 2 as const, 3 as const),
  visit: fc.constantFrom('outpatient' as const, 'emergency' as const, 'special-illness' as const),
  illness: fc.constant('4'),
  ledger: fc.tuple(amount, amount).map(([inScope, fund]) => ledgerAt(inScope, Math.min(inScope, fund))),
  account: amount.map(fen),
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
});

function holdTheIdentities(given: Bill, settled: Settlement): void {
  const { total, fundTotal, account, cash, fullSelfPay, overCeiling, priorSelfPay, inScope } = settled;
  expect(total).toBe(fundTotal + account + cash);
  expect(total).toBe(fullSelfPay + overCeiling + priorSelfPay + inScope);
  expect(settled.balance).toBe(given.account - account);
  expect(settled.patientShare).toBe(account + cash);
  expect(fundTotal).toBe(sumFen(Object.values(settled.funds)));
  for (const one of settled.lines) {
    expect(one.amount).toBe(one.fullSelfPay + one.overCeiling + one.priorSelfPay + one.inScope);
  }
  for (const value of [
    total,
    fundTotal,
    account,
    cash,
    fullSelfPay,
    overCeiling,
    priorSelfPay,
    inScope,
    settled.balance,
  ]) {
    expect(value).toBeGreaterThanOrEqual(0);
  }
  expect(fundTotal).toBeLessThanOrEqual(inScope);
  expect(cash).toBeGreaterThanOrEqual(fullSelfPay + overCeiling);
}

describe('the identities of the receipt (section 6)', () => {
  test.each([
    ['default', pack],
    ['limit-on-fund', onFund],
  ] as const)('hold to the fen on every bill, reading %s', (_, one) => {
    fc.assert(
      fc.property(bill, (given) => {
        const settled = settle(one, given);
        holdTheIdentities(given, settled);
        if (settled.benefit.kind === 'none') {
          expect(settled.cash).toBe(settled.total);
          expect(settled.ledgerAfter).toEqual(given.ledger);
        } else {
          expect(settled.ledgerAfter.inScope).toBe(given.ledger.inScope + settled.inScope);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const rounded = (yuan: Decimal): number => yuan.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
const yuan = (amountInFen: number) => new Decimal(amountInFen).div(100);

/** Section 1, literally. */
function linesOfSpecification(lines: readonly BillLine[]): {
  inScope: number;
  over: number;
  prior: number;
  full: number;
} {
  const sums = { inScope: 0, over: 0, prior: 0, full: 0 };
  for (const { class: itemClass, price, quantity, ceiling, selfPayRatio = '0' } of lines) {
    const whole = rounded(new Decimal(price).times(quantity));
    if (itemClass === 'C') sums.full += whole;
    else {
      const excess = ceiling === undefined ? new Decimal(0) : Decimal.max(0, new Decimal(price).minus(ceiling));
      const over = rounded(excess.times(quantity));
      const prior = itemClass === 'B' ? rounded(yuan(whole - over).times(selfPayRatio)) : 0;
      sums.over += over;
      sums.prior += prior;
      sums.inScope += whole - over - prior;
    }
  }
  return sums;
}

const supplementRates: Record<CivilServant, string> = {
  none: '0',
  'in-service': '0.8',
  retired: '0.9',
  privileged: '0.95',
};

/** Sections 2 and 3, literally: deductible taken, fund, supplement. */
function employeeOfSpecification(given: Bill, age: number, inScope: number): [number, number, number] {
  const { veteranWorker, modelWorker, status, civilServant: servant } = given.person;
  const retired = status === 'retired';
  const byAge = age < 60 ? 80_000 : age < 70 ? 70_000 : 65_000;
  const deductible = veteranWorker ? 60_000 : retired ? byAge : 80_000;
  const limit = veteranWorker ? 1_000_000 : 550_000;
  const byLevel = { 1: '0.75', 2: '0.65', 3: '0.55' }[given.hospitalLevel];
  const rate = veteranWorker || (retired && modelWorker) ? '0.95' : byLevel;
  const [before, after] = [given.ledger.inScope, given.ledger.inScope + inScope];
  const taken = Math.min(after, deductible) - Math.min(before, deductible);
  const paidOn = Math.max(0, Math.min(after, limit) - Math.max(before, deductible));
  const [low, high] = [Math.max(before, 80_000), Math.min(after, 1_000_000)];
  const band = Math.max(0, high - low);
  const paidInBand = Math.max(0, Math.min(high, limit) - Math.max(low, deductible));
  const rest = yuan(band).minus(yuan(paidInBand).times(rate));
  return [taken, rounded(yuan(paidOn).times(rate)), rounded(rest.times(supplementRates[servant]))];
}

describe('the formulas of the specification, computed again with decimal.js', () => {
  test('fee lines: r(price × quantity), ceiling, prior self-pay, sums of rounded lines (section 1)', () => {
    fc.assert(
      fc.property(bill, (given) => {
        const settled = settle(pack, given);
        expect({
          inScope: settled.inScope,
          over: settled.overCeiling,
          prior: settled.priorSelfPay,
          full: settled.fullSelfPay,
        }).toEqual(linesOfSpecification(given.lines));
      }),
      { numRuns: 1000 },
    );
  });

  test('employees, outpatient: deductible taken, fund and supplement (sections 2 and 3)', () => {
    fc.assert(
      fc.property(bill, employee, (other, person) => {
        const given: Bill = { ...other, person, visit: 'outpatient' };
        const settled = settle(pack, given);
        const [by, bm, bd] = person.birth.split('-').map(Number) as [number, number, number];
        const age = 2011 - by - (bm > 8 || (bm === 8 && bd > 10) ? 1 : 0);
        const [taken, fund, supplement] = employeeOfSpecification(given, age, settled.inScope);
        expect([settled.deductibleTaken, settled.funds.hifob_pay, settled.funds.cvlserv_pay]).toEqual([
          taken,
          fund,
          supplement,
        ]);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Settles one after the other, each on the ledger that the last one left. */
function inOrder(given: Bill, amounts: readonly number[], one = pack): Settlement[] {
  let { ledger } = given;
  return amounts.map((each) => {
    const settled = settle(one, { ...given, ledger, lines: [lineOf(each)] });
    ledger = settled.ledgerAfter;
    return settled;
  });
}

const amounts = fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 12 });
const newYear = fc.record({ person: employee, hospitalLevel: fc.constantFrom(1 as const, 2 as const, 3 as const) });

describe('a year of settlements (section 2: one ledger for the year)', () => {
  test('the deductible is never taken twice: over the year it is min(expense, deductible)', () => {
    fc.assert(
      fc.property(newYear, amounts, (who, bills) => {
        const given = { ...plainBill, ...who };
        const taken = sumFen(inOrder(given, bills).map((settled) => settled.deductibleTaken));
        const { deductible } = benefitStandards(pack, given);
        expect(taken).toBe(
          Math.min(
            deductible!,
            bills.reduce((sum, one) => sum + one, 0),
          ),
        );
      }),
    );
  });

  test('a bill split in two gives the same deductible, and each fund but for one rounding', () => {
    fc.assert(
      fc.property(
        newYear,
        amount,
        fc.integer({ min: 0, max: 600_000 }),
        fc.integer({ min: 0, max: 600_000 }),
        (who, before, a, b) => {
          const given = { ...plainBill, ...who, ledger: ledgerAt(before) };
          const [whole] = inOrder(given, [a + b]) as [Settlement];
          const [first, second] = inOrder(given, [a, b]) as [Settlement, Settlement];
          expect(first.deductibleTaken + second.deductibleTaken).toBe(whole.deductibleTaken);
          expect(second.ledgerAfter.inScope).toBe(whole.ledgerAfter.inScope);
          for (const fund of ['hifob_pay', 'cvlserv_pay'] as const) {
            expect(Math.abs(first.funds[fund] + second.funds[fund] - whole.funds[fund])).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  test('a larger bill is never paid less by any fund', () => {
    fc.assert(
      fc.property(
        newYear,
        amount,
        fc.integer({ min: 0, max: 600_000 }),
        fc.integer({ min: 0, max: 5_000 }),
        (who, before, a, more) => {
          const given = { ...plainBill, ...who, ledger: ledgerAt(before) };
          const [small] = inOrder(given, [a]) as [Settlement];
          const [large] = inOrder(given, [a + more]) as [Settlement];
          expect(large.funds.hifob_pay).toBeGreaterThanOrEqual(small.funds.hifob_pay);
          expect(large.funds.cvlserv_pay).toBeGreaterThanOrEqual(small.funds.cvlserv_pay);
          expect(large.deductibleTaken).toBeGreaterThanOrEqual(small.deductibleTaken);
        },
      ),
    );
  });

  test('the fund never pays more in a year than its rate between deductible and limit, but for half a fen a bill', () => {
    fc.assert(
      fc.property(newYear, amounts, (who, bills) => {
        const given = { ...plainBill, ...who };
        const paid = sumFen(inOrder(given, bills).map((settled) => settled.funds.hifob_pay));
        const { deductible, limit, rate } = benefitStandards(pack, given);
        expect(paid).toBeLessThanOrEqual(((limit! - deductible!) * rate!) / 10_000 + bills.length / 2);
      }),
    );
  });

  test('with limit.on: fund the fund never pays more in a year than the limit, to the fen', () => {
    fc.assert(
      fc.property(newYear, amounts, (who, bills) => {
        const given = { ...plainBill, ...who };
        const settled = inOrder(given, [...bills, 2_000_000], onFund);
        const { limit } = benefitStandards(onFund, given);
        expect(settled.at(-1)!.ledgerAfter.fund).toBeLessThanOrEqual(limit!);
        expect(settled.at(-1)!.ledgerAfter.fund).toBe(sumFen(settled.map((one) => one.funds.hifob_pay)));
      }),
    );
  });

  test('the ledger is the sum of its settlements, and special illness has one of its own', () => {
    fc.assert(
      fc.property(newYear, amounts, (who, bills) => {
        const given = { ...plainBill, ...who };
        const settled = inOrder(given, bills);
        const { ledgerAfter } = settled.at(-1)!;
        const sum = (pick: (one: Settlement) => Fen) => sumFen(settled.map(pick));
        expect(ledgerAfter).toEqual({
          inScope: sum((one) => one.inScope),
          deductible: sum((one) => one.deductibleTaken),
          fund: sum((one) => one.funds.hifob_pay),
          supplement: sum((one) => one.funds.cvlserv_pay),
        });
        expect(ledgerOf(pack, given)).toBe('outpatient');
        expect(ledgerOf(pack, { ...given, visit: 'emergency' })).toBe('outpatient');
        expect(ledgerOf(pack, { ...given, visit: 'special-illness' })).toBe('special-illness');
      }),
      { numRuns: 20 },
    );
  });
});

test('a trace changes no figure', () => {
  fc.assert(
    fc.property(bill, (given) => {
      const { trace, ...traced } = settle(pack, given, { trace: true });
      expect(traced).toEqual(settle(pack, given));
      expect(trace!.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
