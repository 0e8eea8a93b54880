// What holds of every settlement: the identities of the receipt, and the formulas of the specification computed a second time
// with decimal.js. What holds of a year of them: year.properties.test.ts.

import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumFen } from '../../src/domain/money.ts';
import type { CivilServant } from '../../src/domain/person.ts';
import type { Bill, BillLine } from '../../src/policy/bill.ts';
import { settle } from '../../src/policy/settle.ts';
import type { Settlement } from '../../src/policy/settlement.ts';
import { bill, employee, onFund, pack } from './any-tianjin-bill.ts';

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
  const decimal = (units: number) => new Decimal(units).div(10_000);
  for (const { class: itemClass, price, quantity, ceiling, selfPayRatio = 0 } of lines) {
    const whole = rounded(decimal(price).times(decimal(quantity)));
    if (itemClass === 'C') sums.full += whole;
    else {
      const excess = ceiling === undefined ? new Decimal(0) : Decimal.max(0, decimal(price).minus(decimal(ceiling)));
      const over = rounded(excess.times(decimal(quantity)));
      const prior = itemClass === 'B' ? rounded(yuan(whole - over).times(decimal(selfPayRatio))) : 0;
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
