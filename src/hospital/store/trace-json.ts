// The trace of a split as it lies on disk with its ticket: each rule and each text once, referred to by its place. Of before
// there are traces that repeat them with every entry, and tickets that have none.

import { z } from 'zod';
import { type CalendarDate, parseDate } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { fen } from '../../domain/money.ts';
import {
  type SettlementTrace,
  type TracedPlace,
  type TracedRule,
  tracedFigures,
  valueUnits,
  withTexts,
} from '../visit/settlement-trace.ts';

const text = z.string();
const inBoth = z.object({ zh: text, en: text });
const amount = z.int().transform(fen);
const number = z.int().nonnegative();
const date = z
  .string()
  .refine((value) => parseDate(value).ok)
  .transform((value) => value as CalendarDate);
const value = z.object({ written: text, unit: z.enum(valueUnits) });

function maybe<Value>(schema: z.ZodType<Value>) {
  return schema.nullish().transform((read): Value | undefined => read ?? undefined);
}

/** What a rule is in either form, but for what it refers to. */
const rule = z.object({
  figure: z.enum(tracedFigures),
  applied: z.boolean(),
  ofOtherBenefit: z.boolean(),
  item: maybe(text),
  value: maybe(value),
  since: maybe(date),
  before: amount,
  after: amount,
});

const packed = z.object({
  texts: z.array(inBoth),
  places: z.array(z.object({ file: text, line: z.int(), key: text, title: number, source: number })),
  rules: z.array(rule.extend({ at: number, reason: number })),
  leftOut: z.int(),
});

/** Undefined where something refers to nothing. */
function unpacked({ texts, places, rules, leftOut }: z.infer<typeof packed>): SettlementTrace | undefined {
  const where = withTexts(places, texts);
  const all = rules.flatMap((packedRule): TracedRule[] => {
    const [at, reason] = [where[packedRule.at], texts[packedRule.reason]];
    return at && reason ? [{ ...packedRule, at, reason }] : [];
  });
  return all.length === rules.length ? { rules: all, leftOut } : undefined;
}

const repeated = z.object({
  rules: z.array(
    rule
      .extend({ file: text, line: z.int(), key: text, title: inBoth, source: inBoth, reason: inBoth })
      .transform(({ file, line, key, title, source, ...rest }): TracedRule => {
        return { ...rest, at: { file, line, key, title, source } };
      }),
  ),
  leftOut: z.int(),
});

/** A trace as either form has it. */
export const traceJson: z.ZodType<SettlementTrace> = z.union([
  packed.transform((read, context): SettlementTrace => {
    const trace = unpacked(read);
    if (trace) return trace;
    context.addIssue({ code: 'custom', message: 'a rule refers to what is not there' });
    return z.NEVER;
  }),
  repeated,
]);

/** Each member once, numbered as they come. */
function numbered<Member>() {
  const numbers = new Map<Member, number>();
  return {
    of(member: Member): number {
      const known = numbers.get(member) ?? numbers.size;
      if (known === numbers.size) numbers.set(member, known);
      return known;
    },
    all: (): readonly Member[] => [...numbers.keys()],
  };
}

/** A trace as it is written. What is the same object is written once. */
export function packTrace({ rules, leftOut }: SettlementTrace): z.input<typeof packed> {
  const texts = numbered<Text>();
  const places = numbered<TracedPlace>();
  const entries = rules.map(({ at, reason, ...rest }) => ({ ...rest, at: places.of(at), reason: texts.of(reason) }));
  const where = places.all().map(({ title, source, ...rest }) => ({
    ...rest,
    title: texts.of(title),
    source: texts.of(source),
  }));
  return { texts: [...texts.all()], places: where, rules: entries, leftOut };
}
