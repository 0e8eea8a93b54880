// Keys that messages between hospitals and center are signed with (signtype SM3), as files: the center's has one line a
// hospital, a counter's its own key alone. A key is shown nowhere; a bad line is named by its number.

import { type GivenFile, readOwnersFile, unusable } from './secret-file.ts';

/** One hospital's line in the center's file. */
export interface HospitalKey {
  readonly line: number;
  /** Institution code, 12 characters. */
  readonly code: string;
  readonly key: string;
}

const keyForm = /^[\x21-\x7e]{16,128}$/;
const aKey = 'a key of 16 to 128 visible ASCII characters';
const codeForm = /^[0-9A-Za-z]{12}$/;

interface Written {
  readonly line: number;
  readonly words: readonly string[];
}

/** The lines that say something, from 1. A comment begins with #. */
function linesOf(text: string): readonly Written[] {
  return text
    .split('\n')
    .map((line, index) => ({ line: index + 1, words: line.trim().split(/\s+/) }))
    .filter(({ words: [first = ''] }) => first !== '' && !first.startsWith('#'));
}

function keyIn({ line, words }: Written, before: ReadonlySet<string>): HospitalKey | string {
  const [code = '', key = '', ...more] = words;
  if (!codeForm.test(code)) return `line ${line}: expected an institution code of 12 letters and digits, then the key`;
  if (!keyForm.test(key) || more.length > 0) return `line ${line}: expected ${aKey} after ${code}`;
  return before.has(code) ? `line ${line}: ${code} has a key already` : { line, code, key };
}

/** The center's file: `institution-code key` on each line. Every bad line is told at once. */
export function readSignKeys(given: GivenFile): readonly HospitalKey[] {
  const keys: HospitalKey[] = [];
  const bad: string[] = [];
  const codes = new Set<string>();
  for (const written of linesOf(readOwnersFile(given))) {
    const read = keyIn(written, codes);
    if (typeof read === 'string') {
      bad.push(read);
      continue;
    }
    codes.add(read.code);
    keys.push(read);
  }
  if (bad.length > 0) throw unusable(given, bad.join('\n  '));
  if (keys.length === 0)
    throw unusable(given, 'no key in it; expected lines of an institution code and a key / 没有密钥');
  return keys;
}

/** A code that no hospital has would leave the hospital that was meant unsigned. */
export function demandHospitals(
  keys: readonly HospitalKey[],
  given: GivenFile,
  isHospital: (code: string) => boolean,
): void {
  const strangers = keys.filter(({ code }) => !isHospital(code));
  if (strangers.length === 0) return;
  const lines = strangers.map(({ line, code }) => `line ${line}: ${code} is no designated hospital of this city`);
  throw unusable(given, lines.join('\n  '));
}

/** A hospital's own file: its key, on one line. */
export function readSignKey(given: GivenFile): string {
  const [first, second] = linesOf(readOwnersFile(given));
  const [key = '', ...more] = first?.words ?? [];
  if (second || more.length > 0 || !keyForm.test(key)) {
    throw unusable(given, `line ${second?.line ?? first?.line ?? 1}: expected one line with ${aKey} / 应只有一行密钥`);
  }
  return key;
}
