// A card reader in memory with the real virtual card in it: the card application and the card's operating system are the
// program's own; the line and the frames between them are left out (they have campaigns of their own).

import { parseCommand, tpduOf } from '../../drivers/card/apdu.ts';
import { socialSecurityCard } from '../../drivers/card/application.ts';
import type { OpenedReader } from '../../drivers/open.ts';
import type { CardReader, ReaderError, ReaderEvent, Result } from '../../drivers/reader.ts';
import { answerToReset, type CardState, resetCard, respond } from '../../drivers/virtual/card-os/card.ts';

/** The cards of the city by id: a card keeps its PIN tries wherever it is put. */
export type Cards = Map<string, CardState>;

export interface VirtualSlot extends OpenedReader {
  insert(card: string): void;
  remove(): void;
  /** Undefined: the slot is empty. */
  content(): string | undefined;
  /** Whoever listened is gone without a word: its program was killed. */
  forgetListeners(): void;
}

const noCard: ReaderError = {
  kind: 'no-card',
  cause: 'the slot is empty',
  remedy: { zh: '请插卡', en: 'insert the card' },
};
const none: Result<never, ReaderError> = { ok: false, error: noCard };
const noFlaws: ReadonlySet<never> = new Set<never>();

export function createSlot(cards: Cards): VirtualSlot {
  let inside: string | undefined;
  const listeners = new Set<(event: ReaderEvent) => void>();
  const tell = (kind: 'card-in' | 'card-out') => {
    for (const listener of [...listeners]) listener({ kind });
  };
  function inSlot(): { readonly id: string; readonly state: CardState } | undefined {
    const state = inside === undefined ? undefined : cards.get(inside);
    return inside !== undefined && state ? { id: inside, state } : undefined;
  }
  const reader: CardReader = {
    url: 'campaign:',
    firmware: undefined,
    status: () => (inside === undefined ? { at: 'no-card' } : { at: 'card' }),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async powerOn() {
      const card = inSlot();
      if (!card) return none;
      const state = resetCard(card.state);
      cards.set(card.id, state);
      return { ok: true, value: answerToReset(state) };
    },
    async transmit(bytes) {
      const card = inSlot();
      if (!card) return none;
      const command = parseCommand(bytes);
      if (!command.ok) return command;
      const { card: after, answer } = respond(card.state, tpduOf(command.value), noFlaws);
      cards.set(card.id, after);
      return { ok: true, value: answer };
    },
    powerOff: async () => ({ ok: true, value: undefined }),
    close: async () => {},
  };
  return {
    reader,
    card: socialSecurityCard,
    content: () => inside,
    insert(card) {
      if (!cards.has(card)) throw new Error(`no card ${card}`);
      inside = card;
      tell('card-in');
    },
    remove() {
      if (inside === undefined) return;
      inside = undefined;
      tell('card-out');
    },
    forgetListeners: () => listeners.clear(),
  };
}
