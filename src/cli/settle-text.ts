// A settlement as people read it: what the person's class gives, the fee lines, who pays what; and, where asked for, the
// tree of every rule tried. No terminal codes in here, so that it reads the same in a file.

import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { type Fen, formatYuanGrouped } from '../domain/money.ts';
import { promptText } from '../domain/prompt.ts';
import type { Bill } from '../policy/bill.ts';
import { formatRatio } from '../policy/exact.ts';
import type { Pack } from '../policy/pack.ts';
import type { Settlement } from '../policy/settlement.ts';
import { nationalFigures } from '../policy/settlement-document.ts';
import { reasonText, sourceText, type TraceEntry } from '../policy/trace.ts';
import { type Column, tableText } from './table.ts';

const words = {
  item: { zh: '项目', en: 'item' },
  class: { zh: '类别', en: 'class' },
  amount: { zh: '金额', en: 'amount' },
  fullSelfPay: { zh: '自费', en: 'full self-pay' },
  overCeiling: { zh: '超限价', en: 'over ceiling' },
  priorSelfPay: { zh: '先行自付', en: 'prior self-pay' },
  inScope: { zh: '范围内', en: 'in scope' },
  deductible: { zh: '起付标准', en: 'deductible' },
  limit: { zh: '最高支付限额', en: 'limit' },
  rate: { zh: '报销比例', en: 'rate' },
  year: { zh: '本年累计', en: 'the year so far' },
  fund: { zh: '基金支付', en: 'paid by the fund' },
  supplement: { zh: '补助支付', en: 'supplement' },
  rules: { zh: '规则（+ 适用，- 未适用）', en: 'rules (+ applied, - did not)' },
  since: { zh: '自', en: 'since' },
} as const satisfies Record<string, Text>;

/** The national fields in words; those of funds that paid nothing are not shown. */
const figureNames: Readonly<Record<string, Text>> = {
  medfee_sumamt: { zh: '医疗费总额', en: 'total' },
  fulamt_ownpay_amt: { zh: '其中 全自费', en: 'of it: full self-pay' },
  overlmt_selfpay: { zh: '其中 超限价自费', en: 'of it: over the ceiling' },
  preselfpay_amt: { zh: '其中 先行自付', en: 'of it: prior self-pay' },
  inscp_scp_amt: { zh: '其中 范围内', en: 'of it: in scope' },
  act_pay_dedc: { zh: '本次计入起付标准', en: 'deductible taken' },
  hifp_pay: { zh: '统筹基金支付', en: 'pooled fund' },
  hifob_pay: { zh: '大额医疗费用补助', en: 'large-amount fund' },
  cvlserv_pay: { zh: '公务员医疗补助', en: 'civil servants’ supplement' },
  hifmi_pay: { zh: '大病保险', en: 'serious-illness fund' },
  maf_pay: { zh: '医疗救助', en: 'medical aid' },
  oth_pay: { zh: '其他基金', en: 'other funds' },
  fund_pay_sumamt: { zh: '医保支付', en: 'paid by insurance' },
  psn_part_amt: { zh: '个人负担', en: 'patient’s burden' },
  acct_pay: { zh: '个人账户支付', en: 'personal account' },
  acct_mulaid_pay: { zh: '家庭共济账户支付', en: 'family account' },
  psn_cash_pay: { zh: '现金', en: 'cash' },
  balc: { zh: '账户余额', en: 'account balance' },
};

/** A national field in words; one that has none as it is. */
export function figureName(field: string, language: Language): string {
  const name = figureNames[field];
  return name ? inLanguage(name, language) : field;
}

/** Shown only where they are not zero. */
export const optionalFigures = new Set(['hifp_pay', 'hifob_pay', 'cvlserv_pay', 'hifmi_pay', 'maf_pay', 'oth_pay']);

function standardsLine(settlement: Settlement, language: Language): string {
  const { deductible, limit, rate } = settlement.standards;
  const parts: string[] = [];
  const add = (name: Text, value: string) => parts.push(`${inLanguage(name, language)} ${value}`);
  if (deductible !== undefined) add(words.deductible, formatYuanGrouped(deductible));
  if (limit !== undefined) add(words.limit, formatYuanGrouped(limit));
  if (rate !== undefined) add(words.rate, formatRatio(rate));
  return parts.length > 0 ? `${parts.join('  ')}\n` : '';
}

function heading(pack: Pack, bill: Bill, settlement: Settlement, language: Language): string {
  const { benefit } = settlement;
  const title = `${inLanguage(pack.title, language)} (${[pack.id, ...pack.variants].join('+')})  ${bill.date}\n`;
  if (benefit.kind === 'none') return `${title}${promptText({ id: benefit.prompt })}\n`;
  const rule = pack.benefits.find(({ id }) => id === benefit.id);
  return `${title}${rule ? inLanguage(rule.title, language) : benefit.id}\n${standardsLine(settlement, language)}`;
}

function linesTable(bill: Bill, settlement: Settlement, language: Language): string {
  const names = ['item', 'class', 'amount', 'fullSelfPay', 'overCeiling', 'priorSelfPay', 'inScope'] as const;
  const columns = names.map((name, index): Column => {
    const title = inLanguage(words[name], language);
    return index < 2 ? { title } : { title, align: 'right' };
  });
  const rows = settlement.lines.map((line, index) => [
    line.name,
    bill.lines[index]?.class ?? '',
    ...[line.amount, line.fullSelfPay, line.overCeiling, line.priorSelfPay, line.inScope].map(formatYuanGrouped),
  ]);
  return tableText(columns, rows);
}

function figuresTable(settlement: Settlement, language: Language): string {
  const rows = Object.entries(nationalFigures(settlement))
    .filter(([field, amount]) => amount !== 0 || !optionalFigures.has(field))
    .map(([field, amount]) => {
      return [figureName(field, language), formatYuanGrouped(amount), field];
    });
  return tableText([{ title: '' }, { title: '', align: 'right' }, { title: '' }], rows);
}

function yearLine(settlement: Settlement, language: Language): string {
  const { ledgerAfter } = settlement;
  const parts: [Text, Fen][] = [
    [words.inScope, ledgerAfter.inScope],
    [words.deductible, ledgerAfter.deductible],
    [words.fund, ledgerAfter.fund],
    [words.supplement, ledgerAfter.supplement],
  ];
  const shown = parts.map(([name, amount]) => `${inLanguage(name, language)} ${formatYuanGrouped(amount)}`);
  return `${inLanguage(words.year, language)}: ${shown.join('  ')}\n`;
}

/** The whole settlement, ready to print. */
export function settlementText(pack: Pack, bill: Bill, settlement: Settlement, language: Language): string {
  return [
    heading(pack, bill, settlement, language),
    linesTable(bill, settlement, language),
    figuresTable(settlement, language),
    yearLine(settlement, language),
  ].join('\n');
}

const depth: Readonly<Record<TraceEntry['rule'], number>> = {
  benefit: 1,
  step: 2,
  value: 3,
  band: 4,
  line: 2,
  payer: 1,
  refund: 1,
};

function entryText(entry: TraceEntry, isPartOfRejected: boolean, language: Language): string {
  const { at, applied, value, since, before, after } = entry;
  const indent = '  '.repeat(depth[entry.rule]);
  const figure = entry.rule === 'value' ? ` = ${value} (${inLanguage(words.since, language)} ${since})` : '';
  const name = entry.rule === 'band' ? value : inLanguage(at.title, language);
  const head = `${indent}${applied ? '+' : '-'} ${name}${figure}`;
  const place = `${at.file}:${at.line}  ${at.key}  ${sourceText(at.source, language)}`;
  if (isPartOfRejected) return `${head}  ${place}\n`;
  const from = formatYuanGrouped(before);
  const change = before === after ? from : `${from} -> ${formatYuanGrouped(after)}`;
  return `${head}  ${change}  ${reasonText(entry.reason, language)}\n${indent}    ${place}\n`;
}

/** The tree of rules: fee lines by item, benefits with their steps and values, payers. */
export function explainText(trace: readonly TraceEntry[], language: Language): string {
  let text = `\n${inLanguage(words.rules, language)}\n`;
  let item: string | undefined;
  let rejected: TraceEntry | undefined;
  for (const entry of trace) {
    if (entry.item !== undefined && entry.item !== item) text += `  ${entry.item}\n`;
    item = entry.item;
    // What is inside a rejected benefit or step was rejected for the same reason, which is said once.
    const isPart =
      rejected !== undefined && entry.reason === rejected.reason && depth[entry.rule] > depth[rejected.rule];
    if (!isPart) rejected = entry.applied ? undefined : entry;
    text += entryText(entry, isPart, language);
  }
  return text;
}
