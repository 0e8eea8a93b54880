// The people of the city: from what people.yaml says of them to absolute facts for the founding day.
// Checks what a schema cannot: that classes fit together and that everything named exists.

import { type CalendarDate, compactDate } from '../domain/date.ts';
import type { FixtureProblem } from '../domain/fixture-table.ts';
import { idNumberCheckDigit, type Sex } from '../domain/person.ts';
import type { YamlFile } from './city-reading.ts';
import type { PersonEntry } from './city-schemas.ts';
import type { PersonSeed } from './city-seed.ts';
import { birthFrom, dayFrom, dayOfThisYear, monthsPaidUntil } from './city-times.ts';

/** The area of the city: one of the 99 districts, where nobody lives. */
export const cityArea = '129900';

/** What decides an identity number; age is in full years on the founding day. */
export interface IdentityEntry {
  readonly sex: Sex;
  readonly age: number;
  readonly birthday: string;
  readonly sequence: number;
}

export function isSequenceOfSex(entry: IdentityEntry): boolean {
  return (entry.sequence % 2 === 1) === (entry.sex === 'male');
}

/** The identity number (GB 11643): area, birth date, sequence (odd for men), check digit. */
export function idNumberFrom(entry: IdentityEntry, foundedOn: CalendarDate): string {
  const birth = birthFrom(entry.age, entry.birthday, foundedOn);
  const first17 = `${cityArea}${compactDate(birth)}${entry.sequence.toString().padStart(3, '0')}`;
  return `${first17}${idNumberCheckDigit(first17)}`;
}

/** Everything that people may name. */
export interface KnownNames {
  readonly employers: ReadonlySet<string>;
  readonly hospitals: ReadonlySet<string>;
  readonly illnesses: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
}

interface Finding {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

function classFindings(person: PersonEntry): readonly Finding[] {
  const found: Finding[] = [];
  const say = (key: string, expected: string) => found.push({ path: [key], expected });
  const statuses = person.scheme === 'employee' ? ['in-service', 'retired'] : ['adult', 'minor'];
  if (!statuses.includes(person.status)) say('status', `${statuses.join(' or ')} for ${person.scheme}`);
  if (person.status === 'minor' && person.age >= 18) say('age', 'a minor, under 18');
  if (person.status !== 'minor' && person.age < 18) say('age', 'an adult, 18 or older');
  if (person.veteranWorker && person.status !== 'retired') say('veteranWorker', 'a retired person');
  if (person.civilServant !== 'none' && person.scheme !== 'employee') say('civilServant', 'an employee');
  if (person.civilServant === 'in-service' && person.status !== 'in-service') say('civilServant', 'in service');
  if (person.civilServant === 'retired' && person.status !== 'retired') say('civilServant', 'a retired person');
  if (!isSequenceOfSex(person)) say('sequence', `${person.sex === 'male' ? 'an odd' : 'an even'} number`);
  return found;
}

function nameFindings(person: PersonEntry, known: KnownNames): readonly Finding[] {
  const found: Finding[] = [];
  const check = (set: ReadonlySet<string>, name: string, what: string, ...path: (string | number)[]) => {
    if (!set.has(name)) found.push({ path, expected: `${what} of the city; ${name} is none` });
  };
  const { contributions } = person;
  if ('employer' in contributions) {
    check(known.employers, contributions.employer, 'an employer', 'contributions', 'employer');
  }
  person.specialIllnesses.forEach(({ code, hospital }, index) => {
    check(known.illnesses, code, 'a special illness', 'specialIllnesses', index, 'code');
    check(known.hospitals, hospital, 'a hospital', 'specialIllnesses', index, 'hospital');
  });
  person.admissions.forEach(({ hospital }, index) => {
    check(known.hospitals, hospital, 'a hospital', 'admissions', index, 'hospital');
  });
  person.history.forEach((visit, index) => {
    check(known.hospitals, visit.hospital, 'a hospital', 'history', index, 'hospital');
    visit.lines.forEach(({ item }, line) => {
      check(known.items, item, 'an item of the catalogue', 'history', index, 'lines', line, 'item');
    });
    const registered = person.specialIllnesses.some(({ code }) => code === visit.illness);
    if (visit.visit === 'special-illness' ? !registered : visit.illness !== undefined) {
      found.push({
        path: ['history', index, 'visit'],
        expected: 'an illness exactly where one of the person’s is treated',
      });
    }
  });
  return found;
}

function seedOf(person: PersonEntry, foundedOn: CalendarDate): PersonSeed {
  const { contributions } = person;
  const byEmployer = 'employer' in contributions;
  const day = (text: string) => dayFrom(text, foundedOn);
  return {
    psnNo: person.number,
    name: person.name,
    idNumber: idNumberFrom(person, foundedOn),
    sex: person.sex,
    birth: birthFrom(person.age, person.birthday, foundedOn),
    scheme: person.scheme,
    status: person.status,
    veteranWorker: person.veteranWorker,
    modelWorker: person.modelWorker,
    civilServant: person.civilServant,
    employerId: byEmployer ? contributions.employer : undefined,
    paidMonths: byEmployer ? [] : monthsPaidUntil(contributions.paidUntil, foundedOn),
    paysOnTime: byEmployer || contributions.paysOnTime,
    account: person.account,
    scope: person.scope,
    waitingPeriodFrom: person.waitingPeriodFrom === undefined ? undefined : day(person.waitingPeriodFrom),
    specialIllnesses: person.specialIllnesses.map(({ code, hospital, from, until }) => ({
      code,
      hospitalCode: hospital,
      from: day(from),
      until: day(until),
    })),
    admissions: person.admissions.map(({ hospital, admitted, discharged }) => ({
      hospitalCode: hospital,
      admittedOn: day(admitted),
      dischargedOn: discharged === undefined ? undefined : day(discharged),
    })),
    history: person.history.map(({ share, hospital, visit, illness, lines }) => ({
      on: dayOfThisYear(share, foundedOn),
      hospitalCode: hospital,
      visit,
      illness,
      lines,
    })),
  };
}

/** The people of one file by their id; what is wrong with them is pushed onto `problems`. */
export function peopleOf(
  file: YamlFile<Readonly<Record<string, PersonEntry>>>,
  known: KnownNames,
  foundedOn: CalendarDate,
  problems: FixtureProblem[],
): readonly (readonly [string, PersonSeed])[] {
  return Object.entries(file.value).map(([id, person]) => {
    for (const { path, expected } of [...classFindings(person), ...nameFindings(person, known)]) {
      problems.push(file.problemAt([id, ...path], expected));
    }
    return [id, seedOf(person, foundedOn)] as const;
  });
}
