// The resident ID card of an invented person: what the emulated reader of identity cards is given to read. Pure.
// Everything on it follows from the person's social-security card; address, authority and photo are made up from the number.

import type { IdCardPerson } from '../reader.ts';
import { PHOTO_LENGTH } from '../sam/card-text.ts';
import type { VirtualCardData } from './card-os/virtual-card-data.ts';

const streets = ['河滨路', '渡口街', '水云巷', '桥头大街', '芦荡里'] as const;

export function idCardOf(data: VirtualCardData): IdCardPerson {
  const { socialSecurityNumber: idNumber, name, sex, ethnicGroup, birth, issued } = data;
  const seed = Number(idNumber.slice(12, 17));
  return {
    name,
    sex,
    ethnicGroup,
    birth,
    address: `海河市${streets[seed % streets.length]}${(seed % 98) + 1}号${(seed % 6) + 1}门${(seed % 5) + 1}01`,
    idNumber,
    authority: '海河市公安局河滨分局',
    validFrom: issued,
    validUntil: validUntil(birth, issued),
    photo: generatedPhoto(seed),
  };
}

/** 居民身份证法, article 5: five years for those under 16, ten up to 25, twenty up to 45, from 46 on without end. */
function validUntil(birth: string, issued: string): string {
  const age = Math.floor((Number(issued) - Number(birth)) / 10_000);
  if (age >= 46) return '长期';
  const years = age < 16 ? 5 : age < 26 ? 10 : 20;
  const until = `${Number(issued.slice(0, 4)) + years}${issued.slice(4)}`;
  // A card of a 29 February ends on the day before where the year has none.
  return until.endsWith('0229') && Number(until.slice(0, 4)) % 4 !== 0 ? `${until.slice(0, 4)}0228` : until;
}

/** A block of the right length that shows nobody: numbers of a generator that begins at the seed. */
function generatedPhoto(seed: number): Uint8Array {
  let random = seed >>> 0;
  return Uint8Array.from({ length: PHOTO_LENGTH }, () => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return random >>> 24;
  });
}
