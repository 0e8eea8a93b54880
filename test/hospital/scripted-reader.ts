// A reader with a card application for desk tests: it answers at once and keeps the promises of drivers/reader.ts.
// The real driver and the virtual card have tests of their own; here only what a desk sees matters.

import type { SocialSecurityCard } from '../../drivers/card/social-security-card.ts';
import type { OpenedReader } from '../../drivers/open.ts';
import type { ReaderError, ReaderEvent, ReaderStatus, Result } from '../../drivers/reader.ts';

export interface PocketCard {
  readonly card: SocialSecurityCard;
  readonly pin: string;
}

const noCard: ReaderError = {
  kind: 'no-card',
  cause: 'the slot is empty',
  remedy: { zh: '请插卡', en: 'insert the card' },
};
const mute: ReaderError = { kind: 'mute-card', cause: 'no ATR', remedy: { zh: '擦拭触点', en: 'wipe the contacts' } };

export interface ScriptedReader extends OpenedReader {
  insert(card: PocketCard): void;
  remove(): void;
  unplug(): void;
  plugIn(): void;
  /** How many of the next power-ons fail. */
  foul(times: number): void;
  readonly log: readonly string[];
}

const failed = (error: ReaderError): Result<never, ReaderError> => ({ ok: false, error });

export function scriptedReader(): ScriptedReader {
  const listeners = new Set<(event: ReaderEvent) => void>();
  const log: string[] = [];
  const tries = new Map<string, number>();
  let slot: PocketCard | undefined;
  let absent = false;
  let foul = 0;
  const tell = (kind: 'card-in' | 'card-out' | 'reader-back') => {
    for (const listener of listeners) listener({ kind });
  };
  const status = (): ReaderStatus =>
    absent ? { at: 'absent', since: 0, cause: noCard } : slot ? { at: 'card' } : { at: 'no-card' };
  const reader: OpenedReader['reader'] = {
    url: 'scripted:',
    firmware: undefined,
    status,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    powerOn: async () => failed(noCard),
    transmit: async () => failed(noCard),
    powerOff: async () => ({ ok: true, value: undefined }),
    close: async () => {},
  };
  return {
    reader,
    log,
    card: {
      async read() {
        await Promise.resolve();
        log.push('read');
        if (foul > 0) {
          foul -= 1;
          return failed(mute);
        }
        return slot && !absent ? { ok: true, value: slot.card } : failed(noCard);
      },
      async verifyPin(_, pin) {
        await Promise.resolve();
        log.push('verify');
        if (!slot || absent) return failed(noCard);
        const left = tries.get(slot.card.identification) ?? 6;
        if (left === 0) return { ok: true, value: { at: 'blocked' } };
        if (pin === slot.pin) {
          tries.set(slot.card.identification, 6);
          return { ok: true, value: { at: 'accepted' } };
        }
        tries.set(slot.card.identification, left - 1);
        return { ok: true, value: left === 1 ? { at: 'blocked' } : { at: 'wrong', triesLeft: left - 1 } };
      },
    },
    insert(card) {
      slot = card;
      if (!absent) tell('card-in');
    },
    remove() {
      slot = undefined;
      if (!absent) tell('card-out');
    },
    unplug() {
      absent = true;
      for (const listener of listeners) listener({ kind: 'reader-gone', error: noCard });
    },
    plugIn() {
      absent = false;
      tell('reader-back');
      if (slot) tell('card-in');
    },
    foul(times) {
      foul = times;
    },
  };
}
