// Reader URL → driver. Only what a URL names is loaded.
// Besides, it starts emulated readers as processes of their own (`reader emulate`) and lists ports.

import type { CardApplication, SocialSecurityCard } from './card/social-security-card.ts';
import type { CardReader, ReaderError, Result } from './reader.ts';

/** Every fault that the emulated reader and card know, by the one name used everywhere (5-readers, The mock). */
export type FaultName = string;

/** The content of a virtual card, as fixtures describe it. Dates yyyyMMdd. */
export interface VirtualCardData extends Omit<SocialSecurityCard, 'area' | 'resetInfo'> {
  /** The id behind `mock:`. */
  readonly id: string;
  /** Six digits. Only the virtual card itself knows it, as a real one does. */
  readonly pin: string;
  /** PIN tries that are left at the start (a fresh card: 6). */
  readonly pinTries?: number;
  /** 13 historical bytes as 26 hex digits. */
  readonly resetInfo: string;
  /** How many power-ons fail before the contacts read (a fouled card). */
  readonly foulContacts?: number;
}

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
}

export interface OpenedReader {
  readonly reader: CardReader;
  readonly card: CardApplication;
  /** Only behind `mock:`. */
  readonly mock?: MockHand;
}

export interface OpenOptions {
  /** The cards that exist for the mock. */
  readonly cards: ReadonlyMap<string, VirtualCardData>;
}
