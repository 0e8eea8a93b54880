// The slot of the reader as the desk sees it: which card is in it, whether its PIN was accepted since it was put in, and
// what reading it answers. An answer about a card that was pulled meanwhile is no answer.

import type { SocialSecurityCard } from '../../drivers/card/social-security-card.ts';
import type { OpenedReader } from '../../drivers/open.ts';
import type { IdCardPerson, ReaderError, ReaderEvent } from '../../drivers/reader.ts';
import { type CalendarDate, parseDate } from '../domain/date.ts';
import type { CardInSlot } from './visit/context.ts';
import type { ReaderSideEvent } from './visit/events.ts';
import type { SocialSecurityHolder } from './visit/people.ts';

export interface CardSlot {
  content(): CardInSlot;
  /** Undefined: the card is not in the slot any more. */
  read(): Promise<ReaderSideEvent | undefined>;
  verifyPin(pin: string): Promise<ReaderSideEvent | undefined>;
  close(): void;
}

export interface SlotListener {
  inserted(): void;
  removed(): void;
  /** The reader came or went; the slot's content did not change by that alone. */
  readerChanged(): void;
}

function dateOnCard(compact: string): CalendarDate | undefined {
  const parsed = parseDate(compact.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
  return parsed.ok ? parsed.value : undefined;
}

function holderOn(card: SocialSecurityCard): SocialSecurityHolder | undefined {
  const birth = dateOnCard(card.birth);
  return (
    birth && {
      by: 'social-security-card',
      cardIdentification: card.identification,
      cardNumber: card.cardNumber,
      idNumber: card.socialSecurityNumber,
      name: card.name,
      sex: card.sex,
      birth,
    }
  );
}

/** What an identity card means to a visit on this day; undefined where its dates are none. */
export function idCardEvent(person: IdCardPerson, today: CalendarDate): ReaderSideEvent | undefined {
  const { idNumber, name, sex, validUntil } = person;
  const [birth, until] = [dateOnCard(person.birth), dateOnCard(validUntil)];
  if (until !== undefined && until < today) return { kind: 'id-card-expired', on: until };
  return birth && { kind: 'id-card-read', holder: { by: 'id-card', idNumber, name, sex, birth } };
}

export function openCardSlot({ reader, card }: OpenedReader, listener: SlotListener): CardSlot {
  let content: CardInSlot = { at: 'none' };
  /** Which insertion this is: a late answer of an earlier one is dropped. */
  let insertion = 0;

  function insert(): void {
    if (content.at !== 'none') return;
    insertion += 1;
    content = { at: 'unread' };
    listener.inserted();
  }

  function remove(): void {
    if (content.at === 'none') return;
    insertion += 1;
    content = { at: 'none' };
    listener.removed();
  }

  function onReader(event: ReaderEvent): void {
    switch (event.kind) {
      case 'card-in':
        insert();
        break;
      case 'card-out':
        remove();
        break;
      case 'reader-gone':
        remove();
        listener.readerChanged();
        break;
      case 'reader-back':
        listener.readerChanged();
        break;
    }
  }

  /** A card that was pulled during the exchange is a pulled card, not an invalid one. */
  function failed(error: ReaderError): ReaderSideEvent | undefined {
    if (error.kind === 'card-removed' || error.kind === 'no-card') {
      remove();
      return undefined;
    }
    return { kind: 'card-unreadable', cause: error.cause };
  }

  async function read(): Promise<ReaderSideEvent | undefined> {
    const mine = insertion;
    const answer = await card.read(reader);
    if (mine !== insertion) return undefined;
    if (!answer.ok) return failed(answer.error);
    const holder = holderOn(answer.value);
    if (!holder) return { kind: 'card-unreadable', cause: `the birth date on the card is ${answer.value.birth}` };
    content = { at: 'read', holder };
    return { kind: 'card-read', holder };
  }

  async function verifyPin(pin: string): Promise<ReaderSideEvent | undefined> {
    const mine = insertion;
    const answer = await card.verifyPin(reader, pin);
    if (mine !== insertion || content.at === 'none') return undefined;
    if (!answer.ok) return failed(answer.error);
    if (answer.value.at === 'accepted') {
      if (content.at !== 'unread') content = { at: 'accepted', holder: content.holder };
      return { kind: 'pin-accepted' };
    }
    return { kind: 'pin-rejected', triesLeft: answer.value.at === 'wrong' ? answer.value.triesLeft : 0 };
  }

  const unsubscribe = reader.subscribe(onReader);
  if (reader.status().at === 'card') content = { at: 'unread' };
  return { content: () => content, read, verifyPin, close: unsubscribe };
}
