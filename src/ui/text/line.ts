// A screen line as data: spans of text with a meaning and a weight, measured in terminal cells. No colours and no Ink here;
// theme.ts says how a meaning looks. Every panel is made of these, so that what stands where can be tested as text.

import stringWidth from 'string-width';

/** The four meanings of colour, and plain. */
export type Meaning = 'plain' | 'fine' | 'attention' | 'refused' | 'quiet';

export interface Span {
  readonly text: string;
  readonly meaning: Meaning;
  readonly strong: boolean;
}

export type Line = readonly Span[];

export const emptyLine: Line = [];

/**
 * Cells that a text takes; ambiguous-width characters count one (printable.ts makes that true everywhere). No text here
 * has escape sequences of its own: what looks like one came from a card, and printable.ts disarms it.
 */
export function cells(text: string): number {
  return stringWidth(text, { countAnsiEscapeCodes: true });
}

export function span(text: string, meaning: Meaning = 'plain', strong = false): Span {
  return { text, meaning, strong };
}

/** A line from texts and spans. */
export function line(...parts: readonly (string | Span)[]): Line {
  return parts.map((part) => (typeof part === 'string' ? span(part) : part));
}

export function quiet(text: string): Span {
  return span(text, 'quiet');
}

export function strong(text: string, meaning: Meaning = 'plain'): Span {
  return span(text, meaning, true);
}

export function lineCells(of: Line): number {
  return of.reduce((sum, part) => sum + cells(part.text), 0);
}

export function plainText(of: Line): string {
  return of.map((part) => part.text).join('');
}

/** The first whole characters that fit into so many cells. */
export function takeCells(text: string, limit: number): string {
  let taken = '';
  let used = 0;
  for (const character of text) {
    const width = cells(character);
    if (used + width > limit) break;
    taken += character;
    used += width;
  }
  return taken;
}

/** Cut to so many cells, the cut marked with "…"; only for what may be cut (names of things, never amounts or prompts). */
export function truncate(text: string, limit: number): string {
  if (cells(text) <= limit) return text;
  return limit <= 0 ? '' : `${takeCells(text, limit - 1)}…`;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - cells(text))) + text;
}

/** A text in a field of exactly so many cells, at its start. */
export function cellStart(text: string, width: number): string {
  return padEnd(truncate(text, width), width);
}

/** A line cut or padded to exactly so many cells. */
export function fitLine(of: Line, width: number): Line {
  const fitted: Span[] = [];
  let left = width;
  for (const part of of) {
    const size = cells(part.text);
    if (size > left) {
      fitted.push({ ...part, text: truncate(part.text, left) });
      left -= cells(truncate(part.text, left));
      break;
    }
    fitted.push(part);
    left -= size;
  }
  return left > 0 ? [...fitted, span(' '.repeat(left))] : fitted;
}

/** Something at the left and something at the right edge of so many cells; the left gives way where both do not fit. */
export function spread(left: Line, right: Line, width: number): Line {
  const rightCells = lineCells(right);
  const room = Math.max(0, width - rightCells - 1);
  const fitted = lineCells(left) > room ? fitLine(left, room) : left;
  return [...fitted, span(' '.repeat(Math.max(1, width - rightCells - lineCells(fitted)))), ...right];
}
