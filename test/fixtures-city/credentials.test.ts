// The credentials of the city: everyone's PIN at the center is that of their card, and is there as a salted hash only.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCity } from '../../src/center/city-fixtures.ts';
import { isPin } from '../../src/center/pin.ts';
import { top } from '../support/paths.ts';
import { foundingDays } from './cities.ts';

const [day] = foundingDays;

describe('credentials.csv', () => {
  const city = loadCity(day!);
  if (!city.ok) throw new Error('the city does not load');
  const { seed, cards } = city.value;

  test('everyone at the center who has a card has a PIN there, with as many tries left, and a voucher of their own', () => {
    const cardOf = new Map(cards.map((card) => [card.holder.idNumber, card]));
    const holders = seed.people.filter(({ idNumber }) => cardOf.has(idNumber));
    expect(holders.length).toBeGreaterThan(40);
    for (const person of holders)
      expect(person.credentials?.triesLeft, person.name).toBe(cardOf.get(person.idNumber)?.pinTries);
    expect(new Set(holders.map(({ credentials }) => credentials?.voucher)).size).toBe(holders.length);
    expect(new Set(holders.map(({ credentials }) => credentials?.pin.salt)).size).toBe(holders.length);
  });

  test('the hash is of the digits in cards.csv, for every holder', () => {
    for (const { holder, pin } of cards) {
      const person = seed.people.find(({ idNumber }) => idNumber === holder.idNumber);
      if (person) expect(isPin(pin, person.credentials!.pin), person.name).toBe(true);
    }
  });

  test('no PIN stands in the file', () => {
    const lines = readFileSync(join(top, 'fixtures', 'city', 'credentials.csv'), 'utf8').split('\n');
    for (const line of lines.filter((one) => !one.startsWith('#'))) expect(line.split(',')).not.toContain('123456');
  });
});
