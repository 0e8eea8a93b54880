// The records of a social-security card, decoded into what the rest of the program sees. Pure.
// The first record that does not hold what it should is the error; plausibility beyond that is the center's.

import { toHex } from '../bytes.ts';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import { type FieldName, layout } from './layout.ts';
import type { SocialSecurityCard } from './social-security-card.ts';
import { type Decoded, decodeAscii, decodeBcd, decodeDate, decodeGbk, withoutPadding } from './values.ts';

/** The values of the records, without tag and length. `nameContinued` is absent on version 1 cards. */
export type Records = { readonly [field in FieldName]?: Uint8Array };

const hexText = (bytes: Uint8Array): Decoded<string> => ({ ok: true, value: toHex(bytes) });

const decoders = {
  identification: hexText,
  cardClass: (bytes) => decodeAscii(bytes, /^[\x20-\x7e]$/, 'one character'),
  version: (bytes) => decodeAscii(bytes, /^\d\.\d{1,2}$/, 'a version like 2.0'),
  institution: hexText,
  issued: decodeDate,
  validUntil: decodeDate,
  cardNumber: (bytes) => decodeAscii(bytes, /^[A-Z]\d{8}$/, 'a letter and eight digits'),
  socialSecurityNumber: (bytes) => decodeAscii(bytes, /^\d{17}[\dX]$/, 'an 18-character identity number'),
  name: decodeGbk,
  sex: (bytes) => decodeAscii(bytes, /^[12]$/, '1 (male) or 2 (female)'),
  ethnicGroup: decodeBcd,
  birthPlace: decodeBcd,
  birth: decodeDate,
} as const satisfies Partial<Record<FieldName, (bytes: Uint8Array) => Decoded<string>>>;

/** The first record that does not hold what it should is the error: file, record, what was expected. */
export function decodeHolder(records: Records, resetInfo: string): Result<SocialSecurityCard, ReaderError> {
  const joined: Records = { ...records, name: wholeName(records) };
  const texts: Partial<Record<keyof typeof decoders, string>> = {};
  for (const field of Object.keys(decoders) as (keyof typeof decoders)[]) {
    const { file, number, what } = layout[field];
    const value = decoders[field](joined[field] ?? new Uint8Array(0));
    if (!value.ok)
      return failed(
        'bad-card-data',
        `file ${file.toString(16).toUpperCase()} record ${number} (${what}): ${value.why}`,
      );
    texts[field] = value.value;
  }
  const { identification = '', sex, ...rest } = texts as Record<keyof typeof decoders, string>;
  return done({
    ...rest,
    identification,
    area: identification.slice(0, 6),
    sex: sex === '1' ? 'male' : 'female',
    resetInfo,
  });
}

/** A long name goes on in record 4E; a character of two bytes may lie across both. */
function wholeName({ name = new Uint8Array(0), nameContinued = new Uint8Array(0) }: Records): Uint8Array {
  return Uint8Array.of(...withoutPadding(name), ...withoutPadding(nameContinued));
}
