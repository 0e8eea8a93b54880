// Whether a refund would change what was settled after it. Every later settlement is computed anew, in order, on ledger and
// account as they would have been; the money of each was taken at some counter, so each must come out as it was. Pure.

import type { Pack } from '../policy/pack.ts';
import { fundFields } from '../policy/settlement.ts';
import { computeSettlement, settlementRow, type VisitOfPerson } from './benefits.ts';
import { after, type Standing, type YearsAndAccount } from './standing.ts';
import type { NewSettlement } from './store/settlements.ts';
import type { FeeLine } from './store/visits.ts';

export interface LaterSettlement extends Standing {
  readonly visit: VisitOfPerson;
  readonly lines: readonly FeeLine[];
}

/** All that was named on a receipt, and what it adds to the ledger. The account's balance is no amount of the bill: it may move. */
const named = [
  ...(['total', 'fullSelfPay', 'overCeiling', 'priorSelfPay', 'inScope', 'deductible'] as const),
  ...fundFields,
  ...(['fundTotal', 'patientShare', 'account', 'cash'] as const),
  ...(['ledgerInScope', 'ledgerDeductible', 'ledgerFund', 'ledgerSupplement'] as const),
] satisfies readonly (keyof NewSettlement)[];

function anew(pack: Pack, { settlement, visit, lines }: LaterSettlement, year: YearsAndAccount): NewSettlement {
  const charge = {
    visit,
    ledger: year.ledger(settlement.year, settlement.benefit),
    balance: year.account,
    useAccount: settlement.accountUsed === 1,
    lines,
  };
  return settlementRow(charge, computeSettlement(pack, charge), settlement);
}

/**
 * The first of the later settlements, in order, that would come out otherwise; undefined where all stay as they are.
 * `year`: ledger and account before the first of them, as they would have been.
 */
export function firstChanged(
  pack: Pack,
  year: YearsAndAccount,
  later: readonly LaterSettlement[],
): LaterSettlement | undefined {
  let so = year;
  for (const one of later) {
    const row = anew(pack, one, so);
    if (named.some((field) => row[field] !== one.settlement[field])) return one;
    so = after(so, one.settlement);
  }
  return undefined;
}
