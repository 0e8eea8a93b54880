// The operating system of a virtual social-security card: (state, command) → (state, answer). Pure.
// Commands and status words: LB 1-2000, LD/T 32-2015, ISO/IEC 7816-4. EF05 and EF06 are read freely and never written.

import { concatBytes, sameBytes } from '../../bytes.ts';
import { applicationName } from '../../card/layout.ts';
import { encodeBcd } from '../../card/values.ts';
import { recordsOf, type StoredRecord } from './files.ts';
import type { VirtualCardData } from './virtual-card-data.ts';

const ALL_TRIES = 6;

/** Ways in which a card misbehaves on request; names of the faults that ask for them. */
export type CardFlaw = 'pin-blocked' | 'pin-wrong' | 'missing-record' | 'garbled-record';

export interface SocialCardState {
  readonly records: readonly StoredRecord[];
  readonly pin: Uint8Array;
  readonly triesLeft: number;
  readonly verified: boolean;
  /** The elementary file selected, if any. */
  readonly file: number | undefined;
  /** An answer that waits for GET RESPONSE. */
  readonly pending: Uint8Array | undefined;
  readonly random: number;
}

export interface SocialAnswer {
  readonly os: SocialCardState;
  readonly answer: Uint8Array;
  readonly flaw?: CardFlaw;
}

export function freshSocialCard(data: VirtualCardData, seed: number): SocialCardState {
  return {
    records: recordsOf(data),
    pin: encodeBcd(data.pin),
    triesLeft: data.pinTries ?? ALL_TRIES,
    verified: false,
    file: undefined,
    pending: undefined,
    random: seed >>> 0,
  };
}

export function resetSocial(os: SocialCardState): SocialCardState {
  return { ...os, verified: false, file: undefined, pending: undefined };
}

interface Block {
  readonly p1: number;
  readonly p2: number;
  readonly p3: number;
  readonly data: Uint8Array;
}

const fci: Uint8Array = concatBytes(
  Uint8Array.of(0x6f, 0x16, 0x84, applicationName.length),
  applicationName,
  Uint8Array.of(0xa5, 0x03, 0x88, 0x01, 0x1e),
);
const nothing = new Uint8Array(0);
const files = new Set([0xef05, 0xef06]);

const word = (status: number): Uint8Array => Uint8Array.of(status >> 8, status & 0xff);
const say = (os: SocialCardState, status: number, data: Uint8Array = nothing): SocialAnswer => ({
  os,
  answer: concatBytes(data, word(status)),
});

export function respondSocial(before: SocialCardState, bytes: Uint8Array, flaws: ReadonlySet<CardFlaw>): SocialAnswer {
  const [cla, ins, p1 = 0, p2 = 0, p3 = 0] = bytes;
  if (bytes.length < 5) return say(before, 0x6700);
  const block = { p1, p2, p3, data: bytes.subarray(5) };
  if (cla === 0x00 && ins === 0xc0) return getResponse(before, block);
  // Every other command makes the card forget an answer that was not fetched.
  const os = { ...before, pending: undefined };
  if (cla === 0x80) return ins === 0x5e ? changePin(os, block, flaws) : say(os, 0x6d00);
  if (cla !== 0x00) return say(os, 0x6e00);
  switch (ins) {
    case 0xa4:
      return select(os, block);
    case 0xb2:
      return readRecord(os, block, flaws);
    case 0x20:
      return verify(os, block, flaws);
    case 0x84:
      return getChallenge(os, block);
    case 0xb0:
      return say(os, os.file === undefined ? 0x6986 : 0x6981);
    case 0xd6:
    case 0xdc:
      return say(os, 0x6982);
    default:
      return say(os, 0x6d00);
  }
}

function select(os: SocialCardState, { p1, p2, p3, data }: Block): SocialAnswer {
  if (p2 !== 0x00) return say(os, 0x6a86);
  if (data.length !== p3) return say(os, 0x6700);
  if (p1 === 0x04) {
    if (!sameBytes(data, applicationName)) return say(os, 0x6a82);
    return say({ ...os, file: undefined, pending: fci }, 0x6100 | fci.length);
  }
  if (p1 !== 0x00 && p1 !== 0x02) return say(os, 0x6a86);
  if (data.length !== 2) return say(os, 0x6700);
  const id = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
  if (id === 0x3f00 && p1 === 0x00) return say({ ...os, file: undefined }, 0x9000);
  return files.has(id) ? say({ ...os, file: id }, 0x9000) : say(os, 0x6a82);
}

function getResponse(os: SocialCardState, { p1, p2, p3 }: Block): SocialAnswer {
  if (os.pending === undefined) return say(os, 0x6985);
  if (p1 !== 0 || p2 !== 0) return say(os, 0x6a86);
  if (p3 !== os.pending.length) return say(os, 0x6c00 | os.pending.length);
  return say({ ...os, pending: undefined }, 0x9000, os.pending);
}

/** P2: low three bits 4 = by number, 0 = by tag; the upper five name the file (EF05 is 5) or mean the one selected. */
function readRecord(os: SocialCardState, { p1, p2, p3, data }: Block, flaws: ReadonlySet<CardFlaw>): SocialAnswer {
  if (data.length !== 0) return say(os, 0x6700);
  const sfi = p2 >> 3;
  const file = sfi === 0 ? os.file : 0xef00 | sfi;
  const mode = p2 & 0x07;
  if (mode !== 0x04 && mode !== 0x00) return say(os, 0x6a86);
  if (file === undefined) return say(os, 0x6986);
  if (!files.has(file)) return say(os, 0x6a82);
  const selected = sfi === 0 ? os : { ...os, file };
  const record = os.records.find((one) => one.file === file && (mode === 4 ? one.number : one.tag) === p1);
  if (!record) return say(selected, 0x6a83);
  const isCardNumber = record.tag === 0x07;
  if (isCardNumber && flaws.has('missing-record')) return { ...say(selected, 0x6a83), flaw: 'missing-record' };
  if (p3 !== record.bytes.length) return say(selected, 0x6c00 | record.bytes.length);
  if (isCardNumber && flaws.has('garbled-record')) {
    const garbled = record.bytes.map((byte, place) => (place < 2 ? byte : byte ^ 0xa5));
    return { ...say(selected, 0x9000, garbled), flaw: 'garbled-record' };
  }
  return say(selected, 0x9000, record.bytes);
}

/** Without data it only asks: 9000 verified, 63Cx tries left, 6983 blocked. */
function verify(os: SocialCardState, { p1, p2, p3, data }: Block, flaws: ReadonlySet<CardFlaw>): SocialAnswer {
  if (p1 !== 0 || p2 !== 0) return say(os, 0x6a86);
  if (flaws.has('pin-blocked')) return { ...say({ ...os, verified: false }, 0x6983), flaw: 'pin-blocked' };
  if (data.length !== p3) return say(os, 0x6700);
  if (p3 === 0) return say(os, os.verified ? 0x9000 : os.triesLeft === 0 ? 0x6983 : 0x63c0 | os.triesLeft);
  if (p3 !== os.pin.length) return say(os, 0x6700);
  return tryPin(os, data, flaws);
}

function tryPin(os: SocialCardState, digits: Uint8Array, flaws: ReadonlySet<CardFlaw>): SocialAnswer {
  if (os.triesLeft === 0) return say({ ...os, verified: false }, 0x6983);
  const refused = flaws.has('pin-wrong');
  if (!refused && sameBytes(digits, os.pin)) return say({ ...os, triesLeft: ALL_TRIES, verified: true }, 0x9000);
  const triesLeft = os.triesLeft - 1;
  const answer = say({ ...os, triesLeft, verified: false }, 0x63c0 | triesLeft);
  return refused ? { ...answer, flaw: 'pin-wrong' } : answer;
}

/** `80 5E 01 00 07 <old> FF <new>` */
function changePin(os: SocialCardState, { p1, p2, p3, data }: Block, flaws: ReadonlySet<CardFlaw>): SocialAnswer {
  if (p1 !== 0x01 || p2 !== 0x00) return say(os, 0x6a86);
  const size = os.pin.length;
  if (p3 !== 2 * size + 1 || data.length !== p3) return say(os, 0x6700);
  if (flaws.has('pin-blocked')) return { ...say({ ...os, verified: false }, 0x6983), flaw: 'pin-blocked' };
  if (data[size] !== 0xff) return say(os, 0x6a80);
  const tried = tryPin(os, data.subarray(0, size), flaws);
  return tried.os.verified ? { ...tried, os: { ...tried.os, pin: data.slice(size + 1) } } : tried;
}

/** Eight bytes of a generator that begins at the seed (mulberry32): unpredictable enough for a virtual card. */
function getChallenge(os: SocialCardState, { p1, p2, p3 }: Block): SocialAnswer {
  if (p1 !== 0 || p2 !== 0) return say(os, 0x6a86);
  if (p3 !== 8) return say(os, 0x6c08);
  let random = os.random;
  const challenge = new Uint8Array(8);
  for (let place = 0; place < challenge.length; place += 1) {
    random = (random + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(random ^ (random >>> 15), random | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    challenge[place] = (mixed ^ (mixed >>> 14)) & 0xff;
  }
  return say({ ...os, random }, 0x9000, challenge);
}
