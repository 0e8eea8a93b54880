// What results come to: by class, by trainee, by prompt, over time. Pure; how it is shown is not decided here.

import type { Text } from '../../domain/language.ts';
import type { PromptId } from '../../domain/prompt.ts';
import { promptEntry } from '../../domain/prompt-catalog.ts';
import type { TrainingResult } from '../records/result.ts';
import { type Trainee, traineeIn, traineeKey } from './trainee.ts';

export interface Tally {
  /** How many results. */
  readonly count: number;
  /** Percent of all points, whole, rounded down. */
  readonly percent: number;
}

export interface TraineeSummary extends Tally {
  /** The name. */
  readonly trainee: string;
  /** Empty where none was given. */
  readonly number: string;
  readonly class: string;
  /** Of the last examination; undefined where there was none. */
  readonly passed: boolean | undefined;
  readonly lastExam: number | undefined;
  /** Percent, result by result, oldest first. */
  readonly course: readonly number[];
  readonly weakest: readonly PromptSummary[];
  /** Why points were lost of late, the dearest first. */
  readonly lost: readonly LossSummary[];
  readonly results: readonly TrainingResult[];
}

export interface LossSummary {
  readonly text: Text;
  readonly points: number;
  readonly times: number;
}

export interface PromptSummary extends Tally {
  readonly prompt: PromptId;
  /** Of the deck, 1 to 10. */
  readonly number: number;
  readonly text: Text;
  /** Percent of the last results with this prompt only: how it stands now. */
  readonly latest: number;
}

export interface DaySummary extends Tally {
  /** yyyy-MM-dd, on the clock of the machine where it was done. */
  readonly day: string;
}

export interface ClassSummary extends Tally {
  /** Empty: those who named no class. */
  readonly class: string;
  readonly trainees: readonly TraineeSummary[];
  /** Trainees who sat an examination, and those of them whose last one was passed. */
  readonly examined: number;
  readonly passed: number;
  readonly prompts: readonly PromptSummary[];
  readonly days: readonly DaySummary[];
}

export interface Summary {
  readonly classes: readonly ClassSummary[];
  /** Of all classes, in their order. */
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
    for (const key of keysOf(result)) {
      const group = found.get(key);
      if (group) group.push(result);
      else found.set(key, [result]);
    }
  }
  return found;
}

const mostRecent = 5;

function byPrompt(results: readonly TrainingResult[]): readonly PromptSummary[] {
  const found = groups(results, ({ prompts }) => prompts);
  return [...found]
    .map(([prompt, of]) => {
      const { template, number } = promptEntry(prompt);
      // The text is the screen's, which is Chinese in any language; what it is filled with differs each time.
      const shown = template.replace(/(?:\{\w+\})+/g, '…');
      const text = { zh: shown, en: shown };
      return { prompt, number, text, ...tally(of), latest: percentOf(of.slice(-mostRecent)) };
    })
    .sort((a, b) => a.number - b.number);
}

function byDay(results: readonly TrainingResult[]): readonly DaySummary[] {
  const days = [...groups(results, ({ at }) => [at.slice(0, 10)])].map(([day, of]) => ({ day, ...tally(of) }));
  return days.sort((a, b) => (a.day < b.day ? -1 : 1));
}

const mostWeak = 3;
/** Below this a prompt is worth another drill. */
const wellKnown = 80;

/** An examination's scenarios are results of their own: counted there, the whole would count twice. */
function single(results: readonly TrainingResult[]): readonly TrainingResult[] {
  return results.filter(({ kind }) => kind !== 'exam');
}

function traineeSummary(trainee: Trainee, results: readonly TrainingResult[]): TraineeSummary {
  const ones = single(results);
  const last = results.filter(({ kind }) => kind === 'exam').at(-1);
  const weakest = byPrompt(ones)
    .filter(({ latest }) => latest < wellKnown)
    .sort((a, b) => a.latest - b.latest)
    .slice(0, mostWeak);
  return {
    trainee: trainee.name,
    number: trainee.number,
    class: trainee.class,
    ...tally(ones),
    passed: last?.passed,
    lastExam: last && percentOf([last]),
    course: ones.map((result) => percentOf([result])),
    weakest,
    lost: lossesIn(results),
    results,
  };
}

/** Of so many results; what was lost before them may have been learnt since. */
const recent = 12;
const mostLosses = 6;
/** When in a session it happened does not matter here. */
const timeOfSession = /^\d{2}:\d{2} /;

function lossesIn(results: readonly TrainingResult[]): readonly LossSummary[] {
  const found = new Map<string, LossSummary>();
  for (const { parts } of results.slice(-recent)) {
    for (const { zh, en, points } of parts.flatMap(({ lost = [] }) => lost)) {
      if (points === 0) continue;
      const text = { zh: zh.replace(timeOfSession, ''), en: en.replace(timeOfSession, '') };
      const known = found.get(text.en) ?? { text, points: 0, times: 0 };
      found.set(text.en, { text, points: known.points + points, times: known.times + 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.points - a.points).slice(0, mostLosses);
}

function ownerOf(result: TrainingResult): Trainee {
  return traineeIn(result.trainee, result.class);
}

function inOrder(one: TraineeSummary, other: TraineeSummary): number {
  return one.trainee === other.trainee
    ? one.number.localeCompare(other.number, 'en', { numeric: true })
    : one.trainee.localeCompare(other.trainee, 'zh');
}

function classSummary(name: string, results: readonly TrainingResult[]): ClassSummary {
  const trainees = [...groups(results, (result) => [traineeKey(ownerOf(result))]).values()].flatMap((of) => {
    const [first] = of;
    return first ? [traineeSummary(ownerOf(first), of)] : [];
  });
  return {
    class: name,
    ...tally(single(results)),
    trainees: trainees.sort(inOrder),
    examined: trainees.filter(({ lastExam }) => lastExam !== undefined).length,
    passed: trainees.filter(({ passed }) => passed === true).length,
    prompts: byPrompt(single(results)),
    days: byDay(single(results)),
  };
}

/** `given`: in any order. */
export function summaryOf(given: readonly TrainingResult[]): Summary {
  // Of what ended in the same second the order is nobody's, but always the same.
  const placed = given.map((result) => ({ result, place: `${result.at} ${JSON.stringify(result)}` }));
  const results = placed.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ result }) => result);
  const classes = [...groups(results, (result) => [ownerOf(result).class])].map(([name, of]) => classSummary(name, of));
  classes.sort((a, b) => a.class.localeCompare(b.class, 'zh', { numeric: true }));
  return {
    classes,
    trainees: classes.flatMap(({ trainees }) => trainees),
    prompts: byPrompt(single(results)),
    days: byDay(single(results)),
  };
}
