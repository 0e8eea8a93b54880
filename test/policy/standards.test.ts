// The deductible, limit and rate that people are told (center, receipt, `settle`, the picture): as they count for the person,
// with points and reductions, and not as the rule file writes them for everybody.

import { describe, expect, test } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { fen, zeroFen } from '../../src/domain/money.ts';
import type { Bill } from '../../src/policy/bill.ts';
import { decimal4 } from '../../src/policy/exact.ts';
import { benefitStandards, settle } from '../../src/policy/settle.ts';
import { expenseCurve } from '../../src/policy/what-if.ts';
import { packNamed } from './packs.ts';

const pack = packNamed('china-2025');
const bill: Bill = {
  date: dateOf('2025-08-10'),
  person: {
    scheme: 'employee',
    status: 'retired',
    birth: dateOf('1956-03-01'),
    veteranWorker: false,
    modelWorker: false,
    civilServant: 'none',
  },
  hospitalLevel: 3,
  visit: 'inpatient',
  standing: { contributionYears: 36, monthsOfBreak: 6, monthsSinceResumed: 8 },
  ledger: { inScope: zeroFen, deductible: zeroFen, fund: zeroFen, supplement: zeroFen },
  account: zeroFen,
  lines: [{ name: 'x', class: 'A', price: decimal4('500000'), quantity: decimal4('1') }],
};

describe('standards as they count', () => {
  test('75 % and 5 points of employees and 3 of long contribution; of 400 000 after six months of break 80 %', () => {
    expect(benefitStandards(pack, bill)).toEqual({
      deductible: fen(150_000),
      limit: fen(32_000_000),
      limitOn: 'fund',
      rate: 8300,
    });
  });

  test('in the waiting period they are the same: they are what waits', () => {
    const waiting = { ...bill, standing: { ...bill.standing, monthsSinceResumed: 0 } };
    expect(benefitStandards(pack, waiting)).toEqual(benefitStandards(pack, bill));
  });

  test('a limit of the fund stands in the picture where the fund has paid it, and nowhere while it has not', () => {
    // r(83 % of what lies above 1 500) is 320 000 from 387 042.17 on: one fen less of expense leaves it a fen below.
    expect(expenseCurve(pack, bill, fen(50_000_000), 100)?.limitAt).toBe(38_704_217);
    expect(expenseCurve(pack, bill, fen(38_000_000), 100)?.limitAt).toBeUndefined();
  });
});

test('the supplement of civil servants is of the employees’ scheme: a resident has none of it', () => {
  const resident = { scheme: 'resident', status: 'adult', civilServant: 'retired' } as const;
  const settled = settle(pack, { ...bill, person: { ...bill.person, ...resident } });
  expect(settled.funds.cvlserv_pay).toBe(0);
});
