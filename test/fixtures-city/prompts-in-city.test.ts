// Every documented prompt has somebody in the city, by state alone; and what the cards list tells is true.
// The center's own chain judges the states; a card's chip and PIN are judged before it (1-prompts, Precedence).

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CardFixture } from '../../src/center/city-cards.ts';
import type { CitySeed, PersonSeed } from '../../src/center/city-seed.ts';
import { type EligibilityFacts, judge, wholeChain } from '../../src/center/eligibility.ts';
import { contributionDuty } from '../../src/center/founding.ts';
import type { CalendarDate } from '../../src/domain/date.ts';
import { promptCatalog } from '../../src/domain/prompt-catalog.ts';
import { top } from '../support/paths.ts';
import { cityOn, foundingDays } from './cities.ts';

const wantedIllness: Record<string, string> = { 'peng-guihua': '4', 'zeng-fanrong': '8' };

function factsOf(card: CardFixture, seed: CitySeed, day: CalendarDate): EligibilityFacts {
  const hospital = seed.hospitals.find(({ level }) => level === 3)!;
  const illness = wantedIllness[card.id] ?? null;
  const person = seed.people.find(({ idNumber }) => idNumber === card.holder.idNumber);
  const { identification, number: cardNumber, center } = card;
  return {
    today: day,
    card:
      center === 'not-registered'
        ? { card: 'unknown', identification, cardNumber }
        : { card: 'known', identification, state: center },
    person: person ? { known: true, person: known(person, seed) } : { known: false, searched: {} },
    // The resident table grants ordinary outpatient care nothing above level 1 (2-benefits, 4).
    visit: {
      hospitalCode: hospital.code,
      medType: illness === null ? '11' : '14',
      illness,
      granted: illness !== null || person?.scheme !== 'resident',
      waitingMonths: 6,
    },
  };
}

function known(person: PersonSeed, seed: CitySeed) {
  const employer = seed.employers.find(({ id }) => id === person.employerId);
  const open = person.admissions.find(({ dischargedOn }) => dischargedOn === undefined);
  return {
    psnNo: person.psnNo,
    unconfirmed: undefined,
    admission: open && { hospitalCode: open.hospitalCode, hospitalName: '', admittedOn: open.admittedOn },
    duty: contributionDuty(person),
    paidMonths: employer?.paidMonths ?? person.paidMonths,
    waitingSince: person.waitingPeriodFrom === undefined ? [] : [person.waitingPeriodFrom],
    scope: person.scope,
    specialIllnesses: person.specialIllnesses.map(({ code, ...rest }) => ({ illness: code, illnessName: '', ...rest })),
  };
}

/** What the counter meets first: the contacts, the PIN, then the center. */
function firstPrompt(card: CardFixture, seed: CitySeed, day: CalendarDate): string | null {
  if (card.foulContacts !== undefined) return 'card-invalid';
  if (card.pinTries === 0) return 'wrong-pin';
  return judge(wholeChain, factsOf(card, seed, day))?.note.id ?? null;
}

describe.each(foundingDays)('the cards of the city founded on %s', (day) => {
  const { seed, cards } = cityOn(day);

  test.each(cards.map((card) => [card.id, card] as const))('%s leads to what `yibao-pos cards` says', (_, card) => {
    expect(firstPrompt(card, seed, day)).toBe(card.shows ?? null);
  });

  test('together they show every prompt that a state can cause: all but the two of the network', () => {
    const shown = new Set(cards.map(({ shows }) => shows).filter((shows) => shows !== undefined));
    const fromTheLine = ['center-call-failed', 'open-reconciliation'];
    expect([...shown, ...fromTheLine].sort()).toEqual(promptCatalog.map(({ id }) => id as string).sort());
  });

  test('several of them are in two states at once, so that precedence can be seen (1-prompts, Precedence)', () => {
    const also = cards.filter((card) => (judge(wholeChain, factsOf(card, seed, day))?.note.also.length ?? 0) > 0);
    expect(also.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['pan-wei', 'yu-xiaomei', 'jiang-dawei', 'cai-hongmei', 'ye-qiulan']),
    );
  });

  test('card-invalid has each of its causes: fouled contacts, cancelled, lost, unknown (1-prompts, 1)', () => {
    const invalid = cards.filter(({ shows }) => shows === 'card-invalid');
    expect(invalid.some(({ foulContacts, center }) => foulContacts === 2 && center === 'normal')).toBe(true);
    for (const state of ['cancelled', 'lost', 'not-registered']) {
      expect(invalid.some(({ center }) => center === state)).toBe(true);
    }
  });
});

test('no fixture names a prompt but the column that tells people what a card is good for', () => {
  const folder = join(top, 'fixtures');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(city|hospital)\b.*\.(yaml|csv)$/.test(name),
  );
  expect(files.length).toBeGreaterThan(9);
  const ids = promptCatalog.map(({ id }) => id as string).filter((id) => id !== 'inpatient');
  for (const file of files) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      // The column `shows`, between the state at the center and the two sentences.
      const told = file.endsWith('cards.csv')
        ? line.replace(/(normal|lost|cancelled|not-registered),[a-z-]+,/, '$1,,')
        : line;
      expect(
        ids.filter((id) => told.includes(id)),
        `${file}: ${line}`,
      ).toEqual([]);
    }
  }
});
