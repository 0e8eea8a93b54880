// The resident ID card of an invented person: what the emulated reader of identity cards is given to read. Pure.
// Everything on it follows from the person's social-security card; address, authority and photo are made up from the number.

import type { IdCardPerson } from '../reader.ts';
import { PHOTO_LENGTH } from '../sam/card-text.ts';
import type { VirtualCardData } from './card-os/virtual-card-data.ts';

const streets = ['河滨路', '渡口街', '水云巷', '桥头大街', '芦荡里'] as const;

export function idCardOf(data: VirtualCardData): IdCardPerson {
  const { socialSecurityNumber: idNumber, name, sex, ethnicGroup, birth } = data;
  const seed = Number(idNumber.slice(12, 17));
  const from = `${Number(birth.slice(0, 4)) < 1990 ? 2006 : 2010}0701`;
  return {
    name,
    sex,
    ethnicGroup,
    birth,
    address: `海河市${streets[seed % streets.length]}${(seed % 98) + 1}号${(seed % 6) + 1}门${(seed % 5) + 1}01`,
    idNumber,
    authority: '海河市公安局河滨分局',
    validFrom: from,
    // From the age of 46 a card has no end (居民身份证法, article 5).
    validUntil:
      Number(from.slice(0, 4)) - Number(birth.slice(0, 4)) >= 46 ? '长期' : `${Number(from.slice(0, 4)) + 20}0701`,
    photo: generatedPhoto(seed),
  };
}

/** A block of the right length that shows nobody: numbers of a generator that begins at the seed. */
function generatedPhoto(seed: number): Uint8Array {
  let random = seed >>> 0;
  return Uint8Array.from({ length: PHOTO_LENGTH }, () => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return random >>> 24;
  });
}
