// What stands on a resident ID card (5-readers C): the text as it is written and read back, and text that cannot be true.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../drivers/bytes.ts';
import { decodePerson, encodePerson } from '../../drivers/sam/card-text.ts';
import { idCardOf } from '../../drivers/virtual/virtual-id-card.ts';
import { holder } from './cards.ts';

const person = idCardOf(holder);

describe('the text on the card: UTF-16LE, 30 2 4 16 70 36 30 16 16 36 bytes', () => {
  it('is 256 bytes of text and 1024 of photo, and comes back as it was written', () => {
    const data = encodePerson(person);
    expect(data).toHaveLength(4 + 256 + 1024);
    expect(toHex(data.subarray(0, 4), ' ')).toBe('01 00 04 00');
    // 王 U+738B, 建 U+5EFA, 国 U+56FD, then blanks.
    expect(toHex(data.subarray(4, 12), ' ')).toBe('8B 73 FA 5E FD 56 20 00');
    expect(decodePerson(data)).toEqual({ ok: true, value: person });
  });
  it('长期 is a card without end', () => {
    const data = encodePerson({ ...person, validUntil: '长期' });
    expect(decodePerson(data)).toMatchObject({ ok: true, value: { validUntil: '长期' } });
  });
  it.each([
    ['a wrong check digit', { idNumber: '990101194603010020' }],
    ['a birth that the number does not say', { birth: '19460302' }],
    ['a date that does not exist', { validFrom: '20110230' }],
    ['no name', { name: '' }],
  ])('%s is bad-card-data, and the error says no value', (_what, change) => {
    const decoded = decodePerson(encodePerson({ ...person, ...change }));
    expect(decoded).toMatchObject({ ok: false, error: { kind: 'bad-card-data' } });
    if (!decoded.ok) expect(decoded.error.cause).not.toMatch(/9901|1946/);
  });
  it('whatever bytes lie there: a person or bad-card-data', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_400 }), (bytes) => {
        const decoded = decodePerson(bytes);
        expect(decoded.ok || decoded.error.kind === 'bad-card-data').toBe(true);
      }),
    ));
});
