// What lies on a resident ID card: text of 256 bytes in UTF-16LE at fixed places, a photo of 1024 bytes. Pure, both ways.

import { concatBytes } from '../bytes.ts';
import type { IdCardPerson, ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';

export const TEXT_LENGTH = 256;
export const PHOTO_LENGTH = 1024;

/** Field, bytes; padded with blanks. */
const layout = [
  ['name', 30],
  ['sex', 2],
  ['ethnicGroup', 4],
  ['birth', 16],
  ['address', 70],
  ['idNumber', 36],
  ['authority', 30],
  ['validFrom', 16],
  ['validUntil', 16],
] as const satisfies readonly (readonly [Exclude<keyof IdCardPerson, 'photo'>, number])[];

type Field = (typeof layout)[number][0];

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** GB 11643: the 18th character is determined by the 17 digits before it. */
function hasCheckDigit(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const sum = weights.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  return '10X98765432'[sum % 11] === number[17];
}

function isDate(text: string): boolean {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0));
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}

const expectations: Readonly<Record<Field, readonly [(text: string) => boolean, string]>> = {
  name: [(text) => text !== '', 'a name'],
  sex: [(text) => text === '1' || text === '2', '1 or 2'],
  ethnicGroup: [(text) => /^\d{2}$/.test(text), 'two digits'],
  birth: [isDate, 'a date yyyymmdd'],
  address: [(text) => text !== '', 'an address'],
  idNumber: [hasCheckDigit, 'an identity number with its check digit'],
  authority: [(text) => text !== '', 'an issuing authority'],
  validFrom: [isDate, 'a date yyyymmdd'],
  validUntil: [(text) => text === '长期' || isDate(text), 'a date yyyymmdd or 长期'],
};

/**
 * The data of a read answer: text length 2, photo length 2, text, photo. What is wrong is said by field, never by value:
 * it is about a person.
 */
export function decodePerson(data: Uint8Array): Result<IdCardPerson, ReaderError> {
  const textLength = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
  const photoLength = ((data[2] ?? 0) << 8) | (data[3] ?? 0);
  if (textLength !== TEXT_LENGTH || photoLength !== PHOTO_LENGTH || data.length !== 4 + TEXT_LENGTH + PHOTO_LENGTH)
    return failed(
      'bad-card-data',
      `ID card: expected ${TEXT_LENGTH} bytes of text and ${PHOTO_LENGTH} of photo, found ${textLength} and ${photoLength} in ${data.length}`,
    );
  const texts: { [field in Field]?: string } = {};
  let at = 4;
  for (const [field, length] of layout) {
    const text = textIn(data.subarray(at, at + length));
    const [isRight, expected] = expectations[field];
    if (text === undefined || !isRight(text)) return failed('bad-card-data', `ID card, ${field}: expected ${expected}`);
    texts[field] = text;
    at += length;
  }
  const { sex, ...rest } = texts as Record<Field, string>;
  if (rest.idNumber.slice(6, 14) !== rest.birth)
    return failed('bad-card-data', 'ID card, birth: expected the date that is in the identity number');
  return done({ ...rest, sex: sex === '1' ? 'male' : 'female', photo: data.slice(4 + TEXT_LENGTH) });
}

function textIn(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-16le', { fatal: true }).decode(bytes).replace(/[ \0]+$/, '');
  } catch {
    return undefined;
  }
}

/** The data of a read answer. Text that does not fit is cut, as on the card. */
export function encodePerson(person: IdCardPerson): Uint8Array<ArrayBuffer> {
  const texts: Readonly<Record<Field, string>> = { ...person, sex: person.sex === 'male' ? '1' : '2' };
  const fields = layout.map(([field, length]) => utf16(texts[field], length));
  const used = fields.reduce((total, field) => total + field.length, 0);
  const lengths = Uint8Array.of(TEXT_LENGTH >> 8, TEXT_LENGTH & 0xff, PHOTO_LENGTH >> 8, PHOTO_LENGTH & 0xff);
  return concatBytes(lengths, ...fields, utf16('', TEXT_LENGTH - used), person.photo);
}

function utf16(text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let place = 0; place < length / 2; place += 1) {
    const unit = place < text.length ? text.charCodeAt(place) : 0x20;
    bytes[2 * place] = unit & 0xff;
    bytes[2 * place + 1] = unit >> 8;
  }
  return bytes;
}
