// The log of a session: what was done at the window, when and by whom, and what was seen. Text, one JSON object a line, so
// that a log that was cut short is still one. Whoever replays or scores it reads only this.

import { z } from 'zod';
import type { Timestamp } from '../../domain/date.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { type Step, type StepName, stepSchemas } from '../scenario/steps.ts';
import type { Sight } from './sight.ts';

const format = 'yibao-pos session';

/** Who did it: the one at the window, the scenario's script, or a trainer from outside. */
export type Doer = 'window' | 'script' | 'trainer';

/** Whose the window is: the trainee's, nobody's (the trainer has frozen it), or in the trainer's own hands. */
export const holds = ['free', 'frozen', 'taken'] as const;
export type Held = (typeof holds)[number];

export interface LogHead {
  readonly mode: 'visit' | 'demo' | 'drill' | 'exam';
  /** The name of the scenario's file without its ending; null in a free visit. */
  readonly scenario: string | null;
  readonly trainee: string | null;
  /** When the session began, in the city's time: its business date, and the time of day there. */
  readonly start: Timestamp;
  readonly hospital: string;
  readonly window: number;
}

/** `t`: milliseconds since the start, in which somebody sat there; the city's date goes on by `days-pass` alone. */
export type LogEntry =
  /** `keys`: how many were pressed since the entry before. */
  | { readonly t: number; readonly did: Step; readonly by: Doer; readonly keys?: number }
  | { readonly t: number; readonly saw: Sight }
  /** What was told to the patient: its place in the scenario, from 1. */
  | { readonly t: number; readonly told: number }
  /** A hint was asked for, for the step at this place. */
  | { readonly t: number; readonly hint: number }
  /** The trainer froze the window, took it over, or gave it back. */
  | { readonly t: number; readonly held: Held }
  /** The end: `hash` of everything in the databases, where it was taken. */
  | { readonly t: number; readonly ended: 'done' | 'left' | 'out-of-time'; readonly hash: string | null };

export interface SessionLog {
  readonly head: LogHead;
  readonly entries: readonly LogEntry[];
}

export interface LogProblem {
  /** From 1. */
  readonly line: number;
  readonly expected: string;
}

const headSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(1),
  mode: z.enum(['visit', 'demo', 'drill', 'exam']),
  scenario: z.string().nullable(),
  trainee: z.string().nullable(),
  start: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
  hospital: z.string(),
  window: z.int().min(1),
});

const t = z.int().min(0);
const sightSchema = z.strictObject({
  hospital: z.string(),
  station: z.string(),
  at: z.string(),
  refund: z.string().optional(),
  prompt: z.string().optional(),
  text: z.string().optional(),
  triesLeft: z.int().optional(),
  ticket: z.string().optional(),
  charge: z.enum(['registration', 'fees']).optional(),
  due: z.string().optional(),
  tendered: z.string().optional(),
  change: z.string().optional(),
  fund: z.string().optional(),
  account: z.string().optional(),
  receipt: z.string().optional(),
  returned: z.string().optional(),
  closed: z.string().optional(),
});
const entrySchema = z.union([
  z.strictObject({
    t,
    did: z.record(z.string(), z.unknown()),
    by: z.enum(['window', 'script', 'trainer']),
    keys: z.int().min(0).optional(),
  }),
  z.strictObject({ t, saw: sightSchema }),
  z.strictObject({ t, told: z.int().min(1) }),
  z.strictObject({ t, hint: z.int().min(0) }),
  z.strictObject({ t, held: z.enum(holds) }),
  z.strictObject({ t, ended: z.enum(['done', 'left', 'out-of-time']), hash: z.string().nullable() }),
]);

/** A head as it stands in a log. */
export function headData(head: LogHead): object {
  return { format, version: 1, ...head };
}

/** An entry as it stands in a log. */
export function entryData(entry: LogEntry): object {
  if (!('did' in entry)) return entry;
  const { t: at, did, by, keys } = entry;
  return { t: at, did: { [did.name]: did.value }, by, ...(keys === undefined ? {} : { keys }) };
}

export function headLine(head: LogHead): string {
  return JSON.stringify(headData(head));
}

export function entryLine(entry: LogEntry): string {
  return JSON.stringify(entryData(entry));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isStepName(name: string): name is StepName {
  return Object.hasOwn(stepSchemas, name);
}

/** A step as a log or a scenario writes it: the one key is its name. */
export function stepIn(did: Readonly<Record<string, unknown>>): Step | undefined {
  const [name, ...more] = Object.keys(did);
  if (name === undefined || more.length > 0 || !isStepName(name)) return undefined;
  const value = stepSchemas[name].safeParse(did[name]);
  return value.success ? ({ name, value: value.data } as Step) : undefined;
}

/** The head that somebody wrote; undefined where it is none. */
export function headFrom(data: unknown): LogHead | undefined {
  const head = headSchema.safeParse(data);
  if (!head.success) return undefined;
  const { format: _format, version: _version, start, ...named } = head.data;
  return { ...named, start: start as Timestamp };
}

/** The entry that somebody wrote; undefined where it is none. */
export function entryFrom(data: unknown): LogEntry | undefined {
  const read = entrySchema.safeParse(data);
  if (!read.success) return undefined;
  if (!('did' in read.data)) return read.data as LogEntry;
  const { did, ...rest } = read.data;
  const step = stepIn(did);
  if (!step) return undefined;
  const { t: at, by, keys } = rest;
  return { t: at, did: step, by, ...(keys === undefined ? {} : { keys }) };
}

/** Reads a log; a last line that was cut short is left out, any other that cannot be read is refused with its place. */
export function readLog(text: string): Result<SessionLog, LogProblem> {
  const [first = '', ...rest] = text.split('\n');
  const head = headFrom(parse(first));
  if (!head) return failure({ line: 1, expected: 'the first line of a session log' });
  const entries: LogEntry[] = [];
  const last = rest.length - 1;
  for (const [index, lineText] of rest.entries()) {
    if (lineText === '' && index === last) break;
    const entry = entryFrom(parse(lineText));
    if (entry) entries.push(entry);
    // What comes after the last line break was being written when it ended.
    else if (index !== last) return failure({ line: index + 2, expected: 'an entry of a session log' });
  }
  return ok({ head, entries });
}
