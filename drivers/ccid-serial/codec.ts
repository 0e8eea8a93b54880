// The frames of the serial CCID protocol (CCID rev 1.1 messages in the GemPC Twin framing), to bytes and back.
// Pure: no deadlines, no sequence, no meaning of messages. What a byte between frames means is decided here alone.

import { xorOf } from '../bytes.ts';

/** A message in either direction: commands 60h–6Fh, answers 80h–8Fh. */
export interface CcidMessage {
  readonly type: number;
  readonly slot: number;
  readonly seq: number;
  /** b7 b8 b9 of the header. Answers: status, error or multiplier, and one byte of the message's own. */
  readonly header: readonly [number, number, number];
  readonly data: Uint8Array;
}

/** The longest data that a frame carries: a T=0 command of 261 bytes (CLA INS P1 P2 P3 and 256). */
export const MAX_DATA = 261;
/** 03 06, ten bytes of header, the data, the LRC. */
export const MAX_FRAME = 2 + 10 + MAX_DATA + 1;

const START = 0x03;
const FRAME = 0x06;
const NAK = [0x03, 0x15, 0x16] as const;
const SLOT_CHANGE = 0x50;
const CARD_GONE = 0x02;
const CARD_IN = 0x03;

export const nakBytes: Uint8Array = Uint8Array.from(NAK);
export const cardGoneBytes: Uint8Array = Uint8Array.of(SLOT_CHANGE, CARD_GONE);
export const cardInBytes: Uint8Array = Uint8Array.of(SLOT_CHANGE, CARD_IN);

/** The bytes of one frame. Data beyond MAX_DATA is the caller's bug. */
export function encodeFrame(message: CcidMessage): Uint8Array<ArrayBuffer> {
  const { type, slot, seq, header, data } = message;
  if (data.length > MAX_DATA) throw new RangeError(`a CCID frame carries ${MAX_DATA} bytes, not ${data.length}`);
  const bytes = new Uint8Array(13 + data.length);
  bytes.set([START, FRAME, type, data.length & 0xff, data.length >> 8, 0, 0, slot, seq, ...header]);
  bytes.set(data, 12);
  bytes[12 + data.length] = xorOf(bytes.subarray(0, 12 + data.length));
  return bytes;
}

/** What the decoder finds on the line, in order. Every byte received belongs to exactly one of them. */
export type Item =
  | { readonly kind: 'frame'; readonly message: CcidMessage; readonly bytes: Uint8Array }
  | { readonly kind: 'bad-lrc'; readonly bytes: Uint8Array; readonly expected: number }
  | { readonly kind: 'nak'; readonly bytes: Uint8Array }
  | { readonly kind: 'slot-change'; readonly card: boolean; readonly bytes: Uint8Array }
  | { readonly kind: 'time-request'; readonly bytes: Uint8Array }
  | { readonly kind: 'noise'; readonly bytes: Uint8Array };

/**
 * Between calls: the bytes that may still become something. `hunting`: after a bad LRC nothing is believed until the
 * next frame that is right, because the rest of the broken one may still be on its way.
 */
export interface DecoderState {
  readonly rest: Uint8Array;
  readonly hunting: boolean;
}

export const freshDecoder: DecoderState = { rest: new Uint8Array(0), hunting: false };

type Found = { readonly item: Exclude<Item, { kind: 'noise' }> } | 'more' | 'nothing';

/** Feeds received bytes; answers the new state and what they completed. */
export function decode(state: DecoderState, received: Uint8Array): readonly [DecoderState, readonly Item[]] {
  const bytes = new Uint8Array(state.rest.length + received.length);
  bytes.set(state.rest);
  bytes.set(received, state.rest.length);
  const items: Item[] = [];
  let hunting = state.hunting;
  let at = 0;
  /** Where the noise before `at` begins: neighbouring noise is one item. */
  let noiseFrom = 0;
  while (at < bytes.length) {
    const found = nextItem(bytes.subarray(at), hunting);
    if (found === 'more') break;
    if (found === 'nothing') {
      at += 1;
      continue;
    }
    const { item } = found;
    if (noiseFrom < at) items.push({ kind: 'noise', bytes: bytes.slice(noiseFrom, at) });
    if (item.kind === 'bad-lrc') hunting = true;
    if (item.kind === 'frame' || item.kind === 'nak') hunting = false;
    items.push(item);
    at += item.bytes.length;
    noiseFrom = at;
  }
  if (noiseFrom < at) items.push({ kind: 'noise', bytes: bytes.slice(noiseFrom, at) });
  const rest = bytes.slice(at);
  bytes.fill(0);
  return [{ rest, hunting }, items];
}

function nextItem(bytes: Uint8Array, hunting: boolean): Found {
  const [first = 0, second] = bytes;
  if (first === START) return startedItem(bytes);
  if (hunting) return 'nothing';
  if (first === SLOT_CHANGE) {
    if (second === undefined) return 'more';
    if (second === CARD_GONE || second === CARD_IN)
      return { item: { kind: 'slot-change', card: second === CARD_IN, bytes: bytes.slice(0, 2) } };
    return 'nothing';
  }
  if (first >= 0x80) return { item: { kind: 'time-request', bytes: bytes.slice(0, 1) } };
  return 'nothing';
}

function startedItem(bytes: Uint8Array): Found {
  if (bytes.length < 2) return 'more';
  if (bytes[1] === NAK[1]) {
    if (bytes.length < 3) return 'more';
    return bytes[2] === NAK[2] ? { item: { kind: 'nak', bytes: bytes.slice(0, 3) } } : 'nothing';
  }
  if (bytes[1] !== FRAME) return 'nothing';
  if (bytes.length < 3) return 'more';
  const type = bytes[2] ?? 0;
  if ((type & 0xf0) !== 0x60 && (type & 0xf0) !== 0x80) return 'nothing';
  if (bytes.length < 7) return 'more';
  const length = (bytes[3] ?? 0) | ((bytes[4] ?? 0) << 8);
  if (length > MAX_DATA || bytes[5] !== 0 || bytes[6] !== 0) return 'nothing';
  const end = 13 + length;
  if (bytes.length < end) return 'more';
  const expected = xorOf(bytes.subarray(0, end - 1));
  // Only the two bytes of the start are given up: a right frame may begin inside a broken one.
  if (bytes[end - 1] !== expected) return { item: { kind: 'bad-lrc', bytes: bytes.slice(0, 2), expected } };
  return { item: { kind: 'frame', message: messageOf(bytes, length), bytes: bytes.slice(0, end) } };
}

function messageOf(bytes: Uint8Array, length: number): CcidMessage {
  const [, , type = 0, , , , , slot = 0, seq = 0, b7 = 0, b8 = 0, b9 = 0] = bytes;
  return { type, slot, seq, header: [b7, b8, b9], data: bytes.slice(12, 12 + length) };
}
