// Settles one bill against one compiled pack: lines, benefit, funds, account, cash. Pure: no clock, no file, no state.
// Every figure comes from the pack; what is written here is only the order in which the pack's rules are asked.

import { type Fen, fen, subtractFen, zeroFen } from '../domain/money.ts';
import type { Bill } from './bill.ts';
import { type Case, factsOf } from './facts.ts';
import { householdAfter, ledgerAfter } from './ledger-after.ts';
import { type Burden, payFromAccount } from './mechanisms/account.ts';
import { type Course, paidSoFar, startCourse } from './mechanisms/course.ts';
import type { Pack } from './pack.ts';
import { resolveParameter } from './parameter.ts';
import { planFor, planOf } from './plan.ts';
import { payFromFamily } from './settle-family.ts';
import { settleLines } from './settle-lines.ts';
import { takeSteps } from './settle-steps.ts';
import { traceBenefits, tracePayers } from './settle-trace.ts';
import type { FundField, Settlement, Standards } from './settlement.ts';
import type { Recorder } from './trace.ts';

const noFunds: Readonly<Record<FundField, Fen>> = {
  hifp_pay: zeroFen,
  hifob_pay: zeroFen,
  cvlserv_pay: zeroFen,
  hifmi_pay: zeroFen,
  maf_pay: zeroFen,
  oth_pay: zeroFen,
};

/** The ledger of the year that a visit counts on ("outpatient", "special-illness"); the center keeps one for each. */
export function ledgerOf(pack: Pack, visit: Case): string {
  return planOf(pack, visit).fits?.ledger ?? visit.visit;
}

/** Whether the pack says anything of such a visit, be it that nothing is granted. */
export function covers(pack: Pack, visit: Case): boolean {
  return planOf(pack, visit).inForce !== undefined;
}

/** Whether the benefit of such a visit asks for the person's household. */
export function needsHousehold(pack: Pack, visit: Case): boolean {
  return planOf(pack, visit).granted?.needsHousehold === true;
}

/** Deductible, limit and rate that a person has at a hospital on a day, for display. */
export function benefitStandards(pack: Pack, visit: Case): Standards {
  return planOf(pack, visit).standards;
}

/** Whether a person has a benefit at all for such a visit at this hospital; `settle` then says which. */
export function grants(pack: Pack, visit: Case): boolean {
  return planOf(pack, visit).benefit.kind === 'granted';
}

/** How many months a person waits on this day after late personal contributions; 0 where the pack knows no such wait. */
export function waitingMonths(pack: Pack, visit: Case): number {
  const { waitingPeriod } = pack;
  // A parameter of the unit `count`, as the compiler of packs has checked.
  return waitingPeriod ? Number(resolveParameter(waitingPeriod.months, factsOf(visit), visit.date)?.value ?? 0) : 0;
}

function fundsOf({ payments }: Course): Readonly<Record<FundField, Fen>> {
  if (payments.length === 0) return noFunds;
  const funds = { ...noFunds };
  for (const { fund, amount } of payments) funds[fund] = fen(funds[fund] + amount);
  return funds;
}

/** The bill at the start of its way, with what the steps of its benefit may know of the person's year. */
function startOf(bill: Bill, inScope: Fen): Course {
  const { ledger, household, standing } = bill;
  return startCourse(inScope, { ledger, household, monthsSinceResumed: standing?.monthsSinceResumed ?? 0 });
}

/**
 * Settles a bill. Amounts are fen, each named amount rounded half-up once. A person without a benefit at this hospital is
 * no error: everything is cash, the account and the ledger stay as they were, and `benefit` carries the prompt.
 * Source: 2-benefits, sections 1 to 6; the figures are the pack's.
 */
export function settle(pack: Pack, bill: Bill, options: { readonly trace?: boolean } = {}): Settlement {
  const trace: Recorder | undefined = options.trace ? [] : undefined;
  const facts = factsOf(bill);
  const plan = planFor(pack, facts, bill.date);
  const benefit = plan.granted;
  const asked = { facts, date: bill.date };

  const fees = settleLines(pack.lines, bill.lines, trace);
  const steps: Recorder | undefined = trace ? [] : undefined;
  const course = takeSteps(plan.steps, startOf(bill, fees.inScope), asked, steps);
  const counts = benefit !== undefined && !course.suspended;
  const fundTotal = paidSoFar(course);
  const patientShare = subtractFen(fees.total, fundTotal);
  const burden: Burden = {
    'in-scope': subtractFen(fees.inScope, fundTotal),
    'prior-self-pay': fees.priorSelfPay,
    'over-ceiling': fees.overCeiling,
    'full-self-pay': fees.fullSelfPay,
  };
  const account = benefit ? payFromAccount(burden, pack.account.pays, bill.account) : zeroFen;
  const family = benefit ? payFromFamily(pack, { bill, share: plan.familyShare, burden, account }) : undefined;
  const fromFamily = family?.paid ?? zeroFen;

  if (trace && steps) {
    traceBenefits(pack, facts, { inUse: plan.inForce, steps, before: fees.inScope, after: burden['in-scope'] }, trace);
    const share = patientShare;
    tracePayers(pack, { share, account, family, granted: benefit !== undefined, ...asked }, trace);
  }
  return {
    total: fees.total,
    fullSelfPay: fees.fullSelfPay,
    overCeiling: fees.overCeiling,
    priorSelfPay: fees.priorSelfPay,
    inScope: fees.inScope,
    deductibleTaken: course.deductibleTaken,
    funds: fundsOf(course),
    fundTotal,
    patientShare,
    account,
    cash: fen(patientShare - account - fromFamily),
    balance: fen(bill.account - account),
    lines: fees.lines,
    ledgerAfter: counts ? ledgerAfter(bill.ledger, course) : bill.ledger,
    family,
    householdAfter:
      counts && benefit.needsHousehold ? bill.household && householdAfter(bill.household, course) : undefined,
    benefit: plan.benefit,
    standards: plan.standards,
    trace,
  };
}
