// What the center's explanation must look like before this side keeps it. No money depends on it: one that cannot be read
// is left out, and the settlement stands.

import { z } from 'zod';
import { type CalendarDate, parseDate } from '../domain/date.ts';
import { type Fen, parseYuan } from '../domain/money.ts';
import { mostTraceEntries } from '../domain/protocol/settlement-trace.ts';
import {
  type SettlementTrace,
  type TracedFigure,
  type TracedRule,
  valueUnits,
  withTexts,
} from './visit/settlement-trace.ts';

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

const number = z.int().nonnegative();

const place = z.object({ file: text, line: z.int().positive(), key: text, title: number, source: number });

const entry = z.object({
  at: number,
  field: z.enum(Object.keys(figures) as [Field, ...Field[]]),
  applied: z.boolean(),
  other_benefit: z.boolean().nullish(),
  item: text.nullish(),
  value: text.nullish(),
  unit: z.enum(valueUnits).nullish(),
  since: date.nullish(),
  before: yuan,
  after: yuan,
  reason: number,
});

const wire = z.object({
  // No entry has more than three of its own.
  texts: z.array(inBoth).max(3 * mostTraceEntries),
  places: z.array(place).max(mostTraceEntries),
  entries: z.array(entry).max(mostTraceEntries),
  left_out: number,
});

/** What is referred to by a number; undefined: something refers to nothing. */
function resolved({ texts, places, entries, left_out }: z.infer<typeof wire>): SettlementTrace | undefined {
  const where = withTexts(places, texts);
  const rules: TracedRule[] = [];
  for (const { at: told, reason, field, other_benefit, item, value, unit, since, ...rest } of entries) {
    const [at, because] = [where[told], texts[reason]];
    if (!at || !because) return undefined;
    rules.push({
      at,
      figure: figures[field],
      applied: rest.applied,
      ofOtherBenefit: other_benefit ?? false,
      item: item ?? undefined,
      // A benefit's own name is no value: only what has a unit is one.
      value: typeof value === 'string' && unit ? { written: value, unit } : undefined,
      since: since ?? undefined,
      before: rest.before,
      after: rest.after,
      reason: because,
    });
  }
  return { rules, leftOut: left_out };
}

/** Undefined where the center sent none, as it was not asked or is a real one, or none that can be read. */
export const settlementTrace = wire
  .transform(resolved)
  .nullish()
  .transform((trace) => trace ?? undefined)
  .catch(undefined);
