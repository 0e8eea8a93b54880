// The slot of the emulated reader, with the hand that puts cards in: power, blocks, the faults of cards and contacts.
// What a card answers is the card's (card-os/); what the reader makes of it on the wire is the emulated reader's.

import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import { answerToReset, type CardState, newCard, plainCard, resetCard, respond, speaksT1 } from './card-os/card.ts';
import { plainProfiles } from './card-os/plain.ts';
import type { VirtualCardData } from './card-os/virtual-card-data.ts';
import type { FaultSet } from './faults.ts';

const cardFlaws = ['pin-wrong', 'pin-blocked', 'missing-record', 'garbled-record'] as const;

/** What the contacts deliver: bytes, or the CCID error that the reader reports. */
export type Contact =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly error: number };

const mute: Contact = { ok: false, error: 0xfe };

export interface CardSlot {
  readonly inserted: string | undefined;
  /** Bits 0–1 of bStatus: 0 powered, 1 present, 2 absent. */
  readonly power: 0 | 1 | 2;
  /** Takes the place of a card that is in. Error: unknown-name. */
  insert(cardId: string): Result<void, ReaderError>;
  remove(): void;
  /** `voltage`: b7 of IccPowerOn. */
  powerOn(voltage: number): Contact;
  powerOff(): void;
  exchange(block: Uint8Array): Contact;
}

type Content =
  | { readonly at: 'empty' }
  | { readonly at: 'card'; readonly id: string; readonly power: 'off' | 'just-on' | 'on' };

/** `moved` is called after every card that comes or goes. Cards keep their state (PIN tries, dirt) while they are out. */
export function createCardSlot(
  cards: ReadonlyMap<string, VirtualCardData>,
  faults: FaultSet,
  moved: (card: boolean) => void,
): CardSlot {
  const states = new Map([...plainProfiles].map(([id, profile]) => [id, plainCard(profile)]));
  const dirt = new Map<string, number>();
  let content: Content = { at: 'empty' };
  /** The contacts failed at the last 5 V attempt; lower voltages after it are no new attempt. */
  let fouled = false;

  function stateOf(id: string): CardState | undefined {
    const known = states.get(id);
    const data = cards.get(id);
    if (known || !data) return known;
    const fresh = newCard(data, seedOf(id));
    states.set(id, fresh);
    dirt.set(id, data.foulContacts ?? 0);
    return fresh;
  }

  function contactsFail(id: string, voltage: number): boolean {
    if (voltage > 1) return fouled;
    const layers = dirt.get(id) ?? 0;
    if (layers > 0) dirt.set(id, layers - 1);
    fouled = layers > 0 || faults.take('fouled-contacts');
    return fouled;
  }

  function remove(): void {
    if (content.at === 'empty') return;
    content = { at: 'empty' };
    moved(false);
  }

  return {
    get inserted() {
      return content.at === 'card' ? content.id : undefined;
    },
    get power() {
      if (content.at === 'empty') return 2;
      return content.power === 'off' ? 1 : 0;
    },
    insert(id) {
      if (!stateOf(id))
        return failed(
          'unknown-name',
          `no card ${id}: there are ${[...cards.keys(), ...plainProfiles.keys()].join(', ')}`,
        );
      remove();
      content = { at: 'card', id, power: 'off' };
      moved(true);
      return done(undefined);
    },
    remove,
    powerOn(voltage) {
      if (content.at === 'empty') return mute;
      const state = stateOf(content.id);
      content = { ...content, power: 'off' };
      if (!state || contactsFail(content.id, voltage) || faults.take('mute-card')) return mute;
      states.set(content.id, resetCard(state));
      content = { ...content, power: 'just-on' };
      const atr = answerToReset(state);
      return { ok: true, bytes: faults.take('bad-atr') ? Uint8Array.of(0x00, ...atr.subarray(1)) : atr };
    },
    powerOff() {
      if (content.at === 'card') content = { ...content, power: 'off' };
    },
    exchange(block) {
      if (content.at === 'empty' || content.power === 'off') return mute;
      if (faults.take('card-pulled')) {
        remove();
        return mute;
      }
      const state = stateOf(content.id);
      if (!state || faults.take('mute-card')) {
        content = { ...content, power: 'off' };
        return mute;
      }
      // A card agrees to any PPS, but only as the first thing after its reset.
      if (block[0] === 0xff && content.power === 'just-on') return { ok: true, bytes: block };
      content = { ...content, power: 'on' };
      const [card, answer] = respondWith(faults, state, block);
      states.set(content.id, card);
      return { ok: true, bytes: answer };
    },
  };
}

/** What the card answers, with the faults of cards that are on. */
function respondWith(faults: FaultSet, state: CardState, block: Uint8Array): readonly [CardState, Uint8Array] {
  const flaws = cardFlaws.filter((name) => faults.has(name));
  const { card, answer, flaw } = respond(state, block, new Set(flaws), () => faults.take('waiting-time'));
  if (flaw) faults.take(flaw);
  return [card, speaksT1(card) && faults.take('bad-block') ? garbled(answer) : answer];
}

/** A block whose check is wrong. */
function garbled(block: Uint8Array): Uint8Array {
  return Uint8Array.of(...block.subarray(0, -1), (block.at(-1) ?? 0) ^ 0x5a);
}

/** Where a card's random numbers begin: the same card begins the same every time. */
function seedOf(id: string): number {
  return [...id].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7);
}
