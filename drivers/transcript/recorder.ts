// Listens to a line between a driver and a reader, or between an emulated reader and any host, and writes a transcript.
// It changes nothing on the line. PINs never get into it.

import { type DecoderState, decode, freshDecoder, type Item } from '../ccid-serial/codec.ts';
import { commandTypes } from '../ccid-serial/messages.ts';
import type { Line, LineOpener } from '../line.ts';
import type { CardReader, ReaderError, Result } from '../reader.ts';
import { decodeBlock } from '../t1/block.ts';
import type { Timers } from '../timers.ts';
import { type Asked, type Entry, secretPlaces, type WireEntry } from './transcript.ts';

export interface Recorder {
  /** Bytes that were seen on the line. */
  seen(from: 'host' | 'reader', bytes: Uint8Array): void;
  /** The same line, listened to. */
  listenTo(openLine: LineOpener): LineOpener;
  /** The same reader; what is asked of it, and what happens, is noted. */
  note(reader: CardReader): CardReader;
  /** Notes what was seen and is no whole piece yet. */
  finish(): void;
}

/** `write` is called for each entry as soon as it is whole. */
export function createRecorder(timers: Timers, write: (entry: Entry) => void): Recorder {
  const begin = timers.now();
  const now = () => timers.now() - begin;
  const decoders: Record<'host' | 'reader', DecoderState> = { host: freshDecoder, reader: freshDecoder };

  /** The host's last frame carried a PIN, so a garbled echo of it may, as garbled bytes of a host's always. */
  let pinUnderWay = false;

  function put(from: 'host' | 'reader', item: Item): void {
    const piece = withoutPin({ kind: 'wire', at: now(), from, bytes: item.bytes.slice(), mask: [] }, item);
    const garbled = item.kind === 'noise' || (item.kind === 'frame' && from === 'reader' && item.message.type < 0x80);
    const mayHold = garbled && piece.mask.length === 0 && (pinUnderWay || from === 'host');
    const entry = mayHold ? leftOut(piece) : piece;
    if (from === 'host' && item.kind === 'frame') pinUnderWay = entry.mask.length > 0;
    write(entry);
  }

  function cut(from: 'host' | 'reader'): void {
    const { rest } = decoders[from];
    decoders[from] = freshDecoder;
    if (rest.length > 0) put(from, { kind: 'noise', bytes: rest });
  }

  function seen(from: 'host' | 'reader', bytes: Uint8Array): void {
    // Who speaks now has heard what came before, whole or not.
    if (from === 'host') cut('reader');
    const [next, items] = decode(decoders[from], bytes);
    decoders[from] = next;
    for (const item of items) put(from, item);
  }

  return {
    seen,
    listenTo: (openLine) => async () => {
      const opened = await openLine();
      return opened.ok ? { ok: true, value: listened(opened.value, seen) } : opened;
    },
    note: (reader) => noted(reader, now, write),
    finish() {
      cut('host');
      cut('reader');
    },
  };
}

function listened(line: Line, seen: Recorder['seen']): Line {
  return {
    write(bytes) {
      seen('host', bytes);
      line.write(bytes);
    },
    onBytes: (listener) =>
      line.onBytes((bytes) => {
        seen('reader', bytes);
        listener(bytes);
      }),
    onLost: (listener) => line.onLost(listener),
    isThere: () => line.isThere(),
    close: () => line.close(),
  };
}

function noted(reader: CardReader, now: () => number, write: (entry: Entry) => void): CardReader {
  reader.subscribe(({ kind }) => write({ kind: 'event', at: now(), event: kind }));
  async function ask<Value>(asked: Asked, work: () => Promise<Result<Value, ReaderError>>) {
    write({ kind: 'asked', at: now(), asked });
    const result = await work();
    if (!result.ok) write({ kind: 'failed', at: now(), error: result.error.kind });
    else
      write({
        kind: 'answered',
        at: now(),
        answer: result.value instanceof Uint8Array ? result.value.slice() : new Uint8Array(0),
      });
    return result;
  }
  return {
    url: reader.url,
    get firmware() {
      return reader.firmware;
    },
    status: () => reader.status(),
    subscribe: (listener) => reader.subscribe(listener),
    powerOn: (reset = 'cold') =>
      ask({ ask: reset === 'warm' ? 'warm-reset' : 'power-on' }, () => reader.powerOn(reset)),
    transmit: (command) => ask({ ask: 'send', command: blanked(command) }, () => reader.transmit(command)),
    powerOff: () => ask({ ask: 'power-off' }, () => reader.powerOff()),
    close: () => reader.close(),
  };
}

/** A copy whose PIN, if it has one, is zeros. */
function blanked(command: Uint8Array): Uint8Array {
  const copy = command.slice();
  for (const place of secretPlaces(command)) copy[place] = 0;
  return copy;
}

function leftOut(entry: WireEntry): WireEntry {
  return { ...entry, bytes: new Uint8Array(entry.bytes.length), mask: Array.from(entry.bytes.keys()) };
}

/** The data of a command with a PIN is left out, and every check byte that would give it away. */
function withoutPin(entry: WireEntry, item: Item): WireEntry {
  if (item.kind !== 'frame' || item.message.type !== commandTypes.xfrBlock) return entry;
  const mask = secretsIn(item.message.data).map((place) => 12 + place);
  if (mask.length === 0) return entry;
  const all = [...mask, entry.bytes.length - 1];
  const bytes = entry.bytes.slice();
  for (const place of all) bytes[place] = 0;
  return { ...entry, bytes, mask: all };
}

/** A T=0 command as it is, or one inside a T=1 block, whose own check goes as well. */
function secretsIn(data: Uint8Array): readonly number[] {
  const isBlock = decodeBlock(data, 'lrc').ok || decodeBlock(data, 'crc').ok;
  if (!isBlock) return data.length === 5 + (data[4] ?? 0) ? secretPlaces(data) : [];
  const end = 3 + (data[2] ?? 0);
  const inBlock = data.length > end ? secretPlaces(data.subarray(3, end)).map((place) => 3 + place) : [];
  return inBlock.length === 0 ? [] : [...inBlock, ...Array.from({ length: data.length - end }, (_, at) => end + at)];
}
