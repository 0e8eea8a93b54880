// Which of a person's settlements count, and in which order. A remainder stands in the place of what was refunded: it counts
// where and when that was settled, however much later it was written. Pure.

import { type CalendarDate, dateOfTimestamp } from '../domain/date.ts';
import { addFen, type Fen, subtractFen } from '../domain/money.ts';
import type { YearLedger } from '../policy/bill.ts';
import { emptyLedger } from './store/money.ts';
import type { RefundRow } from './store/refunds.ts';
import type { SettlementRow } from './store/settlements.ts';

export interface Standing {
  readonly settlement: SettlementRow;
  /** The number of the settlement that was first in this place. */
  readonly place: number;
  /** The day of the visit: the policy, the person's age and the days for a refund go by it. */
  readonly date: CalendarDate;
}

/** A person's year, one ledger a benefit, and the account, at one place in the order of settlement. */
export interface YearsAndAccount {
  readonly account: Fen;
  ledger(year: number, benefit: string): YearLedger;
}

/** The settlements that count, in the order of their places. */
export function standingOf(settlements: readonly SettlementRow[], refunds: readonly RefundRow[]): readonly Standing[] {
  const byId = new Map(settlements.map((settlement) => [settlement.id, settlement]));
  const refunded = new Set<number>();
  const cameFrom = new Map<number, number>();
  for (const { settlementId, remainderId, state } of refunds) {
    if (state === 'reversed') continue;
    refunded.add(settlementId);
    if (remainderId !== null) cameFrom.set(remainderId, settlementId);
  }
  const first = (settlement: SettlementRow): SettlementRow => {
    const before = byId.get(cameFrom.get(settlement.id) ?? settlement.id);
    return before === undefined || before === settlement ? settlement : first(before);
  };
  return settlements
    .filter(({ id, state }) => state !== 'reversed' && !refunded.has(id))
    .map((settlement) => {
      const { id, settledAt } = first(settlement);
      return { settlement, place: id, date: dateOfTimestamp(settledAt) };
    })
    .sort((one, other) => one.place - other.place);
}

/** A ledger with what one settlement adds to it. */
export function withShare(ledger: YearLedger, settlement: SettlementShare): YearLedger {
  return {
    inScope: addFen(ledger.inScope, settlement.ledgerInScope),
    deductible: addFen(ledger.deductible, settlement.ledgerDeductible),
    fund: addFen(ledger.fund, settlement.ledgerFund),
    supplement: addFen(ledger.supplement, settlement.ledgerSupplement),
  };
}

type SettlementShare = Pick<SettlementRow, 'ledgerInScope' | 'ledgerDeductible' | 'ledgerFund' | 'ledgerSupplement'>;

/** The sum of what stands before a place, and what is in the account now with everything since put back. */
export function before(place: number, standing: readonly Standing[], accountNow: Fen): YearsAndAccount {
  const since = standing.filter((one) => one.place >= place);
  const earlier = standing.filter((one) => one.place < place).map(({ settlement }) => settlement);
  return {
    account: addFen(accountNow, ...since.map(({ settlement }) => settlement.account)),
    ledger: (year, benefit) =>
      earlier.filter((one) => one.year === year && one.benefit === benefit).reduce(withShare, emptyLedger),
  };
}

/** The same after one more settlement. */
export function after({ account, ledger }: YearsAndAccount, settled: SettlementInYear): YearsAndAccount {
  return {
    account: subtractFen(account, settled.account),
    ledger: (year, benefit) => {
      const own = ledger(year, benefit);
      return year === settled.year && benefit === settled.benefit ? withShare(own, settled) : own;
    },
  };
}

type SettlementInYear = SettlementShare & Pick<SettlementRow, 'account' | 'year' | 'benefit'>;
