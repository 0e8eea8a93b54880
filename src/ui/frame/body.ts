// The body: patient left, work right, and over the lower part whatever stands in the way. Exactly as many lines as there
// are rows, each exactly as wide as the screen.

import type { Pen } from '../language/pen.ts';
import { isReconciling, type Moment } from '../model/moment.ts';
import type { WriteReceipt } from '../model/printable.ts';
import { personOf } from '../model/visit-facts.ts';
import { overlayOf } from '../overlays/view.ts';
import { isLocked, lockedDrawn } from '../sign-in/locked.ts';
import { type Line, quiet, span } from '../text/line.ts';
import { block, framed } from '../text/panel.ts';
import { panelOf } from '../trouble/view.ts';
import { queueLines } from './day.ts';
import type { Caret, Drawn } from './drawn.ts';
import { airyPatientRows, type Layout, overlayRoom, panelMargin } from './layout.ts';
import { patientLines, patientRows } from './patient.ts';
import { workOf } from './work.ts';

interface Beneath {
  readonly lines: Line[];
  readonly front: readonly Line[];
  readonly caret: Caret | undefined;
}

/** Nobody is at the window: both sides of a statement have the width of the screen. */
function acrossTheScreen(moment: Moment, pen: Pen, { columns, bodyRows }: Layout): Beneath {
  const width = columns - 2;
  const { lines } = workOf(moment, moment.desk.visit, pen, { width, rows: bodyRows });
  const margin = span(' ');
  return {
    lines: block(lines, width, bodyRows).map((row) => [margin, ...row, margin]),
    front: lines,
    caret: undefined,
  };
}

function sides(moment: Moment, pen: Pen, layout: Layout): Beneath {
  if (isReconciling(moment)) return acrossTheScreen(moment, pen, layout);
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
    front: work.lines,
    caret: work.caret && { x: work.caret.x + leftCells + 2, y: work.caret.y },
  };
}

/** Nothing of any patient. */
function behindTheLock(moment: Moment, pen: Pen, { columns, bodyRows }: Layout): ReturnType<typeof sides> {
  const { lines, caret } = lockedDrawn(moment, pen, { width: columns - 2, rows: bodyRows });
  const drawn = block(lines, columns - 2, bodyRows).map((row) => [span(' '), ...row, span(' ')]);
  return { lines: drawn, front: lines, caret: caret && { x: caret.x + 1, y: caret.y } };
}

/** One height for every panel that fits it, so that from one prompt to the next nothing jumps. */
const leastPanelRows = 10;

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

export interface BodyDrawn extends Drawn {
  /** What lies in front: the overlay, the panel, or the work. */
  readonly front: readonly Line[];
}

export function bodyDrawn(moment: Moment, pen: Pen, layout: Layout, receipt: WriteReceipt): BodyDrawn {
  const { columns, bodyRows } = layout;
  const below = isLocked(moment) ? behindTheLock(moment, pen, layout) : sides(moment, pen, layout);
  const width = columns - panelMargin.cells;
  const overlay = overlayOf(moment, pen, overlayRoom(layout, false), receipt);
  if (overlay) {
    const rows = Math.min(bodyRows, overlay.lines.length + 2);
    const drawn = over(below.lines, { title: overlay.title, lines: overlay.lines, rows }, pen, layout);
    const front = overlay.lines;
    if (!overlay.caret) return { lines: drawn.lines, front };
    const { x, y } = overlay.caret;
    return { lines: drawn.lines, front, caret: { x: x + panelMargin.x, y: y + drawn.top + panelMargin.y } };
  }
  const panel = isLocked(moment) ? undefined : panelOf(moment, pen, width);
  if (panel) {
    const room = bodyRows - patientRows - 2;
    const words = panel.lines.filter((row) => row.length > 0).length;
    const lines = squeezed([...panel.lines, ...panel.keys(room - words)], room);
    // One line too many: the panel goes without its lower edge rather than over the patient.
    const rows = lines.length === room + 1 ? room + 2 : Math.min(bodyRows, Math.max(lines.length + 2, leastPanelRows));
    return { lines: over(below.lines, { title: panel.title, lines, rows }, pen, layout).lines, front: lines };
  }
  const { lines, front, caret } = below;
  return caret ? { lines, front, caret } : { lines, front };
}
