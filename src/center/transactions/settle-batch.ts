// What the trial (2206A) and the settlement (2207A) have in common: whether the batch may be settled, and to what.

import { formatYuan, sumFen } from '../../domain/money.ts';
import { settleByItem } from '../../domain/protocol/codes.ts';
import type { ReviewFindingOnWire } from '../../domain/protocol/review.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { Settlement } from '../../policy/settlement.ts';
import { benefitLedger, type Charge, computeSettlement, settlementRow } from '../benefits.ts';
import { judge, wholeChain } from '../eligibility.ts';
import { factsOfPerson, readCredential } from '../facts.ts';
import type { TrialData } from '../schemas.ts';
import type { Person } from '../store/people.ts';
import type { NewSettlement } from '../store/settlements.ts';
import type { FeeLine, Registration } from '../store/visits.ts';
import { otherScheme, unprovenCredential, unreadableCredential, visitOf } from './checks.ts';
import { asReviewed, refusalOf, reviewOf } from './review-lines.ts';
import { type Call, prompted, type Refused, refused } from './transaction.ts';

export interface SettledBatch {
  readonly person: Person;
  readonly computed: Settlement;
  /** What review found in its lines: warnings only. */
  readonly findings: readonly ReviewFindingOnWire[];
  /** Ready for the store. */
  readonly row: NewSettlement;
}

export const registrationFee = '12';
const field = (name: string) => `input.data.${name}`;

/** A batch is settled as what was registered, or as the fee for registering. */
function wrongKind(data: TrialData, visit: Registration): Refused | undefined {
  if (data.psn_setlway !== settleByItem) return refused(field('psn_setlway'), '只按项目结算', 'by item only');
  if (data.med_type === registrationFee || data.med_type === visit.medType) return undefined;
  return refused(field('med_type'), '与挂号的类别不符', 'not the kind of visit that was registered');
}

/** One settlement a batch, and one registration fee a visit. */
function alreadySettled(call: Call, data: TrialData): Refused | undefined {
  const standing = call.store.settlements.ofVisit(data.mdtrt_id);
  if (standing.some(({ batch }) => batch === data.chrg_bchno)) {
    return refused(field('chrg_bchno'), '该批次已结算', 'this batch is settled');
  }
  if (data.med_type === registrationFee && standing.some(({ medType }) => medType === registrationFee)) {
    return refused(field('mdtrt_id'), '挂号费已结算', 'the registration fee is settled');
  }
  return undefined;
}

function linesOf(call: Call, data: TrialData): Result<readonly FeeLine[], Refused> {
  const lines = call.store.visits.lines(data.mdtrt_id, data.chrg_bchno);
  if (lines.length === 0)
    return failure(refused(field('chrg_bchno'), '该批次没有费用明细', 'no fee lines in this batch'));
  const total = sumFen(lines.map(({ amount }) => amount));
  if (total === data.medfee_sumamt) return ok(lines);
  const own = formatYuan(total);
  return failure(refused(field('medfee_sumamt'), `中心合计为 ${own}`, `the center's total is ${own}`));
}

/**
 * A registration fee is a service. The catalogue does not say which services are one: that is each hospital's own choice, a
 * department at a time. What is none in any case would be told as a registration, and could not be given back as drugs are.
 */
function notRegistrationFee({ store }: Call, data: TrialData, lines: readonly FeeLine[]): Refused | undefined {
  if (data.med_type !== registrationFee) return undefined;
  const other = lines.find(({ item }) => store.catalogue.item(item)?.category !== 'service');
  if (!other) return undefined;
  const { item } = other;
  return refused(
    field('med_type'),
    `该批次的 ${item} 不是诊疗项目，不能按挂号费结算`,
    `${item} in this batch is no service, and no registration fee`,
  );
}

/** Checks a settlement request against everything that the center knows, in the order of precedence, and computes it. */
export function settleBatch(call: Call, data: TrialData, invoice: string): Result<SettledBatch, Refused> {
  const unreadable = unreadableCredential(data);
  if (unreadable) return failure(unreadable);
  const found = visitOf(call, data.mdtrt_id, data.psn_no, 'input.data');
  if (!found.ok) return found;
  const visit = found.value;
  const { facts, person } = factsOfPerson(call, data.psn_no, readCredential(call.store, data), visit);
  const verdict = judge(wholeChain, facts);
  if (verdict) return failure(prompted(verdict));
  if (!person) return failure(refused(field('psn_no'), '中心没有此人', 'nobody of this number'));
  const problem =
    otherScheme(person, data.insutype) ??
    unprovenCredential(call, person.psnNo, data) ??
    wrongKind(data, visit) ??
    alreadySettled(call, data);
  if (problem) return failure(problem);
  const lines = linesOf(call, data);
  if (!lines.ok) return lines;
  const notFee = notRegistrationFee(call, data, lines.value);
  if (notFee) return failure(notFee);
  const findings = reviewOf(call, { visit, person, lines: asReviewed(call, lines.value) });
  const refusal = refusalOf(findings);
  if (refusal) return failure(refusal);

  const { medType, illness } = visit;
  // The fee for registering is a fee of the visit that it opens: it counts on the same ledger.
  const of = { date: call.today, person, level: call.hospital.level, medType, illness };
  const benefit = benefitLedger(call.pack, of);
  const charge: Charge = {
    visit: of,
    ledger: call.store.settlements.ledger(person.psnNo, Number(call.today.slice(0, 4)), benefit),
    balance: person.account,
    useAccount: data.acct_used_flag === '1',
    lines: lines.value,
  };
  const computed = computeSettlement(call.pack, charge, { trace: data.sim_trace_wanted });
  const row = settlementRow(charge, computed, {
    msgid: call.msgid,
    mdtrtId: data.mdtrt_id,
    batch: data.chrg_bchno,
    psnNo: person.psnNo,
    hospitalCode: call.hospital.code,
    medType: data.med_type,
    settledAt: call.now,
    invoice,
    benefit,
  });
  return ok({ person, computed, findings, row });
}
