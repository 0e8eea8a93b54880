// The trace of a settlement (sim_trace) as the API document describes it.

import { z } from 'zod';
import type { TraceOnWire } from '../domain/protocol/settlement-trace.ts';

const text = z.string();
const bilingual = z.strictObject({ zh: text, en: text });

const place = z.number().int().nonnegative();

export const settlementTraceSchema: z.ZodType<TraceOnWire> = z.strictObject({
  texts: z.array(bilingual),
  places: z.array(z.strictObject({ file: text, line: z.number().int(), key: text, title: place, source: place })),
  entries: z.array(
    z.strictObject({
      at: place,
      field: text,
      rule: z.enum(['benefit', 'step', 'value', 'band', 'line', 'payer', 'refund']),
      applied: z.boolean(),
      other_benefit: z.literal(true).exactOptional(),
      item: text.exactOptional(),
      value: text.exactOptional(),
      unit: z.enum(['yuan', 'ratio', 'count', 'bands', 'choice']).exactOptional(),
      since: text.exactOptional(),
      before: text,
      after: text,
      reason: place,
    }),
  ),
  left_out: z.number().int(),
});
