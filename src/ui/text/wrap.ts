// Breaking Chinese and English into lines of so many cells. Closing punctuation never starts a line and opening
// punctuation never ends one (避头尾, kinsoku); English words stay whole where they fit.

import { cells, takeCells } from './line.ts';

const neverFirst = new Set('，。、；：？！）》」』】〕”’…—·,.;:?!)]}%');
const neverLast = new Set('（《「『【〔“‘([{¥');

/** Pieces that are never broken: English words and numbers as wholes, other characters one by one, spaces apart. */
function pieces(text: string): string[] {
  return text.match(/ +|[\x21-\x7e]+|[^\x20-\x7e]/gu) ?? [];
}

/** Glues punctuation to the neighbour that it must not leave. */
function unbreakable(text: string): string[] {
  const glued: string[] = [];
  for (const piece of pieces(text)) {
    const before = glued.at(-1);
    const stays = before !== undefined && before.trim() !== '' && piece.trim() !== '';
    if (stays && (neverFirst.has(piece.charAt(0)) || neverLast.has(before.slice(-1)))) {
      glued[glued.length - 1] = before + piece;
    } else {
      glued.push(piece);
    }
  }
  return glued;
}

function splitOversized(piece: string, width: number): string[] {
  const parts: string[] = [];
  let rest = piece;
  while (cells(rest) > width) {
    // At least one character goes on, however narrow the column: the text is never lost.
    let part = [...(takeCells(rest, width) || rest)];
    if (takeCells(rest, width) === '') part = part.slice(0, 1);
    // A break before closing punctuation moves back by a character.
    while (part.length > 1 && neverFirst.has([...rest][part.length] ?? '')) part = part.slice(0, -1);
    parts.push(part.join(''));
    rest = [...rest].slice(part.length).join('');
  }
  return rest === '' ? parts : [...parts, rest];
}

/** The lines of a text, each at most so many cells wide (width ≥ 2). Nothing but spaces at breaks is dropped. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const piece of unbreakable(text).flatMap((whole) => splitOversized(whole, width))) {
    if (cells(current) + cells(piece) <= width) {
      if (current !== '' || piece.trim() !== '' || lines.length === 0) current += piece;
    } else {
      lines.push(current.trimEnd());
      current = piece.trim() === '' ? '' : piece;
    }
  }
  return current.trim() !== '' || lines.length === 0 ? [...lines, current.trimEnd()] : lines;
}
