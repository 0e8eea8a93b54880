// The panel over the work, and the rows that all of them have: a text that stands alone, and facts under one another.

import type { Text } from '../../domain/language.ts';
import type { Refusal } from '../../hospital/visit/state.ts';
import type { Pen } from '../language/pen.ts';
import { cells, type Line, line, padEnd, quiet, strong } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';

export interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Below the lines: the keys, with as many reasons as so many rows hold; pressing the key says the others. */
  readonly keys: (rows: number) => readonly Line[];
}

export const noKeys: Panel['keys'] = () => [];

/** "原因    …", wrapped under itself. */
function labelled(label: string, text: string, width: number, labelCells: number): Line[] {
  return wrap(text, width - labelCells).map((part, index) =>
    line(index === 0 ? quiet(padEnd(label, labelCells)) : ' '.repeat(labelCells), part),
  );
}

/** Cause, remedy and who acts, or the present state and what happens next, under one another. */
export function explained(facts: readonly (readonly [Text, Text])[], pen: Pen, width: number): Line[] {
  const labelCells = Math.max(...facts.map(([label]) => cells(pen.say(label)))) + 2;
  return facts.flatMap(([label, text]) => labelled(pen.say(label), pen.say(text), width, labelCells));
}

/** The prompt's text exactly as documented. */
export function promptLines(refusal: Refusal, width: number): Line[] {
  return wrap(refusal.text, width).map((text) => line(strong(text, 'refused')));
}
