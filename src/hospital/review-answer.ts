// What review found, as the center's answers carry it: the envelope's `sim_review`, and the result of 3101.

import { z } from 'zod';
import type { ReviewFinding } from './visit/review.ts';

const words = z.object({ zh: z.string(), en: z.string() });

/** The serial of a line ends with its place, from 1 (requests.ts, lineSerial). */
function placeOf(serial: string | null | undefined): number | undefined {
  const [, place] = /-(\d+)$/.exec(serial ?? '') ?? [];
  return place === undefined ? undefined : Number(place) - 1;
}

const finding = z
  .object({
    rule: z.string(),
    title: words,
    severity: z.enum(['warn', 'refuse']),
    feedetl_sn: z.string().nullish(),
    message: words,
    remedy: words,
    act: z.enum(['consent', 'change', 'none']),
  })
  .transform(({ feedetl_sn, ...rest }): ReviewFinding => ({ ...rest, line: placeOf(feedetl_sn) }));

const findings = z.array(finding);

/** Beside an answer: what cannot be read is left out, as the answer itself says what was done. */
export const reviewBeside = findings
  .nullish()
  .catch(null)
  .transform((found) => found ?? []);

/** 3101 */
export const reviewed = z.object({ result: findings });
