// The city's plain tables: hospitals, employers, special illnesses, the catalogue's conditions. Prices are each hospital's.

import type { CalendarDate } from '../domain/date.ts';
import type { ColumnRule } from '../domain/fixture-table.ts';
import type { HospitalLevel } from '../domain/person.ts';
import { ok } from '../domain/result.ts';
import { type Read, tableOf } from './city-files.ts';
import type { CatalogueSeed, EmployerSeed, HospitalSeed } from './city-seed.ts';
import { monthsPaidUntil, relativeMonth } from './city-times.ts';

const name: ColumnRule = { pattern: /^\S.*$/, expected: 'a name', unique: true };

const hospitalRules = {
  code: { pattern: /^[A-Z]\d{11}$/, expected: 'an institution code, a letter and 11 digits', unique: true },
  number: { pattern: /^\d{4}$/, expected: '4 digits', unique: true },
  level: { pattern: /^[123]$/, expected: 'a hospital level, 1, 2 or 3' },
  area: { pattern: /^\d{6}$/, expected: 'an area code of 6 digits' },
  name,
};

export function readHospitals(folder: string): Read<readonly HospitalSeed[]> {
  const rows = tableOf(folder, 'city/hospitals.csv', hospitalRules);
  if (!rows.ok) return rows;
  return ok(rows.value.map(({ cells }) => ({ ...cells, level: Number(cells.level) as HospitalLevel })));
}

/** An id in pinyin, by which other files name someone. */
export const slug = { pattern: /^[a-z]+(-[a-z]+)*$/, expected: 'an id in lower-case pinyin, as in wang-xiulan' };
export const yesOrNo: ColumnRule = { pattern: /^(yes|no)$/, expected: 'yes or no' };

const employerRules = { id: { ...slug, unique: true }, name, paidUntil: relativeMonth, paysOnTime: yesOrNo };

export function readEmployers(folder: string, foundedOn: CalendarDate): Read<readonly EmployerSeed[]> {
  const rows = tableOf(folder, 'city/employers.csv', employerRules);
  if (!rows.ok) return rows;
  return ok(
    rows.value.map(({ cells: { id, name: title, paidUntil, paysOnTime } }) => ({
      id,
      name: title,
      paidMonths: monthsPaidUntil(paidUntil, foundedOn),
      paysOnTime: paysOnTime === 'yes',
    })),
  );
}

const illnessRules = {
  code: { pattern: /^\d{1,2}$/, expected: 'a special-illness code', unique: true },
  name,
};

export function readIllnesses(folder: string): Read<readonly { readonly code: string; readonly name: string }[]> {
  const rows = tableOf(folder, 'city/illnesses.csv', illnessRules);
  return rows.ok ? ok(rows.value.map(({ cells }) => ({ code: cells.code, name: cells.name }))) : rows;
}

const catalogueRules = {
  code: { pattern: /^\d{6}$/, expected: 'an item code of 6 digits', unique: true },
  category: { pattern: /^(drug|service|facility)$/, expected: 'drug, service or facility' },
  class: { pattern: /^[ABC]$/, expected: 'a class, A, B or C' },
  selfPayRatio: { pattern: /^(0|1|0\.\d{1,4})$/, expected: 'a ratio from 0 to 1 with at most 4 decimals' },
  ceiling: { pattern: /^(\d{1,6}(\.\d{1,4})?)?$/, expected: 'yuan with at most 4 decimals, or nothing' },
  name,
};

export function readCatalogue(folder: string): Read<readonly CatalogueSeed[]> {
  const rows = tableOf(folder, 'city/catalogue.csv', catalogueRules);
  if (!rows.ok) return rows;
  return ok(
    rows.value.map(({ cells }) => ({
      code: cells.code,
      name: cells.name,
      class: cells.class as CatalogueSeed['class'],
      category: cells.category as CatalogueSeed['category'],
      selfPayRatio: cells.selfPayRatio,
      ceiling: cells.ceiling === '' ? undefined : cells.ceiling,
    })),
  );
}
