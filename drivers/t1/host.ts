// The host's side of T=1 (ISO/IEC 7816-3, 11.6): one command out in blocks, one answer back, and what to do when a
// block is lost, garbled or unexpected. A pure state machine; the blocks travel as any line likes (ccid-serial/t1-card.ts).

import { concatBytes } from '../bytes.ts';
import { type Block, type Check, decodeBlock, encodeBlock, type Supervision } from './block.ts';

/** What both sides have agreed on, between two commands. */
export interface T1Link {
  readonly check: Check;
  /** IFSC: the longest information field that the card takes, 1–254 bytes; and what it was at the reset. */
  readonly ifsc: number;
  readonly initialIfsc: number;
  /** The number of our next I-block, and of the card's. */
  readonly ns: 0 | 1;
  readonly nr: 0 | 1;
}

export function freshT1(check: Check, ifsc: number): T1Link {
  return { check, ifsc, initialIfsc: ifsc, ns: 0, nr: 0 };
}

/** Three attempts and no more before S(RESYNCH), and three of those (rules 6.4, 7.4). */
const MAX_ATTEMPTS = 3;
/** A card may ask for more time, but not for ever. */
const MAX_WAITS = 64;
/** The longest answer to a command with short lengths: 256 bytes and the status word. */
const MAX_ANSWER = 258;

type Phase =
  /** `rest` begins with the block under way, `size` bytes long. */
  | { readonly at: 'sending'; readonly rest: Uint8Array; readonly size: number }
  | { readonly at: 'receiving'; readonly answer: Uint8Array }
  /** Waiting for the response to the S-block sent last. `failure`: why the command before it has failed. */
  | { readonly at: 'requesting'; readonly about: Supervision; readonly failure: string | undefined }
  /** The card broke the command off and has the line. */
  | { readonly at: 'aborted' };

export interface T1Talk {
  readonly link: T1Link;
  readonly phase: Phase;
  /** The block sent last. */
  readonly last: Block;
  /** Failures since the last progress. */
  readonly failures: number;
  readonly waits: number;
}

export type T1Event =
  | { readonly kind: 'block'; readonly bytes: Uint8Array }
  /** The card said nothing in its time, or what it said did not even arrive as bytes. */
  | { readonly kind: 'silence' };

export type T1Step =
  /** `wait`: how many block waiting times the card may take for its answer. */
  | { readonly do: 'send'; readonly bytes: Uint8Array<ArrayBuffer>; readonly wait: number; readonly talk: T1Talk }
  | { readonly do: 'answer'; readonly answer: Uint8Array; readonly link: T1Link }
  /** `link` undefined: the card cannot even be resynchronised; only a reset helps. */
  | { readonly do: 'fail'; readonly why: string; readonly link: T1Link | undefined };

/** Begins to send a command. */
export function sendCommand(link: T1Link, command: Uint8Array): T1Step {
  return sendChunk({ link, phase: { at: 'aborted' }, last: resynch, failures: 0, waits: 0 }, command);
}

/** Tells the card how long a block it may send; ends as an answer without bytes. */
export function negotiateSize(link: T1Link, ifsd: number): T1Step {
  return request(link, { kind: 'S', about: 'ifs', response: false, value: ifsd }, undefined);
}

/** Begins anew after a conversation that broke off; ends as an answer without bytes. */
export function resynchronise({ check, initialIfsc }: T1Link): T1Step {
  return request(freshT1(check, initialIfsc), resynch, undefined);
}

/** Something came, or nothing did. */
export function stepT1(talk: T1Talk, event: T1Event): T1Step {
  if (event.kind === 'silence') return invalid(talk, 2, 'the card does not answer');
  const decoded = decodeBlock(event.bytes, talk.link.check);
  if (!decoded.ok) return invalid(talk, decoded.error, 'the card sends garbled blocks');
  const { block } = decoded;
  if (block.kind === 'S') return block.response ? responded(talk, block) : requested(talk, block);
  switch (talk.phase.at) {
    case 'requesting':
      return invalid(talk, 2, 'the card does not answer a request');
    case 'aborted':
      return request(talk.link, resynch, 'the card broke the command off');
    case 'sending':
      return block.kind === 'R' ? acknowledged(talk, talk.phase, block) : answerBegan(talk, talk.phase, block);
    case 'receiving':
      return block.kind === 'R' ? unexpected(talk) : informed(talk, talk.phase.answer, block);
  }
}

const resynch: Block & { kind: 'S' } = { kind: 'S', about: 'resynch', response: false };
const other = (number: 0 | 1): 0 | 1 => (number === 0 ? 1 : 0);

function send(talk: T1Talk, block: Block, wait = 1): T1Step {
  return { do: 'send', bytes: encodeBlock(block, talk.link.check), wait, talk: { ...talk, last: block } };
}

function sendChunk(talk: T1Talk, rest: Uint8Array): T1Step {
  const { link } = talk;
  const size = Math.min(rest.length, link.ifsc);
  const block: Block = { kind: 'I', ns: link.ns, more: size < rest.length, data: rest.subarray(0, size) };
  return send({ ...talk, phase: { at: 'sending', rest, size } }, block);
}

function request(link: T1Link, block: Block & { kind: 'S' }, failure: string | undefined): T1Step {
  const phase: Phase = { at: 'requesting', about: block.about, failure };
  return send({ link, phase, last: block, failures: 0, waits: 0 }, block);
}

/** Rules 7.1–7.4: a request is repeated, everything else answered with an R-block; in the end S(RESYNCH). */
function invalid(talk: T1Talk, error: 1 | 2, why: string): T1Step {
  const { link, phase, last } = talk;
  const failures = talk.failures + 1;
  const again = { ...talk, failures };
  if (failures < MAX_ATTEMPTS) {
    const repeated = (last.kind === 'S' && !last.response) || last.kind === 'R';
    return send(again, repeated ? last : { kind: 'R', nr: link.nr, error });
  }
  if (phase.at !== 'requesting' || phase.about !== 'resynch') return request(link, resynch, why);
  return { do: 'fail', why: `${phase.failure ?? why}, and is not to be resynchronised`, link: undefined };
}

function unexpected(talk: T1Talk): T1Step {
  return invalid(talk, 2, 'the card sends blocks that make no sense');
}

function acknowledged(talk: T1Talk, { rest, size }: Phase & { at: 'sending' }, block: Block & { kind: 'R' }): T1Step {
  const { link } = talk;
  if (block.nr === link.ns) {
    // The same block again: it did not arrive.
    const failures = talk.failures + 1;
    if (failures >= MAX_ATTEMPTS) return request(link, resynch, 'the card refuses a block again and again');
    return sendChunk({ ...talk, failures }, rest);
  }
  if (size === rest.length) return unexpected(talk);
  return sendChunk({ ...talk, link: { ...link, ns: other(link.ns) }, failures: 0 }, rest.subarray(size));
}

/** The first block of the answer says that the whole command has arrived. */
function answerBegan(talk: T1Talk, { rest, size }: Phase & { at: 'sending' }, block: Block & { kind: 'I' }): T1Step {
  const { link } = talk;
  if (size < rest.length || block.ns !== link.nr) return unexpected(talk);
  return informed({ ...talk, link: { ...link, ns: other(link.ns) } }, new Uint8Array(0), block);
}

function informed(talk: T1Talk, before: Uint8Array, block: Block & { kind: 'I' }): T1Step {
  if (block.ns !== talk.link.nr) return unexpected(talk);
  const link = { ...talk.link, nr: other(talk.link.nr) };
  const answer = concatBytes(before, block.data);
  if (answer.length > MAX_ANSWER)
    return request(link, { kind: 'S', about: 'abort', response: false }, 'the answer is longer than any can be');
  if (!block.more) return { do: 'answer', answer, link };
  return send({ ...talk, link, phase: { at: 'receiving', answer }, failures: 0 }, { kind: 'R', nr: link.nr, error: 0 });
}

/** The card asks: for longer blocks, for time, or to break off. */
function requested(talk: T1Talk, block: Block & { kind: 'S' }): T1Step {
  const { about, value = 1 } = block;
  if (about === 'resynch' || talk.phase.at === 'requesting') return unexpected(talk);
  const response = { ...block, response: true };
  switch (about) {
    case 'ifs':
      return send({ ...talk, link: { ...talk.link, ifsc: value } }, response);
    case 'wtx': {
      const waits = talk.waits + 1;
      if (waits > MAX_WAITS) return request(talk.link, resynch, 'the card asks for more time for ever');
      return send({ ...talk, waits, failures: 0 }, response, value);
    }
    case 'abort':
      return send({ ...talk, phase: { at: 'aborted' } }, response);
  }
}

function responded(talk: T1Talk, block: Block & { kind: 'S' }): T1Step {
  const { phase, last, link } = talk;
  if (phase.at !== 'requesting' || last.kind !== 'S' || block.about !== phase.about || block.value !== last.value)
    return unexpected(talk);
  switch (block.about) {
    case 'resynch': {
      const anew = freshT1(link.check, link.initialIfsc);
      // The command is not repeated, because the card may have carried it out.
      if (phase.failure !== undefined) return { do: 'fail', why: phase.failure, link: anew };
      return { do: 'answer', answer: new Uint8Array(0), link: anew };
    }
    case 'abort':
      return request(link, resynch, phase.failure);
    case 'ifs':
    case 'wtx':
      return { do: 'answer', answer: new Uint8Array(0), link };
  }
}
