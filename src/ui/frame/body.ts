// The body: patient left, work right, and over the lower part whatever stands in the way. Exactly as many lines as there
// are rows, each exactly as wide as the screen.

import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import type { WriteReceipt } from '../model/printable.ts';
import { personOf } from '../model/visit-facts.ts';
import { overlayOf } from '../overlays/view.ts';
import { type Line, quiet, span } from '../text/line.ts';
import { block, framed } from '../text/panel.ts';
import { panelOf } from '../trouble/view.ts';
import { queueLines } from './day.ts';
import type { Caret, Drawn } from './drawn.ts';
import { airyPatientRows, type Layout } from './layout.ts';
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

/** One height for every panel that fits it, so that from one prompt to the next nothing jumps. */
const leastPanelRows = 10;

/** The text of a framed panel begins here, and is this much narrower than the screen. */
const margin = { x: 4, y: 1, cells: 8 };

interface Covering {
  readonly title: string;
  readonly lines: readonly Line[];
  /** With the frame. */
  readonly rows: number;
}

/** Lays a framed panel over the lower part; on tall screens right under the patient, not at the far end. */
function over(
  under: readonly Line[],
  panel: Covering,
  pen: Pen,
  layout: Layout,
): { readonly lines: Line[]; readonly top: number } {
  const drawn = framed(panel.title, panel.lines, { width: layout.columns - 2, rows: panel.rows }, pen.frames);
  const lowest = under.length - panel.rows;
  const top = layout.airy ? Math.min(lowest, airyPatientRows) : lowest;
  const covering = drawn.map((row) => [span(' '), ...row, span(' ')]);
  return { lines: [...under.slice(0, top), ...covering, ...under.slice(top + panel.rows)], top };
}

/** A prompt's blank rows give way before its words do. */
function squeezed(lines: readonly Line[], rows: number): readonly Line[] {
  if (lines.length <= rows) return lines;
  const blank = lines.findLastIndex((row) => row.length === 0);
  if (blank === -1) return lines;
  return squeezed([...lines.slice(0, blank), ...lines.slice(blank + 1)], rows);
}

export function bodyDrawn(moment: Moment, pen: Pen, layout: Layout, receipt: WriteReceipt): Drawn {
  const { columns, bodyRows } = layout;
  const below = sides(moment, pen, layout);
  const width = columns - margin.cells;
  const overlay = overlayOf(moment, pen, { width, rows: bodyRows - 2 }, receipt);
  if (overlay) {
    const rows = Math.min(bodyRows, overlay.lines.length + 2);
    const drawn = over(below.lines, { title: overlay.title, lines: overlay.lines, rows }, pen, layout);
    if (!overlay.caret) return { lines: drawn.lines };
    return { lines: drawn.lines, caret: { x: overlay.caret.x + margin.x, y: overlay.caret.y + drawn.top + margin.y } };
  }
  const panel = panelOf(moment, pen, width);
  if (panel) {
    const room = bodyRows - patientRows - 2;
    const full = squeezed([...panel.lines, ...panel.keys.full], room);
    const lines = full.length <= room ? full : squeezed([...panel.lines, ...panel.keys.short], room);
    // One line too many: the panel goes without its lower edge rather than over the patient.
    const rows = lines.length === room + 1 ? room + 2 : Math.min(bodyRows, Math.max(lines.length + 2, leastPanelRows));
    return { lines: over(below.lines, { title: panel.title, lines, rows }, pen, layout).lines };
  }
  return below.caret ? { lines: below.lines, caret: below.caret } : { lines: below.lines };
}
