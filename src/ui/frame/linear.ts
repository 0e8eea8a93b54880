// The screen for a screen reader: one thing after another, no frames, no columns side by side, no blank rows. What lies
// over the work comes instead of it; what is waited for or was refused comes last before the keys, where it is heard.

import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import { personOf } from '../model/visit-facts.ts';
import { overlayOf } from '../overlays/view.ts';
import { isLocked, lockedDrawn } from '../sign-in/locked.ts';
import { asciiFrames, type FrameStyle } from '../text/frames.ts';
import { type Line, plainText, span } from '../text/line.ts';
import { panelOf } from '../trouble/view.ts';
import { footerLine } from './footer.ts';
import { placeLine, tabsLine } from './header.ts';
import { layoutFor, overlayRoom, type Size } from './layout.ts';
import { patientLines } from './patient.ts';
import { tooSmallLines } from './screen.ts';
import { statusLine } from './status.ts';
import type { Surroundings } from './surroundings.ts';
import { workOf } from './work.ts';

/** Nothing is drawn; only the places of the PIN stay, as words of one letter. */
const noFrames: FrameStyle = {
  ...asciiFrames,
  horizontal: ' ',
  vertical: ',',
  barFull: '',
  barEmpty: '',
};

/** Rows of a view that may be blank. */
const mostBlankRows = 8;
const linearPatientCells = 60;
/** From here on there is room for the employer and every special illness. */
const tallRows = 30;

function said(lines: readonly Line[]): string[] {
  return lines.map((one) => plainText(one).replaceAll(/ {2,}/g, '  ').trim()).filter((text) => text !== '');
}

/** What is in front, in at most so many rows that say anything; blank ones are left out, so it may ask for more. */
function frontLines(moment: Moment, pen: Pen, size: Size, rows: number, around: Surroundings): readonly Line[] {
  const overlay = overlayOf(moment, pen, overlayRoom(size, true), around.receipt);
  if (overlay) return [[span(overlay.title)], ...overlay.lines];
  if (isLocked(moment)) return lockedDrawn(moment, pen, { width: size.columns, rows }).lines;
  const panel = panelOf(moment, pen, size.columns);
  if (panel) {
    const words = said(panel.lines).length + 1;
    return [[span(panel.title)], ...panel.lines, ...panel.keys(rows - words)];
  }
  for (let asked = rows + mostBlankRows; asked > rows; asked -= 1) {
    const { lines } = workOf(moment, moment.desk.visit, pen, { width: size.columns, rows: asked });
    if (said(lines).length <= rows) return lines;
  }
  return workOf(moment, moment.desk.visit, pen, { width: size.columns, rows }).lines;
}

/** One row stays free for the cursor: a frame as high as the terminal would scroll its own beginning away. */
export function linearDrawn(moment: Moment, framed: Pen, terminal: Size, around: Surroundings): Line[] {
  if (!layoutFor(terminal)) return tooSmallLines(framed, terminal);
  const pen: Pen = { ...framed, frames: noFrames };
  const { visit, businessDate } = moment.desk;
  const { columns, rows } = terminal;
  const before = [
    ...said([placeLine(moment, pen, around.now, columns), tabsLine(moment, pen, columns)]),
    ...said(
      patientLines(isLocked(moment) ? undefined : personOf(visit), businessDate, pen, {
        width: linearPatientCells,
        airy: rows >= tallRows,
      }),
    ),
  ];
  const after = said([footerLine(moment, pen, columns)]);
  // The status row is kept free where nothing is said in it: the rest stays where it is when something is.
  const room = Math.max(1, rows - 1 - before.length - after.length - 1);
  const front = frontLines(moment, pen, terminal, room, around);
  const status = said([statusLine(moment, front, pen, around.elapsed, columns)]);
  const texts = [...before, ...said(front).slice(0, room), ...status, ...after];
  return texts.map((text) => [span(text)]);
}
