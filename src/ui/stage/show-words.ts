// What a stage shows, in words, line by line: as a screen reader would say it. For whoever looks on from another terminal.

import type { Size } from '../frame/layout.ts';
import { linearDrawn } from '../frame/linear.ts';
import type { Pen } from '../language/pen.ts';
import { plainText } from '../text/line.ts';
import { sheetLines } from './sheet-view.ts';
import type { Show } from './stage.ts';

/** What is said is the same, however large the terminal is. */
const wordsSize: Size = { columns: 80, rows: 40 };

export function showWords(show: Show, pen: Pen): readonly string[] {
  if (show.at === 'counter') {
    const { moment, around } = show.counter.view();
    return linearDrawn(moment, pen, wordsSize, around).map(plainText);
  }
  const lines = sheetLines(show.sheet, pen, { width: wordsSize.columns, rows: wordsSize.rows });
  return lines.map((line) => plainText(line).trim()).filter((text) => text !== '');
}
