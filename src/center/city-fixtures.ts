// Loads the invented city for a founding day: people, employers, hospitals, catalogue and cards, all absolute.
// Everything that is wrong in the files is answered at once, each with file, line, column, key and what was expected.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarDate } from '../domain/date.ts';
import type { FixtureProblem } from '../domain/fixture-table.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { type CardFixture, cardsOf, registeredCards } from './city-cards.ts';
import { type KnownNames, peopleOf } from './city-people.ts';
import { fixturesFolder, readYaml } from './city-reading.ts';
import { cardsSchema, employersSchema, peopleSchema } from './city-schemas.ts';
import type { CitySeed, EmployerSeed, PersonSeed } from './city-seed.ts';
import { readCatalogue, readHospitals, readIllnesses } from './city-tables.ts';
import { monthsPaidUntil } from './city-times.ts';

export type { FixtureProblem } from '../domain/fixture-table.ts';

/** The city with what the center must not know: the chips in people's pockets, and who is meant by an id. */
export interface CityFixtures {
  readonly seed: CitySeed;
  readonly people: ReadonlyMap<string, PersonSeed>;
  readonly cards: readonly CardFixture[];
}

/** Takes the value, or keeps the problems and goes on with nothing, so that one run tells all. */
function take<Value>(
  read: Result<Value, readonly FixtureProblem[]>,
  problems: FixtureProblem[],
  nothing: Value,
): Value {
  if (read.ok) return read.value;
  problems.push(...read.error);
  return nothing;
}

function readEmployers(folder: string, foundedOn: CalendarDate): Result<EmployerSeed[], readonly FixtureProblem[]> {
  const file = readYaml(folder, 'city/employers.yaml', employersSchema);
  if (!file.ok) return file;
  return ok(
    Object.entries(file.value.value).map(([id, { name, paidUntil, paysOnTime }]) => ({
      id,
      name,
      paidMonths: monthsPaidUntil(paidUntil, foundedOn),
      paysOnTime,
    })),
  );
}

function peopleFiles(folder: string): Result<readonly string[], readonly FixtureProblem[]> {
  const file = 'city/people';
  try {
    const names = readdirSync(join(folder, file)).filter((name) => name.endsWith('.yaml'));
    return ok(names.sort().map((name) => `${file}/${name}`));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return failure([{ file, line: 1, column: 1, key: 'folder', expected: `a folder of people (${cause})` }]);
  }
}

function readPeople(
  folder: string,
  known: KnownNames,
  foundedOn: CalendarDate,
  problems: FixtureProblem[],
): ReadonlyMap<string, PersonSeed> {
  const people = new Map<string, PersonSeed>();
  const taken = new Set<string>();
  for (const name of take(peopleFiles(folder), problems, [])) {
    const file = readYaml(folder, name, peopleSchema);
    if (!file.ok) {
      problems.push(...file.error);
      continue;
    }
    for (const [id, person] of peopleOf(file.value, known, foundedOn, problems)) {
      const repeats = people.has(id) || taken.has(person.idNumber) || taken.has(person.psnNo);
      if (repeats) problems.push(file.value.problemAt([id], 'an id, person number and identity number of their own'));
      people.set(id, person);
      taken.add(person.idNumber).add(person.psnNo);
    }
  }
  return people;
}

/** The whole city, chips included: for whoever hands out cards as well as founding the center. */
export function loadCity(
  foundedOn: CalendarDate,
  folder: string = fixturesFolder(),
): Result<CityFixtures, readonly FixtureProblem[]> {
  const problems: FixtureProblem[] = [];
  const hospitals = take(readHospitals(folder), problems, []);
  const illnesses = take(readIllnesses(folder), problems, []);
  const catalogue = take(readCatalogue(folder), problems, []);
  const employers = take(readEmployers(folder, foundedOn), problems, []);
  // Names are looked up only in tables that could be read; otherwise one broken line would accuse everybody.
  if (problems.length > 0) return failure(problems);
  const known = {
    employers: new Set(employers.map(({ id }) => id)),
    hospitals: new Set(hospitals.map(({ code }) => code)),
    illnesses: new Set(illnesses.map(({ code }) => code)),
    items: new Set(catalogue.map(({ code }) => code)),
  };
  const people = readPeople(folder, known, foundedOn, problems);
  const cardsFile = readYaml(folder, 'city/cards.yaml', cardsSchema);
  if (!cardsFile.ok) problems.push(...cardsFile.error);
  // Cards name people, who must be sound first.
  if (!cardsFile.ok || problems.length > 0) return failure(problems);
  const cards = cardsOf(cardsFile.value, people, foundedOn, problems);
  if (problems.length > 0) return failure(problems);
  return ok({
    seed: {
      foundedOn,
      hospitals,
      employers,
      people: [...people.values()],
      cards: registeredCards(cards),
      catalogue,
      illnesses,
    },
    people,
    cards,
  });
}

/**
 * What the center is founded with: rows, absolute for the founding day.
 * @param folder the fixtures folder; absent: the one that came with the program
 */
export function loadCitySeed(
  foundedOn: CalendarDate,
  folder: string = fixturesFolder(),
): Result<CitySeed, readonly FixtureProblem[]> {
  const city = loadCity(foundedOn, folder);
  return city.ok ? ok(city.value.seed) : city;
}
