// What is wrong in a fixture is said with file, line, column and key (8-cli: unreadable input), and all of it at once.

import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCitySeed } from '../../src/center/city-fixtures.ts';
import { dateOf } from '../../src/domain/date.ts';
import { describeFixtureProblem, type FixtureProblem, readFixtureTable } from '../../src/domain/fixture-table.ts';
import { loadHospital, loadHospitals } from '../../src/hospital/hospital-fixtures.ts';
import { top } from '../support/paths.ts';
import { temporaryFolder } from '../support/program.ts';

const day = dateOf('2011-08-15');

/** A copy of the fixtures with one text replaced in one file. */
function spoiled(file: string, from: string, to: string): string {
  const folder = temporaryFolder();
  cpSync(join(top, 'fixtures'), folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  return folder;
}

function cityProblems(folder: string): readonly FixtureProblem[] {
  const city = loadCitySeed(day, folder);
  return city.ok ? [] : city.error;
}

function hospitalProblems(folder: string): readonly FixtureProblem[] {
  const hospital = loadHospital('0001', folder);
  return hospital.ok ? [] : hospital.error;
}

const people = 'city/people.csv';
const circumstances = 'city/circumstances.yaml';
const cards = 'city/cards.csv';
const wang =
  'wang-xiulan,12990000000001,yes,王秀兰,female,65,03-12,2,employee,retired,no,no,none,cotton-mill,,,1284.50';

describe('the city', () => {
  test.each([
    [people, ',65,', ',650,', 'age', /0 to 119/],
    [people, '03-12', '02-29', 'birthday', /every year has/],
    [people, '03-12,2,', '03-12,3,', 'sequence', /even number for female/],
    [people, 'employee,retired', 'employee,adult', 'status', /in-service or retired/],
    [people, 'no,no,none', 'no,no,in-service', 'civilServant', /in-service/],
    [people, 'cotton-mill', 'paper-mill', 'employer', /paper-mill is none/],
    [people, 'cotton-mill,,,', 'cotton-mill,this month,,', 'paidUntil', /the employer pays/],
    [people, '1284.50', '1284.5', 'account', /two decimals/],
    [people, wang, wang.replace('12990000000001', '12990000000002'), 'number', /is there already/],
    [people, wang, wang.replace(',1284.50', ''), 'row', /17 cells, found 16/],
    [circumstances, 'wang-xiulan:', 'cao-jinlong:', 'cao-jinlong', /registered person/],
    [circumstances, 'from: first of the year', 'from: 2011-01-01', 'wang-xiulan.specialIllnesses[0].from', /days ago/],
    [circumstances, 'item: "101020"', 'item: "999999"', 'wang-xiulan.history[0].lines[0].item', /catalogue/],
    [circumstances, 'quantity: "6"', 'quantity: 6', 'wang-xiulan.history[0].lines[0].quantity', /quotes/],
    [circumstances, '- share: 0.15', '- share: 1.5', 'wang-xiulan.history[0].share', /1/],
    [circumstances, '  history:', '  nickname: x\n  history:', 'wang-xiulan.nickname', /no such key/],
    [circumstances, '      illness: "4"\n', '', 'wang-xiulan.history[1].visit', /illness/],
    [cards, 'wang-xiulan,wang-xiulan', 'wang-xiulan,nobody', 'holder', /nobody is none/],
    [cards, 'B98818725', '98818725', 'number', /a letter and 8 digits/],
    [cards, '4 years ago', 'lately', 'issued', /days ago/],
    [cards, '"retired, 65', 'retired, 65', 'row', /quotation marks/],
    // A version 1 card has no record 4E for the rest of a name (LB 1-2000).
    [cards, '00814E432386971299FF214143,2.0', '00814E432386971299FF214143,1.00', 'version', /15 characters/],
    ['city/employers.csv', '纺织厂,this month', '纺织厂,always', 'paidUntil', /last month/],
    ['city/catalogue.csv', '100002,drug,B', '100002,drug,D', 'class', /A, B or C/],
    ['city/hospitals.csv', 'H12990000002,0002', 'H12990000002,0001', 'number', /0001 is there already/],
  ])('%s with `%s` made `%s` is refused at %s', (file, from, to, key, expected) => {
    const [problem, ...others] = cityProblems(spoiled(file, from, to));
    expect(problem).toMatchObject({ file, key, expected: expect.stringMatching(expected) });
    expect(others).toEqual([]);
  });

  test.each([
    [people, ',65,', ',650,', '650'],
    [circumstances, 'item: "101020"', 'item: "999999"', '"999999"'],
    [cards, 'normal,,退休，65', 'broken,,退休，65', 'broken'],
  ])('%s: line and column are those of the wrong value', (file, from, to, wrong) => {
    const folder = spoiled(file, from, to);
    const [problem] = cityProblems(folder);
    const line = readFileSync(join(folder, file), 'utf8').split('\n')[problem!.line - 1];
    expect(line?.slice(problem!.column - 1).startsWith(wrong)).toBe(true);
    expect(describeFixtureProblem(problem!)).toContain(
      `${file}:${problem!.line}:${problem!.column} ${problem!.key}: expected `,
    );
  });

  test('broken YAML and missing files are problems, not exceptions', () => {
    expect(cityProblems(spoiled(circumstances, 'visit: outpatient', 'visit: [outpatient'))[0]).toMatchObject({
      file: circumstances,
    });
    const folder = spoiled(people, wang, wang);
    for (const file of ['cards.csv', 'circumstances.yaml']) rmSync(join(folder, 'city', file));
    expect(cityProblems(folder)).toMatchObject([
      { file: circumstances, key: 'file' },
      { file: cards, key: 'file' },
    ]);
  });
});

describe('a hospital', () => {
  test.each([
    ['hospital/price-list.csv', '盒,12.60', '盒,12.6O', 'price', /yuan/],
    ['hospital/price-list.csv', '阿莫西林胶囊,', '阿莫西林胶丸,', 'name', /阿莫西林胶囊/],
    ['hospital/price-list.csv', '\n300009,', '\n999999,', 'code', /catalogue/],
    ['hospital/departments.csv', '内科,200001', '内科,299999', 'registrationItem', /price list/],
    ['hospital/doctors.csv', '0001,01,1011', '0001,99,1011', 'department', /this hospital/],
    ['hospital/operators.csv', '李敏,cashier,3', '李敏,cashier,2', 'windows', /2 is taken/],
    ['hospital/operators.csv', '李敏,cashier', '李敏,manager', 'role', /supervisor/],
    ['hospital/operators.csv', '1011,周立新', '1011,周立旧', 'code', /a doctor of this hospital/],
    ['hospital/operators.csv', '何静宜,supervisor', '何静宜,cashier', 'role', /at least one supervisor/],
    ['hospital/diagnoses.csv', 'I10,yfxgxy', 'I10,高血压', 'initials', /initials/],
  ])('%s with `%s` made `%s` is refused at %s', (file, from, to, key, expected) => {
    const [problem, ...others] = hospitalProblems(spoiled(file, from, to));
    expect(problem).toMatchObject({ file, key, expected: expect.stringMatching(expected) });
    expect(others).toEqual([]);
  });

  test('an unknown hospital is refused with those that there are', () => {
    const hospital = loadHospital('9999');
    expect(hospital.ok).toBe(false);
    if (!hospital.ok) expect(hospital.error[0]?.expected).toContain('海河市中医医院');
  });

  test('the hospital and the center read the same hospitals', () => {
    const city = loadCitySeed(day);
    const hospitals = loadHospitals();
    expect(city.ok && hospitals.ok && hospitals.value).toEqual(city.ok && city.value.hospitals);
  });
});

describe('a table', () => {
  const rules = {
    code: { pattern: /^\d$/, expected: 'a digit', unique: true },
    name: { pattern: /./, expected: 'a name' },
  };

  test('tells every wrong cell with its place', () => {
    const read = readFixtureTable('t.csv', '# about\ncode,name\n1,one\nx,\n1,again\n2\n', rules);
    expect(read.ok ? [] : read.error).toEqual([
      { file: 't.csv', line: 4, column: 1, key: 'code', expected: 'a digit' },
      { file: 't.csv', line: 4, column: 3, key: 'name', expected: 'a name' },
      { file: 't.csv', line: 6, column: 1, key: 'row', expected: '2 cells, found 1' },
      { file: 't.csv', line: 5, column: 1, key: 'code', expected: 'a value of its own; 1 is there already' },
    ]);
  });

  test('needs its header, in the order of the columns', () => {
    const read = readFixtureTable('t.csv', 'name,code\n', rules);
    expect(read.ok ? undefined : read.error[0]).toMatchObject({ line: 1, key: 'header', expected: 'code,name' });
  });
});
