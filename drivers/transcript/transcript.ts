// A transcript of a serial CCID line: every byte in either direction, with what it means, and what the program asked of
// the reader meanwhile. Readable text, to and from entries. Pure; listening is recorder.ts, playing it back replay.ts.

import { fromHex, toHex } from '../bytes.ts';
import type { ReaderError, ReaderErrorKind, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import { describeItem } from './describe.ts';
import { itemsOf } from './wire-items.ts';

/** What the program asked of the reader. */
export type Asked =
  | { readonly ask: 'power-on' | 'warm-reset' | 'power-off' }
  | { readonly ask: 'send'; readonly command: Uint8Array };

/** `mask`: the places of bytes that were left out because they belong to a PIN; they are 00 in `bytes`. */
export type Entry =
  | {
      readonly kind: 'wire';
      readonly at: number;
      readonly from: 'host' | 'reader';
      readonly bytes: Uint8Array;
      readonly mask: readonly number[];
    }
  | { readonly kind: 'asked'; readonly at: number; readonly asked: Asked }
  | { readonly kind: 'answered'; readonly at: number; readonly answer: Uint8Array }
  | { readonly kind: 'failed'; readonly at: number; readonly error: ReaderErrorKind }
  | {
      readonly kind: 'event';
      readonly at: number;
      readonly event: 'card-in' | 'card-out' | 'reader-gone' | 'reader-back';
    };

export type WireEntry = Extract<Entry, { kind: 'wire' }>;

/** The first line of every transcript. */
export const TITLE =
  '# serial CCID transcript 1: milliseconds, > to the reader, < from the reader, @ asked, = answered, ! failed, * happened';

/** The whole text. Instructions of the PIN are cut already (recorder.ts). */
export function writeTranscript(entries: readonly Entry[]): string {
  return `${[TITLE, ...entries.map(entryLine)].join('\n')}\n`;
}

/** One entry as one line, without its end. */
export function entryLine(entry: Entry): string {
  return `${entry.at.toFixed(1).padStart(9)} ${entryText(entry)}`;
}

function entryText(entry: Entry): string {
  switch (entry.kind) {
    case 'wire': {
      const [item] = itemsOf(entry.bytes);
      const name = entry.mask.length > 0 ? 'with a PIN, which is left out' : describeItem(item, entry.bytes);
      return `${entry.from === 'host' ? '>' : '<'} ${hexWith(entry)}  ; ${name}`;
    }
    case 'asked':
      return entry.asked.ask === 'send' ? `@ send ${commandText(entry.asked.command)}` : `@ ${entry.asked.ask}`;
    case 'answered':
      return `= ${toHex(entry.answer, ' ')}`.trimEnd();
    case 'failed':
      return `! ${entry.error}`;
    case 'event':
      return `* ${entry.event}`;
  }
}

function hexWith({ bytes, mask }: WireEntry): string {
  return Array.from(bytes, (byte, place) => (mask.includes(place) ? '**' : toHex(Uint8Array.of(byte)))).join(' ');
}

/** The PIN of a command is left out here too. */
function commandText(command: Uint8Array): string {
  const mask = new Set(secretPlaces(command));
  return Array.from(command, (byte, place) => (mask.has(place) ? '**' : toHex(Uint8Array.of(byte)))).join(' ');
}

/** VERIFY, CHANGE REFERENCE DATA, and CHANGE PIN of the social-security card. */
const secretInstructions = [0x20, 0x24, 0x5e];

/** The places of a command's data bytes where these are, or contain, a PIN. */
export function secretPlaces(command: Uint8Array): readonly number[] {
  if (!secretInstructions.includes(command[1] ?? 0) || command.length < 6 || command.length < 5 + (command[4] ?? 0))
    return [];
  return Array.from({ length: command[4] ?? 0 }, (_, place) => 5 + place);
}

/** A transcript from its text. Error: bad-frame, with the number of the line. */
export function readTranscript(text: string): Result<readonly Entry[], ReaderError> {
  const entries: Entry[] = [];
  for (const [place, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const entry = readLine(line);
    if (!entry)
      return failed('bad-frame', `line ${place + 1} of the transcript is not understood: ${line.slice(0, 60)}`);
    entries.push(entry);
  }
  return done(entries);
}

function readLine(line: string): Entry | undefined {
  const [, time, sign, rest = ''] = /^\s*(\d+\.\d)\s+([<>@=!*])\s*([^;]*?)\s*(?:;.*)?$/.exec(line) ?? [];
  if (time === undefined || sign === undefined) return undefined;
  const at = Number(time);
  switch (sign) {
    case '<':
    case '>': {
      const read = maskedBytes(rest);
      return read && { kind: 'wire', at, from: sign === '>' ? 'host' : 'reader', ...read };
    }
    case '@': {
      const asked = readAsked(rest);
      return asked && { kind: 'asked', at, asked };
    }
    case '=': {
      const answer = fromHex(rest);
      return answer && { kind: 'answered', at, answer };
    }
    case '!':
      return { kind: 'failed', at, error: rest as ReaderErrorKind };
    default:
      return events.includes(rest as (typeof events)[number])
        ? { kind: 'event', at, event: rest as (typeof events)[number] }
        : undefined;
  }
}

const events = ['card-in', 'card-out', 'reader-gone', 'reader-back'] as const;

function readAsked(text: string): Asked | undefined {
  if (text === 'power-on' || text === 'warm-reset' || text === 'power-off') return { ask: text };
  const read = text.startsWith('send ') ? maskedBytes(text.slice(5)) : undefined;
  return read && { ask: 'send', command: read.bytes };
}

function maskedBytes(text: string): { readonly bytes: Uint8Array; readonly mask: readonly number[] } | undefined {
  const words = text.split(/\s+/);
  const bytes = fromHex(words.map((word) => (word === '**' ? '00' : word)).join(''));
  if (!bytes || bytes.length !== words.length) return undefined;
  return { bytes, mask: words.flatMap((word, place) => (word === '**' ? [place] : [])) };
}
