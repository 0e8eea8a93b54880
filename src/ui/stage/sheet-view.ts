// Draws a sheet into so many rows and cells: its parts from the top, what was just said and the keys at the bottom. Where the
// parts are longer, what was chosen stays in sight, or the sheet is scrolled and says what is left.

import { shownKey } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { bar } from '../text/frames.ts';
import { cells, emptyLine, fitLine, type Line, line, padEnd, quiet, type Span, span, strong } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import type { Sheet, SheetKey, SheetPart } from './sheet.ts';

export interface SheetRoom {
  readonly width: number;
  readonly rows: number;
}

const barCells = 10;
/** A label never takes more than this share of a narrow sheet. */
const labelShare = 0.4;

function labelCells(parts: readonly SheetPart[], pen: Pen, width: number): number {
  const labels = parts.flatMap((part) => (part.is === 'fact' || part.is === 'bar' ? [cells(pen.say(part.label))] : []));
  return Math.min(Math.max(0, ...labels) + 2, Math.floor(width * labelShare));
}

function underItself(head: Span, headCells: number, text: string, width: number, look: (text: string) => Span): Line[] {
  return wrap(text, Math.max(2, width - headCells)).map((row, index) =>
    index === 0 ? line(head, look(row)) : line(' '.repeat(headCells), look(row)),
  );
}

function partLines(part: SheetPart, pen: Pen, width: number, label: number): Line[] {
  switch (part.is) {
    case 'gap':
      return [emptyLine];
    case 'text':
      return wrap(pen.say(part.text), width).map((row) =>
        line(part.strong ? strong(row, part.meaning) : span(row, part.meaning)),
      );
    case 'fact': {
      const head = quiet(padEnd(pen.say(part.label), label));
      return underItself(head, cells(head.text), pen.say(part.text), width, (row) => span(row, part.meaning));
    }
    case 'choice': {
      const mark = part.chosen ? '> ' : '  ';
      const head = span(`${mark}${part.key} `, 'plain', part.chosen);
      const rows = underItself(head, cells(head.text), pen.say(part.text), width, (row) =>
        span(row, part.meaning, part.chosen),
      );
      const note = part.note ? wrap(pen.say(part.note), width - 4).map((row) => line('    ', quiet(row))) : [];
      return [...rows, ...note];
    }
    case 'bar': {
      const head = quiet(padEnd(pen.say(part.label), label));
      return [line(head, span(bar(part.share, 1, barCells, pen.frames)), span(`  ${pen.say(part.text)}`))];
    }
  }
}

/** Keys with what they do, in as many rows as they need. */
export function keyLines(keys: readonly SheetKey[], pen: Pen, width: number): Line[] {
  const lines: Line[] = [];
  let row: Span[] = [];
  let used = 0;
  for (const { key, label } of keys) {
    const [name, text] = [shownKey(key), ` ${pen.say(label)}`];
    const size = cells(name) + cells(text) + 3;
    if (used + size > width && row.length > 0) {
      lines.push(row);
      row = [];
      used = 0;
    }
    row.push(strong(name), span(`${text}   `));
    used += size;
  }
  return row.length > 0 ? [...lines, row] : lines;
}

/** The rows in sight: from the top, unless what was chosen lies further down. */
function inSight(lines: readonly Line[], chosen: number, rows: number): readonly Line[] {
  if (lines.length <= rows) return lines;
  const first = Math.max(0, Math.min(chosen - Math.floor(rows / 2), lines.length - rows));
  return lines.slice(first, first + rows);
}

/** From where it was scrolled to; what is left below is said in the last row. */
function scrolled(lines: readonly Line[], scroll: number, rows: number, pen: Pen): readonly Line[] {
  if (lines.length <= rows) return lines;
  const shown = Math.max(0, rows - 1);
  const first = Math.max(0, Math.min(scroll, lines.length - shown));
  const left = lines.length - first - shown;
  const more = left > 0 ? messages.moreBelow(left) : messages.thatIsAll;
  return [...lines.slice(first, first + shown), line(quiet(pen.say(more)))];
}

interface Composed {
  readonly title: Line;
  readonly lines: readonly Line[];
  readonly foot: readonly Line[];
  /** The line of what is chosen, from 0. */
  readonly chosen: number;
  /** What is left for the lines. */
  readonly room: number;
}

function composed(sheet: Sheet, pen: Pen, { width, rows }: SheetRoom): Composed {
  const label = labelCells(sheet.parts, pen, width);
  const lines: Line[] = [];
  let chosen = 0;
  for (const part of sheet.parts) {
    if (part.is === 'choice' && part.chosen) chosen = lines.length;
    lines.push(...partLines(part, pen, width, label));
  }
  const { notice } = sheet;
  const said = notice ? wrap(pen.say(notice.text), width).map((row) => line(span(row, notice.meaning))) : [];
  const foot = [...said, ...keyLines(sheet.keys, pen, width)];
  return { title: line(strong(pen.say(sheet.title))), lines, foot, chosen, room: Math.max(0, rows - foot.length - 2) };
}

/** How many lines down a sheet can be scrolled there; 0 where all of it is seen. */
export function furthestSheetScroll(sheet: Sheet, pen: Pen, given: SheetRoom): number {
  const { lines, room } = composed(sheet, pen, given);
  return lines.length <= room ? 0 : lines.length - Math.max(0, room - 1);
}

/** Exactly so many lines of so many cells. */
export function sheetLines(sheet: Sheet, pen: Pen, given: SheetRoom): Line[] {
  const { title, lines, foot, chosen, room } = composed(sheet, pen, given);
  const shown = sheet.scroll === undefined ? inSight(lines, chosen, room) : scrolled(lines, sheet.scroll, room, pen);
  const filled = [title, emptyLine, ...shown, ...Array.from({ length: room - shown.length }, () => emptyLine), ...foot];
  return Array.from({ length: given.rows }, (_, row) => fitLine(filled[row] ?? emptyLine, given.width));
}
