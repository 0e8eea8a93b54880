// What a drill was worth, from its log alone: each part with its points and the evidence for it. Pure: the same log, model
// and scenario always give the same score.

import type { Text } from '../../domain/language.ts';
import { type Fen, formatYuan, subtractFen } from '../../domain/money.ts';
import { promptEntry, stepNames } from '../../domain/prompt-catalog.ts';
import type { Points, Scenario } from '../scenario/format.ts';
import { stepWords } from '../scenario/step-words.ts';
import type { LogEntry, SessionLog } from '../session/log.ts';
import { inBoth, missingFrom } from './common-steps.ts';
import { type Answered, answeredIn, cashTakenIn, type Model } from './model.ts';
import { keyOfDone, type Names, type Plan, planOf } from './plan.ts';

export type PartName = keyof Points;

export interface ScorePart {
  readonly part: PartName;
  readonly points: number;
  readonly of: number;
  /** What was found, good or bad; with times where there are any. */
  readonly evidence: readonly Text[];
}

export interface Score {
  readonly parts: readonly ScorePart[];
  readonly points: number;
  readonly of: number;
  /** Whole seconds from the start to the end of the log, without those in which the trainer held the window. */
  readonly seconds: number;
  readonly keys: number;
  readonly hints: number;
}

/** What each lessens, as a share of its part. Assumptions of the product: the decks ask for examinations, not for weights. */
const lessens = { hint: 0.1, needlessRetry: 0.25, wrongPin: 0.25, overTime: 0.5 };

function clock(t: number): string {
  const seconds = Math.floor(t / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

function part(name: PartName, share: number, of: number, evidence: readonly Text[]): ScorePart {
  return { part: name, points: Math.round(of * Math.max(0, Math.min(1, share))), of, evidence };
}

interface Done {
  readonly key: string;
  readonly t: number;
}

function doneIn({ head, entries }: SessionLog, names: Names): readonly Done[] {
  let hospital = head.hospital;
  const done: Done[] = [];
  for (const entry of entries) {
    if ('saw' in entry) hospital = entry.saw.hospital;
    else if ('did' in entry && entry.by === 'window')
      done.push({ key: keyOfDone(entry.did, hospital, names), t: entry.t });
  }
  return done;
}

/** A key of the plan as one would say it. */
function wordsOf(key: string, plan: Plan, names: Names): Text {
  const planned = plan.find((each) => each.by === 'window' && each.key === key);
  return planned ? stepWords(planned.step, (card) => names.cards.get(card)?.name ?? card) : { zh: key, en: key };
}

interface Path {
  readonly part: ScorePart;
  /** Of the steps that were to be done, 0 to 1. */
  readonly share: number;
}

function pathPart(done: readonly Done[], model: Model, hints: number, of: number, say: (key: string) => Text): Path {
  const keys = done.map(({ key }) => key);
  const common = inBoth(model.keys, keys);
  const missing = missingFrom(model.keys, keys);
  const evidence: Text[] = [
    {
      zh: `规定步骤 ${model.keys.length} 步，做到 ${common} 步`,
      en: `${common} of the ${model.keys.length} steps that were to be done`,
    },
    ...missing.map(say).map(({ zh, en }) => ({ zh: `没有做：${zh}`, en: `not done: ${en}` })),
  ];
  if (hints > 0) evidence.push({ zh: `看了 ${hints} 次提示`, en: `${hints} hints were asked for` });
  const share = model.keys.length === 0 ? 1 : common / model.keys.length;
  return { part: part('path', share - lessens.hint * hints, of, evidence), share };
}

function choiceName(choice: string | undefined): Text {
  const names: Readonly<Record<string, Text>> = stepNames;
  return (choice === undefined ? undefined : names[choice]) ?? { zh: '没有选择', en: 'nothing chosen' };
}

/** Prompt by prompt, in the model's order: what was chosen after the same prompt the first time it came up again. */
function choicePart(entries: readonly LogEntry[], model: Model, of: number): ScorePart | undefined {
  const expected = model.answered.filter(({ choice }) => choice !== undefined);
  if (expected.length === 0) return undefined;
  let left: readonly Answered[] = answeredIn(entries);
  let right = 0;
  const evidence: Text[] = [];
  for (const wanted of expected) {
    const at = left.findIndex(({ prompt }) => prompt === wanted.prompt);
    const met = left[at];
    left = at === -1 ? left : left.slice(at + 1);
    if (met?.choice === wanted.choice) right += 1;
    const [was, should] = [choiceName(met?.choice), choiceName(wanted.choice)];
    const when = met ? clock(met.t) : '--:--';
    const { number } = promptEntry(wanted.prompt);
    evidence.push(
      met?.choice === wanted.choice
        ? { zh: `${when} 提示 ${number} 之后：${was.zh}，正确`, en: `${when} after prompt ${number}: ${was.en}, right` }
        : {
            zh: `${when} 提示 ${number} 之后：${was.zh}，应为${should.zh}`,
            en: `${when} after prompt ${number}: ${was.en}; it should be to ${should.en}`,
          },
    );
  }
  return part('choice', right / expected.length, of, evidence);
}

/** The first thing that was told counts: the patient has heard it. */
function toldPart(entries: readonly LogEntry[], { tell }: Scenario, of: number): ScorePart | undefined {
  if (tell.length === 0) return undefined;
  const told = entries.find((entry) => 'told' in entry);
  const said = told ? tell[told.told - 1] : undefined;
  if (!said || !told) {
    return part('told', 0, of, [{ zh: '没有向患者说明', en: 'the patient was told nothing' }]);
  }
  const when = clock(told.t);
  if (said.right) return part('told', 1, of, [{ zh: `${when} ${said.say.zh}`, en: `${when} ${said.say.en}` }]);
  const because = said.because ?? { zh: '', en: '' };
  const evidence = {
    zh: `${when} 「${said.say.zh}」：${because.zh}`,
    en: `${when} “${said.say.en}”: ${because.en}`,
  };
  return part('told', 0, of, [evidence]);
}

function moneyPart(entries: readonly LogEntry[], model: Model, of: number, gone: number): ScorePart {
  const taken = cashTakenIn(entries);
  if (taken === model.cash) {
    return part('money', gone > 0 ? 1 : 0, of, [
      { zh: `收现金 ${formatYuan(taken)}，正确`, en: `${formatYuan(taken)} in cash, right` },
    ]);
  }
  const more = taken > model.cash;
  const by = formatYuan(subtractFen(more ? taken : model.cash, more ? model.cash : taken) as Fen);
  const evidence = {
    zh: `收现金 ${formatYuan(taken)}，应收 ${formatYuan(model.cash)}，${more ? '多' : '少'}收 ${by}`,
    en: `${formatYuan(taken)} in cash instead of ${formatYuan(model.cash)}: ${by} too ${more ? 'much' : 'little'}`,
  };
  return part('money', 0, of, [evidence]);
}

const count = (keys: readonly string[], key: string) => keys.filter((each) => each === key).length;

/** Counts as far as the path was gone: nothing is saved by doing nothing. */
function economyPart(
  done: readonly Done[],
  model: Model,
  seconds: number,
  scenario: Scenario,
  gone: number,
): ScorePart {
  const keys = done.map(({ key }) => key);
  const more = (key: string) => Math.max(0, count(keys, key) - count(model.keys, key));
  const [retries, wrongPins] = [more('choose retry'), more('pin wrong')];
  const late = seconds > scenario.limit;
  const evidence: Text[] = [
    {
      zh: `用时 ${seconds} 秒（规定 ${scenario.limit} 秒）`,
      en: `${seconds} seconds (${scenario.limit} allowed)`,
    },
  ];
  if (retries > 0) evidence.push({ zh: `多余的重试 ${retries} 次`, en: `${retries} needless retries` });
  if (wrongPins > 0) evidence.push({ zh: `多输错密码 ${wrongPins} 次`, en: `${wrongPins} wrong PINs too many` });
  const lost = lessens.needlessRetry * retries + lessens.wrongPin * wrongPins + (late ? lessens.overTime : 0);
  return part('economy', (1 - lost) * gone, scenario.points.economy, evidence);
}

/** Milliseconds in which the window was not the trainee's. */
function heldIn(entries: readonly LogEntry[]): number {
  let held = 0;
  let since: number | undefined;
  for (const entry of entries) {
    if (!('held' in entry)) continue;
    if (since !== undefined) held += entry.t - since;
    since = entry.held === 'free' ? undefined : entry.t;
  }
  return held + (since === undefined ? 0 : (entries.at(-1)?.t ?? since) - since);
}

/** Points are whole; a part that the scenario has no occasion for does not count. */
export function scoreOf(log: SessionLog, model: Model, scenario: Scenario, names: Names): Score {
  const { entries } = log;
  const done = doneIn(log, names);
  const seconds = Math.floor(((entries.at(-1)?.t ?? 0) - heldIn(entries)) / 1000);
  const hints = new Set(entries.flatMap((entry) => ('hint' in entry ? [entry.hint] : []))).size;
  const { points } = scenario;
  const plan = planOf(scenario, names);
  const path = pathPart(done, model, hints, points.path, (key) => wordsOf(key, plan, names));
  const parts = [
    path.part,
    choicePart(entries, model, points.choice),
    toldPart(entries, scenario, points.told),
    moneyPart(entries, model, points.money, path.share),
    economyPart(done, model, seconds, scenario, path.share),
  ].filter((each) => each !== undefined);
  const sum = (of: (each: ScorePart) => number) => parts.reduce((total, each) => total + of(each), 0);
  const keys = entries.reduce((total, entry) => total + ('did' in entry ? (entry.keys ?? 0) : 0), 0);
  return { parts, points: sum((each) => each.points), of: sum((each) => each.of), seconds, keys, hints };
}
