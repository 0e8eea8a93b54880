// One line of the training records: who did what when, and what it was worth, part by part and prompt by prompt.

import { z } from 'zod';
import { promptStages } from '../../domain/prompt.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { traineeIn, traineeKey } from '../report/trainee.ts';

const promptIds = [...new Set(promptStages.map(({ prompt }) => prompt))];
const count = z.int().min(0);

/** Why points were lost, and how many: what was done, when, and what would have been right. */
const lossSchema = z.strictObject({ zh: z.string(), en: z.string(), points: count });

const partSchema = z.strictObject({
  part: z.enum(['path', 'choice', 'told', 'economy', 'money', 'theory']),
  points: count,
  of: count,
  lost: z.array(lossSchema).optional(),
});

const resultSchema = z.strictObject({
  kind: z.enum(['drill', 'exam-item', 'exam']),
  trainee: z.string(),
  class: z.string(),
  /** On the machine's clock. */
  at: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
  /** The scenario's name; of an exam its seed. */
  item: z.string(),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  prompts: z.array(z.enum(promptIds)),
  points: count,
  of: count,
  parts: z.array(partSchema),
  seconds: count,
  keys: count,
  hints: count,
  /** Only of an exam: whether it was passed, at which percent, within how many minutes, with how many tasks. */
  passed: z.boolean().optional(),
  terms: z
    .strictObject({
      pass: count,
      minutes: count,
      scenarios: count,
      questions: count,
      /** Sat in a class whose trainer was allowed to act on it. */
      trainerMayAct: z.literal(true).optional(),
    })
    .optional(),
  /** How often a trainer acted on it: of an examination whose terms allow that, and of whatever they did act on. */
  interventions: count.optional(),
  /** Of an examination and of its scenarios: which one, the same in all its lines. */
  examination: z.string().optional(),
  /** The how-manieth time this trainee has this paper, from 1. */
  attempt: z.int().min(1).optional(),
  /** An examination that has begun: without a result of the same examination it was given up, or is under way. */
  begun: z.literal(true).optional(),
  /** The digest of the line before it; empty in the first. */
  after: z.string().optional(),
  signature: z.string().optional(),
});

export type TrainingResult = z.output<typeof resultSchema>;

export interface ResultProblem {
  /** From 1. */
  readonly line: number;
  readonly expected: string;
}

export function resultLine(result: TrainingResult): string {
  return JSON.stringify(result);
}

/** What counts: an examination's beginning only as long as it has no result. */
function standing(results: readonly TrainingResult[]): readonly TrainingResult[] {
  const ended = new Set(
    results.flatMap(({ kind, begun, examination }) => (kind === 'exam' && !begun ? examination : [])),
  );
  return results.filter(({ begun, examination }) => !begun || !ended.has(examination));
}

/**
 * How often a trainee has begun a paper, given up or not, among results as they were read: of whatever class, however the
 * name was spaced.
 */
export function attemptsAt(results: readonly TrainingResult[], trainee: string, seed: number): number {
  const who = (typed: string) => traineeKey(traineeIn(typed, ''));
  const same = results.filter((result) => result.kind === 'exam' && who(result.trainee) === who(trainee));
  return same.filter(({ item }) => item === String(seed)).length;
}

/** The result that somebody wrote; undefined where it is none. */
export function resultFrom(data: unknown): TrainingResult | undefined {
  const read = resultSchema.safeParse(data);
  return read.success ? read.data : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the results that stand; a last line that was cut short is left out, any other that cannot be read is refused with its place. */
export function readResults(text: string): Result<readonly TrainingResult[], ResultProblem> {
  const lines = text.split('\n');
  const results: TrainingResult[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const read = resultSchema.safeParse(parse(line));
    if (read.success) results.push(read.data);
    else if (index !== lines.length - 1) {
      const [issue] = read.error.issues;
      return failure({
        line: index + 1,
        expected: issue && issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : 'a result',
      });
    }
  }
  return ok(standing(results));
}
