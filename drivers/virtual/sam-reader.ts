// The emulated reader of resident ID cards with its security module: bytes in, bytes out, over whatever line it is hung on.
// A card is found once for each time that it is laid down; read it can be as often as one likes, until it is lifted.

import { concatBytes } from '../bytes.ts';
import type { IdCardPerson, ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import { encodePerson } from '../sam/card-text.ts';
import { decode, encodeFrame } from '../sam/codec.ts';
import { outcomes } from '../sam/messages.ts';
import type { Timers } from '../timers.ts';
import type { VirtualCardData } from './card-os/virtual-card-data.ts';
import type { EmulatedReader } from './ccid-reader.ts';
import type { FaultName, FaultSet } from './faults.ts';
import { createPace } from './pace.ts';
import { createSpoiler, inPieces } from './spoiled-answer.ts';
import { idCardOf } from './virtual-id-card.ts';

/** The faults that this reader can have. `nak`: it got our command garbled (SW3 10). */
export const samFaults: readonly FaultName[] = [
  'mute-card',
  'card-pulled',
  'garbled-record',
  'wrong-lrc',
  'nak',
  'late-answer',
  'double-answer',
  'short-answer',
  'byte-by-byte',
  'noise',
  'silent-reader',
  'unplugged',
];

/** Milliseconds of silence after which half a command is forgotten: its host has died. */
const FORGET_AFTER = 1_000;

type Field =
  | { readonly at: 'empty' }
  | {
      readonly at: 'card';
      readonly id: string;
      readonly person: IdCardPerson;
      readonly seen: 'no' | 'found' | 'selected';
    };

export interface SamReaderParts {
  /** Whose ID cards there are: those of the holders of these cards. */
  readonly cards: ReadonlyMap<string, VirtualCardData>;
  readonly faults: FaultSet;
  readonly timers: Timers;
  readonly baud?: number | undefined;
  send(bytes: Uint8Array): void;
}

/** The field above the antenna, with the hand that lays cards on it. */
export interface IdCardField {
  readonly inserted: string | undefined;
  insert(cardId: string): Result<void, ReaderError>;
  remove(): void;
}

export function createSamReader(parts: SamReaderParts): EmulatedReader & IdCardField {
  const { cards, faults, timers, baud, send } = parts;
  const pace = createPace(baud, timers, inPieces(faults, send));
  const spoiler = createSpoiler(faults, pace.send, (frame) => {
    frame[frame.length - 1] = (frame.at(-1) ?? 0) ^ 0xff;
  });
  let rest: Uint8Array = new Uint8Array(0);
  let heardAt = 0;
  let field: Field = { at: 'empty' };

  function handle(command: Uint8Array): void {
    if (faults.has('unplugged') || faults.take('silent-reader')) return;
    const isRead = command[0] === 0x30;
    const fresh = field.at === 'card' && field.seen !== 'no';
    const refused = fresh && faults.take('nak');
    spoiler.send(encodeFrame(refused ? answer(outcomes.badChecksum) : answerTo(command)), isRead && fresh);
  }

  function answerTo([command = 0, parameter = 0]: Uint8Array): Uint8Array {
    switch ((command << 8) | parameter) {
      case 0x11ff:
        return answer(outcomes.ok);
      case 0x2001:
        return findCard();
      case 0x2002:
        return selectCard();
      case 0x3001:
        return readCard();
      default:
        return answer(outcomes.badCommand);
    }
  }

  function findCard(): Uint8Array {
    if (field.at === 'empty' || field.seen !== 'no') return answer(outcomes.findFailed);
    field = { ...field, seen: 'found' };
    return answer(outcomes.found, new Uint8Array(4));
  }

  function selectCard(): Uint8Array {
    if (field.at === 'empty' || field.seen === 'no' || faults.take('mute-card')) return answer(outcomes.selectFailed);
    field = { ...field, seen: 'selected' };
    return answer(outcomes.ok, new Uint8Array(8));
  }

  function readCard(): Uint8Array {
    if (field.at === 'card' && field.seen === 'selected' && faults.take('card-pulled')) field = { at: 'empty' };
    if (field.at === 'empty' || field.seen !== 'selected') return answer(outcomes.readFailed);
    const data = encodePerson(field.person);
    // The identity number is 61 characters into the text.
    if (faults.take('garbled-record')) data.fill(0x58, 4 + 2 * 61, 4 + 2 * 79);
    return answer(outcomes.ok, data);
  }

  return {
    receive(received) {
      pace.received(received.length);
      if (timers.now() - heardAt > FORGET_AFTER) rest = new Uint8Array(0);
      heardAt = timers.now();
      const [left, items] = decode(rest, received);
      rest = left;
      for (const item of items) {
        if (item.kind === 'frame') handle(item.data);
        else if (item.kind === 'broken') pace.send(encodeFrame(answer(outcomes.badChecksum)));
      }
    },
    connected() {
      rest = new Uint8Array(0);
      spoiler.forget();
    },
    cardMoved() {},
    get inserted() {
      return field.at === 'card' ? field.id : undefined;
    },
    insert(id) {
      const data = cards.get(id);
      if (!data) return failed('unknown-name', `no ID card ${id}: there are ${[...cards.keys()].join(', ')}`);
      field = { at: 'card', id, person: idCardOf(data), seen: 'no' };
      return done(undefined);
    },
    remove() {
      field = { at: 'empty' };
    },
  };
}

const answer = (outcome: number, data: Uint8Array = new Uint8Array(0)): Uint8Array =>
  concatBytes(Uint8Array.of(0, 0, outcome), data);
