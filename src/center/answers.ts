// The envelope of an answer, and the fingerprint of a request. Encoding only: nothing is decided here.

import { compactTimestamp, type Timestamp } from '../domain/date.ts';
import { canonicalJson } from '../domain/protocol/canonical.ts';
import type { AnswerEnvelope } from '../domain/protocol/envelope.ts';
import type { ReviewFindingOnWire } from '../domain/protocol/review.ts';
import type { Envelope } from './schemas.ts';
import { sha256 } from './store/sha256.ts';
import type { Outcome } from './transactions/transaction.ts';

const longestMessage = 200;
const serialDigits = 10;
const areaDigits = 6;
/** The clock counts seconds; the field has milliseconds. */
const noMilliseconds = '000';
const noArea = '000000';

/**
 * Where an answer comes from and its number. An answer that is kept has its place in the message log; one that is not
 * (a message nobody could read) counts from the end of the range, so the two never meet.
 */
export interface AnswerPlace {
  readonly area: string | undefined;
  readonly serial: number;
  readonly now: Timestamp;
}

export function lastSerialsFrom(count: number): number {
  return 10 ** serialDigits - count;
}

function shortened(message: string): string {
  return [...message].slice(0, longestMessage).join('');
}

/** What review warns of, in a line: `sim_review` has all of it. */
function warningOf(review: readonly ReviewFindingOnWire[]): string | null {
  const warnings = review.filter(({ severity }) => severity === 'warn').map(({ message }) => message.zh);
  return warnings.length > 0 ? shortened(warnings.join('；')) : null;
}

export function encodeAnswer(outcome: Outcome, { area = noArea, serial, now }: AnswerPlace): string {
  const time = compactTimestamp(now);
  const { review = [] } = outcome;
  const answer: AnswerEnvelope = {
    infcode: outcome.fate === 'done' ? 0 : -1,
    inf_refmsgid: `${area.padEnd(areaDigits, '0')}${time}${String(serial).padStart(serialDigits, '0')}`,
    refmsg_time: `${time}${noMilliseconds}`,
    respond_time: `${time}${noMilliseconds}`,
    err_msg: outcome.fate === 'done' ? null : shortened(outcome.message),
    warn_msg: warningOf(review),
    sim_prompt: outcome.note,
    sim_review: review.length > 0 ? review : null,
    ...(outcome.fate === 'refused' && outcome.undecided && { sim_undecided: '1' }),
    output: outcome.fate === 'done' ? outcome.output : null,
  };
  return JSON.stringify(answer);
}

/** A PIN has no part in the fingerprint: of six digits, any fingerprint that is kept gives them away. */
function withoutPin(input: Envelope['input']): Envelope['input'] {
  const { data } = input;
  if (typeof data !== 'object' || data === null || !('sim_pin' in data)) return input;
  const { sim_pin: _pin, ...rest } = data;
  return { ...input, data: rest };
}

/**
 * What makes two messages of one msgid the same: all but when, and under which sign-in, they were sent, a PIN, and the
 * signature, which says no more than the rest.
 */
export function bodyHash(request: Envelope): string {
  const { sign_no: _signNo, inf_time: _time, input, ...rest } = request;
  const body = { ...rest, cainfo: null, input: withoutPin(input) };
  return sha256(canonicalJson(body));
}
