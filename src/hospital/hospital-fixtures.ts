// A hospital's own data: price list, departments, doctors, diagnoses, windows. It reads what is its own and the two lists
// that the city publishes (hospitals, catalogue); of people and contributions it knows nothing.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ColumnRule, type FixtureProblem, readFixtureTable, type TableRow } from '../domain/fixture-table.ts';
import type { HospitalLevel } from '../domain/person.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { DeskPlace } from './desk.ts';
import { type RosterEntry, rosterOf, rosterRules, windowsOf } from './operators/roster.ts';
import type { CatalogueItem, Department, DiagnosisCode, Doctor } from './visit/charge.ts';

type Read<Value> = Result<Value, readonly FixtureProblem[]>;

export interface Hospital {
  /** 12 characters, the institution code of the envelope. */
  readonly code: string;
  /** 4 digits, the first part of a data string. */
  readonly number: string;
  readonly name: string;
  readonly level: HospitalLevel;
  readonly area: string;
}

export interface HospitalData {
  readonly hospital: Hospital;
  readonly windows: readonly { readonly window: number; readonly operator: DeskPlace['operator'] }[];
  readonly roster: readonly RosterEntry[];
  readonly departments: readonly Department[];
  /** By department code. */
  readonly doctors: ReadonlyMap<string, readonly Doctor[]>;
  readonly items: readonly CatalogueItem[];
  readonly diagnoses: readonly DiagnosisCode[];
}

/** The fixtures that came with the program: one folder up from the bundle in dist/, two up from here. */
function fixturesFolder(): string {
  const found = ['../fixtures', '../../fixtures']
    .map((path) => join(import.meta.dirname, path))
    .find((folder) => existsSync(join(folder, 'hospital')));
  if (!found) throw new Error(`no folder fixtures/hospital near ${import.meta.dirname}`);
  return found;
}

const hospitalNumber: ColumnRule = { pattern: /^\d{4}$/, expected: 'a hospital number of 4 digits' };
const itemCode: ColumnRule = { pattern: /^\d{6}$/, expected: 'an item code of 6 digits' };
const departmentCode: ColumnRule = { pattern: /^\d{2}$/, expected: 'a department code of 2 digits' };
const staffCode: ColumnRule = { pattern: /^\d{4}$/, expected: 'a staff code of 4 digits', unique: true };
const initials: ColumnRule = { pattern: /^[a-z0-9]+$/, expected: 'pinyin initials in lower case' };
const name: ColumnRule = { pattern: /^\S.*$/, expected: 'a name' };
const any: ColumnRule = { pattern: /^/, expected: 'anything' };

const hospitalRules = {
  code: { pattern: /^[A-Z]\d{11}$/, expected: 'an institution code, a letter and 11 digits', unique: true },
  number: { ...hospitalNumber, unique: true },
  level: { pattern: /^[123]$/, expected: 'a hospital level, 1, 2 or 3' },
  area: { pattern: /^\d{6}$/, expected: 'an area code of 6 digits' },
  name,
};
const catalogueRules = {
  code: { ...itemCode, unique: true },
  category: { pattern: /^(drug|service|facility)$/, expected: 'drug, service or facility' },
  class: { pattern: /^[ABC]$/, expected: 'a class, A, B or C' },
  selfPayRatio: { pattern: /^(0|1|0\.\d{1,4})$/, expected: 'a ratio from 0 to 1 with at most 4 decimals' },
  ceiling: { pattern: /^(\d{1,6}(\.\d{1,4})?)?$/, expected: 'yuan with at most 4 decimals, or nothing' },
  name,
};
const priceRules = {
  code: { ...itemCode, unique: true },
  initials,
  name,
  specification: any,
  unit: name,
  price: { pattern: /^\d{1,6}(\.\d{1,4})?$/, expected: 'yuan with at most 4 decimals' },
};
const departmentRules = { hospital: hospitalNumber, code: departmentCode, initials, name, registrationItem: itemCode };
const doctorRules = { hospital: hospitalNumber, department: departmentCode, code: staffCode, name };
const diagnosisRules = {
  code: { pattern: /^[A-Z]\d{2}(\.\d)?$/, expected: 'an ICD-10 code', unique: true },
  initials,
  name,
};

/** The rows of a file; where it cannot be read as it should, none, and the problems are kept. */
function rowsOf<Column extends string>(
  folder: string,
  file: string,
  rules: Readonly<Record<Column, ColumnRule>>,
  problems: FixtureProblem[],
): readonly TableRow<Column>[] {
  let text: string;
  try {
    text = readFileSync(join(folder, file), 'utf8');
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    problems.push({ file, line: 1, column: 1, key: 'file', expected: `a readable file (${cause})` });
    return [];
  }
  const rows = readFixtureTable(file, text, rules);
  if (rows.ok) return rows.value;
  problems.push(...rows.error);
  return [];
}

type Column<Rules> = Extract<keyof Rules, string>;

/** Every table of a hospital, each cell sound by itself; what one says of another is not checked yet. */
interface Tables {
  readonly hospitals: readonly Hospital[];
  readonly catalogue: readonly TableRow<Column<typeof catalogueRules>>[];
  readonly prices: readonly TableRow<Column<typeof priceRules>>[];
  readonly departments: readonly TableRow<Column<typeof departmentRules>>[];
  readonly doctors: readonly TableRow<Column<typeof doctorRules>>[];
  readonly operators: readonly TableRow<Column<typeof rosterRules>>[];
  readonly diagnoses: readonly TableRow<Column<typeof diagnosisRules>>[];
}

function hospitalsIn(folder: string, problems: FixtureProblem[]): readonly Hospital[] {
  return rowsOf(folder, 'city/hospitals.csv', hospitalRules, problems).map(({ cells }) => ({
    ...cells,
    level: Number(cells.level) as HospitalLevel,
  }));
}

function readTables(folder: string): Read<Tables> {
  const problems: FixtureProblem[] = [];
  const tables = {
    hospitals: hospitalsIn(folder, problems),
    catalogue: rowsOf(folder, 'city/catalogue.csv', catalogueRules, problems),
    prices: rowsOf(folder, 'hospital/price-list.csv', priceRules, problems),
    departments: rowsOf(folder, 'hospital/departments.csv', departmentRules, problems),
    doctors: rowsOf(folder, 'hospital/doctors.csv', doctorRules, problems),
    operators: rowsOf(folder, 'hospital/operators.csv', rosterRules, problems),
    diagnoses: rowsOf(folder, 'hospital/diagnoses.csv', diagnosisRules, problems),
  };
  return problems.length > 0 ? failure(problems) : ok(tables);
}

/** The price list with the catalogue's conditions beside each item. */
function pricedItems({ catalogue, prices }: Tables, problems: FixtureProblem[]): readonly CatalogueItem[] {
  const conditions = new Map(catalogue.map(({ cells }) => [cells.code, cells]));
  return prices.flatMap((row) => {
    const { cells } = row;
    const listed = conditions.get(cells.code);
    if (listed?.name !== cells.name) {
      const expected = listed ? `the catalogue's name of ${cells.code}, ${listed.name}` : 'a code of the catalogue';
      problems.push(row.problemAt(listed ? 'name' : 'code', expected));
    }
    if (!listed) return [];
    return [
      {
        ...cells,
        category: listed.category as CatalogueItem['category'],
        class: listed.class as CatalogueItem['class'],
        selfPayRatio: listed.selfPayRatio,
        ceiling: listed.ceiling === '' ? undefined : listed.ceiling,
      },
    ];
  });
}

function departmentsOf(number: string, { departments, prices }: Tables, problems: FixtureProblem[]): Department[] {
  const priced = new Set(prices.map(({ cells }) => cells.code));
  const ours = departments.filter(({ cells }) => cells.hospital === number);
  return ours.map((row) => {
    const { code, name: departmentName, initials: letters, registrationItem } = row.cells;
    if (!priced.has(registrationItem)) problems.push(row.problemAt('registrationItem', 'an item of the price list'));
    return { code, name: departmentName, initials: letters, registrationItem };
  });
}

function doctorsOf(
  number: string,
  departments: readonly Department[],
  { doctors }: Tables,
  problems: FixtureProblem[],
): ReadonlyMap<string, readonly Doctor[]> {
  const byDepartment = new Map<string, Doctor[]>(departments.map(({ code }) => [code, []]));
  for (const row of doctors.filter(({ cells }) => cells.hospital === number)) {
    const there = byDepartment.get(row.cells.department);
    if (there) there.push({ code: row.cells.code, name: row.cells.name });
    else problems.push(row.problemAt('department', 'a department of this hospital'));
  }
  return byDepartment;
}

/** The designated hospitals of the city. */
export function loadHospitals(folder: string = fixturesFolder()): Read<readonly Hospital[]> {
  const problems: FixtureProblem[] = [];
  const hospitals = hospitalsIn(folder, problems);
  return problems.length > 0 ? failure(problems) : ok(hospitals);
}

/**
 * Everything that one hospital has of its own.
 * @param code the institution code (12 characters) or the number (4 digits)
 * @param folder the fixtures folder; absent: the one that came with the program
 */
export function loadHospital(code: string, folder: string = fixturesFolder()): Read<HospitalData> {
  const read = readTables(folder);
  if (!read.ok) return read;
  const tables = read.value;
  const hospital = tables.hospitals.find((known) => known.code === code || known.number === code);
  if (!hospital) {
    const names = tables.hospitals.map((known) => `${known.code} ${known.name}`).join(', ');
    const expected = `a hospital ${code}; there are ${names}`;
    return failure([{ file: 'city/hospitals.csv', line: 1, column: 1, key: 'code', expected }]);
  }
  const problems: FixtureProblem[] = [];
  const items = pricedItems(tables, problems);
  const departments = departmentsOf(hospital.number, tables, problems);
  const doctors = doctorsOf(hospital.number, departments, tables, problems);
  const isDoctor = (number: string, doctor: string) =>
    tables.doctors.some(
      ({ cells }) => cells.hospital === hospital.number && cells.code === number && cells.name === doctor,
    );
  const roster = rosterOf(hospital.number, tables.operators, isDoctor, problems);
  if (problems.length > 0) return failure(problems);
  const diagnoses = tables.diagnoses.map(({ cells }) => cells);
  return ok({ hospital, windows: windowsOf(roster), roster, departments, doctors, items, diagnoses });
}

/** A window of the hospital with who sits there; undefined where it has no such window. */
export function placeAt(data: HospitalData, window: number): DeskPlace | undefined {
  const found = data.windows.find((known) => known.window === window);
  if (!found) return undefined;
  const { code, name: hospitalName, level } = data.hospital;
  return { hospital: { code, name: hospitalName, level }, window, operator: found.operator };
}
