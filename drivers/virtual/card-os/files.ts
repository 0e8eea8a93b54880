// The files of a virtual social-security card: its data laid out as records of EF05 and EF06. Pure.

import { fromHex } from '../../bytes.ts';
import { type FieldName, layout, type RecordLayout } from '../../card/layout.ts';
import { encodeAscii, encodeBcd, encodeGbk, encodeRecord } from '../../card/values.ts';
import type { VirtualCardData } from './virtual-card-data.ts';

/** One record as it lies on the card: tag, length, value. */
export interface StoredRecord {
  readonly file: number;
  readonly number: number;
  readonly tag: number;
  readonly bytes: Uint8Array;
}

/** The records of a card. A value that does not fit its record is cut or padded with zero bytes, as issuers do. */
export function recordsOf(data: VirtualCardData): readonly StoredRecord[] {
  const values = valuesOf(data);
  return (Object.entries(layout) as [FieldName, RecordLayout][])
    .filter(([field]) => field !== 'nameContinued' || !data.version.startsWith('1'))
    .map(([field, { file, number, tag, length }]) => ({
      file,
      number,
      tag,
      bytes: encodeRecord(tag, fitted(values[field], length)),
    }));
}

function valuesOf(data: VirtualCardData): Record<FieldName, Uint8Array> {
  const name = encodeGbk(data.name);
  return {
    identification: hexBytes(data.identification),
    cardClass: encodeAscii(data.cardClass, 1),
    version: encodeAscii(data.version, 4),
    institution: hexBytes(data.institution),
    issued: encodeBcd(data.issued),
    validUntil: encodeBcd(data.validUntil),
    cardNumber: encodeAscii(data.cardNumber, 9),
    socialSecurityNumber: encodeAscii(data.socialSecurityNumber, 18),
    name: name.subarray(0, layout.name.length),
    nameContinued: name.subarray(layout.name.length),
    sex: encodeAscii(data.sex === 'male' ? '1' : '2', 1),
    ethnicGroup: encodeBcd(data.ethnicGroup),
    birthPlace: encodeBcd(data.birthPlace),
    birth: encodeBcd(data.birth),
  };
}

/** Hex digits of a card description; anything else is the description's bug. */
export function hexBytes(digits: string): Uint8Array {
  const bytes = fromHex(digits);
  if (!bytes) throw new RangeError(`not pairs of hex digits: ${digits}`);
  return bytes;
}

function fitted(value: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(value.subarray(0, length));
  return bytes;
}
