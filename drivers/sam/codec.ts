// The frames of resident ID-card readers (SAM_V security module), to bytes and back. Pure: no deadlines, no meaning.
// AA AA AA 96 69 | length (2 bytes, of what follows it) | data | CHK (XOR from the length to the last byte of data).

import { concatBytes, toHex, xorOf } from '../bytes.ts';
import type { TurnItem } from '../turn-taking/link.ts';

const preamble: Uint8Array = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);
const HEAD = preamble.length + 2;

/** The longest data: SW1 SW2 SW3, two lengths, text, photo. */
export const MAX_DATA = 3 + 4 + 256 + 1024;
/** The shortest: a command and its parameter. */
const MIN_DATA = 2;
export const MAX_FRAME = HEAD + MAX_DATA + 1;

/** The bytes of one frame: a command (CMD PARA data) or an answer (SW1 SW2 SW3 data). Data out of range is the caller's bug. */
export function encodeFrame(data: Uint8Array): Uint8Array<ArrayBuffer> {
  if (data.length < MIN_DATA || data.length > MAX_DATA)
    throw new RangeError(`a SAM frame carries ${MIN_DATA} to ${MAX_DATA} bytes, not ${data.length}`);
  const length = data.length + 1;
  const body = concatBytes(Uint8Array.of(length >> 8, length & 0xff), data);
  return concatBytes(preamble, body, Uint8Array.of(xorOf(body)));
}

type Found = { readonly item: TurnItem } | 'more' | 'nothing';

/** Feeds received bytes to what was left of those before; answers what is left now, and what they completed. */
export function decode(rest: Uint8Array, received: Uint8Array): readonly [Uint8Array, readonly TurnItem[]] {
  const bytes = concatBytes(rest, received);
  const items: TurnItem[] = [];
  let at = 0;
  /** Where the noise before `at` begins. */
  let noiseFrom = 0;
  while (at < bytes.length) {
    const found = startingAt(bytes, at);
    if (found === 'more') break;
    if (found === 'nothing') {
      at += 1;
      continue;
    }
    if (noiseFrom < at) items.push({ kind: 'noise', bytes: bytes.slice(noiseFrom, at) });
    items.push(found.item);
    at += found.item.bytes.length;
    noiseFrom = at;
  }
  if (noiseFrom < at) items.push({ kind: 'noise', bytes: bytes.slice(noiseFrom, at) });
  const left = bytes.slice(at);
  bytes.fill(0);
  return [left, items];
}

function startingAt(bytes: Uint8Array, at: number): Found {
  for (const [place, byte] of preamble.entries()) {
    if (at + place >= bytes.length) return 'more';
    if (bytes[at + place] !== byte) return 'nothing';
  }
  if (bytes.length < at + HEAD) return 'more';
  const length = ((bytes[at + 5] ?? 0) << 8) | (bytes[at + 6] ?? 0);
  if (length < MIN_DATA + 1 || length > MAX_DATA + 1) return 'nothing';
  const end = at + HEAD + length;
  if (bytes.length < end) return 'more';
  const expected = xorOf(bytes.subarray(at + preamble.length, end - 1));
  if (bytes[end - 1] === expected)
    return { item: { kind: 'frame', data: bytes.slice(at + HEAD, end - 1), bytes: bytes.slice(at, end) } };
  // Only the preamble is given up: a right frame may begin inside a broken one.
  const why = `a wrong checksum, expected ${toHex(Uint8Array.of(expected))}`;
  return { item: { kind: 'broken', why, bytes: bytes.slice(at, at + preamble.length) } };
}
