// Reader URL → driver. Only what a URL names is loaded.
// Besides, it starts emulated readers as processes of their own (`reader emulate`) and lists ports.

import { socialSecurityCard } from './card/application.ts';
import type { CardApplication } from './card/social-security-card.ts';
import { openCcidReader } from './ccid-serial/driver.ts';
import type { LineOpener } from './line.ts';
import type { CardReader, ReaderError, Result } from './reader.ts';
import { done } from './reader-error.ts';
import { parseReaderUrl, type ReaderUrl } from './reader-url.ts';
import { openSerialLine } from './serial-line.ts';
import { openTcpLine } from './tcp-line.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { VirtualCardData } from './virtual/card-os/virtual-card-data.ts';
import type { MockHand } from './virtual/hand.ts';
import { createMockBinding, MOCK_PATH } from './virtual/mock-binding.ts';

export { type ConformanceStep, checkReader } from './conformance.ts';
export { listPorts, type PortDescription } from './list-ports.ts';
export type { VirtualCardData } from './virtual/card-os/virtual-card-data.ts';
export {
  type EmulatedReaderProcess,
  type EmulateOptions,
  type EmulatePlace,
  startEmulatedReader,
} from './virtual/emulate.ts';
export { type FaultName, faults, isFaultName } from './virtual/faults.ts';
export type { MockHand } from './virtual/hand.ts';

export interface OpenedReader {
  readonly reader: CardReader;
  readonly card: CardApplication;
  /** Only behind `mock:`. */
  readonly mock?: MockHand;
}

export interface OpenOptions {
  /** The cards that exist for the mock. */
  readonly cards: ReadonlyMap<string, VirtualCardData>;
  /** A reader that is not there yet is opened all the same: its status is `absent` until it is found. */
  readonly keepTrying?: boolean;
  /** The clock of driver and mock; without it the system's. */
  readonly timers?: Timers;
}

/** Opens the reader that a URL names. Errors: unsupported-url, unknown-name (a card), and those of the line. */
export async function openReader(url: string, options: OpenOptions): Promise<Result<OpenedReader, ReaderError>> {
  const parsed = parseReaderUrl(url);
  if (!parsed.ok) return parsed;
  const { timers = systemTimers, keepTrying = false } = options;
  if (parsed.value.scheme === 'mock') return openMock(url, parsed.value.card, options.cards, timers);
  const reader = await openCcidReader({ url, openLine: lineOpener(parsed.value), timers, keepTrying });
  return reader.ok ? done({ reader: reader.value, card: socialSecurityCard }) : reader;
}

function lineOpener(url: Exclude<ReaderUrl, { scheme: 'mock' }>): LineOpener {
  if (url.scheme === 'ccid') return () => openSerialLine(url);
  return () => openTcpLine(url.host, url.port);
}

/** The mock is the same driver on a port of its own; only the far end of the line is in this process. */
async function openMock(
  url: string,
  card: string | undefined,
  cards: OpenOptions['cards'],
  timers: Timers,
): Promise<Result<OpenedReader, ReaderError>> {
  const { binding, hand } = createMockBinding(cards, timers);
  if (card !== undefined) {
    const inserted = hand.insert(card);
    if (!inserted.ok) return inserted;
  }
  const openLine: LineOpener = () => openSerialLine({ path: MOCK_PATH, baud: 115_200, binding });
  const reader = await openCcidReader({ url, openLine, timers });
  return reader.ok ? done({ reader: reader.value, card: socialSecurityCard, mock: hand }) : reader;
}
