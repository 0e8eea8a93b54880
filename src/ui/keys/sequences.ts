// Which key a control byte or an escape sequence stands for: tables, no state.

import { type Key, type Modifiers, type NamedKey, noModifiers } from './key.ts';

const byFinal: Readonly<Record<string, NamedKey>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
};

const byNumber: Readonly<Record<string, NamedKey>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};

const linuxConsole: Readonly<Record<string, NamedKey>> = { A: 'f1', B: 'f2', C: 'f3', D: 'f4', E: 'f5' };

/** The keypad in application mode: digits and operators as SS3 letters. */
const keypad: Readonly<Record<string, string>> = {
  j: '*',
  k: '+',
  l: ',',
  m: '-',
  n: '.',
  o: '/',
  p: '0',
  q: '1',
  r: '2',
  s: '3',
  t: '4',
  u: '5',
  v: '6',
  w: '7',
  x: '8',
  y: '9',
};

function named(name: NamedKey, modifiers: Modifiers = noModifiers): Key {
  return { kind: 'named', name, modifiers };
}

/** xterm's modifier parameter: 1 + shift 1 + alt 2 + ctrl 4. */
function modifiersOf(parameter: string | undefined): Modifiers {
  const bits = parameter === undefined ? 0 : Math.max(0, Number(parameter) - 1);
  return { shift: (bits & 1) !== 0, alt: (bits & 2) !== 0, ctrl: (bits & 4) !== 0 };
}

/** A byte below 20h, or DEL. */
export function keyOfSingleByte(byte: number): Key | undefined {
  if (byte === 0x0d || byte === 0x0a) return named('enter');
  if (byte === 0x09) return named('tab');
  if (byte === 0x08 || byte === 0x7f) return named('backspace');
  if (byte >= 0x01 && byte <= 0x1a) return { kind: 'control', letter: String.fromCharCode(byte + 0x60) };
  return undefined;
}

/** ESC O and a letter. */
export function keyOfSs3(final: number): Key | undefined {
  const letter = String.fromCharCode(final);
  if (letter === 'M') return named('enter');
  const digit = keypad[letter];
  if (digit !== undefined) return { kind: 'character', text: digit, alt: false };
  const name = byFinal[letter];
  return name && named(name);
}

/** CSI parameters and the final byte; undefined for sequences that are no key (focus, mouse, other reports). */
export function keyOfControlSequence(parameters: string, final: number): Key | undefined {
  const letter = String.fromCharCode(final);
  if (parameters === '[') {
    const name = linuxConsole[letter];
    return name && named(name);
  }
  if (!/^[\d;]*$/.test(parameters)) return undefined;
  const [first, second] = parameters.split(';');
  // Shift+F3 (CSI 1;2R) looks like a report of row 1; the counter binds no shifted F-key, so a report it is.
  if (letter === 'R' && first && second) {
    return { kind: 'cursor-report', row: Number(first), column: Number(second) };
  }
  if (letter === 'Z') return named('tab', { ...noModifiers, shift: true });
  const name = letter === '~' ? byNumber[first ?? ''] : byFinal[letter];
  return name && named(name, modifiersOf(second));
}
