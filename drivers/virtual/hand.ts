// The hand at the mock reader, and the parts that it moves: slot, faults, emulated reader, put together for any line.

import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import type { Timers } from '../timers.ts';
import type { VirtualCardData } from './card-os/virtual-card-data.ts';
import { createCardSlot } from './card-slot.ts';
import { createEmulatedReader, type EmulatedReader } from './ccid-reader.ts';
import { createFaultSet, type FaultName, type FaultSet, faults, isFaultName } from './faults.ts';

/** The hand at the mock reader: the tray on the screen, a scenario, a test. */
export interface MockHand {
  /** The card in the slot, or undefined. */
  inserted(): string | undefined;
  insert(cardId: string): Result<void, ReaderError>;
  remove(): void;
  /** `times`: for how many operations the fault lasts; without it until cleared. */
  fault(name: FaultName, times?: number): Result<void, ReaderError>;
  clearFaults(): void;
  activeFaults(): readonly FaultName[];
  faultNames(): readonly FaultName[];
  /** Presses digits on the reader's PIN pad, where it has one; whether it was asking for them. */
  press?(digits: string): boolean;
}

/** Where the hand puts cards: a slot, or the field of a reader of identity cards. */
export interface CardPlace {
  readonly inserted: string | undefined;
  insert(cardId: string): Result<void, ReaderError>;
  remove(): void;
}

export interface VirtualReader {
  readonly emulated: EmulatedReader;
  readonly hand: MockHand;
  readonly faults: FaultSet;
}

export interface VirtualReaderOptions {
  readonly cards: ReadonlyMap<string, VirtualCardData>;
  readonly timers: Timers;
  /** Line time of this baud rate; without it none. */
  readonly baud?: number | undefined;
  /** Bytes to the host. */
  send(bytes: Uint8Array): void;
}

/** A whole virtual reader, its slot empty. */
export function createVirtualReader({ cards, ...rest }: VirtualReaderOptions): VirtualReader {
  const faultSet = createFaultSet();
  const slot = createCardSlot(cards, faultSet, (card) => emulated.cardMoved(card));
  const emulated: EmulatedReader = createEmulatedReader({ ...rest, slot, faults: faultSet });
  return { emulated, hand: createHand(slot, faultSet, names), faults: faultSet };
}

/** `known`: the faults that this reader can have. */
export function createHand(place: CardPlace, faultSet: FaultSet, known: readonly FaultName[]): MockHand {
  return {
    inserted: () => place.inserted,
    insert: (cardId) => place.insert(cardId),
    remove: () => place.remove(),
    fault(name, times) {
      // Names come from files and keyboards too.
      if (!isFaultName(name) || !known.includes(name))
        return failed('unknown-name', `no fault ${String(name)}: there are ${known.join(', ')}`);
      if (times !== undefined && !(Number.isInteger(times) && times > 0))
        return failed('unknown-name', `a fault lasts 1, 2, 3 … operations, not ${times}`);
      faultSet.set(name, times);
      return done(undefined);
    },
    clearFaults: () => faultSet.clear(),
    activeFaults: () => faultSet.active(),
    faultNames: () => known,
  };
}

const names: readonly FaultName[] = faults.map(({ name }) => name);
