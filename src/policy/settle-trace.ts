// Records what settle.ts decided above the steps: which benefit was chosen and which were not, and who paid what was left.
// Called only where a trace is wanted; it decides nothing.

import { type Fen, subtractFen, zeroFen } from '../domain/money.ts';
import { type Facts, failingQuestion } from './facts.ts';
import type { BenefitRule, Pack } from './pack.ts';
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

/** The account and the cash: what each was asked for, and what it left. */
export function tracePayers(
  pack: Pack,
  { share, account, granted }: { readonly share: Fen; readonly account: Fen; readonly granted: boolean },
  trace: Recorder,
): void {
  const cash = subtractFen(share, account);
  const common = { rule: 'payer', value: undefined, since: pack.since, item: undefined } as const;
  const byAccount = account > 0 ? paid : unpaid;
  const asked = { before: share, after: cash, reason: granted ? byAccount : unused };
  trace.push({ ...common, applied: account > 0, at: pack.account.at, ...asked });
  const rest = { before: cash, after: zeroFen, reason: cash > 0 ? inCash : noCash };
  trace.push({ ...common, applied: cash > 0, at: pack.cash, ...rest });
}
