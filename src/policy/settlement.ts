// The outcome of a settlement: every named amount, in fen, under the names of the glossary.
// The national field beside each is what the wire and `--json` carry. Nothing is computed here.

import type { Fen } from '../domain/money.ts';
import type { Household, YearLedger } from './bill.ts';
import type { Ratio } from './exact.ts';
import type { TraceEntry } from './trace.ts';

/** The funds of the national interface that can pay, in its order. */
export const fundFields = ['hifp_pay', 'hifob_pay', 'cvlserv_pay', 'hifmi_pay', 'maf_pay', 'oth_pay'] as const;

/**
 * 统筹基金 · 大额医疗费用补助 · 公务员医疗补助 · 大病保险 · 医疗救助 · 其他.
 */
export type FundField = (typeof fundFields)[number];

/** amount = fullSelfPay + overCeiling + priorSelfPay + inScope, on every line. */
export interface SettledLine {
  readonly name: string;
  readonly amount: Fen;
  readonly fullSelfPay: Fen;
  readonly overCeiling: Fen;
  readonly priorSelfPay: Fen;
  readonly inScope: Fen;
}

export type Benefit =
  | { readonly kind: 'granted'; readonly id: string }
  | { readonly kind: 'none'; readonly prompt: 'no-outpatient-benefit' };

/** What the person's class, age and hospital give, for display; undefined where the benefit has no such standard. */
export interface Standards {
  readonly deductible: Fen | undefined;
  readonly limit: Fen | undefined;
  /** What the limit bounds: the year's in-scope expense, or what the fund pays in it. */
  readonly limitOn: 'expense' | 'fund' | undefined;
  readonly rate: Ratio | undefined;
}

/** What the share of a relative's account paid (共济账户). */
export interface FamilyPayment {
  /** acct_mulaid_pay */
  readonly paid: Fen;
  /** Of the share, afterwards. */
  readonly left: Fen;
  readonly used: Fen;
}

export interface Settlement {
  /** medfee_sumamt = fundTotal + account + family + cash. */
  readonly total: Fen;
  /** fulamt_ownpay_amt */
  readonly fullSelfPay: Fen;
  /** overlmt_selfpay */
  readonly overCeiling: Fen;
  /** preselfpay_amt */
  readonly priorSelfPay: Fen;
  /** inscp_scp_amt */
  readonly inScope: Fen;
  /** act_pay_dedc: what this bill took of the year's deductible. */
  readonly deductibleTaken: Fen;
  readonly funds: Readonly<Record<FundField, Fen>>;
  /** fund_pay_sumamt */
  readonly fundTotal: Fen;
  /** psn_part_amt: the person's whole burden, accounts and cash. */
  readonly patientShare: Fen;
  /** acct_pay */
  readonly account: Fen;
  /** psn_cash_pay */
  readonly cash: Fen;
  /** balc: the account afterwards. */
  readonly balance: Fen;
  readonly lines: readonly SettledLine[];
  readonly ledgerAfter: YearLedger;
  /** Only where the bill brought a relative's account and the pack opens a share of it. */
  readonly family?: FamilyPayment | undefined;
  /** Only where a household's limit bounded the fund. */
  readonly householdAfter?: Household | undefined;
  readonly benefit: Benefit;
  readonly standards: Standards;
  /** Every rule that applied and every one that did not, in the order of computation; only where it was asked for. */
  readonly trace?: readonly TraceEntry[] | undefined;
}
