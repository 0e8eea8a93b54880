// What a bill leaves behind it: the year's ledger, and the household's, after its payments. The center keeps what comes out.

import { type Fen, fen, zeroFen } from '../domain/money.ts';
import type { Household, YearLedger } from './bill.ts';
import type { Course, Payment } from './mechanisms/course.ts';

/** A figure of the ledger with what this bill's payments add to it. */
function plusPaid(before: Fen, ledger: Payment['ledger'], { payments }: Course): Fen {
  let sum: number = before;
  for (const payment of payments) if (payment.ledger === ledger) sum += payment.amount;
  return fen(sum);
}

/** The year after the bill. The own burden and its payments only where the year or this bill has any. */
export function ledgerAfter(before: YearLedger, course: Course): YearLedger {
  const { ownBurden, bill, deductibleTaken } = course;
  const year = {
    inScope: bill.to,
    deductible: fen(before.deductible + deductibleTaken),
    fund: plusPaid(before.fund, 'fund', course),
    supplement: plusPaid(before.supplement, 'supplement', course),
  };
  if (ownBurden === undefined && before.ownBurden === undefined) return year;
  return {
    ...year,
    ownBurden: ownBurden?.to ?? before.ownBurden ?? zeroFen,
    seriousIllness: plusPaid(before.seriousIllness ?? zeroFen, 'seriousIllness', course),
    aid: plusPaid(before.aid ?? zeroFen, 'aid', course),
  };
}

/** The household after the bill: what the fund paid counts for all of its members. */
export function householdAfter({ members, fund }: Household, course: Course): Household {
  return { members, fund: plusPaid(fund, 'fund', course) };
}
