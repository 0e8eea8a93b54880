// What holds of every pack in every reading, on random bills: the identities of the receipt, that a dearer bill never leaves the
// patient paying less, that a bill split in two changes nothing but roundings, that a refund restores everything.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fen, sumFen } from '../../src/domain/money.ts';
import type { Bill } from '../../src/policy/bill.ts';
import { packNames } from '../../src/policy/load-pack.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { settleRefund } from '../../src/policy/refund.ts';
import { settle } from '../../src/policy/settle.ts';
import { fundFields, type Settlement } from '../../src/policy/settlement.ts';
import { after, anyLines, billFor, inScopeLines, runs } from './any-bill.ts';
import { packNamed } from './packs.ts';

const readings = packNames().flatMap((name) => [
  name,
  ...packNamed(name).knownVariants.map((variant) => `${name}+${variant}`),
]);

function identities(given: Bill, settled: Settlement): string[] {
  const { total, fundTotal, account, cash, fullSelfPay, overCeiling, priorSelfPay, inScope } = settled;
  const family = settled.family?.paid ?? 0;
  const holds: Record<string, boolean> = {
    'total = funds + accounts + cash': total === fundTotal + account + family + cash,
    'total = full self-pay + over-ceiling + prior self-pay + in scope':
      total === fullSelfPay + overCeiling + priorSelfPay + inScope,
    'balance after = balance before − account': settled.balance === given.account - account,
    'burden = accounts + cash': settled.patientShare === account + family + cash,
    'the funds sum up': fundTotal === sumFen(Object.values(settled.funds)),
    'no fund pays what is out of scope': fundTotal <= inScope,
    'the account never pays full self-pay or over-ceiling': account <= total - fullSelfPay - overCeiling,
    'nothing is negative': [...Object.values(settled.funds), account, cash, family, settled.balance].every(
      (one) => one >= 0,
    ),
    'lines sum up': settled.lines.every(
      (one) => one.amount === one.fullSelfPay + one.overCeiling + one.priorSelfPay + one.inScope,
    ),
  };
  return Object.entries(holds).flatMap(([name, holds_]) => (holds_ ? [] : [name]));
}

/** Whether a step of one of these mechanisms is part of the bill's benefit. */
function uses(pack: Pack, { benefit }: Settlement, mechanisms: readonly string[]): boolean {
  const rule = pack.benefits.find(({ id }) => benefit.kind === 'granted' && id === benefit.id);
  return rule?.kind === 'granted' && rule.steps.some((step) => mechanisms.includes(step.mechanism.name));
}

/** Whether the bill's benefit takes a deductible of every stay: splitting a stay in two takes it twice, as it should. */
function takesStays(pack: Pack, settled: Settlement): boolean {
  const perStay =
    ['enterprise-example', 'yulin-2017'].includes(pack.id) || pack.variants.includes('deductible-per-stay');
  return perStay && uses(pack, settled, ['inpatient-deductible']);
}

describe.each(readings)('%s', (name) => {
  const pack = packNamed(name);
  const bill = billFor(pack);

  test('the identities of the receipt hold to the fen, on lines of every class', () => {
    fc.assert(
      fc.property(bill, anyLines, fc.integer({ min: 0, max: 90_000 }), (given, lines, relative) => {
        const one = { ...given, lines, family: { account: fen(relative), used: fen(Math.floor(relative / 9)) } };
        expect(identities(one, settle(pack, one))).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test('a dearer bill never leaves the patient paying less', () => {
    fc.assert(
      fc.property(
        bill,
        fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2_000_000 })),
        (given, more) => {
          const [line] = given.lines;
          const amount = line!.price / 100;
          const [small, large] = [amount, amount + more].map((one) =>
            settle(pack, { ...given, lines: inScopeLines(one) }),
          );
          // Section 3 rounds the supplement on its own, on the unrounded share of the fund: where one fen more of expense lets
          // both round up, the formula itself leaves the patient a fen less. Nowhere else.
          const bothRoundUp = large!.funds.cvlserv_pay > 0 && uses(pack, large!, ['supplement']) ? 1 : 0;
          expect(large!.patientShare - small!.patientShare).toBeGreaterThanOrEqual(-bothRoundUp);
        },
      ),
      { numRuns: runs },
    );
  });

  test('a bill split in two changes nothing but roundings, by at most one fen a named amount', () => {
    fc.assert(
      fc.property(bill, fc.double({ min: 0, max: 1, noNaN: true }), (given, part) => {
        const amount = given.lines[0]!.price / 100;
        const first = Math.floor(amount * part);
        const whole = settle(pack, given);
        fc.pre(!takesStays(pack, whole));
        const a = settle(pack, { ...given, lines: inScopeLines(first) });
        const b = settle(pack, after({ ...given, lines: inScopeLines(amount - first) }, a));
        expect(a.deductibleTaken + b.deductibleTaken).toBe(whole.deductibleTaken);
        // An amount that is paid on what others left moves with them, besides its own rounding.
        const onOthers = uses(pack, whole, ['burden-supplement', 'own-burden-bands', 'aid']);
        let moved = 0;
        for (const fund of fundFields) {
          const difference = Math.abs(a.funds[fund] + b.funds[fund] - whole.funds[fund]);
          expect(difference, fund).toBeLessThanOrEqual(1 + (onOthers ? moved : 0));
          moved += difference;
        }
        expect(Math.abs(a.patientShare + b.patientShare - whole.patientShare)).toBeLessThanOrEqual(moved);
      }),
      { numRuns: runs },
    );
  });

  test('a refund of every drug after settling restores ledger, account and cash; another is refused', () => {
    fc.assert(
      fc.property(bill, (given) => {
        const settled = settle(pack, given);
        const back = settleRefund(pack, given, { date: given.date, lines: [0] });
        if (!back.ok) return;
        const { deductible, fund, inScope, supplement } = given.ledger;
        expect(back.value.ledgerAfter).toMatchObject({ deductible, fund, inScope, supplement });
        expect(back.value.balance).toBe(given.account);
        for (const of of ['total', 'inScope', 'deductibleTaken', 'fundTotal', 'account', 'cash'] as const) {
          expect(settled[of] + back.value[of]).toBe(0);
        }
      }),
      { numRuns: runs },
    );
  });

  test('a trace changes no figure', () => {
    fc.assert(
      fc.property(bill, (given) => {
        const { trace, ...traced } = settle(pack, given, { trace: true });
        expect(traced).toEqual(settle(pack, given));
        expect(trace!.length).toBeGreaterThan(0);
      }),
      { numRuns: Math.ceil(runs / 10) },
    );
  });
});
