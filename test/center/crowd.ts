// As many people as one likes, all insured alike and all with a card: for measurements.

import type { CardSeed, PersonSeed } from '../../src/center/city-seed.ts';
import { cardOf as cardWith, someone as personWith } from './small-city.ts';

/** Births of a thousand people share a day: the serial has three digits. */
const serials = 1000;
const firstDay = Date.UTC(1970, 0, 1);
const dayLength = 86_400_000;

/** The person of this number, from 0. */
export function someone(index: number): PersonSeed {
  const day = new Date(firstDay + Math.floor(index / serials) * dayLength);
  const born = day.toISOString().slice(0, 10).replaceAll('-', '');
  const serial = String(index % serials).padStart(3, '0');
  return personWith(`P${String(index).padStart(6, '0')}`, serial, { born });
}

export const cardOf = (person: PersonSeed): CardSeed => cardWith(person);
