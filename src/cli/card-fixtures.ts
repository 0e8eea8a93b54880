// The cards of the invented city as the virtual reader takes them, and as people are told of them.
// It decides nothing: what a card leads to comes from the card itself and from the center.

import type { VirtualCardData } from '../../drivers/open.ts';
import { type CardFixture, loadCards } from '../center/city-cards.ts';
import type { CityPerson } from '../center/city-people.ts';
import { type CalendarDate, compactDate } from '../domain/date.ts';
import { describeFixtureProblem } from '../domain/fixture-table.ts';
import type { Text } from '../domain/language.ts';
import { WrongUsage } from './exit.ts';

/** What people are told of a card. */
export interface CardSummary {
  /** As in `mock:ID`. */
  readonly card: string;
  readonly holder: string;
  readonly class: Text;
  readonly pin: string;
  /** The prompt that it leads to, or null. */
  readonly shows: string | null;
  readonly about: Text;
}

/** 24 hex digits that every card of the city carries as its initialising institution. */
const institution = `129900${'0'.repeat(18)}`;

function virtualCard(card: CardFixture): VirtualCardData {
  const { holder } = card;
  return {
    id: card.id,
    identification: card.identification,
    cardClass: '1',
    version: card.version,
    institution,
    issued: compactDate(card.issuedOn),
    validUntil: compactDate(card.validUntil),
    cardNumber: card.number,
    socialSecurityNumber: holder.idNumber,
    name: holder.name,
    sex: holder.sex,
    ethnicGroup: card.ethnicGroup,
    birthPlace: holder.idNumber.slice(0, 6),
    birth: compactDate(holder.birth),
    resetInfo: card.resetInfo,
    pin: card.pin,
    ...(card.pinTries === undefined ? {} : { pinTries: card.pinTries }),
    ...(card.foulContacts === undefined ? {} : { foulContacts: card.foulContacts }),
  };
}

const statusNames: Readonly<Record<CityPerson['status'], Text>> = {
  'in-service': { zh: '城镇职工 在职', en: 'employee, in service' },
  retired: { zh: '城镇职工 退休', en: 'employee, retired' },
  adult: { zh: '城乡居民 成人', en: 'resident, adult' },
  minor: { zh: '城乡居民 未成年人', en: 'resident, minor' },
};

const civilServantNames: Readonly<Record<CityPerson['civilServant'], Text | undefined>> = {
  none: undefined,
  'in-service': { zh: '公务员', en: 'civil servant' },
  retired: { zh: '公务员', en: 'civil servant' },
  privileged: { zh: '医疗照顾', en: 'privileged medical care' },
};

/** What someone is to the insurance, in words. */
function className(person: CityPerson): Text {
  if (!person.registered) return { zh: '中心无此人', en: 'not at the center' };
  const parts = [
    statusNames[person.status],
    ...(person.scheme === 'employee' && person.employerId === undefined
      ? [{ zh: '个人缴费', en: 'individual payer' }]
      : []),
    ...(person.veteranWorker ? [{ zh: '老工人', en: 'veteran worker' }] : []),
    ...(person.modelWorker ? [{ zh: '劳模', en: 'model worker' }] : []),
    ...[civilServantNames[person.civilServant]].filter((part) => part !== undefined),
  ];
  return { zh: parts.map(({ zh }) => zh).join(' '), en: parts.map(({ en }) => en).join(', ') };
}

function cardsOn(foundedOn: CalendarDate, folder: string | undefined): readonly CardFixture[] {
  const cards = loadCards(foundedOn, folder);
  if (!cards.ok) throw new WrongUsage(cards.error.map(describeFixtureProblem).join('\n'));
  return cards.value;
}

/**
 * The cards by their id, as on the founding day; a fixture that cannot be read is wrong usage (exit 2).
 * @param folder the fixtures folder; absent: the one that came with the program
 */
export function loadCardFixtures(foundedOn: CalendarDate, folder?: string): ReadonlyMap<string, VirtualCardData> {
  return new Map(cardsOn(foundedOn, folder).map((card) => [card.id, virtualCard(card)]));
}

/** What people are told of each card, in the order of the file. */
export function loadCardSummaries(foundedOn: CalendarDate, folder?: string): readonly CardSummary[] {
  return cardsOn(foundedOn, folder).map((card) => ({
    card: card.id,
    holder: card.holder.name,
    class: className(card.holder),
    pin: card.pin,
    shows: card.shows ?? null,
    about: card.about,
  }));
}
