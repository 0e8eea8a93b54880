// One conversation in T=1 blocks, through the reader: each block is an XfrBlock there and back.
// What is said is decided in t1/host.ts; here a reader's report becomes a block, a silence, or the end.

import type { ReaderError } from '../reader.ts';
import { readerError } from '../reader-error.ts';
import { stepT1, type T1Event, type T1Link, type T1Step, type T1Talk } from '../t1/host.ts';
import type { Exchange } from './channel.ts';
import type { CcidMessage } from './codec.ts';
import { limits } from './link.ts';
import { errorOfAnswer, readStatus, xfrBlock } from './messages.ts';

/** `link`: where the card stands after it, for the next command; undefined: the card needs a reset. */
export type Talked =
  | { readonly at: 'answered'; readonly answer: Uint8Array; readonly link: T1Link }
  | { readonly at: 'failed'; readonly error: ReaderError; readonly link: T1Link | undefined }
  /** The line failed, not the card: how far the card came is unknown, it must be resynchronised. */
  | { readonly at: 'broken'; readonly error: ReaderError; readonly link: T1Link }
  /** The reader refused a block for another reason than the card's silence: its message decides. */
  | { readonly at: 'refused'; readonly message: CcidMessage; readonly error: ReaderError };

/** Carries on from the first block to the end. Errors: those of the link; card-protocol, mute-card. */
export async function talkT1(exchange: Exchange, first: T1Step, doing: string): Promise<Talked> {
  let step = first;
  let heard = false;
  while (step.do === 'send') {
    const limit = Math.min(limits.apdu * step.wait, limits.cap);
    const command = xfrBlock(step.bytes, step.wait > 1 ? step.wait : 0);
    const answer = await exchange(command, { doing, limit, extendable: true });
    // A block may carry a PIN.
    step.bytes.fill(0);
    if (!answer.ok) return { at: 'broken', error: answer.error, link: step.talk.link };
    const event = eventOf(answer.value);
    if (!event) return { at: 'refused', message: answer.value, error: errorOf(answer.value, doing) };
    if (event.kind === 'block') heard = true;
    step = next(step.talk, event);
  }
  if (step.do === 'answer') return { at: 'answered', answer: step.answer, link: step.link };
  const error = readerError(heard ? 'card-protocol' : 'mute-card', `${doing}: ${step.why}`);
  return { at: 'failed', error, link: step.link };
}

function next(talk: T1Talk, event: T1Event): T1Step {
  const step = stepT1(talk, event);
  if (event.kind === 'block') event.bytes.fill(0);
  return step;
}

/** A parity error or an overrun is a block that did not arrive; so is the silence of a card that still has power. */
function eventOf(message: CcidMessage): T1Event | undefined {
  const status = readStatus(message);
  if (status?.outcome === 'done') return { kind: 'block', bytes: message.data };
  const lost = [0xbd, 0xfc, 0xfd, 0xfe].includes(message.header[1]);
  return status?.card === 'active' && lost ? { kind: 'silence' } : undefined;
}

function errorOf(message: CcidMessage, doing: string): ReaderError {
  return errorOfAnswer(message, readStatus(message)?.card ?? 'absent', doing, true);
}
