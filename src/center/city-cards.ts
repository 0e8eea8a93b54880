// The cards of the city: the chip with its holder's data, and the row that the center has for it, or has not.
// Dates become absolute here. What a chip does when it is spoken to is the drivers' matter.

import { addMonthsToDate, type CalendarDate } from '../domain/date.ts';
import type { FixtureProblem } from '../domain/fixture-table.ts';
import type { Text } from '../domain/language.ts';
import type { Sex } from '../domain/person.ts';
import { cityArea, idNumberFrom, isSequenceOfSex } from './city-people.ts';
import type { YamlFile } from './city-reading.ts';
import type { CardEntry } from './city-schemas.ts';
import type { CardSeed, PersonSeed } from './city-seed.ts';
import { birthFrom, dayFrom } from './city-times.ts';

export interface CardHolderFixture {
  readonly name: string;
  readonly sex: Sex;
  readonly birth: CalendarDate;
  readonly idNumber: string;
}

/** A card as the fixtures have it: everything about the plastic, and what people are told of it. */
export interface CardFixture {
  readonly id: string;
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
  readonly holder: CardHolderFixture;
  /** The holder as the center knows them; undefined where it does not. */
  readonly person: PersonSeed | undefined;
  readonly center: CardSeed['state'] | 'not-registered';
  readonly shows: string | undefined;
  readonly about: Text;
}

function holderOf(
  card: CardEntry,
  people: ReadonlyMap<string, PersonSeed>,
  foundedOn: CalendarDate,
): CardHolderFixture | string {
  const { holder } = card;
  if (typeof holder === 'string') return people.get(holder) ?? `a person of the city; ${holder} is none`;
  if (!isSequenceOfSex(holder)) return 'a sequence that is odd for men and even for women';
  const { name, sex } = holder;
  return {
    name,
    sex,
    birth: birthFrom(holder.age, holder.birthday, foundedOn),
    idNumber: idNumberFrom(holder, foundedOn),
  };
}

function chipFinding(card: CardEntry, name: string): string | undefined {
  if (!card.chip.identification.startsWith(cityArea)) return `an identification of the area ${cityArea}`;
  // GBK, two bytes a character: 30 bytes of name, 20 more in the record that version 1 does not have.
  if (card.chip.version === '1.00' && name.length > 15)
    return 'version 2.0 or later for a name of more than 15 characters';
  return undefined;
}

function cardOf(id: string, card: CardEntry, holder: CardHolderFixture, foundedOn: CalendarDate) {
  const { chip } = card;
  const issuedOn = dayFrom(chip.issued, foundedOn);
  return {
    id,
    number: chip.number,
    identification: chip.identification,
    resetInfo: chip.resetInfo,
    version: chip.version,
    issuedOn,
    validUntil: addMonthsToDate(issuedOn, chip.validYears * 12),
    ethnicGroup: chip.ethnicGroup,
    pin: chip.pin,
    pinTries: chip.pinTries,
    foulContacts: chip.foulContacts,
    holder: { name: holder.name, sex: holder.sex, birth: holder.birth, idNumber: holder.idNumber },
    center: card.center,
    shows: card.shows,
    about: card.about,
  };
}

/** The cards in the order of the file; what is wrong with them is pushed onto `problems`. */
export function cardsOf(
  file: YamlFile<Readonly<Record<string, CardEntry>>>,
  people: ReadonlyMap<string, PersonSeed>,
  foundedOn: CalendarDate,
  problems: FixtureProblem[],
): readonly CardFixture[] {
  const seen = new Set<string>();
  return Object.entries(file.value).flatMap(([id, card]) => {
    const holder = holderOf(card, people, foundedOn);
    if (typeof holder === 'string') {
      problems.push(file.problemAt([id, 'holder'], holder));
      return [];
    }
    const wrong = chipFinding(card, holder.name);
    if (wrong !== undefined) problems.push(file.problemAt([id, 'chip'], wrong));
    for (const key of ['number', 'identification'] as const) {
      if (seen.has(card.chip[key])) problems.push(file.problemAt([id, 'chip', key], 'a value that no other card has'));
      seen.add(card.chip[key]);
    }
    const person = typeof card.holder === 'string' ? people.get(card.holder) : undefined;
    return [{ ...cardOf(id, card, holder, foundedOn), person }];
  });
}

/** The center's register of cards. A card that it has no row for is not in it. */
export function registeredCards(cards: readonly CardFixture[]): readonly CardSeed[] {
  return cards.flatMap(({ identification, number, holder, center }) =>
    center === 'not-registered'
      ? []
      : [{ identification, cardNumber: number, idNumber: holder.idNumber, state: center }],
  );
}
