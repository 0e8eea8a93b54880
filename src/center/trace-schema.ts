// The trace of a settlement (sim_trace) as the API document describes it.

import { z } from 'zod';
import type { TraceOnWire } from '../domain/protocol/settlement-trace.ts';

const text = z.string();
const bilingual = z.strictObject({ zh: text, en: text });

export const settlementTraceSchema: z.ZodType<TraceOnWire> = z.strictObject({
  entries: z.array(
    z.strictObject({
      field: text,
      rule: z.enum(['benefit', 'step', 'value', 'band', 'line', 'payer', 'refund']),
      applied: z.boolean(),
      other_benefit: z.boolean(),
      file: text,
      line: z.number().int(),
      key: text,
      title: bilingual,
      item: text.nullable(),
      value: text.nullable(),
      unit: z.enum(['yuan', 'ratio', 'count', 'bands', 'choice']).nullable(),
      since: text.nullable(),
      source: bilingual,
      before: text,
      after: text,
      reason: bilingual,
    }),
  ),
  left_out: z.number().int(),
});
