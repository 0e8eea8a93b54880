// 退费: what giving back some lines of a settled bill changes. The visit is settled anew without them, and every amount is the
// difference, so that ledger, account and cash come out as if the lines had never been charged. Pure; figures are the pack's.

import { addDays, type CalendarDate } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import { type Fen, fen, zeroFen } from '../domain/money.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { Bill, BillLine, YearLedger } from './bill.ts';
import { decimal4 } from './exact.ts';
import { factsOf } from './facts.ts';
import type { Pack, RefundRule } from './pack.ts';
import { resolveParameter, traceParameter } from './parameter.ts';
import { benefitStandards, settle } from './settle.ts';
import { type FundField, fundFields, type SettledLine, type Settlement } from './settlement.ts';
import type { Recorder } from './trace.ts';

export type RefundRefusal = {
  readonly kind: 'no-refunds' | 'not-refundable' | 'too-late' | 'below-deductible';
  readonly text: Text;
};

/** Which lines of the bill are given back (places from 0), wholly or in part, and on which day. */
export interface RefundOf {
  readonly date: CalendarDate;
  readonly lines: readonly number[];
  /** By place: the quantity that is kept of a line given back in part. Absent: such lines are given back wholly. */
  readonly kept?: ReadonlyMap<number, string>;
}

const texts: Readonly<Record<RefundRefusal['kind'], Text>> = {
  'no-refunds': { zh: '本规则包没有退费规定', en: 'the pack has no rule for refunds' },
  'not-refundable': { zh: '只能退药费', en: 'only drugs of such a visit can be given back' },
  'too-late': { zh: '已超过可退费的天数', en: 'too many days after the settlement' },
  'below-deductible': {
    zh: '退费后本年范围内费用低于起付标准，不能退费',
    en: 'the refund would take the year’s in-scope expense below the deductible',
  },
};

function refusal(kind: RefundRefusal['kind']): Result<never, RefundRefusal> {
  return failure({ kind, text: texts[kind] });
}

function wrongWith(rule: RefundRule, bill: Bill, { lines }: RefundOf): RefundRefusal['kind'] | undefined {
  const fits = (index: number) => {
    const kind = bill.lines[index]?.kind;
    return kind !== undefined && rule.kinds.includes(kind);
  };
  return rule.visits.includes(bill.visit) && lines.every(fits) ? undefined : 'not-refundable';
}

const difference = (after: Fen | undefined, before: Fen | undefined) => fen((after ?? zeroFen) - (before ?? zeroFen));

/** What was kept of a line less what it was; without anything kept, the line negated. */
function lessThan(line: SettledLine, kept: SettledLine | undefined): SettledLine {
  return {
    name: line.name,
    amount: difference(kept?.amount, line.amount),
    fullSelfPay: difference(kept?.fullSelfPay, line.fullSelfPay),
    overCeiling: difference(kept?.overCeiling, line.overCeiling),
    priorSelfPay: difference(kept?.priorSelfPay, line.priorSelfPay),
    inScope: difference(kept?.inScope, line.inScope),
  };
}

interface KeptLine {
  /** In the bill as it was. */
  readonly place: number;
  readonly line: BillLine;
}

function keptLines(bill: Bill, { lines, kept }: RefundOf): readonly KeptLine[] {
  return bill.lines.flatMap((line, place) => {
    if (!lines.includes(place)) return [{ place, line }];
    const quantity = kept?.get(place);
    return quantity === undefined ? [] : [{ place, line: { ...line, quantity: decimal4(quantity) } }];
  });
}

function fundsBetween(first: Settlement, anew: Settlement): Record<FundField, Fen> {
  const entries = fundFields.map((fund) => [fund, difference(anew.funds[fund], first.funds[fund])] as const);
  return Object.fromEntries(entries) as Record<FundField, Fen>;
}

/** The refund as a settlement: what of the bill is negated. `balance` and `ledgerAfter` are those after it. */
function between(first: Settlement, anew: Settlement, returned: readonly SettledLine[]): Settlement {
  const of = (pick: (one: Settlement) => Fen) => difference(pick(anew), pick(first));
  return {
    total: of((one) => one.total),
    fullSelfPay: of((one) => one.fullSelfPay),
    overCeiling: of((one) => one.overCeiling),
    priorSelfPay: of((one) => one.priorSelfPay),
    inScope: of((one) => one.inScope),
    deductibleTaken: of((one) => one.deductibleTaken),
    funds: fundsBetween(first, anew),
    fundTotal: of((one) => one.fundTotal),
    patientShare: of((one) => one.patientShare),
    account: of((one) => one.account),
    cash: of((one) => one.cash),
    balance: anew.balance,
    lines: returned,
    ledgerAfter: anew.ledgerAfter,
    benefit: anew.benefit,
    standards: anew.standards,
    ...(anew.family && first.family
      ? { family: { ...anew.family, paid: difference(anew.family.paid, first.family.paid) } }
      : {}),
    householdAfter: anew.householdAfter,
    trace: anew.trace,
  };
}

/**
 * What giving back lines of a bill changes; `bill` is as it was settled, with the ledger and account before it. Amounts are
 * zero or negative, in fen. `year`: the year's ledger now, where other bills were settled since; absent: this was the last.
 * Source: 2-benefits, section 7.
 */
export function settleRefund(
  pack: Pack,
  bill: Bill,
  refund: RefundOf,
  options: { readonly trace?: boolean; readonly year?: YearLedger } = {},
): Result<Settlement, RefundRefusal> {
  const rule = pack.refunds;
  if (!rule) return refusal('no-refunds');
  const wrong = wrongWith(rule, bill, refund);
  if (wrong) return refusal(wrong);
  const facts = factsOf(bill);
  const days = resolveParameter(rule.days, facts, bill.date);
  if (!days) return refusal('no-refunds');
  if (refund.date > addDays(bill.date, Number(days.value))) return refusal('too-late');

  const first = settle(pack, bill);
  const kept = keptLines(bill, refund);
  const anew = settle(pack, { ...bill, lines: kept.map(({ line }) => line) }, options);
  const yearNow = (options.year ?? first.ledgerAfter).inScope;
  const yearAfter = yearNow - (first.inScope - anew.inScope);
  const { deductible = zeroFen } = benefitStandards(pack, bill);
  if (yearNow >= deductible && yearAfter < deductible) return refusal('below-deductible');
  const anewAt = new Map(kept.map(({ place }, index) => [place, anew.lines[index]]));
  const returned = first.lines.flatMap((line, place) =>
    refund.lines.includes(place) ? [lessThan(line, anewAt.get(place))] : [],
  );
  const settled = between(first, anew, returned);
  if (settled.trace) {
    const trace: Recorder = [...settled.trace];
    const [before, after] = [first.total, anew.total];
    const reason = {
      kind: 'because',
      text: { zh: '所退明细按未收取重新结算', en: 'settled anew without what is given back' },
    } as const;
    trace.push({
      rule: 'refund',
      applied: true,
      at: rule.at,
      value: undefined,
      since: pack.since,
      item: undefined,
      before,
      after,
      reason,
    });
    traceParameter(rule.days, days, { facts, date: bill.date, before, after }, trace);
    return ok({ ...settled, trace });
  }
  return ok(settled);
}
