// A settlement as a JSON document: the names of the national interface, amounts as text with two decimals.
// The wire of register and center has messages of its own; this is what `settle --json` answers and worked cases expect.

import type { Language } from '../domain/language.ts';
import { type Fen, formatYuan, zeroFen } from '../domain/money.ts';
import { promptText } from '../domain/prompt.ts';
import type { YearLedger } from './bill.ts';
import type { SettledLine, Settlement } from './settlement.ts';
import { reasonText, type TraceEntry } from './trace.ts';

/** The figures of a settlement by national field, in the order of the national interface. */
export function nationalFigures(settlement: Settlement): Readonly<Record<string, Fen>> {
  const { funds } = settlement;
  return {
    medfee_sumamt: settlement.total,
    fulamt_ownpay_amt: settlement.fullSelfPay,
    overlmt_selfpay: settlement.overCeiling,
    preselfpay_amt: settlement.priorSelfPay,
    inscp_scp_amt: settlement.inScope,
    act_pay_dedc: settlement.deductibleTaken,
    hifp_pay: funds.hifp_pay,
    hifob_pay: funds.hifob_pay,
    cvlserv_pay: funds.cvlserv_pay,
    hifmi_pay: funds.hifmi_pay,
    maf_pay: funds.maf_pay,
    oth_pay: funds.oth_pay,
    fund_pay_sumamt: settlement.fundTotal,
    psn_part_amt: settlement.patientShare,
    acct_pay: settlement.account,
    ...(settlement.family ? { acct_mulaid_pay: settlement.family.paid } : {}),
    psn_cash_pay: settlement.cash,
    balc: settlement.balance,
  };
}

function lineDocument(line: SettledLine): Record<string, string> {
  return {
    name: line.name,
    det_item_fee_sumamt: formatYuan(line.amount),
    fulamt_ownpay_amt: formatYuan(line.fullSelfPay),
    overlmt_amt: formatYuan(line.overCeiling),
    preselfpay_amt: formatYuan(line.priorSelfPay),
    inscp_scp_amt: formatYuan(line.inScope),
  };
}

function burdenDocument({ ownBurden = zeroFen, seriousIllness = zeroFen, aid = zeroFen }: YearLedger) {
  return {
    ownBurden: formatYuan(ownBurden),
    seriousIllness: formatYuan(seriousIllness),
    aid: formatYuan(aid),
  };
}

/** An entry of the trace as data. */
export function traceDocument(entry: TraceEntry, language: Language): Record<string, unknown> {
  const { source } = entry.at;
  return {
    rule: entry.rule,
    applied: entry.applied,
    file: entry.at.file,
    line: entry.at.line,
    key: entry.at.key,
    title: entry.at.title[language],
    ...(entry.item === undefined ? {} : { item: entry.item }),
    value: entry.value ?? null,
    since: entry.since ?? null,
    source:
      source.kind === 'document'
        ? { document: source.document, title: source.title, section: source.section }
        : 'assumption',
    ...(source.kind === 'assumption' ? { why: source.why[language] } : {}),
    before: formatYuan(entry.before),
    after: formatYuan(entry.after),
    reason: reasonText(entry.reason, language),
  };
}

/** The whole answer. The trace is in it where the settlement has one. */
export function settlementDocument(settlement: Settlement, language: Language): Record<string, unknown> {
  const figures = Object.entries(nationalFigures(settlement)).map(([field, amount]) => [field, formatYuan(amount)]);
  const { ledgerAfter, benefit, trace } = settlement;
  return {
    ...(benefit.kind === 'none'
      ? { prompt: benefit.prompt, prompt_text: promptText({ id: benefit.prompt }) }
      : { benefit: benefit.id }),
    ...Object.fromEntries(figures),
    lines: settlement.lines.map(lineDocument),
    ledger: {
      inScope: formatYuan(ledgerAfter.inScope),
      deductible: formatYuan(ledgerAfter.deductible),
      fund: formatYuan(ledgerAfter.fund),
      supplement: formatYuan(ledgerAfter.supplement),
      ...(ledgerAfter.ownBurden === undefined ? {} : burdenDocument(ledgerAfter)),
    },
    ...(settlement.family
      ? { family: { used: formatYuan(settlement.family.used), left: formatYuan(settlement.family.left) } }
      : {}),
    ...(settlement.householdAfter
      ? {
          household: {
            members: settlement.householdAfter.members,
            fund: formatYuan(settlement.householdAfter.fund),
          },
        }
      : {}),
    ...(trace ? { trace: trace.map((entry) => traceDocument(entry, language)) } : {}),
  };
}
