// Where a counter and the sheet beside it stand: at the right where both have room, below on high screens, and on the least
// screen one at a time, the counter or the sheet.

import { leastSize, type Size } from '../frame/layout.ts';

export interface StageLayout {
  readonly counter: Size;
  readonly sheet: { readonly at: 'right' | 'below' | 'instead'; readonly width: number; readonly rows: number };
}

const leastSheet = { width: 36, rows: 9 };
/** The line between the two. */
const between = 1;
const widestSheet = 56;

export function stageLayout({ columns, rows }: Size): StageLayout {
  const spare = { columns: columns - leastSize.columns - between, rows: rows - leastSize.rows - between };
  if (spare.columns >= leastSheet.width) {
    const width = Math.min(widestSheet, spare.columns);
    return { counter: { columns: columns - width - between, rows }, sheet: { at: 'right', width, rows } };
  }
  if (spare.rows >= leastSheet.rows) {
    return { counter: { columns, rows: leastSize.rows }, sheet: { at: 'below', width: columns, rows: spare.rows } };
  }
  return { counter: { columns, rows }, sheet: { at: 'instead', width: columns, rows } };
}
