// The invented city: whom it has, that its numbers are sound, and that it is the same city on any founding day.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCitySeed } from '../../src/center/city-fixtures.ts';
import type { PersonSeed } from '../../src/center/city-seed.ts';
import { birthFrom, dayFrom, dayOfThisYear, monthsPaidUntil } from '../../src/center/city-times.ts';
import { addDays, ageOn, type CalendarDate, dateOf, monthOf, yearOf } from '../../src/domain/date.ts';
import { birthFromIdNumber, isIdNumber } from '../../src/domain/person.ts';
import { cityOn, foundingDays } from './cities.ts';

const anyDay = fc.integer({ min: 0, max: 15_000 }).map((days) => addDays(dateOf('2000-01-01'), days));

/** Every class of 2-benefits, as something that somebody in the city has to be. */
const classes: Record<string, (person: PersonSeed, day: CalendarDate) => boolean> = {
  'in service': (p) => p.status === 'in-service' && p.civilServant === 'none',
  'retired, under 60': (p, day) => p.status === 'retired' && ageOn(p.birth, day) < 60,
  'retired, 60 to under 70': (p, day) =>
    p.status === 'retired' && ageOn(p.birth, day) >= 60 && ageOn(p.birth, day) < 70,
  'retired, 70 and over': (p, day) => p.status === 'retired' && !p.veteranWorker && ageOn(p.birth, day) >= 70,
  'veteran worker': (p) => p.veteranWorker,
  'retired model worker': (p) => p.modelWorker && p.status === 'retired',
  'civil servant in service': (p) => p.civilServant === 'in-service',
  'civil servant, retired': (p) => p.civilServant === 'retired',
  'civil servant, 医疗照顾': (p) => p.civilServant === 'privileged',
  'adult resident': (p) => p.scheme === 'resident' && p.status === 'adult',
  'minor resident': (p) => p.scheme === 'resident' && p.status === 'minor',
  'individual payer': (p) => p.scheme === 'employee' && p.employerId === undefined,
  'special illness, employee': (p, day) => p.scheme === 'employee' && p.specialIllnesses.some(validOn(day)),
  'special illness, resident': (p, day) => p.scheme === 'resident' && p.specialIllnesses.some(validOn(day)),
  'account empty': (p) => p.scheme === 'employee' && p.account === 0,
  'account large': (p) => p.account >= 1_000_000,
};

function validOn(day: CalendarDate) {
  return ({ from, until }: PersonSeed['specialIllnesses'][number]) => from <= day && day <= until;
}

describe.each(foundingDays)('the city founded on %s', (day) => {
  const { seed, cards } = cityOn(day);

  test('has at least 26 people, three hospitals of level 1, 2, 3, and 220 catalogue items', () => {
    expect(seed.people.length).toBeGreaterThanOrEqual(26);
    expect(seed.hospitals.map(({ level }) => level).sort()).toEqual([1, 2, 3]);
    expect(seed.catalogue.length).toBeGreaterThanOrEqual(220);
  });

  test('has only sound identity numbers of the 99 districts, all different, of people on cards too (GB 11643)', () => {
    const holders = [...seed.people, ...cards.map(({ holder }) => holder)];
    for (const { idNumber, birth, sex } of holders) {
      expect(isIdNumber(idNumber), idNumber).toBe(true);
      expect(idNumber.slice(2, 4)).toBe('99');
      expect(birthFromIdNumber(idNumber)).toBe(birth);
      expect(Number(idNumber[16]) % 2 === 1).toBe(sex === 'male');
    }
    expect(new Set(cards.map(({ holder }) => holder.idNumber)).size).toBe(cards.length);
    expect(new Set(seed.people.map(({ psnNo }) => psnNo)).size).toBe(seed.people.length);
  });

  test.each(Object.keys(classes))('has somebody who is: %s (2-benefits)', (name) => {
    expect(seed.people.some((person) => classes[name]!(person, day))).toBe(true);
  });

  test('王秀兰 is a retired woman of 65 with a valid registration for diabetes (10-counter)', () => {
    const person = seed.people.find(({ name }) => name === '王秀兰')!;
    expect(person).toMatchObject({ sex: 'female', status: 'retired', account: 128_450 });
    expect(ageOn(person.birth, day)).toBe(65);
    expect(person.specialIllnesses).toMatchObject([{ code: '4', until: `${yearOf(day)}-12-31` }]);
    expect(person.idNumber).toMatch(/^1299\d{10}002[\dX]$/);
  });

  test('nobody’s earlier visit lies outside this year or after the founding day', () => {
    const days = seed.people.flatMap(({ history }) => history.map(({ on }) => on));
    expect(days.length).toBeGreaterThan(5);
    for (const on of days) {
      expect(yearOf(on)).toBe(yearOf(day));
      expect(on <= day).toBe(true);
    }
  });

  test('whoever pays has paid since January of last year, up to this month or not', () => {
    const payers = [...seed.employers, ...seed.people.filter(({ employerId }) => employerId === undefined)];
    for (const { paidMonths } of payers) expect(paidMonths[0]).toBe(`${yearOf(day) - 1}-01`);
    expect(payers.some(({ paidMonths }) => paidMonths.at(-1) === monthOf(day))).toBe(true);
    expect(payers.some(({ paidMonths }) => paidMonths.at(-1)! < monthOf(day))).toBe(true);
  });

  test('every card but the unknown one has its row, its number and its identification to itself', () => {
    const unknown = cards.filter(({ center }) => center === 'not-registered');
    expect(unknown.length).toBeGreaterThan(0);
    expect(seed.cards).toHaveLength(cards.length - unknown.length);
    for (const key of ['number', 'identification'] as const) {
      expect(new Set(cards.map((card) => card[key])).size).toBe(cards.length);
    }
    for (const { identification, issuedOn, validUntil } of cards) {
      expect(identification.startsWith('129900')).toBe(true);
      expect(issuedOn < day && day < validUntil).toBe(true);
    }
  });
});

describe('relative times', () => {
  test('the city can be founded on any day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const seed = loadCitySeed(day);
        expect(seed.ok).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('someone who is N years old on the founding day is not N + 1 until the birthday', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 110 }),
        fc.constantFrom('01-01', '02-28', '03-01', '12-31'),
        (day, age, birthday) => {
          expect(ageOn(birthFrom(age, birthday, day), day)).toBe(age);
        },
      ),
    );
  });

  test('a share of the year lies between New Year and the founding day', () => {
    fc.assert(
      fc.property(anyDay, fc.double({ min: 0, max: 1, noNaN: true }), (day, share) => {
        const on = dayOfThisYear(share, day);
        expect(on >= `${yearOf(day)}-01-01` && on <= day).toBe(true);
      }),
    );
    expect(dayOfThisYear(1, dateOf('2024-02-29'))).toBe('2024-02-29');
  });

  test('days and months are counted from the founding day', () => {
    const day = dateOf('2024-02-29');
    expect(dayFrom('today', day)).toBe('2024-02-29');
    expect(dayFrom('1 year ago', day)).toBe('2023-02-28');
    expect(dayFrom('2 months ago', day)).toBe('2023-12-29');
    expect(dayFrom('in 1 day', day)).toBe('2024-03-01');
    expect(dayFrom('last of the year', day)).toBe('2024-12-31');
    expect(monthsPaidUntil('last month', dateOf('2026-01-01'))).toHaveLength(12);
    expect(monthsPaidUntil('this month', dateOf('2026-01-01')).at(-1)).toBe('2026-01');
  });
});
