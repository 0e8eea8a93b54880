// Invented cards for the driver tests; the fixtures' own cards are another matter.

import type { VirtualCardData } from '../../drivers/open.ts';

/** A version 2 card with a name that goes on in record 4E. */
export const wang: VirtualCardData = {
  id: 'wang',
  pin: '123456',
  identification: '990100D15600000500A1B2C3D4E5F601',
  cardClass: '1',
  version: '2.0',
  institution: '990100000000000000000001',
  issued: '20101001',
  validUntil: '20201001',
  cardNumber: 'X00000019',
  socialSecurityNumber: '990101194603010023',
  name: '王建国',
  sex: 'female',
  ethnicGroup: '01',
  birthPlace: '990101',
  birth: '19460301',
  resetInfo: '00813147318650430200000013',
};

/** A version 1 card: no record 4E. */
export const li: VirtualCardData = {
  ...wang,
  id: 'li',
  version: '1.00',
  name: '李娜',
  cardNumber: 'X00000027',
  foulContacts: 2,
  pinTries: 2,
};

/** A name of 20 characters, 40 bytes of GBK: it lies in both records. */
export const longName: VirtualCardData = { ...wang, id: 'long', name: '阿卜杜拉·艾合买提江·买买提依明·吐尔逊' };

/** Two whose identity numbers have the right check digit, as an identity card's must. */
export const holder: VirtualCardData = { ...wang, id: 'holder', socialSecurityNumber: '990101194603010021' };
export const otherHolder: VirtualCardData = {
  ...wang,
  id: 'other-holder',
  name: '赵敏',
  socialSecurityNumber: '990101199005120047',
  birth: '19900512',
};

export const cards: ReadonlyMap<string, VirtualCardData> = new Map(
  [wang, li, longName, holder, otherHolder].map((card) => [card.id, card]),
);
