// The cards as the virtual reader gets them: fields of the lengths and alphabets of LB 1-2000 and LD/T 32-2015 (4-card).

import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { loadCardFixtures, loadCardSummaries } from '../../src/cli/card-fixtures.ts';
import { isIdNumber } from '../../src/domain/person.ts';
import { foundingDays } from './cities.ts';

describe.each(foundingDays)('the cards on %s', (day) => {
  const cards = loadCardFixtures(day);

  test('hold what the records can hold', () => {
    for (const [id, card] of cards) {
      expect(card.id).toBe(id);
      expect(card.identification).toMatch(/^129900[0-9A-F]{26}$/);
      expect(card.institution).toMatch(/^[0-9A-F]{24}$/);
      expect(card.resetInfo).toMatch(/^[0-9A-F]{26}$/);
      expect(card.cardNumber).toMatch(/^[A-Z]\d{8}$/);
      expect(isIdNumber(card.socialSecurityNumber)).toBe(true);
      expect(card.birth).toBe(card.socialSecurityNumber.slice(6, 14));
      expect(card.issued < card.validUntil).toBe(true);
      expect(card.pin).toMatch(/^\d{6}$/);
      // Record 09 has 30 bytes; 4E has 20 more, and is absent on version 1.
      expect(iconv.encode(card.name, 'gbk').length).toBeLessThanOrEqual(card.version === '1.00' ? 30 : 50);
      expect(iconv.decode(iconv.encode(card.name, 'gbk'), 'gbk')).toBe(card.name);
    }
  });

  test('there is one of version 1, one whose name needs the continued record, one fouled, two with few tries left', () => {
    const all = [...cards.values()];
    expect(all.some(({ version }) => version === '1.00')).toBe(true);
    expect(all.some(({ name }) => iconv.encode(name, 'gbk').length > 30)).toBe(true);
    expect(all.some(({ foulContacts }) => foulContacts === 2)).toBe(true);
    expect(all.some(({ pinTries }) => pinTries === 0)).toBe(true);
    expect(all.some(({ pinTries }) => pinTries === 1)).toBe(true);
  });

  test('are summarised in the same order, each with its own PIN', () => {
    const summaries = loadCardSummaries(day);
    expect(summaries.map(({ card, pin }) => [card, pin])).toEqual([...cards.values()].map(({ id, pin }) => [id, pin]));
    expect(summaries.find(({ card }) => card === 'wang-xiulan')).toMatchObject({
      holder: '王秀兰',
      class: { zh: '城镇职工 退休', en: 'employee, retired' },
      shows: null,
    });
  });
});
