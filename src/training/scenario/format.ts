// A scenario: who comes to the window and what they say, what a good cashier does (the steps), what to tell the patient,
// and what it counts. One file is a demonstration, a drill, an examination item and a test.

import { z } from 'zod';
import type { Text } from '../../domain/language.ts';
import { expects } from './schema-words.ts';
import type { Step } from './steps.ts';

const both = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
/** In both languages, or in one that serves for both. */
const text = z.union(
  [
    z
      .string()
      .min(1)
      .transform((one): Text => ({ zh: one, en: one })),
    both,
  ],
  expects.text,
);

/** One thing that could be told to the patient. Exactly one is right; of the others it is said why not. */
const telling = z.strictObject({
  say: text,
  right: z.literal(true).optional(),
  because: text.optional(),
});

const tellings = z
  .array(telling)
  .min(2)
  .max(6)
  .refine((list) => list.filter(({ right }) => right).length === 1, expects.oneRight)
  .refine((list) => list.every(({ right, because }) => right || because), expects.because);

const points = z.strictObject({
  /** Doing what the scenario's steps do. */
  path: z.int().min(0).default(40),
  /** What was chosen after a prompt. */
  choice: z.int().min(0).default(20),
  /** What was told to the patient. */
  told: z.int().min(0).default(20),
  /** No needless retries, nothing done that had to be undone, in time. */
  economy: z.int().min(0).default(10),
  /** Nothing taken from the patient that was not due. */
  money: z.int().min(0).default(10),
});

export const scenarioHead = z.strictObject({
  title: text,
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, expects.day)
    .optional(),
  time: z
    .string()
    .regex(/^\d{2}:\d{2}:\d{2}$/, expects.time)
    .optional(),
  /** Where the patient comes first: a hospital's number or code. */
  hospital: z.string(),
  /** What the patient says at the window. */
  says: text.optional(),
  tell: tellings.optional(),
  points: points.default(points.parse({})),
  /** Seconds that a trained cashier needs at most. */
  limit: z.int().min(10).max(3600).default(180),
  steps: z.array(z.record(z.string(), z.unknown())).min(1),
});

type Head = z.output<typeof scenarioHead>;
export type Points = z.output<typeof points>;
export type Telling = z.output<typeof telling>;

export interface PlacedStep {
  readonly step: Step;
  readonly line: number;
}

export interface Scenario {
  readonly file: string;
  readonly title: Text;
  readonly date: string | undefined;
  readonly time: string | undefined;
  readonly hospital: string;
  readonly says: Text | undefined;
  /** In the file's order; empty where there is nothing to tell. */
  readonly tell: readonly Telling[];
  readonly points: Points;
  /** Seconds. */
  readonly limit: number;
  readonly steps: readonly PlacedStep[];
}

/** A scenario without its steps, as its head was read. */
export function scenarioOf(file: string, head: Head, steps: readonly PlacedStep[]): Scenario {
  const { title, date, time, hospital, says, tell = [], points: counted, limit } = head;
  return { file, title, date, time, hospital, says, tell, points: counted, limit, steps };
}
