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

const everyday = 'city/people/everyday.yaml';

describe('the city', () => {
  test.each([
    [everyday, 'age: 65', 'age: 650', 'wang-xiulan.age', /120/],
    [everyday, 'age: 65', 'age: 65\n  nickname: x', 'wang-xiulan.nickname', /no such key/],
    [everyday, '  age: 65\n', '', 'wang-xiulan.age', /^number$/],
    [everyday, 'sequence: 2\n', 'sequence: 3\n', 'wang-xiulan.sequence', /even/],
    [everyday, 'status: retired', 'status: adult', 'wang-xiulan.status', /in-service or retired/],
    [
      everyday,
      'employer: cotton-mill',
      'employer: paper-mill',
      'wang-xiulan.contributions.employer',
      /paper-mill is none/,
    ],
    [everyday, 'account: "1284.50"', 'account: 1284.50', 'wang-xiulan.account', /quotes/],
    [everyday, 'from: first of the year', 'from: 2011-01-01', 'wang-xiulan.specialIllnesses[0].from', /days ago/],
    [everyday, 'item: "101020"', 'item: "999999"', 'wang-xiulan.history[0].lines[0].item', /catalogue/],
    [everyday, 'number: "12990000000002"', 'number: "12990000000001"', 'li-jianguo', /their own/],
    ['city/cards.yaml', 'holder: wang-xiulan', 'holder: nobody', 'wang-xiulan.holder', /nobody is none/],
    [
      'city/cards.yaml',
      'number: "B98818725"',
      'number: "98818725"',
      'wang-xiulan.chip.number',
      /a letter and 8 digits/,
    ],
    ['city/employers.yaml', 'paidUntil: this month', 'paidUntil: always', 'cotton-mill.paidUntil', /last month/],
    ['city/catalogue.csv', '100002,drug,B', '100002,drug,D', 'class', /A, B or C/],
    ['city/hospitals.csv', 'H12990000002,0002', 'H12990000002,0001', 'number', /0001 is there already/],
  ])('%s with `%s` made `%s` is refused at %s', (file, from, to, key, expected) => {
    const [problem, ...others] = cityProblems(spoiled(file, from, to));
    expect(problem).toMatchObject({ file, key, expected: expect.stringMatching(expected) });
    expect(others).toEqual([]);
  });

  test('the line and the column are those of the wrong value', () => {
    const folder = spoiled(everyday, 'age: 65', 'age: 650');
    const [problem] = cityProblems(folder);
    const lines = readFileSync(join(folder, everyday), 'utf8').split('\n');
    expect(lines[problem!.line - 1]?.slice(problem!.column - 1)).toBe('650');
    expect(describeFixtureProblem(problem!)).toMatch(
      /^city\/people\/everyday\.yaml:\d+:\d+ wang-xiulan\.age: expected /,
    );
  });

  test('broken YAML and a missing file are problems, not exceptions', () => {
    expect(cityProblems(spoiled(everyday, 'name: 王秀兰', 'name: [王秀兰'))[0]).toMatchObject({ file: everyday });
    const folder = spoiled(everyday, 'age: 65', 'age: 66');
    rmSync(join(folder, 'city', 'cards.yaml'));
    rmSync(join(folder, 'city', 'people'), { recursive: true });
    const files = cityProblems(folder).map(({ file }) => file);
    expect(files).toEqual(expect.arrayContaining(['city/cards.yaml', 'city/people']));
  });

  test('a card of version 1 cannot hold a name of more than 15 characters (LB 1-2000, record 4E is absent)', () => {
    const folder = temporaryFolder();
    cpSync(join(top, 'fixtures'), folder, { recursive: true });
    const path = join(folder, 'city', 'cards.yaml');
    const card = /(\nmaimaitijiang:\n(?: .*\n)*? +version: )"2\.0"/;
    writeFileSync(path, readFileSync(path, 'utf8').replace(card, '$1"1.00"'));
    expect(cityProblems(folder)).toMatchObject([{ key: 'maimaitijiang.chip', expected: expect.stringMatching(/15/) }]);
  });
});

describe('a hospital', () => {
  test.each([
    ['hospital/price-list.csv', '盒,12.60', '盒,12.6O', 'price', /yuan/],
    ['hospital/price-list.csv', '阿莫西林胶囊,', '阿莫西林胶丸,', 'name', /阿莫西林胶囊/],
    ['hospital/price-list.csv', '\n300009,', '\n999999,', 'code', /catalogue/],
    ['hospital/departments.csv', '内科,200001', '内科,299999', 'registrationItem', /price list/],
    ['hospital/doctors.csv', '0001,01,1011', '0001,99,1011', 'department', /this hospital/],
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
