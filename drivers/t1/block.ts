// The blocks of T=1 (ISO/IEC 7816-3, 11.3): prologue NAD PCB LEN, 0–254 bytes, and a check of one byte (LRC) or two
// (CRC), to bytes and back. Pure: what a block means for a conversation is host.ts and, at the other end, the card's.

import { xorOf } from '../bytes.ts';

/** The check at the end of every block: which one is in the ATR (TC3, bit 1). */
export type Check = 'lrc' | 'crc';

/** Why a block is asked for again (bits 1–4 of an R-block): 0 it is not, 1 the check was wrong, 2 anything else. */
export type ReceiveError = 0 | 1 | 2;

/** What supervisory blocks are about, by the low bits of their PCB. */
export const supervisory = { resynch: 0, ifs: 1, abort: 2, wtx: 3 } as const;
export type Supervision = keyof typeof supervisory;

export type Block =
  /** Information: the bytes of a command or an answer; `more`: the next block goes on. */
  | { readonly kind: 'I'; readonly ns: 0 | 1; readonly more: boolean; readonly data: Uint8Array }
  /** Ready to receive block `nr`. */
  | { readonly kind: 'R'; readonly nr: 0 | 1; readonly error: ReceiveError }
  /** `value`: the size of IFS, the multiplier of WTX; no others have one. */
  | { readonly kind: 'S'; readonly about: Supervision; readonly response: boolean; readonly value?: number };

/** The longest information field. */
export const MAX_INFORMATION = 254;

const names = Object.keys(supervisory) as Supervision[];
const hasValue = (about: Supervision) => about === 'ifs' || about === 'wtx';

/** The bytes of a block, NAD 00. Data beyond MAX_INFORMATION is the caller's bug. */
export function encodeBlock(block: Block, check: Check): Uint8Array<ArrayBuffer> {
  const data = block.kind === 'I' ? block.data : informationOf(block);
  if (data.length > MAX_INFORMATION)
    throw new RangeError(`a block carries ${MAX_INFORMATION} bytes, not ${data.length}`);
  const end = 3 + data.length;
  const bytes = new Uint8Array(end + checkLength(check));
  bytes.set([0, controlOf(block), data.length]);
  bytes.set(data, 3);
  bytes.set(checkOf(bytes.subarray(0, end), check), end);
  return bytes;
}

/** A block, or why the bytes are none: 1 the check is wrong, 2 anything else (as R-blocks number it). */
export type Decoded = { readonly ok: true; readonly block: Block } | { readonly ok: false; readonly error: 1 | 2 };

/** Reads exactly one block; reserved values, another NAD and a length that disagrees are errors. */
export function decodeBlock(bytes: Uint8Array, check: Check): Decoded {
  const [nad, control = 0, length = 0] = bytes;
  const end = 3 + length;
  if (bytes.length < 4 || bytes.length !== end + checkLength(check)) return { ok: false, error: 2 };
  const expected = checkOf(bytes.subarray(0, end), check);
  if (expected.some((byte, place) => byte !== bytes[end + place])) return { ok: false, error: 1 };
  const block = nad === 0 && length <= MAX_INFORMATION ? blockOf(control, bytes.slice(3, end)) : undefined;
  return block ? { ok: true, block } : { ok: false, error: 2 };
}

function informationOf(block: Exclude<Block, { kind: 'I' }>): Uint8Array {
  return block.kind === 'S' && block.value !== undefined ? Uint8Array.of(block.value) : new Uint8Array(0);
}

function controlOf(block: Block): number {
  switch (block.kind) {
    case 'I':
      return (block.ns << 6) | (block.more ? 0x20 : 0);
    case 'R':
      return 0x80 | (block.nr << 4) | block.error;
    case 'S':
      return 0xc0 | (block.response ? 0x20 : 0) | supervisory[block.about];
  }
}

function blockOf(control: number, data: Uint8Array): Block | undefined {
  if ((control & 0x80) === 0) {
    if ((control & 0x1f) !== 0) return undefined;
    return { kind: 'I', ns: (control & 0x40) === 0 ? 0 : 1, more: (control & 0x20) !== 0, data };
  }
  if ((control & 0x40) === 0) {
    const error = control & 0x0f;
    if ((control & 0x20) !== 0 || error > 2 || data.length > 0) return undefined;
    return { kind: 'R', nr: (control & 0x10) === 0 ? 0 : 1, error: error as ReceiveError };
  }
  const about = names[control & 0x1f];
  if (about === undefined || data.length !== (hasValue(about) ? 1 : 0)) return undefined;
  const response = (control & 0x20) !== 0;
  const value = data[0];
  if (value === undefined) return { kind: 'S', about, response };
  // IFS: 01–FE; a waiting time of zero is none.
  if (value === 0 || (about === 'ifs' && value > MAX_INFORMATION)) return undefined;
  return { kind: 'S', about, response, value };
}

function checkLength(check: Check): 1 | 2 {
  return check === 'lrc' ? 1 : 2;
}

function checkOf(bytes: Uint8Array, check: Check): readonly number[] {
  if (check === 'lrc') return [xorOf(bytes)];
  const sum = crcOf(bytes);
  return [sum >> 8, sum & 0xff];
}

/**
 * Polynomial 8408h reflected, begun with FFFFh, the high byte first; not complemented, as the reference driver has it
 * (libccid, csum_crc_compute). Cards with a CRC are rare; what that driver cannot talk to hardly exists.
 */
function crcOf(bytes: Uint8Array): number {
  let sum = 0xffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 1) === 1 ? (sum >> 1) ^ 0x8408 : sum >> 1;
  }
  return sum;
}
