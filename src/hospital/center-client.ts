// Speaks to the center: signs in when it must, wraps and unwraps the envelope, believes an answer only when it is
// readable, and says of every failure whether the message may have arrived. It writes nothing down and never resends.

import type { z } from 'zod';
import { type CalendarDate, type Clock, dateOfTimestamp, type Timestamp } from '../domain/date.ts';
import type { RequestEnvelope, Transport } from '../domain/protocol/envelope.ts';
import { envelope } from './answers.ts';
import { areOnTwoDays, dayAlreadyReached } from './clock-check.ts';
import type { DeskPlace } from './desk.ts';
import type { Message } from './requests.ts';
import * as requests from './requests.ts';
import { centerClockBehind, centerProblem, clocksDiffer, type Problem, reviewProblem } from './visit/problem.ts';
import { type ReviewFinding, refusals } from './visit/review.ts';
import type { Refusal } from './visit/state.ts';
import { centerUnreached } from './visit/step.ts';

/** Who speaks, as every envelope says it. */
export interface Speaker {
  readonly hospital: { readonly code: string; readonly name: string };
  /** 6 digits. */
  readonly area: string;
  /** Who is signed in at the desk at this moment. */
  readonly operator: () => DeskPlace['operator'];
}

/** What came of one message. */
export type Reply<Output> =
  | { readonly at: 'answered'; readonly output: Output; readonly findings: readonly ReviewFinding[] }
  /** One of the ten prompts; nothing was changed. */
  | { readonly at: 'refused'; readonly refusal: Refusal }
  /** Refused with a message of the center's own; nothing was changed. */
  | { readonly at: 'problem'; readonly problem: Problem }
  /** No readable answer. Only `sent: no` means that nothing happened. `word`: what the center has against whoever sent it. */
  | { readonly at: 'unanswered'; readonly sent: 'no' | 'maybe'; readonly cause: string; readonly word?: Problem };

export type LineState = 'unknown' | 'up' | 'down';

export interface CenterClient {
  /** As of the last message. */
  line(): LineState;
  /** What the center has against this counter or its clock, as of the last message; undefined: nothing that it said. */
  hindrance(): Problem | undefined;
  /**
   * Sends a message under a number that was written down before. Never sends it twice. A refusal that is not about the
   * message itself is no answer to it.
   */
  send<Output>(message: Message<Output>, msgid: string): Promise<Reply<Output>>;
  /** Sends a message that changes nothing at the center; a sign-in that expired is renewed and the message repeated. */
  ask<Output>(message: Message<Output>): Promise<Reply<Output>>;
}

export interface ClientParts {
  readonly speaker: Speaker;
  readonly transport: Transport;
  /** What is known of the line before the first message. */
  readonly line?: LineState;
  readonly clock: Clock;
  readonly nextMessageId: () => string;
}

/** The prompt that an unanswered message shows: 5. */
export function unreached(reply: Extract<Reply<unknown>, { at: 'unanswered' }>): Refusal {
  return centerUnreached(reply.cause);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(what: string): Reply<never> {
  return { at: 'unanswered', sent: 'maybe', cause: `unreadable answer: ${what}` };
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'no answer';
}

/** Reads an answer. `err_msg` is handed on unchanged, as the Tianjin hospitals showed it. */
export function readAnswer<Output>(text: string, schema: z.ZodType<Output>): Reply<Output> {
  const opened = envelope.safeParse(parseJson(text));
  if (!opened.success) return unreadable(firstIssue(opened.error));
  const { infcode, err_msg, sim_prompt, sim_review: findings, sim_undecided, output } = opened.data;
  if (infcode === 0) {
    const read = schema.safeParse(output);
    return read.success ? { at: 'answered', output: read.data, findings } : unreadable(firstIssue(read.error));
  }
  if (err_msg === undefined) return unreadable('a refusal without a word');
  // A copy of the message that is still on its way may be done when it comes: no refusal to rely on.
  if (sim_undecided) return { at: 'unanswered', sent: 'maybe', cause: err_msg };
  if (!sim_prompt) {
    const ofReview = refusals(findings).length > 0;
    return { at: 'problem', problem: ofReview ? reviewProblem(err_msg, findings) : centerProblem(err_msg) };
  }
  const { id, stage, fact, also } = sim_prompt;
  return { at: 'refused', refusal: { prompt: id, text: err_msg, stage, fact, also } };
}

/** The center names the field that it refuses; only this one is about signing in. */
function isSignInExpired(reply: Reply<unknown>): boolean {
  return reply.at === 'problem' && reply.problem.message.startsWith('sign_no');
}

/** What an envelope says of who speaks, and when. */
const ofTheSender: ReadonlySet<string> = new Set<keyof RequestEnvelope>([
  'sign_no',
  'signtype',
  'cainfo',
  'opter',
  'opter_name',
  'opter_type',
  'fixmedins_code',
  'fixmedins_name',
  'mdtrtarea_admvs',
  'insuplc_admdvs',
  'recer_sys_code',
  'infver',
  'inf_time',
]);

/**
 * Refused for who sent it, or when: the center keeps nothing of that, and says nothing of the message. Another copy of it may
 * have been done while its sign-in was good, or may be once the sender is let in again. A wrong clock has words of its own.
 */
export function isAboutSender({ kind, message }: Problem): boolean {
  return kind === 'clock' || ofTheSender.has(message.split(':', 1)[0] ?? '');
}

/** Unproven: said of every message of this counter, until somebody gives it the hospital's key, or the right one. */
const unproven = /^(?:cainfo|signtype):/;

/** The center's word about this counter, or its clock, in an answer that says nothing of the message; undefined of any other. */
function wordOnSender({ cause }: Extract<Reply<unknown>, { at: 'unanswered' }>, own: Timestamp): Problem | undefined {
  if (unproven.test(cause)) return centerProblem(cause);
  const day = dayAlreadyReached(cause);
  if (day === undefined) return undefined;
  return dateOfTimestamp(own) < day ? clocksDiffer(own, day) : centerClockBehind(own, day);
}

/** Of a message that was written down, what the center says of its sender is no answer; it stands beside that there is none. */
function ofItself<Output>(reply: Reply<Output>, own: Timestamp): Reply<Output> {
  if (reply.at === 'problem' && isAboutSender(reply.problem)) {
    return { at: 'unanswered', sent: 'maybe', cause: reply.problem.message };
  }
  const word = reply.at === 'unanswered' ? wordOnSender(reply, own) : undefined;
  return reply.at === 'unanswered' && word ? { ...reply, word } : reply;
}

/** Of a message that changes nothing, nobody has to know whether it arrived: what the center says of its sender is told. */
function told<Output>(reply: Reply<Output>, own: Timestamp): Reply<Output> {
  const problem = reply.at === 'unanswered' ? wordOnSender(reply, own) : undefined;
  return problem ? { at: 'problem', problem } : reply;
}

/** What it has against whoever sent it, or when. */
function hindranceIn(reply: Reply<unknown>): Problem | undefined {
  const said = reply.at === 'problem' ? reply.problem : reply.at === 'unanswered' ? reply.word : undefined;
  return said && isAboutSender(said) ? said : undefined;
}

interface Wrapping {
  readonly speaker: Speaker;
  readonly at: Timestamp;
  /** Undefined: not signed in. */
  readonly signNo: string | undefined;
}

function wrap(message: Message<unknown>, msgid: string, { speaker, at, signNo }: Wrapping): string {
  const { hospital, area } = speaker;
  const operator = speaker.operator();
  const request: RequestEnvelope = {
    infno: message.infno,
    msgid,
    mdtrtarea_admvs: area,
    insuplc_admdvs: area,
    recer_sys_code: 'yibao-pos',
    dev_no: null,
    dev_safe_info: null,
    cainfo: null,
    signtype: null,
    infver: 'V1.0',
    opter_type: '1',
    opter: operator.code,
    opter_name: operator.name,
    inf_time: at,
    fixmedins_code: hospital.code,
    fixmedins_name: hospital.name,
    sign_no: signNo ?? null,
    input: message.input,
  };
  return JSON.stringify(request);
}

export function createCenterClient({ speaker, transport, clock, nextMessageId, ...before }: ClientParts): CenterClient {
  let line: LineState = before.line ?? 'unknown';
  let hindrance: Problem | undefined;
  let signNo: string | undefined;
  /** Whose sign-in that is, and of which day: whoever comes after them signs in for themselves, and everybody once a day. */
  let signedIn: { readonly operator: string; readonly day: CalendarDate } | undefined;

  async function exchange<Output>(message: Message<Output>, msgid: string): Promise<Reply<Output>> {
    const carried = await transport.exchange(wrap(message, msgid, { speaker, at: clock.now(), signNo }));
    if (!carried.ok) {
      line = 'down';
      const { kind, sent, cause } = carried.error;
      return { at: 'unanswered', sent, cause: `${kind}: ${cause}` };
    }
    const reply = readAnswer(carried.value, message.answer);
    line = told(reply, clock.now()).at === 'unanswered' ? 'down' : 'up';
    if (isSignInExpired(reply)) signNo = undefined;
    return reply;
  }

  /** Undefined: signed in. Otherwise why not; the message that wanted it was not sent. */
  async function enter(): Promise<Reply<never> | undefined> {
    const operator = speaker.operator();
    const now = clock.now();
    const day = dateOfTimestamp(now);
    if (signNo !== undefined && signedIn?.operator === operator.code && signedIn.day === day) return undefined;
    const reply = told(await exchange(requests.signIn(operator), nextMessageId()), now);
    if (reply.at === 'unanswered') return { ...reply, sent: 'no' };
    if (reply.at !== 'answered') return reply;
    const { sign_no, sign_time: there = now } = reply.output.signinoutb;
    if (areOnTwoDays(now, there)) return { at: 'problem', problem: clocksDiffer(now, there) };
    signNo = sign_no;
    signedIn = { operator: operator.code, day };
    return undefined;
  }

  async function signedInAsk<Output>(message: Message<Output>): Promise<Reply<Output>> {
    const msgid = nextMessageId();
    return (await enter()) ?? told(await exchange(message, msgid), clock.now());
  }

  function heard<Output>(reply: Reply<Output>): Reply<Output> {
    hindrance = hindranceIn(reply);
    return reply;
  }

  return {
    line: () => line,
    hindrance: () => hindrance,
    async send(message, msgid) {
      return heard((await enter()) ?? ofItself(await exchange(message, msgid), clock.now()));
    },
    async ask(message) {
      const reply = await signedInAsk(message);
      return heard(isSignInExpired(reply) ? await signedInAsk(message) : reply);
    },
  };
}
