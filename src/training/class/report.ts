// What a counter tells its class: a tape of everything that happened there, which only grows, and how it looks just now. Each
// piece of the tape has its place, so that whoever was away hears the rest, and nothing twice.

import { z } from 'zod';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { resultFrom, type TrainingResult } from '../records/result.ts';
import {
  entryData,
  entryFrom,
  type Held,
  headData,
  headFrom,
  holds,
  type LogEntry,
  type LogHead,
} from '../session/log.ts';

export type TapeItem =
  /** A session begins; the entries after it are its. */
  | { readonly head: LogHead }
  | { readonly entry: LogEntry }
  /** A command was carried out: `t` of its session, null where none was open. */
  | { readonly done: string; readonly t: number | null }
  | { readonly refused: string; readonly cause: Text }
  /** What the session was worth in the end. */
  | { readonly scored: Points }
  /** As it was put down at the counter. */
  | { readonly result: TrainingResult };

export interface Points {
  readonly points: number;
  readonly of: number;
}

/** How a counter looks at this moment; what can be read off the tape is not here. */
export interface Now {
  /** What is on its screen: a list, a session, a score. */
  readonly at: 'choosing' | 'working' | 'scored';
  readonly title: Text | null;
  /** Masked. */
  readonly patient: string | null;
  /** The card that was shown last, by its id. */
  readonly card: string | null;
  /** What is to be done next, in words. */
  readonly next: Text | null;
  /** Of the session, without those in which the window was held. */
  readonly seconds: number;
  readonly score: Points | null;
  readonly held: Held;
  /** The screen in words, line by line. */
  readonly screen: readonly string[];
}

export interface Report {
  readonly trainee: string;
  /** The place of the first item on the tape. */
  readonly from: number;
  readonly items: readonly TapeItem[];
  readonly now: Now;
}

const nameLength = 40;
const count = z.int().min(0);
const textSchema = z.strictObject({ zh: z.string(), en: z.string() });
const pointsSchema = z.strictObject({ points: count, of: count });
const itemSchema = z.union([
  z.strictObject({ head: z.unknown() }),
  z.strictObject({ entry: z.unknown() }),
  z.strictObject({ done: z.string(), t: count.nullable() }),
  z.strictObject({ refused: z.string(), cause: textSchema }),
  z.strictObject({ scored: pointsSchema }),
  z.strictObject({ result: z.unknown() }),
]);
const nowSchema = z.strictObject({
  at: z.enum(['choosing', 'working', 'scored']),
  title: textSchema.nullable(),
  patient: z.string().nullable(),
  card: z.string().nullable(),
  next: textSchema.nullable(),
  seconds: count,
  score: pointsSchema.nullable(),
  held: z.enum(holds),
  screen: z.array(z.string()).max(200),
});
const reportSchema = z.strictObject({
  trainee: z.string().min(1).max(nameLength),
  from: count,
  items: z.array(itemSchema),
  now: nowSchema,
});

function itemFrom(read: z.output<typeof itemSchema>): TapeItem | undefined {
  if ('head' in read) {
    const head = headFrom(read.head);
    return head && { head };
  }
  if ('entry' in read) {
    const entry = entryFrom(read.entry);
    return entry && { entry };
  }
  if ('result' in read) {
    const result = resultFrom(read.result);
    return result && { result };
  }
  return read;
}

function itemData(item: TapeItem): object {
  if ('head' in item) return { head: headData(item.head) };
  return 'entry' in item ? { entry: entryData(item.entry) } : item;
}

export function reportText(report: Report): string {
  return JSON.stringify({ ...report, items: report.items.map(itemData) });
}

/** Errors: what a report was expected to have, and where. */
export function readReport(text: string): Result<Report, string> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return failure('a report in JSON');
  }
  const read = reportSchema.safeParse(data);
  if (!read.success) {
    const [issue] = read.error.issues;
    return failure(issue ? `${issue.path.join('.')}: ${issue.message}` : 'a report');
  }
  const items: TapeItem[] = [];
  for (const [index, each] of read.data.items.entries()) {
    const item = itemFrom(each);
    if (!item) return failure(`items.${index}: a piece of a session log`);
    items.push(item);
  }
  return ok({ ...read.data, items });
}
