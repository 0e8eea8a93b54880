// The cards of the city: the chip with its holder's data, and the row that the center has for it, or has not. From
// cards.csv, absolute for the founding day. What a chip does when it is spoken to is the drivers' matter.

import { addMonthsToDate, type CalendarDate } from '../domain/date.ts';
import type { FixtureProblem, TableRow } from '../domain/fixture-table.ts';
import type { Text } from '../domain/language.ts';
import { failure, ok } from '../domain/result.ts';
import { fixturesFolder, type Read, tableOf } from './city-files.ts';
import { type CityPerson, cityArea, readPeople } from './city-people.ts';
import type { CardSeed } from './city-seed.ts';
import { slug } from './city-tables.ts';
import { dayFrom, relativeDay } from './city-times.ts';

/** A card as the fixtures have it: everything about the plastic, and what people are told of it. */
export interface CardFixture {
  readonly id: string;
  readonly holder: CityPerson;
  readonly number: string;
  readonly identification: string;
  readonly resetInfo: string;
  readonly version: string;
  readonly issuedOn: CalendarDate;
  readonly validUntil: CalendarDate;
  readonly ethnicGroup: string;
  readonly pin: string;
  readonly pinTries: number | undefined;
  readonly foulContacts: number | undefined;
  readonly center: CardSeed['state'] | 'not-registered';
  readonly shows: string | undefined;
  readonly about: Text;
}

const sentence = { pattern: /\S/, expected: 'a few words' };

const rules = {
  id: { ...slug, unique: true },
  holder: slug,
  number: { pattern: /^[A-Z]\d{8}$/, expected: 'a card number, a letter and 8 digits', unique: true },
  identification: {
    pattern: new RegExp(`^${cityArea}[0-9A-F]{26}$`),
    expected: `32 hex digits that begin with the area ${cityArea}`,
    unique: true,
  },
  resetInfo: { pattern: /^[0-9A-F]{26}$/, expected: '26 hex digits' },
  version: { pattern: /^(1\.00|2\.0|3\.00)$/, expected: '1.00, 2.0 or 3.00' },
  issued: relativeDay,
  validYears: { pattern: /^([1-9]|1\d|20)$/, expected: 'years from 1 to 20' },
  ethnicGroup: { pattern: /^\d{2}$/, expected: 'two digits (GB 3304)' },
  pin: { pattern: /^\d{6}$/, expected: 'six digits' },
  pinTries: { pattern: /^[0-6]?$/, expected: 'tries from 0 to 6, or nothing' },
  foulContacts: { pattern: /^[1-9]?$/, expected: 'power-ons from 1 to 9, or nothing' },
  center: { pattern: /^(normal|lost|cancelled|not-registered)$/, expected: 'normal, lost, cancelled, not-registered' },
  shows: { pattern: /^([a-z]+(-[a-z]+)*)?$/, expected: 'a prompt id, or nothing' },
  zh: sentence,
  en: sentence,
};

type Row = TableRow<keyof typeof rules>;

/** GBK, two bytes a character: 30 bytes of name, 20 more in the record 4E that version 1 does not have. */
const longestNameOfVersion1 = 15;

function cardOf({ cells }: Row, holder: CityPerson, foundedOn: CalendarDate): CardFixture {
  const issuedOn = dayFrom(cells.issued, foundedOn);
  const count = (text: string) => (text === '' ? undefined : Number(text));
  return {
    id: cells.id,
    holder,
    number: cells.number,
    identification: cells.identification,
    resetInfo: cells.resetInfo,
    version: cells.version,
    issuedOn,
    validUntil: addMonthsToDate(issuedOn, Number(cells.validYears) * 12),
    ethnicGroup: cells.ethnicGroup,
    pin: cells.pin,
    pinTries: count(cells.pinTries),
    foulContacts: count(cells.foulContacts),
    center: cells.center as CardFixture['center'],
    shows: cells.shows === '' ? undefined : cells.shows,
    about: { zh: cells.zh, en: cells.en },
  };
}

/** The cards in the order of the file. */
export function readCards(
  folder: string,
  foundedOn: CalendarDate,
  people: readonly CityPerson[],
): Read<readonly CardFixture[]> {
  const rows = tableOf(folder, 'city/cards.csv', rules);
  if (!rows.ok) return rows;
  const byId = new Map(people.map((person) => [person.id, person]));
  const problems: FixtureProblem[] = [];
  const cards = rows.value.flatMap((row) => {
    const holder = byId.get(row.cells.holder);
    if (!holder) {
      problems.push(row.problemAt('holder', `a person of the city; ${row.cells.holder} is none`));
      return [];
    }
    if (row.cells.version === '1.00' && holder.name.length > longestNameOfVersion1) {
      problems.push(row.problemAt('version', '2.0 or later for a name of more than 15 characters'));
    }
    return [cardOf(row, holder, foundedOn)];
  });
  return problems.length > 0 ? failure(problems) : ok(cards);
}

/** Only the cards and their holders: what the mock reader needs at every start, read in a few milliseconds. */
export function loadCards(foundedOn: CalendarDate, folder: string = fixturesFolder()): Read<readonly CardFixture[]> {
  const people = readPeople(folder, foundedOn);
  return people.ok ? readCards(folder, foundedOn, people.value) : people;
}

/** The center's register of cards. A card that it has no row for is not in it. */
export function registeredCards(cards: readonly CardFixture[]): readonly CardSeed[] {
  return cards.flatMap(({ identification, number, holder, center }) =>
    center === 'not-registered'
      ? []
      : [{ identification, cardNumber: number, idNumber: holder.idNumber, state: center }],
  );
}
