// Loads the invented city for a founding day: people, employers, hospitals, catalogue and cards, all absolute.
// Everything that is wrong in the files is answered at once, each with file, line, column, key and what was expected.

import type { CalendarDate } from '../domain/date.ts';
import type { FixtureProblem } from '../domain/fixture-table.ts';
import { failure, ok } from '../domain/result.ts';
import { type CardFixture, readCards, registeredCards } from './city-cards.ts';
import { type Circumstances, nothingElse, readCircumstances } from './city-circumstances.ts';
import { readCredentials } from './city-credentials.ts';
import { fixturesFolder, type Read, take } from './city-files.ts';
import { type CityPerson, readPeople } from './city-people.ts';
import type { CitySeed, CredentialSeed, PersonSeed } from './city-seed.ts';
import { readCatalogue, readEmployers, readHospitals, readIllnesses } from './city-tables.ts';

export type { FixtureProblem } from '../domain/fixture-table.ts';

/** The city with what the center must not know: the chips in people's pockets, and who is meant by an id. */
export interface CityFixtures {
  readonly seed: CitySeed;
  /** Those whom the center knows, by the id of the files. */
  readonly people: ReadonlyMap<string, PersonSeed>;
  readonly cards: readonly CardFixture[];
}

function seedOf(
  { id: _id, registered: _registered, ...person }: CityPerson,
  more: Circumstances,
  credentials: CredentialSeed | undefined,
): PersonSeed {
  return { ...person, ...more, ...(credentials && { credentials }) };
}

/** The whole city, chips included. */
export function loadCity(foundedOn: CalendarDate, folder: string = fixturesFolder()): Read<CityFixtures> {
  const problems: FixtureProblem[] = [];
  const hospitals = take(readHospitals(folder), problems, []);
  const illnesses = take(readIllnesses(folder), problems, []);
  const catalogue = take(readCatalogue(folder), problems, []);
  const employers = take(readEmployers(folder, foundedOn), problems, []);
  // Names are looked up only in tables that could be read; otherwise one broken line would accuse everybody.
  if (problems.length > 0) return failure(problems);
  const people = readPeople(folder, foundedOn, new Set(employers.map(({ id }) => id)));
  if (!people.ok) return people;
  const registered = people.value.filter((person) => person.registered);
  const circumstances = take<ReadonlyMap<string, Circumstances>>(
    readCircumstances(folder, foundedOn, {
      people: new Set(registered.map(({ id }) => id)),
      hospitals: new Set(hospitals.map(({ code }) => code)),
      illnesses: new Set(illnesses.map(({ code }) => code)),
      items: new Set(catalogue.map(({ code }) => code)),
    }),
    problems,
    new Map(),
  );
  const credentials = take<ReadonlyMap<string, CredentialSeed>>(
    readCredentials(folder, new Set(registered.map(({ id }) => id))),
    problems,
    new Map(),
  );
  const cards = take(readCards(folder, foundedOn, people.value), problems, []);
  if (problems.length > 0) return failure(problems);
  const seeds = new Map(
    registered.map((person) => [
      person.id,
      seedOf(person, circumstances.get(person.id) ?? nothingElse, credentials.get(person.id)),
    ]),
  );
  const register = registeredCards(cards);
  return ok({
    seed: { foundedOn, hospitals, employers, people: [...seeds.values()], cards: register, catalogue, illnesses },
    people: seeds,
    cards,
  });
}

/**
 * What the center is founded with: rows, absolute for the founding day.
 * @param folder the fixtures folder; absent: the one that came with the program
 */
export function loadCitySeed(foundedOn: CalendarDate, folder: string = fixturesFolder()): Read<CitySeed> {
  const city = loadCity(foundedOn, folder);
  return city.ok ? ok(city.value.seed) : city;
}
