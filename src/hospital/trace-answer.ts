// What the center's explanation must look like before this side keeps it. No money depends on it: one that cannot be read
// is left out, and the settlement stands.

import { z } from 'zod';
import { type CalendarDate, parseDate } from '../domain/date.ts';
import { type Fen, parseYuan } from '../domain/money.ts';
import { mostTraceEntries } from '../domain/protocol/settlement-trace.ts';
import { type SettlementTrace, type TracedFigure, type TracedRule, valueUnits } from './visit/settlement-trace.ts';

/** Longer than any rule's title, reason or source; a ticket is kept for years. */
const mostCharacters = 1000;
const text = z.string().max(mostCharacters);
const inBoth = z.object({ zh: text, en: text });

const yuan = z.string().transform((value, context): Fen => {
  const parsed = parseYuan(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: `expected ${parsed.error.expected}` });
  return z.NEVER;
});

const date = z
  .string()
  .refine((value) => parseDate(value).ok)
  .transform((value) => value as CalendarDate);

const figures = {
  fulamt_ownpay_amt: 'fullSelfPay',
  overlmt_selfpay: 'overCeiling',
  preselfpay_amt: 'priorSelfPay',
  act_pay_dedc: 'deductibleTaken',
  hifp_pay: 'fund',
  hifob_pay: 'fund',
  cvlserv_pay: 'supplement',
  hifmi_pay: 'fund',
  maf_pay: 'fund',
  oth_pay: 'fund',
  fund_pay_sumamt: 'fund',
  acct_pay: 'account',
  acct_mulaid_pay: 'account',
  psn_cash_pay: 'cash',
} as const satisfies Record<string, TracedFigure>;
type Field = keyof typeof figures;

const rule = z
  .object({
    field: z.enum(Object.keys(figures) as [Field, ...Field[]]),
    applied: z.boolean(),
    other_benefit: z.boolean(),
    file: text,
    line: z.int().positive(),
    key: text,
    title: inBoth,
    item: text.nullable(),
    value: text.nullable(),
    unit: z.enum(valueUnits).nullable(),
    since: date.nullable(),
    source: inBoth,
    before: yuan,
    after: yuan,
    reason: inBoth,
  })
  .transform(
    (entry): TracedRule => ({
      figure: figures[entry.field],
      applied: entry.applied,
      ofOtherBenefit: entry.other_benefit,
      file: entry.file,
      line: entry.line,
      key: entry.key,
      title: entry.title,
      item: entry.item ?? undefined,
      // A benefit's own name is no value: only what has a unit is one.
      value: entry.value === null || entry.unit === null ? undefined : { written: entry.value, unit: entry.unit },
      since: entry.since ?? undefined,
      source: entry.source,
      before: entry.before,
      after: entry.after,
      reason: entry.reason,
    }),
  );

/** Undefined where the center sent none, as it was not asked or is a real one, or none that can be read. */
export const settlementTrace = z
  .object({ entries: z.array(rule).max(mostTraceEntries), left_out: z.int().nonnegative() })
  .transform(({ entries, left_out }): SettlementTrace => ({ rules: entries, leftOut: left_out }))
  .nullish()
  .transform((trace) => trace ?? undefined)
  .catch(undefined);
