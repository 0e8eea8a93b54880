// One line of typing: text and caret, edited by keys, purely. Positions count code points, so that 王 is one step.

import type { Key } from '../keys/key.ts';
import { cells } from '../text/line.ts';

export interface Field {
  readonly text: string;
  /** Code points before the caret. */
  readonly caret: number;
}

export const emptyField: Field = { text: '', caret: 0 };

/** Longer than anything that is ever typed here; a stuck key or a wrong scanner fills no memory. */
const longest = 64;

export function fieldOf(text: string): Field {
  return { text, caret: [...text].length };
}

/** Cells before the caret. */
export function caretCells(field: Field): number {
  return cells([...field.text].slice(0, field.caret).join(''));
}

function typed(field: Field, text: string): Field {
  const characters = [...field.text];
  const added = [...text.replace(/[\r\n\t]+/g, ' ')].slice(0, Math.max(0, longest - characters.length));
  characters.splice(field.caret, 0, ...added);
  return { text: characters.join(''), caret: field.caret + added.length };
}

function withoutCharacter(field: Field, at: number): Field {
  const characters = [...field.text];
  if (at < 0 || at >= characters.length) return field;
  characters.splice(at, 1);
  return { text: characters.join(''), caret: at < field.caret ? field.caret - 1 : field.caret };
}

/** The field after a key; undefined where the key is none of the field's. */
export function editField(field: Field, key: Key): Field | undefined {
  const end = [...field.text].length;
  if (key.kind === 'character') return key.alt ? undefined : typed(field, key.text);
  if (key.kind === 'paste') return typed(field, key.text.trim());
  if (key.kind === 'control') return editByControl(field, key.letter);
  if (key.kind !== 'named' || key.modifiers.alt || key.modifiers.ctrl) return undefined;
  switch (key.name) {
    case 'backspace':
      return withoutCharacter(field, field.caret - 1);
    case 'delete':
      return withoutCharacter(field, field.caret);
    case 'left':
      return { ...field, caret: Math.max(0, field.caret - 1) };
    case 'right':
      return { ...field, caret: Math.min(end, field.caret + 1) };
    case 'home':
      return { ...field, caret: 0 };
    case 'end':
      return { ...field, caret: end };
    default:
      return undefined;
  }
}

/** The habits of every terminal: Ctrl+A, Ctrl+E, Ctrl+U, Ctrl+W. */
function editByControl(field: Field, letter: string): Field | undefined {
  switch (letter) {
    case 'a':
      return { ...field, caret: 0 };
    case 'e':
      return fieldOf(field.text);
    case 'u':
      return fieldFrom(field, field.caret, 0);
    case 'w': {
      const before = [...field.text].slice(0, field.caret).join('');
      return fieldFrom(field, field.caret, [...before.replace(/\S+\s*$/u, '')].length);
    }
    default:
      return undefined;
  }
}

function fieldFrom(field: Field, from: number, to: number): Field {
  const characters = [...field.text];
  characters.splice(to, from - to);
  return { text: characters.join(''), caret: to };
}
