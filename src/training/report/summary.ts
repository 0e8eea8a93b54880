// What the results of a class come to: by trainee, by prompt, by month. Pure; how it is shown is not decided here.

import type { Text } from '../../domain/language.ts';
import type { PromptId } from '../../domain/prompt.ts';
import { promptEntry } from '../../domain/prompt-catalog.ts';
import type { TrainingResult } from '../records/result.ts';

export interface Tally {
  /** How many results. */
  readonly count: number;
  /** Percent of all points, whole, rounded down. */
  readonly percent: number;
}

export interface TraineeSummary extends Tally {
  readonly trainee: string;
  readonly class: string;
  /** Of the last examination; undefined where there was none. */
  readonly passed: boolean | undefined;
  readonly lastExam: number | undefined;
  /** Percent, result by result, oldest first. */
  readonly course: readonly number[];
  readonly weakest: readonly PromptSummary[];
  readonly results: readonly TrainingResult[];
}

export interface PromptSummary extends Tally {
  readonly prompt: PromptId;
  readonly text: Text;
}

export interface DaySummary extends Tally {
  /** yyyy-MM-dd */
  readonly day: string;
}

export interface Summary {
  readonly trainees: readonly TraineeSummary[];
  readonly prompts: readonly PromptSummary[];
  readonly days: readonly DaySummary[];
}

export function percentOf(results: readonly Pick<TrainingResult, 'points' | 'of'>[]): number {
  const points = results.reduce((sum, result) => sum + result.points, 0);
  const of = results.reduce((sum, result) => sum + result.of, 0);
  return of === 0 ? 0 : Math.floor((points * 100) / of);
}

function tally(results: readonly TrainingResult[]): Tally {
  return { count: results.length, percent: percentOf(results) };
}

function groups<Key extends string>(
  results: readonly TrainingResult[],
  keysOf: (result: TrainingResult) => readonly Key[],
): ReadonlyMap<Key, readonly TrainingResult[]> {
  const found = new Map<Key, TrainingResult[]>();
  for (const result of results) {
    for (const key of keysOf(result)) found.set(key, [...(found.get(key) ?? []), result]);
  }
  return found;
}

function byPrompt(results: readonly TrainingResult[]): readonly PromptSummary[] {
  const found = groups(results, ({ prompts }) => prompts);
  return [...found]
    .map(([prompt, of]) => {
      const { template } = promptEntry(prompt);
      return { prompt, text: { zh: template, en: template }, ...tally(of) };
    })
    .sort((a, b) => promptEntry(a.prompt).number - promptEntry(b.prompt).number);
}

const mostWeak = 3;
/** Below this a prompt is worth another drill. */
const wellKnown = 80;

function traineeSummary(trainee: string, results: readonly TrainingResult[]): TraineeSummary {
  // An examination's scenarios are results of their own: counted there, the whole would count twice.
  const single = results.filter(({ kind }) => kind !== 'exam');
  const exams = results.filter(({ kind }) => kind === 'exam');
  const last = exams.at(-1);
  const weakest = byPrompt(single)
    .filter(({ percent }) => percent < wellKnown)
    .sort((a, b) => a.percent - b.percent)
    .slice(0, mostWeak);
  return {
    trainee,
    class: results.at(-1)?.class ?? '',
    ...tally(single),
    passed: last?.passed,
    lastExam: last && percentOf([last]),
    course: single.map((result) => percentOf([result])),
    weakest,
    results,
  };
}

export function summaryOf(results: readonly TrainingResult[]): Summary {
  const single = results.filter(({ kind }) => kind !== 'exam');
  const trainees = [...groups(results, ({ trainee }) => [trainee])].map(([name, of]) => traineeSummary(name, of));
  const days = [...groups(single, ({ at }) => [at.slice(0, 10)])].map(([day, of]) => ({ day, ...tally(of) }));
  return {
    trainees: trainees.sort((a, b) => (a.trainee < b.trainee ? -1 : 1)),
    prompts: byPrompt(single),
    days: days.sort((a, b) => (a.day < b.day ? -1 : 1)),
  };
}
