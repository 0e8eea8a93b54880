// The nibble frame of the GWI-IC20 family of counter readers, to bytes and back. Pure: no deadlines, no meaning.
// 02 | body | 03; the body is length (2 bytes), data, LRC (XOR of the data), each byte as two of 30h + nibble. So a frame's
// first and last byte occur nowhere inside it, and a cut or garbled frame hides no other.

import { concatBytes, toHex, xorOf } from '../bytes.ts';
import type { TurnItem } from '../turn-taking/link.ts';

const START = 0x02;
const END = 0x03;
const NIBBLE = 0x30;

/** The longest data: command (2), slot, an APDU of 261 bytes. */
export const MAX_DATA = 2 + 1 + 261;
/** Start, the nibbles of length, data and LRC, end. */
export const MAX_FRAME = 1 + 2 * (2 + MAX_DATA + 1) + 1;

/** Raw, outside any frame: the reader forgets whatever it was doing. */
export const lineReset: Uint8Array = Uint8Array.of(0x1b, 0x25, 0x42);

/** The bytes of one frame. Data beyond MAX_DATA is the caller's bug. */
export function encodeFrame(data: Uint8Array): Uint8Array<ArrayBuffer> {
  if (data.length > MAX_DATA) throw new RangeError(`a GWI frame carries ${MAX_DATA} bytes, not ${data.length}`);
  const body = concatBytes(Uint8Array.of(data.length >> 8, data.length & 0xff), data, Uint8Array.of(xorOf(data)));
  const frame = new Uint8Array(2 * body.length + 2);
  frame[0] = START;
  for (const [place, byte] of body.entries()) {
    frame[1 + 2 * place] = NIBBLE | (byte >> 4);
    frame[2 + 2 * place] = NIBBLE | (byte & 0x0f);
  }
  frame[frame.length - 1] = END;
  body.fill(0);
  return frame;
}

/** Feeds received bytes to what was left of those before; answers what is left now, and what they completed. */
export function decode(rest: Uint8Array, received: Uint8Array): readonly [Uint8Array, readonly TurnItem[]] {
  const bytes = concatBytes(rest, received);
  const items: TurnItem[] = [];
  let at = 0;
  /** Where the noise before `at` begins. */
  let noiseFrom = 0;
  const found = (item: TurnItem) => {
    if (noiseFrom < at) items.push({ kind: 'noise', bytes: bytes.slice(noiseFrom, at) });
    items.push(item);
    at += item.bytes.length;
    noiseFrom = at;
  };
  while (at < bytes.length) {
    const first = bytes[at];
    if (first === lineReset[0]) {
      const same = sameStart(bytes, at);
      if (same === 'more') break;
      if (same) found({ kind: 'line-reset', bytes: bytes.slice(at, at + lineReset.length) });
      else at += 1;
    } else if (first === START) {
      const end = endOfNibbles(bytes, at + 1);
      if (end === bytes.length && end - at < MAX_FRAME) break;
      if (end === at + 1 && bytes[end] !== END) at += 1;
      else found(frameItem(bytes.slice(at, bytes[end] === END ? end + 1 : end)));
    } else at += 1;
  }
  if (noiseFrom < at) items.push({ kind: 'noise', bytes: bytes.slice(noiseFrom, at) });
  const left = bytes.slice(at);
  bytes.fill(0);
  return [left, items];
}

/** Whether the line reset stands here; `more`: its first bytes do, and there are no others yet. */
function sameStart(bytes: Uint8Array, at: number): boolean | 'more' {
  for (const [place, byte] of lineReset.entries()) {
    if (at + place >= bytes.length) return 'more';
    if (bytes[at + place] !== byte) return false;
  }
  return true;
}

/** The first place from `at` on that holds no nibble; never more than one frame's length away. */
function endOfNibbles(bytes: Uint8Array, at: number): number {
  const latest = Math.min(bytes.length, at - 1 + MAX_FRAME);
  let end = at;
  while (end < latest && ((bytes[end] ?? 0) & 0xf0) === NIBBLE) end += 1;
  return end;
}

/** Start, nibbles and, in a whole frame, the end. */
function frameItem(bytes: Uint8Array): TurnItem {
  const broken = (why: string): TurnItem => ({ kind: 'broken', why, bytes });
  if (bytes.at(-1) !== END) return broken('a byte that is no nibble, or without its end');
  const nibbles = bytes.subarray(1, -1);
  if (nibbles.length % 2 !== 0) return broken('an odd number of nibbles');
  const body = Uint8Array.from({ length: nibbles.length / 2 }, (_, place) => {
    return (((nibbles[2 * place] ?? 0) & 0x0f) << 4) | ((nibbles[2 * place + 1] ?? 0) & 0x0f);
  });
  const length = ((body[0] ?? 0) << 8) | (body[1] ?? 0);
  if (body.length < 3 || length !== body.length - 3) return broken('a wrong length');
  const data = body.slice(2, -1);
  const lrc = xorOf(data);
  if (body.at(-1) !== lrc) return broken(`a wrong checksum, expected ${toHex(Uint8Array.of(lrc))}`);
  return { kind: 'frame', data, bytes };
}
