// Everybody in the city: who they are, what class they are of, who pays for them. From people.csv, absolute for the
// founding day. What else is true of some of them is in city-circumstances.ts.

import { type CalendarDate, type CalendarMonth, compactDate } from '../domain/date.ts';
import type { FixtureProblem, TableRow } from '../domain/fixture-table.ts';
import { type Fen, parseYuan, zeroFen } from '../domain/money.ts';
import { idNumberCheckDigit, type PersonClass, type Sex } from '../domain/person.ts';
import { failure, ok } from '../domain/result.ts';
import { type Read, tableOf } from './city-files.ts';
import { slug, yesOrNo } from './city-tables.ts';
import { birthday, birthFrom, monthsPaidUntil, relativeMonth } from './city-times.ts';

/** The area of the city: one of the 99 districts, where nobody lives. */
export const cityArea = '129900';

/** Someone with an identity number; the center has a row for those who are registered. */
export interface CityPerson extends PersonClass {
  readonly id: string;
  readonly psnNo: string;
  readonly registered: boolean;
  readonly name: string;
  readonly sex: Sex;
  readonly idNumber: string;
  readonly employerId: string | undefined;
  readonly paidMonths: readonly CalendarMonth[];
  readonly paysOnTime: boolean;
  readonly account: Fen;
}

const rules = {
  id: { ...slug, unique: true },
  number: { pattern: /^\d{14}$/, expected: 'a person number of 14 digits', unique: true },
  registered: yesOrNo,
  name: {
    pattern: /^[\p{Script=Han}·]{2,25}$/u,
    expected: 'a name in Chinese characters, at most 25 (what a card holds)',
  },
  sex: { pattern: /^(male|female)$/, expected: 'male or female' },
  age: { pattern: /^(1[01]\d|[1-9]?\d)$/, expected: 'an age from 0 to 119' },
  birthday,
  sequence: { pattern: /^[1-9]\d{0,2}$/, expected: 'a sequence number from 1 to 999' },
  scheme: { pattern: /^(employee|resident)$/, expected: 'employee or resident' },
  status: { pattern: /^(in-service|retired|adult|minor)$/, expected: 'in-service, retired, adult or minor' },
  veteranWorker: yesOrNo,
  modelWorker: yesOrNo,
  civilServant: {
    pattern: /^(none|in-service|retired|privileged)$/,
    expected: 'none, in-service, retired, privileged',
  },
  employer: { pattern: /^([a-z]+(-[a-z]+)*)?$/, expected: 'an employer, or nothing' },
  paidUntil: {
    pattern: new RegExp(`^$|${relativeMonth.pattern.source}`),
    expected: `${relativeMonth.expected}, or nothing`,
  },
  paysOnTime: { pattern: /^(yes|no)?$/, expected: 'yes, no, or nothing' },
  account: { pattern: /^\d{1,7}\.\d{2}$/, expected: 'yuan with two decimals, as in 25.20' },
};

type Row = TableRow<keyof typeof rules>;

/** The identity number (GB 11643): area, birth date, sequence (odd for men), check digit. */
function idNumberFrom(birth: CalendarDate, sequence: string): string {
  const first17 = `${cityArea}${compactDate(birth)}${sequence.padStart(3, '0')}`;
  return `${first17}${idNumberCheckDigit(first17)}`;
}

/** What the patterns of the columns cannot see: whether the cells of a row fit together. */
function findings(row: Row): readonly FixtureProblem[] {
  const { cells } = row;
  const age = Number(cells.age);
  const statuses = cells.scheme === 'employee' ? ['in-service', 'retired'] : ['adult', 'minor'];
  const ofStatus = { 'in-service': 'in-service', retired: 'retired' }[cells.civilServant];
  const odd = Number(cells.sequence) % 2 === 1;
  const self = cells.employer === '';
  const found: (FixtureProblem | false)[] = [
    !statuses.includes(cells.status) && row.problemAt('status', `${statuses.join(' or ')} for ${cells.scheme}`),
    cells.status === 'minor' && age >= 18 && row.problemAt('age', 'a minor, under 18'),
    cells.status !== 'minor' && age < 18 && row.problemAt('age', 'an adult, 18 or older'),
    cells.veteranWorker === 'yes' && cells.status !== 'retired' && row.problemAt('veteranWorker', 'no: not retired'),
    cells.civilServant !== 'none' && cells.scheme !== 'employee' && row.problemAt('civilServant', 'none: a resident'),
    ofStatus !== undefined && ofStatus !== cells.status && row.problemAt('civilServant', `someone ${ofStatus}`),
    odd !== (cells.sex === 'male') && row.problemAt('sequence', `an ${odd ? 'even' : 'odd'} number for ${cells.sex}`),
    self !== (cells.paidUntil !== '') && row.problemAt('paidUntil', self ? 'a month' : 'nothing: the employer pays'),
    self !== (cells.paysOnTime !== '') &&
      row.problemAt('paysOnTime', self ? 'yes or no' : 'nothing: the employer pays'),
  ];
  return found.filter((one) => one !== false);
}

function personOf({ cells }: Row, foundedOn: CalendarDate): CityPerson {
  const birth = birthFrom(Number(cells.age), cells.birthday, foundedOn);
  const account = parseYuan(cells.account);
  return {
    id: cells.id,
    psnNo: cells.number,
    registered: cells.registered === 'yes',
    name: cells.name,
    sex: cells.sex as Sex,
    idNumber: idNumberFrom(birth, cells.sequence),
    birth,
    scheme: cells.scheme as CityPerson['scheme'],
    status: cells.status as CityPerson['status'],
    veteranWorker: cells.veteranWorker === 'yes',
    modelWorker: cells.modelWorker === 'yes',
    civilServant: cells.civilServant as CityPerson['civilServant'],
    employerId: cells.employer === '' ? undefined : cells.employer,
    paidMonths: cells.paidUntil === '' ? [] : monthsPaidUntil(cells.paidUntil, foundedOn),
    paysOnTime: cells.paysOnTime !== 'no',
    account: account.ok ? account.value : zeroFen,
  };
}

/** `employers`: those that may be named; absent, names are not looked up (whoever needs only cards). */
export function readPeople(
  folder: string,
  foundedOn: CalendarDate,
  employers?: ReadonlySet<string>,
): Read<readonly CityPerson[]> {
  const rows = tableOf(folder, 'city/people.csv', rules);
  if (!rows.ok) return rows;
  const taken = new Set<string>();
  const problems: FixtureProblem[] = [];
  const people = rows.value.map((row) => {
    const person = personOf(row, foundedOn);
    problems.push(...findings(row));
    if (taken.has(person.idNumber)) problems.push(row.problemAt('sequence', 'an identity number that nobody else has'));
    taken.add(person.idNumber);
    if (person.employerId !== undefined && employers?.has(person.employerId) === false) {
      problems.push(row.problemAt('employer', `an employer of the city; ${person.employerId} is none`));
    }
    return person;
  });
  return problems.length > 0 ? failure(problems) : ok(people);
}
