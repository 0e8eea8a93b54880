// What a view hands to the frame: its lines, and where in them the real cursor belongs.

import { caretCells, type Field } from '../model/field.ts';
import { cells, emptyLine, type Line, line, quiet, span, strong } from '../text/line.ts';

export interface Caret {
  readonly x: number;
  readonly y: number;
}

export interface Drawn {
  readonly lines: readonly Line[];
  readonly caret?: Caret;
}

/** The room that a view has. */
export interface Room {
  readonly width: number;
  readonly rows: number;
}

/** A title at the left and what it is about at the right. */
export function heading(title: string, about: string, width: number): Line {
  const gap = Math.max(1, width - cells(title) - cells(about));
  return line(strong(title), ' '.repeat(gap), about);
}

/** A typed field with its name; the hint stands, in brackets, where nothing is typed yet. Only one line a screen has the caret. */
export function fieldDrawn(name: string, field: Field, hint: string, y: number): { line: Line; caret: Caret } {
  const label = `${name}: `;
  const typed = field.text === '' ? quiet(`(${hint})`) : span(field.text);
  return { line: line(strong(label), typed), caret: { x: cells(label) + caretCells(field), y } };
}

/** The first row of a list that is seen where so many fit. */
export function firstShown(rows: number, chosen: number, height: number): number {
  return Math.max(0, Math.min(chosen - Math.floor(height / 2), rows - height));
}

/** The rows of a list around the chosen one, which a mark and weight set apart. Never more than `rows` lines. */
export function listDrawn(rows: readonly Line[], chosen: number, height: number): Line[] {
  if (height <= 0) return [];
  const first = firstShown(rows.length, chosen, height);
  const shown = rows.slice(first, first + height);
  return shown.map((row, index) => {
    const isChosen = first + index === chosen;
    return line(isChosen ? strong('> ') : '  ', ...row.map((part) => (isChosen ? { ...part, strong: true } : part)));
  });
}

/** Lines at the top and lines at the bottom of so many rows; the top gives way. */
export function between(top: readonly Line[], bottom: readonly Line[], rows: number): Line[] {
  const room = Math.max(0, rows - bottom.length);
  const shown = top.slice(0, room);
  return [...shown, ...Array.from({ length: room - shown.length }, () => emptyLine), ...bottom];
}
