// What a year of settlements may and may not do (2-benefits, section 2): each is settled on the ledger that the last one left.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fen, sumFen } from '../../src/domain/money.ts';
import type { Bill } from '../../src/policy/bill.ts';
import { benefitStandards, ledgerOf, settle } from '../../src/policy/settle.ts';
import type { Settlement } from '../../src/policy/settlement.ts';
import { amount, employee, onFund, pack } from './any-tianjin-bill.ts';
import { ledgerAt, lineOf, plainBill } from './packs.ts';

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
