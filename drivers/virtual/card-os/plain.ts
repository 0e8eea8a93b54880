// The plain test cards: a file whose every byte is its own offset, one application to select, an echo; over T=0 and T=1.
// Pure. They hold no data of anyone, and know no PIN.

import { sameBytes, xorOf } from '../../bytes.ts';
import { type Command, parseCommand } from '../../card/apdu.ts';
import type { Result } from '../../reader.ts';

export interface PlainProfile {
  readonly atr: Uint8Array;
  readonly protocol: 0 | 1;
}

const historical = [0x00, 0x73, 0xc8, 0x40, 0x00, 0x00, 0x90, 0x00];

/** With the check byte TCK that is due where another protocol than T=0 is offered. */
function withCheck(...bytes: readonly number[]): Uint8Array {
  return Uint8Array.of(...bytes, xorOf(Uint8Array.from(bytes.slice(1))));
}

/** By the id of the card. No fixture may have one of these. */
export const plainProfiles: ReadonlyMap<string, PlainProfile> = new Map<string, PlainProfile>([
  ['plain', { protocol: 0, atr: Uint8Array.of(0x3b, 0x68, 0x00, 0x00, ...historical) }],
  // TA1 = 13: four times as fast, which a PPS has to agree on (FF 10 13 FC).
  ['plain-pps', { protocol: 0, atr: Uint8Array.of(0x3b, 0x18, 0x13, ...historical) }],
  // T=1 with nothing but defaults: blocks of 32 bytes, LRC. 3B 88 01 00 73 C8 40 00 00 90 00 E2
  ['plain-t1', { protocol: 1, atr: withCheck(0x3b, 0x88, 0x01, ...historical) }],
  // T=1, TA1 = 13 (PPS FF 11 13 FD), blocks of 254 bytes, CRC. 3B 98 13 81 51 FE 01 00 73 C8 40 00 00 90 00 CF
  ['plain-t1-crc', { protocol: 1, atr: withCheck(0x3b, 0x98, 0x13, 0x81, 0x51, 0xfe, 0x01, ...historical) }],
]);

export interface PlainState {
  /** What GET RESPONSE would answer; T=0 only. */
  readonly pending: Uint8Array | undefined;
}

export const freshPlain: PlainState = { pending: undefined };

const application: Uint8Array = Uint8Array.of(0xa0, 0x00, 0x00, 0x00, 0x18, 0xff);
const word = (status: number) => Uint8Array.of(status >> 8, status & 0xff);
const withData = (data: Uint8Array) => Uint8Array.of(...data, 0x90, 0x00);
const counting = (first: number, length: number) => Uint8Array.from({ length }, (_, place) => first + place);

/**
 * One command: READ BINARY `00 B0` answers P2, P2+1, …; UPDATE BINARY `00 D6` takes exactly these bytes (else 6A80);
 * SELECT `00 A4 04 00` the application; `80 10` nothing; `80 EE` answers what it was sent (T=0: through GET RESPONSE).
 */
export function respondPlain(state: PlainState, bytes: Uint8Array, protocol: 0 | 1): readonly [PlainState, Uint8Array] {
  const parsed = protocol === 0 ? parseTpdu(bytes) : parseCommand(bytes);
  if (!parsed.ok) return [freshPlain, word(0x6700)];
  const { cla, ins } = parsed.value;
  if (protocol === 0 && cla === 0x00 && ins === 0xc0) return fetched(state, parsed.value);
  if (cla === 0x80 && ins === 0xee) return echoed(parsed.value, protocol);
  return [freshPlain, answerTo(parsed.value)];
}

function answerTo({ cla, ins, p1, p2, data, le }: Command): Uint8Array {
  if (cla === 0x80 && ins === 0x10) return word(data ? 0x6700 : 0x9000);
  if (cla !== 0x00) return word(0x6e00);
  switch (ins) {
    case 0xb0:
      return data || le === undefined ? word(0x6700) : withData(counting(p2, le));
    case 0xd6:
      if (!data) return word(0x6700);
      return word(sameBytes(data, counting(p2, data.length)) ? 0x9000 : 0x6a80);
    case 0xa4:
      if (p1 !== 0x04 || p2 !== 0x00) return word(0x6a86);
      return word(data && sameBytes(data, application) ? 0x9000 : 0x6a82);
    default:
      return word(0x6d00);
  }
}

function echoed({ data, le }: Command, protocol: 0 | 1): readonly [PlainState, Uint8Array] {
  if (!data) return [freshPlain, word(0x6700)];
  if (protocol === 0) return [{ pending: data }, word(0x6100 | data.length)];
  return [freshPlain, le === undefined ? word(0x9000) : withData(data.subarray(0, le))];
}

function fetched({ pending }: PlainState, { le }: Command): readonly [PlainState, Uint8Array] {
  if (!pending) return [freshPlain, word(0x6985)];
  if (le !== pending.length) return [{ pending }, word(0x6c00 | pending.length)];
  return [freshPlain, withData(pending)];
}

/** T=0: five bytes, then nothing (P3 says how many are expected) or P3 bytes of data. */
function parseTpdu(bytes: Uint8Array): Result<Command, undefined> {
  const [cla, ins, p1, p2, p3] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined || p3 === undefined)
    return { ok: false, error: undefined };
  const head = { cla, ins, p1, p2 };
  if (bytes.length === 5) return { ok: true, value: { ...head, le: p3 === 0 ? 256 : p3 } };
  return bytes.length === 5 + p3
    ? { ok: true, value: { ...head, data: bytes.slice(5) } }
    : { ok: false, error: undefined };
}
