// The trace of a split as it lies on disk with its ticket. Tickets of before there were traces have none.

import { z } from 'zod';
import { type CalendarDate, parseDate } from '../../domain/date.ts';
import { fen } from '../../domain/money.ts';
import { type SettlementTrace, tracedFigures, valueUnits } from '../visit/settlement-trace.ts';

const text = z.string();
const inBoth = z.object({ zh: text, en: text });
const amount = z.int().transform(fen);
const date = z
  .string()
  .refine((value) => parseDate(value).ok)
  .transform((value) => value as CalendarDate);

function maybe<Value>(schema: z.ZodType<Value>) {
  return schema.nullable().transform((value): Value | undefined => value ?? undefined);
}

export const traceJson: z.ZodType<SettlementTrace> = z.object({
  rules: z.array(
    z.object({
      figure: z.enum(tracedFigures),
      applied: z.boolean(),
      ofOtherBenefit: z.boolean(),
      file: text,
      line: z.int(),
      key: text,
      title: inBoth,
      item: maybe(text),
      value: maybe(z.object({ written: text, unit: z.enum(valueUnits) })),
      since: maybe(date),
      source: inBoth,
      before: amount,
      after: amount,
      reason: inBoth,
    }),
  ),
  leftOut: z.int(),
});
