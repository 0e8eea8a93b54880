// What the center's explanation must look like before this side keeps it. No money depends on it: one that cannot be read
// is left out, and the settlement stands. It is by far the longest part of an answer, and comes with every trial and
// settlement: it is read by hand, not by a schema, which took a tenth of all the time that a visit takes both sides.

import { z } from 'zod';
import { type CalendarDate, parseDate } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import { type Fen, parseYuan } from '../domain/money.ts';
import { mostTraceEntries } from '../domain/protocol/settlement-trace.ts';
import {
  type NumberedPlace,
  type SettlementTrace,
  type TracedFigure,
  type TracedPlace,
  type TracedRule,
  type TracedValue,
  valueUnits,
  withTexts,
} from './visit/settlement-trace.ts';

/** Longer than any rule's title, reason or source; a ticket is kept for years. */
const mostCharacters = 1000;

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

type JsonObject = Readonly<Record<string, unknown>>;

/** Below, undefined is what cannot be read. */
type Read<Value> = (value: unknown) => Value | undefined;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= mostCharacters;
/** From 0: a place in a list, or how many. */
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined;
const units: ReadonlySet<unknown> = new Set(valueUnits);
const isUnit = (value: unknown): value is TracedValue['unit'] => units.has(value);
const isField = (value: unknown): value is keyof typeof figures =>
  typeof value === 'string' && Object.hasOwn(figures, value);
const isDate = (value: unknown): value is CalendarDate => typeof value === 'string' && parseDate(value).ok;

/** All of them, or none. */
function listOf<Value>(value: unknown, most: number, read: Read<Value>): readonly Value[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  const all: Value[] = [];
  for (const each of value) {
    const one = read(each);
    if (one === undefined) return undefined;
    all.push(one);
  }
  return all;
}

function amountOf(value: unknown): Fen | undefined {
  const parsed = typeof value === 'string' ? parseYuan(value) : undefined;
  return parsed?.ok ? parsed.value : undefined;
}

function textOf(value: unknown): Text | undefined {
  if (!isObject(value)) return undefined;
  const { zh, en } = value;
  return isText(zh) && isText(en) ? { zh, en } : undefined;
}

function placeOf(value: unknown): NumberedPlace | undefined {
  if (!isObject(value)) return undefined;
  const { file, line, key, title, source } = value;
  if (!isText(file) || !isText(key) || !isNumber(line) || line === 0) return undefined;
  return isNumber(title) && isNumber(source) ? { file, line, key, title, source } : undefined;
}

/** The parts that an entry may do without. */
function extrasOf({ other_benefit, item, value, unit, since }: JsonObject) {
  if (!isNothing(other_benefit) && typeof other_benefit !== 'boolean') return undefined;
  if (!isNothing(item) && !isText(item)) return undefined;
  if (!isNothing(value) && !isText(value)) return undefined;
  if (!isNothing(unit) && !isUnit(unit)) return undefined;
  if (!isNothing(since) && !isDate(since)) return undefined;
  return {
    ofOtherBenefit: other_benefit ?? false,
    item: item ?? undefined,
    // A benefit's own name is no value: only what has a unit is one.
    value: isText(value) && isUnit(unit) ? { written: value, unit } : undefined,
    since: since ?? undefined,
  };
}

function ruleOf(
  entry: unknown,
  where: readonly (TracedPlace | undefined)[],
  texts: readonly Text[],
): TracedRule | undefined {
  if (!isObject(entry)) return undefined;
  const { at, field, applied, reason } = entry;
  if (!isNumber(at) || !isField(field) || typeof applied !== 'boolean' || !isNumber(reason)) return undefined;
  const [place, because, extras] = [where[at], texts[reason], extrasOf(entry)];
  const [before, after] = [amountOf(entry.before), amountOf(entry.after)];
  if (!place || !because || !extras || before === undefined || after === undefined) return undefined;
  return { at: place, figure: figures[field], applied, ...extras, before, after, reason: because };
}

function traceOf(value: unknown): SettlementTrace | undefined {
  if (!isObject(value) || !isNumber(value.left_out)) return undefined;
  // No entry has more than three of its own.
  const texts = listOf(value.texts, 3 * mostTraceEntries, textOf);
  const places = listOf(value.places, mostTraceEntries, placeOf);
  if (!texts || !places) return undefined;
  const where = withTexts(places, texts);
  const rules = listOf(value.entries, mostTraceEntries, (entry) => ruleOf(entry, where, texts));
  return rules && { rules, leftOut: value.left_out };
}

/** Undefined where the center sent none, as it was not asked or is a real one, or none that can be read. */
export const settlementTrace = z.unknown().optional().transform(traceOf);
