// How values lie in a record (LB 1-2000, LD/T 32-2015): tag length value, BCD, ASCII and GBK text. Pure, both ways.

import iconv from 'iconv-lite';
import { toHex } from '../bytes.ts';

/** A value, or in one English phrase what it should have been. */
export type Decoded<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: string };

const good = <Value>(value: Value): Decoded<Value> => ({ ok: true, value });
const bad = (why: string): Decoded<never> => ({ ok: false, why });

/** One record: `tag len value`, nothing before and nothing behind. */
export function parseRecord(bytes: Uint8Array, tag: number, length: number): Decoded<Uint8Array> {
  const hex = (number: number) => number.toString(16).toUpperCase().padStart(2, '0');
  if (bytes.length < 2) return bad(`expected tag and length, found ${bytes.length} bytes`);
  if (bytes[0] !== tag) return bad(`expected tag ${hex(tag)}, found ${hex(bytes[0] ?? 0)}`);
  if (bytes[1] !== length) return bad(`expected length ${hex(length)}, found ${hex(bytes[1] ?? 0)}`);
  if (bytes.length !== length + 2) return bad(`expected ${length + 2} bytes, found ${bytes.length}`);
  return good(bytes.slice(2));
}

export function encodeRecord(tag: number, value: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(tag, value.length, ...value);
}

/** Two decimal digits a byte. */
export function decodeBcd(bytes: Uint8Array): Decoded<string> {
  const digits = toHex(bytes);
  return /^\d*$/.test(digits) ? good(digits) : bad(`expected decimal digits, found ${digits}`);
}

/** An even number of decimal digits; anything else is the caller's bug. */
export function encodeBcd(digits: string): Uint8Array<ArrayBuffer> {
  if (!/^(\d\d)*$/.test(digits)) throw new RangeError('BCD takes an even number of decimal digits');
  return Uint8Array.from({ length: digits.length / 2 }, (_, place) =>
    Number.parseInt(digits.slice(place * 2, place * 2 + 2), 16),
  );
}

/** A date that exists, as BCD yyyymmdd. */
export function decodeDate(bytes: Uint8Array): Decoded<string> {
  const digits = decodeBcd(bytes);
  if (!digits.ok) return digits;
  const [year, month, day] = [digits.value.slice(0, 4), digits.value.slice(4, 6), digits.value.slice(6, 8)].map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day ?? 0);
  const exists = date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  return exists ? digits : bad(`expected a date yyyymmdd, found ${digits.value}`);
}

/** ASCII text that matches; what it is instead stays unsaid, because it is about a person. Trailing zero bytes are padding. */
export function decodeAscii(bytes: Uint8Array, pattern: RegExp, expected: string): Decoded<string> {
  const text = String.fromCharCode(...withoutPadding(bytes));
  return pattern.test(text) ? good(text) : bad(`expected ${expected}`);
}

export function encodeAscii(text: string, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let place = 0; place < Math.min(length, text.length); place += 1) bytes[place] = text.charCodeAt(place);
  return bytes;
}

/** GBK text; trailing zero bytes and blanks are padding. */
export function decodeGbk(bytes: Uint8Array): Decoded<string> {
  const text = iconv.decode(Buffer.from(withoutPadding(bytes)), 'gbk').trimEnd();
  return text === '' || text.includes('\uFFFD') ? bad('expected GBK text') : good(text);
}

export function encodeGbk(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(iconv.encode(text, 'gbk'));
}

/** Without the zero bytes at the end. */
export function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}
