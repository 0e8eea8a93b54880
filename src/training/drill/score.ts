// What a drill was worth, from its log alone: each part with its points and the evidence for it. Pure: the same log, model
// and scenario always give the same score.

import type { Text } from '../../domain/language.ts';
import { promptEntry, stepNames } from '../../domain/prompt-catalog.ts';
import type { Scenario } from '../scenario/format.ts';
import { stepWords } from '../scenario/step-words.ts';
import type { LogEntry, SessionLog } from '../session/log.ts';
import { inBoth, missingFrom } from './common-steps.ts';
import { doneReader } from './done.ts';
import { bad, good, partOf, type ScorePart, type Weighed } from './finding.ts';
import { type Answered, answeredIn, type Model } from './model.ts';
import { comparedMoney, isRight, moneyWords, movementsIn } from './money.ts';
import { type Names, type Plan, planOf } from './plan.ts';

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

interface Done {
  readonly key: string;
  readonly t: number;
}

function doneIn({ head, entries }: SessionLog, names: Names, plan: Plan): readonly Done[] {
  const doneBy = doneReader(plan, names, head.hospital);
  return entries.flatMap((entry) => {
    const key = doneBy(entry);
    // What a trainer did is not the trainee's.
    return key === undefined || ('did' in entry && entry.by !== 'window') ? [] : [{ key, t: entry.t }];
  });
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
  const [all, share] = [model.keys.length, model.keys.length === 0 ? 1 : common / model.keys.length];
  const found = [
    good(`规定步骤 ${all} 步，做到 ${common} 步`, `${common} of the ${all} steps that were to be done`),
    ...missing.map(say).map(({ zh, en }) => bad(`没有做：${zh}`, `not done: ${en}`, 1 / all)),
  ];
  if (hints > 0) found.push(bad(`看了 ${hints} 次提示`, `${hints} hints were asked for`, lessens.hint * hints));
  return { part: partOf('path', share - lessens.hint * hints, of, found), share };
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
  const found: Weighed[] = [];
  for (const wanted of expected) {
    const at = left.findIndex(({ prompt }) => prompt === wanted.prompt);
    const met = left[at];
    left = at === -1 ? left : left.slice(at + 1);
    const [was, should] = [choiceName(met?.choice), choiceName(wanted.choice)];
    const { number } = promptEntry(wanted.prompt);
    if (!met) {
      found.push(
        bad(`没有办到提示 ${number}，应选${should.zh}`, `prompt ${number} not reached; right: to ${should.en}`),
      );
      continue;
    }
    const when = clock(met.t);
    const [zh, en] = [`${when} 提示 ${number} 之后：${was.zh}`, `${when} after prompt ${number}: ${was.en}`];
    if (met.choice === wanted.choice) right += 1;
    found.push(
      met.choice === wanted.choice
        ? good(`${zh}，正确`, `${en}, right`)
        : bad(`${zh}，应为${should.zh}`, `${en}; right: to ${should.en}`),
    );
  }
  return partOf('choice', right / expected.length, of, found);
}

/** The first thing that was told counts: the patient has heard it. */
function toldPart(entries: readonly LogEntry[], { tell }: Scenario, of: number): ScorePart | undefined {
  if (tell.length === 0) return undefined;
  const told = entries.find((entry) => 'told' in entry);
  const said = told ? tell[told.told - 1] : undefined;
  const right = tell.find((each) => each.right)?.say ?? { zh: '', en: '' };
  const should = { zh: `应说「${right.zh}」`, en: `right: “${right.en}”` };
  if (!said || !told) {
    return partOf('told', 0, of, [bad(`没有向患者说明；${should.zh}`, `the patient was told nothing; ${should.en}`)]);
  }
  const when = clock(told.t);
  if (said.right) return partOf('told', 1, of, [good(`${when} ${said.say.zh}`, `${when} ${said.say.en}`)]);
  const because = said.because ?? { zh: '', en: '' };
  return partOf('told', 0, of, [
    bad(`${when} 「${said.say.zh}」：${because.zh}`, `${when} “${said.say.en}”: ${because.en}`),
    good(should.zh, should.en),
  ]);
}

/**
 * Money that was moved wrongly costs the whole part: an amount that is not right, insurance left out, cash not taken. What was
 * never reached costs its share; where no money was to be moved, it counts as far as the path was gone. What the trainer did
 * is neither merit nor loss.
 */
function moneyPart(entries: readonly LogEntry[], model: Model, of: number, gone: number): ScorePart {
  const own = comparedMoney(model.money, movementsIn(entries)).filter(({ found }) => !found?.trainers);
  const right = own.filter(isRight).length;
  const wrong = own.filter((each) => each.found && !isRight(each)).length;
  const share = own.length === 0 ? gone : right / own.length;
  const found = own.map((each): Weighed => {
    // Where something is wrong, that is the reason; the rest was only not reached.
    const counts = wrong === 0 || each.found !== undefined;
    return { text: moneyWords(each, clock), weight: isRight(each) || !counts ? 0 : 1 };
  });
  if (own.length === 0) {
    const said = ['没有收错款，按做到的步骤计', 'no money went wrong; counted as far as the path was gone'] as const;
    found.push(gone < 1 ? bad(...said) : good(...said));
  }
  return partOf('money', wrong > 0 ? 0 : share, of, found);
}

const count = (keys: readonly string[], key: string) => keys.filter((each) => each === key).length;

/** Each time that something was done once more than it had to be. */
function needless(done: readonly Done[], model: Model, key: string): readonly string[] {
  const times = done.filter((each) => each.key === key).map(({ t }) => clock(t));
  return times.slice(count(model.keys, key));
}

/** Counts as far as the path was gone: nothing is saved by doing nothing. */
function economyPart(
  done: readonly Done[],
  model: Model,
  seconds: number,
  scenario: Scenario,
  gone: number,
): ScorePart {
  const { limit, points } = scenario;
  const retries = needless(done, model, 'choose retry');
  const wrongPins = needless(done, model, 'pin wrong');
  const late = seconds > limit;
  const [zh, en] = [`用时 ${seconds} 秒（规定 ${limit} 秒）`, `${seconds} seconds (${limit} allowed)`];
  const found = [late ? bad(zh, en, lessens.overTime * gone) : good(zh, en)];
  if (retries.length > 0) {
    const weight = lessens.needlessRetry * retries.length * gone;
    const when = retries.join(' ');
    found.push(bad(`多余的重试 ${retries.length} 次：${when}`, `${retries.length} needless retries: ${when}`, weight));
  }
  if (wrongPins.length > 0) {
    const weight = lessens.wrongPin * wrongPins.length * gone;
    const when = wrongPins.join(' ');
    found.push(
      bad(`多输错密码 ${wrongPins.length} 次：${when}`, `${wrongPins.length} wrong PINs too many: ${when}`, weight),
    );
  }
  if (gone < 1) {
    const percent = Math.floor(gone * 100);
    found.push(bad(`步骤只做到 ${percent} %，效率按此计`, `counted for the ${percent} % of the path done`, 1 - gone));
  }
  const lost = lessens.needlessRetry * retries.length + lessens.wrongPin * wrongPins.length;
  return partOf('economy', (1 - lost - (late ? lessens.overTime : 0)) * gone, points.economy, found);
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
  const seconds = Math.floor(((entries.at(-1)?.t ?? 0) - heldIn(entries)) / 1000);
  const hints = new Set(entries.flatMap((entry) => ('hint' in entry ? [entry.hint] : []))).size;
  const { points } = scenario;
  const plan = planOf(scenario, names);
  const done = doneIn(log, names, plan);
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
