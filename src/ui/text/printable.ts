// The last thing that happens to a text before it is drawn: control characters go, and on consoles that draw
// ambiguous-width characters two cells wide they become their ASCII likeness, one for one, so that no column moves.

import stringWidth from 'string-width';

/** How many cells the terminal gives an ambiguous-width character, as far as the start's probe could tell. */
export type AmbiguousWidth = 'one' | 'two' | 'unknown';

const likeness: ReadonlyMap<string, string> = new Map([
  ['…', '~'],
  ['·', '.'],
  ['×', 'x'],
  ['÷', '/'],
  ['—', '-'],
  ['–', '-'],
  ['―', '-'],
  ['“', '"'],
  ['”', '"'],
  ['‘', "'"],
  ['’', "'"],
  ['→', '>'],
  ['←', '<'],
  ['↑', '^'],
  ['↓', 'v'],
  ['│', '|'],
  ['─', '-'],
  ['═', '='],
  ['█', '='],
  ['░', '-'],
  ['●', '*'],
  ['○', 'o'],
  ['★', '*'],
  ['℃', 'C'],
  ['≥', '>'],
  ['≤', '<'],
  ['±', '+'],
  ['°', 'o'],
]);

function isAmbiguous(character: string): boolean {
  return stringWidth(character) !== stringWidth(character, { ambiguousIsNarrow: false });
}

// C0, DEL, C1, and the marks that turn the direction of writing: none of them belongs in a cell.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Safe to draw: same number of cells before and after, except that control characters vanish. */
export function printable(text: string, ambiguous: AmbiguousWidth): string {
  const clean = text.replace(unprintable, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a quick look for anything beyond ASCII
  if (ambiguous === 'one' || /^[\x00-\x7f]*$/.test(clean)) return clean;
  return clean.replace(/[^\u4e00-\u9fff]/gu, (character) =>
    isAmbiguous(character) ? (likeness.get(character) ?? '?') : character,
  );
}
