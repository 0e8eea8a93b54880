// Which refunds would change a later settlement: the rule as a table, on ledger and account alone, without a store. Every
// later settlement, computed anew in order, must keep every named amount, for its cash was taken at some counter.

import { describe, expect, test } from 'vitest';
import { computeSettlement, settlementRow, type VisitOfPerson } from '../../src/center/benefits.ts';
import { firstChanged, type LaterSettlement } from '../../src/center/replay.ts';
import { after, before, standingOf, type YearsAndAccount } from '../../src/center/standing.ts';
import { emptyLedger } from '../../src/center/store/money.ts';
import type { RefundRow } from '../../src/center/store/refunds.ts';
import type { SettlementRow } from '../../src/center/store/settlements.ts';
import type { FeeLine } from '../../src/center/store/visits.ts';
import { dateOf, timestampOf } from '../../src/domain/date.ts';
import { fen } from '../../src/domain/money.ts';
import { pack } from './counter.ts';
import { worker } from './small-city.ts';

interface Charge {
  /** Yuan of class A. */
  readonly yuan: number;
  readonly level?: 1 | 2 | 3;
  readonly account?: boolean;
  readonly on?: string;
  readonly medType?: '11' | '14';
}

function feeLine(yuan: number): FeeLine {
  const none = { fullSelfPay: fen(0), overCeiling: fen(0), priorSelfPay: fen(0) };
  return {
    ...{ msgid: null, mdtrtId: 'V', batch: 'B', serial: '1', item: 'D', price: String(yuan), quantity: '1' },
    ...{
      class: 'A',
      selfPayRatio: '0',
      ceiling: null,
      days: null,
      consent: 0,
      amount: fen(yuan * 100),
      ...none,
      inScope: fen(yuan * 100),
    },
  };
}

/** Settles charges one after another on an account; what each was and the place that it has. */
function history(charges: readonly Charge[], account: number): LaterSettlement[] {
  let year: YearsAndAccount = { account: fen(account * 100), ledger: () => emptyLedger };
  return charges.map(({ yuan, level = 3, account: useAccount = false, on = '2011-08-15', medType = '11' }, index) => {
    const date = dateOf(on);
    const visit: VisitOfPerson = { date, person: worker, level, medType, illness: medType === '14' ? '4' : null };
    const benefit = medType === '14' ? 'special-illness' : 'outpatient';
    const lines = [feeLine(yuan)];
    const charge = {
      visit,
      ledger: year.ledger(Number(on.slice(0, 4)), benefit),
      balance: year.account,
      useAccount,
      lines,
    };
    const row = settlementRow(charge, computeSettlement(pack, charge), {
      ...{ msgid: null, mdtrtId: 'V', batch: 'B', psnNo: 'P001', hospitalCode: 'H', medType, invoice: '', benefit },
      settledAt: timestampOf(date),
    });
    const id = index + 1;
    const settlement: SettlementRow = {
      ...row,
      id,
      setlId: String(id),
      dataString: String(id),
      state: 'confirmed',
      endedBy: '',
    };
    year = after(year, settlement);
    return { settlement, place: id, date, visit, lines };
  });
}

/** The place of the first settlement that the whole refund of one would change; 0: none. */
function changedBy(charges: readonly Charge[], refunded: number, account = 0): number {
  const settled = history(charges, account);
  const now = fen(account * 100 - settled.reduce((sum, { settlement }) => sum + settlement.account, 0));
  const then = before(refunded, settled, now);
  return (
    firstChanged(
      pack,
      then,
      settled.filter(({ place }) => place > refunded),
    )?.place ?? 0
  );
}

describe('the first later settlement that would change', () => {
  const rows: readonly (readonly [string, number, readonly Charge[], number, number?])[] = [
    ['none: it was the last', 0, [{ yuan: 900 }, { yuan: 100 }], 2],
    ['none: the deductible was taken before both', 0, [{ yuan: 900 }, { yuan: 100 }, { yuan: 100 }], 2],
    ['the next: it would take of the deductible what the refunded one had taken', 2, [{ yuan: 900 }, { yuan: 100 }], 1],
    ['none: all of them lie below the deductible', 0, [{ yuan: 100 }, { yuan: 100 }, { yuan: 100 }], 1],
    [
      'the third: the second stays below the deductible, the third crossed it',
      3,
      [{ yuan: 100 }, { yuan: 600 }, { yuan: 300 }],
      1,
    ],
    ['the next: at another hospital’s rate as well', 2, [{ yuan: 900 }, { yuan: 100, level: 1 }], 1],
    ['the one at the limit: it would have had room', 3, [{ yuan: 900 }, { yuan: 2000 }, { yuan: 3000 }], 2],
    ['none: a visit of another ledger', 0, [{ yuan: 900 }, { yuan: 500, medType: '14' }], 1],
    [
      'none: a visit of the next year',
      0,
      [
        { yuan: 900, on: '2011-12-31' },
        { yuan: 500, on: '2012-01-01' },
      ],
      1,
    ],
    [
      'the next year’s: it would find more in the account',
      2,
      [
        { yuan: 900, on: '2011-12-31', account: true },
        { yuan: 500, on: '2012-01-01', account: true },
      ],
      1,
      50,
    ],
    [
      'another ledger’s: it would find more in the account',
      2,
      [
        { yuan: 900, account: true },
        { yuan: 500, medType: '14', account: true },
      ],
      1,
      50,
    ],
    ['none: the account was left alone later', 0, [{ yuan: 900 }, { yuan: 100, account: true }, { yuan: 100 }], 2, 50],
    [
      'none: the account had enough for both',
      0,
      [{ yuan: 900 }, { yuan: 100, account: true }, { yuan: 100, account: true }],
      2,
      500,
    ],
  ];
  for (const [what, first, charges, refunded, account] of rows) {
    test(what, () => expect(changedBy(charges, refunded, account)).toBe(first));
  }
});

describe('the order in which settlements count', () => {
  const refund = (settlementId: number, remainderId: number | null, state: RefundRow['state'] = 'confirmed') =>
    ({ settlementId, remainderId, state }) as RefundRow;
  const [first, second, third, fourth] = history(
    [{ yuan: 1 }, { yuan: 2 }, { yuan: 3, on: '2011-08-17' }, { yuan: 4 }],
    0,
  ).map(({ settlement }) => settlement) as [SettlementRow, SettlementRow, SettlementRow, SettlementRow];
  const placesOf = (...[settlements, refunds]: Parameters<typeof standingOf>) =>
    standingOf(settlements, refunds).map(({ settlement, place, date }) => [settlement.id, place, date]);

  test('a remainder stands where and when the refunded one stood; so does a remainder of a remainder', () => {
    expect(placesOf([first, second, third], [refund(1, 3)])).toEqual([
      [3, 1, '2011-08-15'],
      [2, 2, '2011-08-15'],
    ]);
    expect(placesOf([first, second, third, fourth], [refund(1, 3), refund(3, 4)])).toEqual([
      [4, 1, '2011-08-15'],
      [2, 2, '2011-08-15'],
    ]);
  });

  test('what was wholly refunded or reversed does not count; what a reversed refund undid does', () => {
    expect(placesOf([first, second], [refund(1, null)])).toEqual([[2, 2, '2011-08-15']]);
    const reversed: SettlementRow = { ...third, state: 'reversed' };
    expect(placesOf([first, second, reversed], [refund(1, 3, 'reversed')]).map(([id]) => id)).toEqual([1, 2]);
  });
});
