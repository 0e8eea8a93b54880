// A key by its one name, the other way about than key.ts: for keys that come from another terminal.

import { type Key, type NamedKey, noModifiers } from './key.ts';

const named = [
  'enter',
  'escape',
  'tab',
  'backspace',
  'delete',
  'insert',
  'up',
  'down',
  'left',
  'right',
  'home',
  'end',
  'page-up',
  'page-down',
  'f1',
  'f2',
  'f3',
  'f4',
  'f5',
  'f6',
  'f7',
  'f8',
  'f9',
  'f10',
  'f11',
  'f12',
] as const satisfies readonly NamedKey[];

function isOneCharacter(text: string): boolean {
  return [...text].length === 1 && text >= ' ' && text !== '\u007f';
}

/** Undefined where no key has that name. */
export function keyNamed(name: string): Key | undefined {
  if (isOneCharacter(name)) return { kind: 'character', text: name, alt: false };
  const letter = /^ctrl\+([a-z])$/.exec(name)?.[1];
  if (letter !== undefined) return { kind: 'control', letter };
  const parts = name.split('+');
  const last = parts.at(-1) ?? '';
  const before = parts.slice(0, -1);
  if (before.length === 1 && before[0] === 'alt' && isOneCharacter(last)) {
    return { kind: 'character', text: last, alt: true };
  }
  const known = named.find((each) => each === last);
  if (!known || !before.every((each) => Object.hasOwn(noModifiers, each))) return undefined;
  const has = (modifier: string) => before.includes(modifier);
  return { kind: 'named', name: known, modifiers: { ctrl: has('ctrl'), alt: has('alt'), shift: has('shift') } };
}
