// The body: patient left, work right, and over the lower part whatever stands in the way. Exactly as many lines as there
// are rows, each exactly as wide as the screen.

import type { Ticket } from '../../hospital/visit/state.ts';
import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import { personOf } from '../model/visit-facts.ts';
import { overlayOf } from '../overlays/view.ts';
import { emptyLine, type Line, quiet, span } from '../text/line.ts';
import { block, framed } from '../text/panel.ts';
import { panelOf } from '../trouble/view.ts';
import { queueLines } from './day.ts';
import type { Caret, Drawn } from './drawn.ts';
import type { Layout } from './layout.ts';
import { patientLines, patientRows } from './patient.ts';
import { workOf } from './work.ts';

function sides(
  moment: Moment,
  pen: Pen,
  layout: Layout,
): { readonly lines: Line[]; readonly caret: Caret | undefined } {
  const { bodyRows, leftCells, rightCells, airy, queueRows } = layout;
  const inner = { left: leftCells - 2, right: rightCells - 2 };
  const { visit, businessDate } = moment.desk;
  const patient = patientLines(personOf(visit), businessDate, pen, { width: inner.left, airy });
  const queue = queueRows > 0 ? queueLines(moment, pen, queueRows) : [];
  const left = [...block(patient, inner.left, bodyRows - queueRows), ...block(queue, inner.left, queueRows)];
  const work = workOf(moment, visit, pen, { width: inner.right, rows: bodyRows });
  const right = block(work.lines, inner.right, bodyRows);
  const divider = quiet(pen.frames.vertical);
  return {
    lines: left.map((row, index) => [
      span(' '),
      ...row,
      span(' '),
      divider,
      span(' '),
      ...(right[index] ?? []),
      span(' '),
    ]),
    caret: work.caret && { x: work.caret.x + leftCells + 2, y: work.caret.y },
  };
}

/** The text of a framed panel begins here, and is this much narrower than the screen. */
const margin = { x: 4, y: 1, cells: 8 };

function over(
  under: readonly Line[],
  title: string,
  lines: readonly Line[],
  rows: number,
  pen: Pen,
  columns: number,
): { readonly lines: Line[]; readonly top: number } {
  const panel = framed(title, lines, { width: columns - 2, rows }, pen.frames);
  const top = under.length - rows;
  return { lines: [...under.slice(0, top), ...panel.map((row) => [span(' '), ...row, span(' ')])], top };
}

/** A prompt's blank rows give way before its words do. */
function squeezed(lines: readonly Line[], rows: number): readonly Line[] {
  if (lines.length <= rows) return lines;
  const blank = lines.findLastIndex((row) => row.length === 0 || row === emptyLine);
  if (blank === -1) return lines;
  return squeezed([...lines.slice(0, blank), ...lines.slice(blank + 1)], rows);
}

export function bodyDrawn(
  moment: Moment,
  pen: Pen,
  layout: Layout,
  receipt: (ticket: Ticket) => readonly string[],
): Drawn {
  const { columns, bodyRows } = layout;
  const below = sides(moment, pen, layout);
  const width = columns - margin.cells;
  const overlay = overlayOf(moment, pen, { width, rows: bodyRows - 2 }, receipt);
  if (overlay) {
    const rows = Math.min(bodyRows, overlay.lines.length + 2);
    const drawn = over(below.lines, overlay.title, overlay.lines, rows, pen, columns);
    if (!overlay.caret) return { lines: drawn.lines };
    return { lines: drawn.lines, caret: { x: overlay.caret.x + margin.x, y: overlay.caret.y + drawn.top + margin.y } };
  }
  const panel = panelOf(moment, pen, width);
  if (panel) {
    const most = bodyRows - patientRows;
    const lines = squeezed(panel.lines, most - 2);
    const rows = Math.min(bodyRows, Math.max(lines.length + 2, Math.min(most, 10)));
    return { lines: over(below.lines, panel.title, lines, rows, pen, columns).lines };
  }
  return below.caret ? { lines: below.lines, caret: below.caret } : { lines: below.lines };
}
