// What a transaction is: a number, the shape of its input, and a run over the store that either is done or refuses.
// A run that refuses has changed nothing: whatever it wrote is rolled back by the one that called it.

import type { z } from 'zod';
import type { CalendarDate, Timestamp } from '../../domain/date.ts';
import type { PromptNote } from '../../domain/protocol/envelope.ts';
import type { ReviewFindingOnWire } from '../../domain/protocol/review.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Pack } from '../../policy/pack.ts';
import type { ReviewRules } from '../../policy/review/rule.ts';
import type { Verdict } from '../eligibility.ts';
import { readerOf } from '../fields.ts';
import type { Hospital } from '../store/people.ts';
import type { Store } from '../store/store.ts';

/** Everything that a message comes with but its input. */
export interface Call {
  readonly store: Store;
  readonly pack: Pack;
  readonly review: ReviewRules;
  readonly hospital: Hospital;
  /** Who sent it, by number. */
  readonly operator: string;
  /** The sign-in it was sent under; empty in 9001 alone. */
  readonly signNo: string;
  readonly msgid: string;
  readonly now: Timestamp;
  readonly today: CalendarDate;
}

export interface Refused {
  readonly fate: 'refused';
  readonly message: string;
  readonly note: PromptNote | null;
  /** What it wrote stays all the same: a try at a PIN is spent, right or wrong. Every other refusal leaves nothing. */
  readonly leavesTrace?: true;
  /** What real-time review found; absent: it was not asked. */
  readonly review?: readonly ReviewFindingOnWire[];
  /** Not for what the message asks, but for the moment: a copy of it that comes later may be done (a full disk). */
  readonly undecided?: true;
}

export interface Answered<Output> {
  readonly fate: 'done';
  readonly output: Output;
  readonly note: PromptNote | null;
  readonly review?: readonly ReviewFindingOnWire[];
}

export type Outcome = Answered<unknown> | Refused;

export interface Transaction {
  readonly infno: string;
  /** What it accepts: the API document is generated from it as well. */
  readonly schema: z.ZodType;
  /** Reads the input; the problem names the field. */
  readonly accept: (input: unknown) => Result<(call: Call) => Outcome, string>;
}

/** `Output` is the wire's type: what a transaction answers is checked against the protocol. */
export function transaction<Input, Output>(
  infno: string,
  schema: z.ZodType<Input>,
  run: (call: Call, input: Input) => Answered<Output> | Refused,
): Transaction {
  const readInput = readerOf(schema, 'input');
  return {
    infno,
    schema,
    accept(input) {
      const read = readInput(input);
      return read.ok ? ok((call: Call) => run(call, read.value)) : read;
    },
  };
}

export function done<Output>(output: Output, note: PromptNote | null = null): Answered<Output> {
  return { fate: 'done', output, note };
}

/** Done, with what real-time review has to say of it. */
export function doneWith<Output>(output: Output, review: readonly ReviewFindingOnWire[]): Answered<Output> {
  return { fate: 'done', output, note: null, review };
}

/** A refusal that is none of the documented prompts: it names the field, and why in both languages. */
export function refused(field: string, zh: string, en: string): Refused {
  return { fate: 'refused', message: `${field}: ${zh} (${en})`, note: null };
}

/** Refused for the moment only: whoever sent it has to ask what became of it (5203). */
export function undecided(refusal: Refused): Refused {
  return { ...refusal, undecided: true };
}

/** One of the documented prompts: its exact text, and nothing else. */
export function prompted({ text, note }: Verdict): Refused {
  return { fate: 'refused', message: text, note };
}
