// Raw terminal bytes → keys, incrementally and purely: what is incomplete is held back until more bytes come or the
// caller says that none will. It reads no stream and no clock. Sequences: ECMA-48 CSI/SS3 as xterm, rxvt and the
// Linux console send them; bracketed paste (CSI 200~ … CSI 201~).

import { type Key, noModifiers } from './key.ts';
import { keyOfControlSequence, keyOfSingleByte, keyOfSs3 } from './sequences.ts';

/** What has arrived and is not a key yet. */
export interface DecoderState {
  readonly held: readonly number[];
  /** Inside a bracketed paste. */
  readonly pasting: boolean;
}

export interface Decoded {
  readonly state: DecoderState;
  readonly keys: readonly Key[];
}

export const decoderStart: DecoderState = { held: [], pasting: false };

/** What the held bytes may still become; `escape` is either a lone Esc or the start of a sequence: only time tells. */
export function pending(state: DecoderState): 'nothing' | 'escape' | 'paste' {
  if (state.pasting) return 'paste';
  return state.held.length > 0 ? 'escape' : 'nothing';
}

const esc = 0x1b;
const escapeKey: Key = { kind: 'named', name: 'escape', modifiers: noModifiers };
/** No terminal sends a longer sequence; a longer one is noise and is dropped. */
const longestSequence = 32;
const pasteEnd = [esc, 0x5b, 0x32, 0x30, 0x31, 0x7e];

type Step = 'incomplete' | { readonly used: number; readonly key: Key | 'paste-start' | undefined };

/** Decodes more bytes. Every complete key is answered, in order. */
export function decode(state: DecoderState, bytes: Iterable<number>): Decoded {
  let buffer = [...state.held, ...bytes];
  let pasting = state.pasting;
  const keys: Key[] = [];
  for (;;) {
    if (pasting) {
      const end = indexOfPasteEnd(buffer);
      if (end === -1) return { state: { held: buffer, pasting }, keys };
      keys.push({ kind: 'paste', text: utf8(buffer.slice(0, end)) });
      buffer = buffer.slice(end + pasteEnd.length);
      pasting = false;
    }
    let at = 0;
    while (at < buffer.length) {
      const step = next(buffer, at);
      if (step === 'incomplete') return { state: { held: buffer.slice(at), pasting }, keys };
      at += step.used;
      if (step.key === 'paste-start') {
        pasting = true;
        break;
      }
      if (step.key) keys.push(step.key);
    }
    buffer = buffer.slice(at);
    if (!pasting) return { state: decoderStart, keys };
  }
}

/** No more bytes came in time: a held Esc was the Esc key, a paste without an end is what there is of it. */
export function expire(state: DecoderState): Decoded {
  if (state.pasting) return { state: decoderStart, keys: [{ kind: 'paste', text: utf8(state.held) }] };
  if (state.held[0] !== esc) return { state: decoderStart, keys: [] };
  // An Esc typed just before other bytes (Esc Esc, or Esc and half a character): the rest stands on its own.
  const rest = state.held.length === 2 && state.held[1] === esc ? [escapeKey] : [];
  return { state: decoderStart, keys: [escapeKey, ...rest] };
}

function next(buffer: readonly number[], at: number): Step {
  const first = buffer[at] ?? 0;
  if (first === esc) return nextEscape(buffer, at);
  if (first < 0x20 || first === 0x7f) return { used: 1, key: keyOfSingleByte(first) };
  return nextCharacter(buffer, at, false);
}

function nextEscape(buffer: readonly number[], at: number): Step {
  const second = buffer[at + 1];
  if (second === undefined) return 'incomplete';
  if (second === 0x5b) return nextControlSequence(buffer, at);
  if (second === 0x4f) {
    const third = buffer[at + 2];
    if (third === undefined) return 'incomplete';
    return { used: 3, key: keyOfSs3(third) };
  }
  if (second === esc) {
    // Esc before another sequence: rxvt's Alt. Without a third byte it may be Esc twice.
    if (buffer[at + 2] === undefined) return 'incomplete';
    return { used: 1, key: escapeKey };
  }
  if (second < 0x20 || second === 0x7f) {
    const key = keyOfSingleByte(second);
    return { used: 2, key: key?.kind === 'named' ? { ...key, modifiers: { ...key.modifiers, alt: true } } : key };
  }
  const step = nextCharacter(buffer, at + 1, true);
  return step === 'incomplete' ? step : { ...step, used: step.used + 1 };
}

function nextControlSequence(buffer: readonly number[], at: number): Step {
  // The Linux console's F1…F5: CSI [ A…E.
  if (buffer[at + 2] === 0x5b) {
    const fourth = buffer[at + 3];
    if (fourth === undefined) return 'incomplete';
    return { used: 4, key: keyOfControlSequence('[', fourth) };
  }
  for (let end = at + 2; end < at + longestSequence; end += 1) {
    const byte = buffer[end];
    if (byte === undefined) return 'incomplete';
    if (byte >= 0x40 && byte <= 0x7e) {
      const parameters = String.fromCharCode(...buffer.slice(at + 2, end));
      if (parameters === '200' && byte === 0x7e) return { used: end - at + 1, key: 'paste-start' };
      return { used: end - at + 1, key: keyOfControlSequence(parameters, byte) };
    }
    // Neither parameter nor final: the sequence broke off; what follows is its own.
    if (byte < 0x20 || byte > 0x7e) return { used: end - at, key: undefined };
  }
  return { used: longestSequence, key: undefined };
}

/** One UTF-8 character; a byte that cannot begin or continue one is dropped, alone. */
function nextCharacter(buffer: readonly number[], at: number, alt: boolean): Step {
  const first = buffer[at] ?? 0;
  const length = first < 0x80 ? 1 : first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0 || first >= 0xf5) return { used: 1, key: undefined };
  for (let index = 1; index < length; index += 1) {
    const byte = buffer[at + index];
    if (byte === undefined) return 'incomplete';
    if ((byte & 0xc0) !== 0x80) return { used: index, key: undefined };
  }
  const text = utf8(buffer.slice(at, at + length));
  // Overlong forms and surrogates decode to U+FFFD: nobody typed that.
  if (text.includes('\ufffd')) return { used: length, key: undefined };
  return { used: length, key: { kind: 'character', text, alt } };
}

function indexOfPasteEnd(buffer: readonly number[]): number {
  for (let at = buffer.indexOf(esc); at !== -1; at = buffer.indexOf(esc, at + 1)) {
    if (pasteEnd.every((byte, index) => buffer[at + index] === byte)) return at;
  }
  return -1;
}

function utf8(bytes: readonly number[]): string {
  return new TextDecoder('utf-8').decode(Uint8Array.from(bytes));
}
