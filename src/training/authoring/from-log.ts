// Makes the log of a session a scenario: the same steps, and an expectation of what was seen last. What only a person can
// say (a title, what the patient says, what to tell) is left to fill in. Pure: the same log, the same text.

import type { Expectation, Step } from '../scenario/steps.ts';
import type { LogEntry, LogHead, SessionLog } from '../session/log.ts';
import type { Sight } from '../session/sight.ts';
import { stepLine } from './flow-yaml.ts';
import { type PlainParts, plainSteps } from './plain-steps.ts';

/** A station was asked for, and the visit could not be left: whoever plays it again would be refused as well. */
function wasRefused(step: Step, before: Sight | undefined, after: readonly LogEntry[]): boolean {
  if (step.name !== 'station' || before?.station === step.value) return false;
  const next = after.findIndex((entry) => 'did' in entry);
  const seen = next === -1 ? after : after.slice(0, next);
  return !seen.some((entry) => 'saw' in entry && entry.saw.station === step.value);
}

function provedBy(step: Step): string | undefined {
  if (step.name !== 'approve' && step.name !== 'sign-in' && step.name !== 'mend-row') return undefined;
  return step.value.by;
}

/** A mistyped password is followed by a pause, which would not end in a scenario, where time stands still. */
function withoutSlips(steps: readonly Step[]): readonly Step[] {
  return steps.filter((step, index) => {
    const isSlip = (step.name === 'approve' || step.name === 'sign-in') && step.value.password !== undefined;
    return !isSlip || !steps.slice(index + 1).some((later) => provedBy(later) === step.value.by);
  });
}

/** What was done, in order, without what could not be done. */
export function stepsIn({ entries }: SessionLog): readonly Step[] {
  const steps: Step[] = [];
  let sight: Sight | undefined;
  for (const [index, entry] of entries.entries()) {
    if ('saw' in entry) sight = entry.saw;
    else if ('did' in entry && !wasRefused(entry.did, sight, entries.slice(index + 1))) steps.push(entry.did);
  }
  return withoutSlips(steps);
}

export function lastSight({ entries }: SessionLog): Sight | undefined {
  return entries.findLast((entry) => 'saw' in entry)?.saw;
}

/** The 23 digits of a data string carry the time, which is another one when it is played again. */
function withoutDataString(text: string): string {
  return text.replace(/\d{23}/, '{data}');
}

function moneyOf({ at, refund, due, change }: Sight): Partial<Expectation> {
  if (at === 'cash-due' || at === 'trial-shown-in-cash') return { due };
  if (at === 'registered' || at === 'paid') return { change };
  if (at === 'trial-shown' && due !== undefined) return { split: { cash: due } };
  const given = refund === 'trial-shown' || refund === 'refunded';
  return given && due !== undefined ? { back: { cash: due } } : {};
}

/** What a scenario expects so that it ends as it was seen. */
export function expectationOf(sight: Sight): Expectation {
  const { at, refund, prompt, text, triesLeft, closed } = sight;
  return {
    at: refund === undefined ? at : `${at} ${refund}`,
    ...(prompt && { prompt }),
    ...(text !== undefined && { text: withoutDataString(text) }),
    ...(triesLeft !== undefined && { triesLeft }),
    ...moneyOf(sight),
    ...(closed !== undefined && { closed }),
  };
}

/** Until it has a title of its own, it is told from others by what it was made of. */
function toFillIn({ scenario, start }: LogHead): string {
  const of = `${scenario ?? 'visit'} ${start.slice(0, 16)}`;
  return `# 一句话：谁来窗口，什么情况，收费员怎么做。/ In a sentence: who comes, what has happened, what a good cashier does.
title: { zh: "（题目）${of}", en: "(a title) ${of}" }`;
}

const toTell = `# says: { zh: "患者说的话", en: "What the patient says" }
# tell:
#   - say: { zh: "正确的说法", en: "What is right to tell" }
#     right: true
#   - say: { zh: "别的说法", en: "Something else" }
#     because: { zh: "为什么不对", en: "Why that is wrong" }`;

export interface FromLog {
  /** Where the JSON Schema is, for editors; absent: not said. */
  readonly schema?: string;
  /** What names mean at a hospital; absent: codes stay codes. */
  readonly lookup?: PlainParts['lookup'];
}

/** The text of a scenario file. */
export function scenarioFromLog(log: SessionLog, { schema, lookup }: FromLog = {}): string {
  const { hospital, start } = log.head;
  const plain = plainSteps(stepsIn(log), { entries: log.entries, hospital, ...(lookup && { lookup }) });
  const sight = lastSight(log);
  const lines = [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
    toFillIn(log.head),
    `date: ${start.slice(0, 10)}`,
    `time: ${JSON.stringify(start.slice(11))}`,
    `hospital: ${JSON.stringify(hospital)}`,
    toTell,
    'steps:',
    ...plain.map(({ name, value }) => stepLine(name, value)),
    ...(sight ? [stepLine('expect', expectationOf(sight))] : []),
  ];
  return `${lines.join('\n')}\n`;
}
