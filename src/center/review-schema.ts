// What review answers, as a schema: for the API document, and for whoever checks answers against it.

import { z } from 'zod';
import type { ReviewAnswer, ReviewFindingOnWire } from '../domain/protocol/review.ts';

const words = z.strictObject({ zh: z.string(), en: z.string() });

export const reviewFinding: z.ZodType<ReviewFindingOnWire> = z.strictObject({
  rule: z.string(),
  title: words,
  severity: z.enum(['warn', 'refuse']),
  feedetl_sn: z.string().nullable(),
  message: words,
  remedy: words,
  act: z.enum(['consent', 'change', 'none']),
  file: z.string(),
  line: z.int(),
  source: words,
  figures: z.array(z.strictObject({ key: z.string(), value: z.string(), since: z.string() })),
});

/** 3101 */
export const reviewAnswer: z.ZodType<ReviewAnswer> = z.strictObject({ result: z.array(reviewFinding) });
