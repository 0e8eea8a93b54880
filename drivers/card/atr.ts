// The answer to reset (ISO/IEC 7816-3, chapter 8): what the card says of itself at power-on. Pure.

import { toHex, xorOf } from '../bytes.ts';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';

export interface Atr {
  readonly bytes: Uint8Array;
  /** TS: 3B direct, 3F inverse. */
  readonly convention: 'direct' | 'inverse';
  /** Clock and bit rate the card can do; 11h when the card does not say. */
  readonly ta1: number;
  /** Extra guard time; 0 when the card does not say. */
  readonly tc1: number;
  /** Waiting integer of T=0; 0Ah when the card does not say. */
  readonly tc2: number;
  /** The protocols offered, in order; T=0 when the card names none. */
  readonly protocols: readonly number[];
  /** TA2: the card is already in this protocol and cannot be talked into another. */
  readonly specificProtocol: number | undefined;
  /** T=1: IFSC (TA), block and character waiting integers (TB), the check (TC); the defaults where the card names none. */
  readonly t1: { readonly ifsc: number; readonly waiting: number; readonly check: 'lrc' | 'crc' };
  /** 卡复位信息 of a social-security card. */
  readonly historical: Uint8Array;
}

interface Groups {
  /** "A1", "B1", …; those of T=1 from the third group on also as "t1A", "t1B", "t1C". */
  readonly values: ReadonlyMap<string, number>;
  readonly protocols: readonly number[];
  readonly end: number;
}

/** ISO 7816-3, 11.4: what holds where the card says nothing. */
const DEFAULT_IFSC = 32;
const DEFAULT_WAITING = 0x4d;

/** Reads an ATR strictly: the length must be exact, and so must the check byte TCK where one is due. */
export function parseAtr(bytes: Uint8Array): Result<Atr, ReaderError> {
  const bad = (why: string) => failed('bad-atr', `answer to reset ${toHex(bytes, ' ') || '(empty)'}: ${why}`);
  const [ts, t0] = bytes;
  if (ts !== 0x3b && ts !== 0x3f) return bad('the first byte TS is neither 3B nor 3F');
  if (t0 === undefined) return bad('it ends before T0');
  const groups = readGroups(bytes, t0);
  if (!groups) return bad('it ends within the interface bytes');
  const historicalEnd = groups.end + (t0 & 0x0f);
  const hasCheck = groups.protocols.some((protocol) => protocol !== 0);
  const length = historicalEnd + (hasCheck ? 1 : 0);
  if (bytes.length !== length) return bad(`it is ${bytes.length} bytes long, expected ${length}`);
  if (hasCheck && xorOf(bytes.subarray(1)) !== 0) return bad('the check byte TCK is wrong');
  const ta2 = groups.values.get('A2');
  const ifsc = groups.values.get('t1A') ?? DEFAULT_IFSC;
  if (ifsc === 0x00 || ifsc === 0xff) return bad('the block size IFSC is reserved');
  return done({
    bytes,
    convention: ts === 0x3b ? 'direct' : 'inverse',
    ta1: groups.values.get('A1') ?? 0x11,
    tc1: groups.values.get('C1') ?? 0,
    tc2: groups.values.get('C2') ?? 0x0a,
    protocols: groups.protocols.length > 0 ? groups.protocols : [0],
    specificProtocol: ta2 === undefined ? undefined : ta2 & 0x0f,
    t1: {
      ifsc,
      waiting: groups.values.get('t1B') ?? DEFAULT_WAITING,
      check: ((groups.values.get('t1C') ?? 0) & 0x01) === 0 ? 'lrc' : 'crc',
    },
    historical: bytes.slice(groups.end, historicalEnd),
  });
}

/** TAi TBi TCi TDi as "A1", "B1", …; the low half of a TDi names a protocol, its high half the next group. */
function readGroups(bytes: Uint8Array, t0: number): Groups | undefined {
  const values = new Map<string, number>();
  const protocols: number[] = [];
  let at = 2;
  let present = t0 >> 4;
  let protocol: number | undefined;
  for (let group = 1; present !== 0; group += 1) {
    let next = 0;
    let following = protocol;
    for (const [bit, letter] of ['A', 'B', 'C', 'D'].entries()) {
      if ((present & (1 << bit)) === 0) continue;
      const value = bytes[at];
      if (value === undefined) return undefined;
      at += 1;
      values.set(`${letter}${group}`, value);
      if (group > 2 && protocol === 1 && !values.has(`t1${letter}`)) values.set(`t1${letter}`, value);
      if (letter === 'D') {
        next = value >> 4;
        following = value & 0x0f;
        // T=15 qualifies global interface bytes; it is no protocol to talk in.
        if (!protocols.includes(value & 0x0f)) protocols.push(value & 0x0f);
      }
    }
    present = next;
    protocol = following;
  }
  return { values, protocols, end: at };
}
