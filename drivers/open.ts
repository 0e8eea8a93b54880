// Reader URL → driver: card readers, readers of identity cards, code scanners. Only what a URL names is loaded.
// Besides, it starts emulated readers as processes of their own (`reader emulate`) and lists ports.

import { socialSecurityCard } from './card/application.ts';
import type { CardApplication } from './card/social-security-card.ts';
import { openCcidReader } from './ccid-serial/driver.ts';
import { openGwiReader } from './gwi/driver.ts';
import type { LineOpener } from './line.ts';
import { openPcscReader } from './pcsc/driver.ts';
import type { CardReader, CodeScanner, IdCardReader, PinPad, ReaderError, Result } from './reader.ts';
import { done, failed } from './reader-error.ts';
import { type LinePlace, parseReaderUrl, supported } from './reader-url.ts';
import { openSamReader } from './sam/driver.ts';
import { openScanner } from './scanner/driver.ts';
import { openSerialLine } from './serial-line.ts';
import { openTcpLine } from './tcp-line.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { VirtualCardData } from './virtual/card-os/virtual-card-data.ts';
import type { MockHand } from './virtual/hand.ts';
import { onMemoryLine } from './virtual/memory-line.ts';
import { createMockBinding, MOCK_PATH } from './virtual/mock-binding.ts';
import { createVirtualReaderOf } from './virtual/protocols.ts';

export { type ConformanceStep, checkReader } from './conformance.ts';
export { listPorts, type PortDescription } from './list-ports.ts';
export { systemTimers } from './timers.ts';
export { createTranscriptFile, type TranscriptFile } from './transcript/file.ts';
export { type ReplayedStep, replayTranscript } from './transcript/replay.ts';
export { readTranscript } from './transcript/transcript.ts';
export type { VirtualCardData } from './virtual/card-os/virtual-card-data.ts';
export {
  type EmulatedReaderProcess,
  type EmulateOptions,
  type EmulatePlace,
  startEmulatedReader,
} from './virtual/emulate.ts';
export { type FaultName, faults, isFaultName } from './virtual/faults.ts';
export type { MockHand } from './virtual/hand.ts';
export { type EmulatedProtocol, emulatedProtocols } from './virtual/protocols.ts';

export interface OpenedReader {
  readonly reader: CardReader;
  readonly card: CardApplication;
  /** Where the reader has keys of its own (`gwi:`). */
  readonly pinPad?: PinPad;
  /** Only behind `mock:`. */
  readonly mock?: MockHand;
}

export interface OpenedIdReader {
  readonly reader: IdCardReader;
  /** Only behind `mock:`. */
  readonly mock?: MockHand;
}

export interface OpenOptions {
  /** The cards that exist for the mock. */
  readonly cards: ReadonlyMap<string, VirtualCardData>;
  /** A reader that is not there yet is opened all the same: its status is `absent` until it is found. */
  readonly keepTrying?: boolean;
  /** Puts something between driver and line: a recorder that listens (transcript/recorder.ts). */
  readonly wrapLine?: (openLine: LineOpener) => LineOpener;
  /** The clock of driver and mock; without it the system's. */
  readonly timers?: Timers;
}

/** Opens the reader that a URL names. Errors: unsupported-url, unknown-name (a card), and those of the line. */
export async function openReader(url: string, options: OpenOptions): Promise<Result<OpenedReader, ReaderError>> {
  const parsed = parseReaderUrl(url);
  if (!parsed.ok) return parsed;
  const { timers = systemTimers, keepTrying = false, wrapLine = (openLine) => openLine } = options;
  if (parsed.value.scheme === 'mock') return openMock(url, parsed.value.card, { ...options, timers, wrapLine });
  if (parsed.value.scheme === 'pcsc') {
    const reader = await openPcscReader({ url, name: parsed.value.name, timers, keepTrying });
    return reader.ok ? done({ reader: reader.value, card: socialSecurityCard }) : reader;
  }
  const { scheme, place } = parsed.value;
  const parts = { url, openLine: wrapLine(lineOpener(place, scheme === 'ccid' ? 2 : 1)), timers, keepTrying };
  switch (scheme) {
    case 'ccid': {
      const reader = await openCcidReader(parts);
      return reader.ok ? done({ reader: reader.value, card: socialSecurityCard }) : reader;
    }
    case 'gwi': {
      const reader = await openGwiReader(parts);
      return reader.ok ? done({ reader: reader.value, card: socialSecurityCard, pinPad: reader.value }) : reader;
    }
    case 'sam':
    case 'scanner':
      return failed('unsupported-url', `${scheme}: reads no social-security cards; ${supported}`);
  }
}

/** Opens a reader of resident identity cards: `sam:` or `mock:`. Errors as for `openReader`. */
export async function openIdReader(url: string, options: OpenOptions): Promise<Result<OpenedIdReader, ReaderError>> {
  const parsed = parseReaderUrl(url);
  if (!parsed.ok) return parsed;
  const { timers = systemTimers, keepTrying = false, cards } = options;
  if (parsed.value.scheme === 'mock') return openMockIdReader(url, parsed.value.card, cards, timers);
  if (parsed.value.scheme !== 'sam')
    return failed('unsupported-url', `${parsed.value.scheme}: reads no identity cards; ${supported}`);
  const reader = await openSamReader({ url, openLine: lineOpener(parsed.value.place, 1), timers, keepTrying });
  return reader.ok ? done({ reader: reader.value }) : reader;
}

/** Opens a scanner of codes: `scanner:`. Errors as for `openReader`. */
export async function openCodeScanner(
  url: string,
  options: Omit<OpenOptions, 'cards'> = {},
): Promise<Result<CodeScanner, ReaderError>> {
  const parsed = parseReaderUrl(url);
  if (!parsed.ok) return parsed;
  if (parsed.value.scheme !== 'scanner')
    return failed('unsupported-url', `${parsed.value.scheme}: is no scanner; ${supported}`);
  const { timers = systemTimers, keepTrying = false } = options;
  return openScanner({ url, openLine: lineOpener(parsed.value.place, 1), timers, keepTrying });
}

function lineOpener(place: LinePlace, stopBits: 1 | 2): LineOpener {
  if (place.at === 'port') return () => openSerialLine({ path: place.path, baud: place.baud, stopBits });
  return () => openTcpLine(place.host, place.port);
}

async function openMockIdReader(
  url: string,
  card: string | undefined,
  cards: OpenOptions['cards'],
  timers: Timers,
): Promise<Result<OpenedIdReader, ReaderError>> {
  const { openLine, hand } = onMemoryLine((send) => createVirtualReaderOf('sam', { cards, timers, send }));
  if (card !== undefined) {
    const laid = hand.insert(card);
    if (!laid.ok) return laid;
  }
  const reader = await openSamReader({ url, openLine, timers });
  return reader.ok ? done({ reader: reader.value, mock: hand }) : reader;
}

/** The mock is the same driver on a port of its own; only the far end of the line is in this process. */
async function openMock(
  url: string,
  card: string | undefined,
  { cards, timers, wrapLine }: Required<Pick<OpenOptions, 'cards' | 'timers' | 'wrapLine'>>,
): Promise<Result<OpenedReader, ReaderError>> {
  const { binding, hand } = createMockBinding(cards, timers);
  if (card !== undefined) {
    const inserted = hand.insert(card);
    if (!inserted.ok) return inserted;
  }
  const openLine = wrapLine(() => openSerialLine({ path: MOCK_PATH, baud: 115_200, binding }));
  const reader = await openCcidReader({ url, openLine, timers });
  return reader.ok ? done({ reader: reader.value, card: socialSecurityCard, mock: hand }) : reader;
}
