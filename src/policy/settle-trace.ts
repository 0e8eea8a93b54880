// Records what settle.ts decided above the steps: which benefit was chosen and which were not, and who paid what was left.
// Called only where a trace is wanted; it decides nothing.

import type { CalendarDate } from '../domain/date.ts';
import { type Fen, subtractFen, zeroFen } from '../domain/money.ts';
import { type Facts, failingQuestion } from './facts.ts';
import type { BenefitRule, Pack } from './pack.ts';
import { traceParameter } from './parameter.ts';
import type { FromFamily } from './settle-family.ts';
import type { Reason, Recorder } from './trace.ts';

const chosen: Reason = { kind: 'because', text: { zh: '适用的待遇', en: 'the benefit of this bill' } };
const anotherFits: Reason = { kind: 'because', text: { zh: '已适用其他待遇', en: 'another benefit already fits' } };
const tooEarly: Reason = {
  kind: 'because',
  text: { zh: '早于规则包的起始日期', en: 'the bill is older than the pack' },
};

function whyNot(benefit: BenefitRule, facts: Facts, inUse: BenefitRule | undefined): Reason {
  const failing = failingQuestion(benefit.condition, facts);
  if (!failing) return inUse ? anotherFits : tooEarly;
  return { kind: 'condition', fact: failing.fact, actual: String(facts[failing.fact]), expected: failing.expected };
}

/** Every benefit of the pack, with all that is inside it: the one in use with the entries of its steps, the others as rejected. */
export function traceBenefits(
  pack: Pack,
  facts: Facts,
  found: {
    readonly inUse: BenefitRule | undefined;
    readonly steps: Recorder;
    /** The bill's in-scope expense, and what of it is left to the patient. */
    readonly before: Fen;
    readonly after: Fen;
  },
  trace: Recorder,
): void {
  const { inUse, steps, before, after } = found;
  for (const benefit of pack.benefits) {
    const applied = benefit === inUse;
    const reason = applied ? chosen : whyNot(benefit, facts, inUse);
    trace.push({
      rule: 'benefit',
      applied,
      at: benefit.at,
      value: benefit.id,
      since: pack.since,
      item: undefined,
      before,
      after: applied ? after : before,
      reason,
    });
    if (applied) for (const entry of steps) trace.push(entry);
    else if (benefit.kind === 'granted') {
      for (const { rule, at, value, since } of benefit.inner) {
        trace.push({ rule, applied: false, at, value, since, item: undefined, before, after: before, reason });
      }
    }
  }
}

const paid: Reason = { kind: 'because', text: { zh: '个人账户支付', en: 'the account pays as far as it reaches' } };
const unpaid: Reason = {
  kind: 'because',
  text: { zh: '个人账户无余额，或无可由账户支付的金额', en: 'the account is empty, or nothing is due that it pays' },
};
const unused: Reason = {
  kind: 'because',
  text: { zh: '不享受待遇，不使用个人账户', en: 'no benefit: the account is not used' },
};
const inCash: Reason = { kind: 'because', text: { zh: '其余以现金支付', en: 'the rest is cash' } };
const noCash: Reason = { kind: 'because', text: { zh: '无需现金', en: 'nothing is left to pay' } };

const paidByFamily: Reason = {
  kind: 'because',
  text: { zh: '家庭共济账户支付', en: 'the family’s share of an account pays as far as it reaches' },
};
const noFamily: Reason = {
  kind: 'because',
  text: { zh: '无家庭共济账户，或无可支付的金额', en: 'no family account, or nothing is due that it pays' },
};

interface Payers {
  readonly share: Fen;
  readonly account: Fen;
  readonly family: FromFamily | undefined;
  readonly granted: boolean;
  readonly facts: Facts;
  readonly date: CalendarDate;
}

function traceFamily(pack: Pack, { family, facts, date }: Payers, before: Fen, trace: Recorder): Fen {
  if (!pack.family) return before;
  const applied = family !== undefined && family.paid > 0;
  const after = subtractFen(before, family?.paid ?? zeroFen);
  const reason = applied ? paidByFamily : noFamily;
  const common = { rule: 'payer', value: undefined, since: pack.since, item: undefined } as const;
  trace.push({ ...common, applied, at: pack.family.at, before, after, reason });
  traceParameter(pack.family.share, family?.share, { facts, date, before, after }, trace);
  return after;
}

/** The accounts and the cash: what each was asked for, and what it left. */
export function tracePayers(pack: Pack, payers: Payers, trace: Recorder): void {
  const { share, account, granted } = payers;
  const afterAccount = subtractFen(share, account);
  const common = { rule: 'payer', value: undefined, since: pack.since, item: undefined } as const;
  const byAccount = account > 0 ? paid : unpaid;
  const asked = { before: share, after: afterAccount, reason: granted ? byAccount : unused };
  trace.push({ ...common, applied: account > 0, at: pack.account.at, ...asked });
  const cash = traceFamily(pack, payers, afterAccount, trace);
  const rest = { before: cash, after: zeroFen, reason: cash > 0 ? inCash : noCash };
  trace.push({ ...common, applied: cash > 0, at: pack.cash, ...rest });
}
