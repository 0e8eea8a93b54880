// What else is true of some people of the city: benefits, waiting periods, special illnesses, admissions, earlier visits.
// From circumstances.yaml, absolute for the founding day.

import { z } from 'zod';
import type { CalendarDate } from '../domain/date.ts';
import type { FixtureProblem } from '../domain/fixture-table.ts';
import { failure, ok } from '../domain/result.ts';
import type { Read } from './city-files.ts';
import { readYaml } from './city-reading.ts';
import type { PersonSeed } from './city-seed.ts';
import { slug } from './city-tables.ts';
import { dayFrom, dayOfThisYear, relativeDay } from './city-times.ts';

function text(rule: { readonly pattern: RegExp; readonly expected: string }) {
  return z.string({ error: rule.expected }).regex(rule.pattern, { error: rule.expected });
}

const day = text(relativeDay);
const hospital = text({ pattern: /^[A-Z]\d{11}$/, expected: 'an institution code, a letter and 11 digits' });
const illness = text({ pattern: /^\d{1,2}$/, expected: 'a special-illness code in quotes, as in "4"' });
const number = { pattern: /^\d{1,6}(\.\d{1,4})?$/, expected: 'a number in quotes, up to 4 decimals' };

const everything = ['outpatient', 'special-illness', 'inpatient'] as const;

const visitSchema = z.strictObject({
  share: z.number().min(0).max(1),
  hospital,
  visit: z.enum(['outpatient', 'special-illness']),
  illness: illness.optional(),
  lines: z
    .array(
      z.strictObject({
        item: text({ pattern: /^\d{6}$/, expected: 'an item code in quotes, 6 digits' }),
        quantity: text(number),
        price: text(number),
      }),
    )
    .min(1),
});

const circumstancesSchema = z.strictObject({
  scope: z.array(z.enum(everything)).default([...everything]),
  waitingPeriodFrom: day.optional(),
  specialIllnesses: z.array(z.strictObject({ code: illness, hospital, from: day, until: day })).default([]),
  admissions: z.array(z.strictObject({ hospital, admitted: day, discharged: day.optional() })).default([]),
  history: z.array(visitSchema).default([]),
});

type Entry = z.output<typeof circumstancesSchema>;
export type Circumstances = Pick<
  PersonSeed,
  'scope' | 'waitingPeriodFrom' | 'specialIllnesses' | 'admissions' | 'history'
>;

/** Someone of whom the file says nothing. */
export const nothingElse: Circumstances = {
  scope: everything,
  waitingPeriodFrom: undefined,
  specialIllnesses: [],
  admissions: [],
  history: [],
};

/** Everything that the file may name. */
export interface KnownNames {
  readonly people: ReadonlySet<string>;
  readonly hospitals: ReadonlySet<string>;
  readonly illnesses: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
}

interface Finding {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

function findings(id: string, entry: Entry, known: KnownNames): readonly Finding[] {
  const found: Finding[] = [];
  const check = (set: ReadonlySet<string>, name: string, what: string, ...path: (string | number)[]) => {
    if (!set.has(name)) found.push({ path, expected: `${what} of the city; ${name} is none` });
  };
  check(known.people, id, 'a registered person');
  entry.specialIllnesses.forEach((registration, index) => {
    check(known.illnesses, registration.code, 'a special illness', 'specialIllnesses', index, 'code');
    check(known.hospitals, registration.hospital, 'a hospital', 'specialIllnesses', index, 'hospital');
  });
  entry.admissions.forEach((admission, index) => {
    check(known.hospitals, admission.hospital, 'a hospital', 'admissions', index, 'hospital');
  });
  entry.history.forEach((visit, index) => {
    check(known.hospitals, visit.hospital, 'a hospital', 'history', index, 'hospital');
    visit.lines.forEach(({ item }, line) => {
      check(known.items, item, 'an item of the catalogue', 'history', index, 'lines', line, 'item');
    });
    const registered = entry.specialIllnesses.some(({ code }) => code === visit.illness);
    if (visit.visit === 'special-illness' ? !registered : visit.illness !== undefined) {
      const expected = 'an illness of this person for a special-illness visit, none for another';
      found.push({ path: ['history', index, 'visit'], expected });
    }
  });
  return found;
}

function resolved(entry: Entry, foundedOn: CalendarDate): Circumstances {
  const on = (relative: string) => dayFrom(relative, foundedOn);
  return {
    scope: entry.scope,
    waitingPeriodFrom: entry.waitingPeriodFrom === undefined ? undefined : on(entry.waitingPeriodFrom),
    specialIllnesses: entry.specialIllnesses.map(({ code, hospital: hospitalCode, from, until }) => ({
      code,
      hospitalCode,
      from: on(from),
      until: on(until),
    })),
    admissions: entry.admissions.map(({ hospital: hospitalCode, admitted, discharged }) => ({
      hospitalCode,
      admittedOn: on(admitted),
      dischargedOn: discharged === undefined ? undefined : on(discharged),
    })),
    history: entry.history.map(({ share, hospital: hospitalCode, visit, illness: treated, lines }) => ({
      on: dayOfThisYear(share, foundedOn),
      hospitalCode,
      visit,
      illness: treated,
      lines,
    })),
  };
}

/** By person id. */
export function readCircumstances(
  folder: string,
  foundedOn: CalendarDate,
  known: KnownNames,
): Read<ReadonlyMap<string, Circumstances>> {
  const file = readYaml(folder, 'city/circumstances.yaml', z.record(text(slug), circumstancesSchema));
  if (!file.ok) return file;
  const { value, problemAt } = file.value;
  const problems: FixtureProblem[] = Object.entries(value).flatMap(([id, entry]) =>
    findings(id, entry, known).map(({ path, expected }) => problemAt([id, ...path], expected)),
  );
  if (problems.length > 0) return failure(problems);
  return ok(new Map(Object.entries(value).map(([id, entry]) => [id, resolved(entry, foundedOn)])));
}
