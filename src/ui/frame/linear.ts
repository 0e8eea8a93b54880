// The screen for a screen reader: one thing after another, no frames, no columns side by side, no blank rows. What lies
// over the work comes instead of it; what is waited for or was refused comes last before the keys, where it is heard.

import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import { personOf } from '../model/visit-facts.ts';
import { overlayOf } from '../overlays/view.ts';
import { asciiFrames, type FrameStyle } from '../text/frames.ts';
import { type Line, plainText, span } from '../text/line.ts';
import { panelOf } from '../trouble/view.ts';
import { footerLine } from './footer.ts';
import { placeLine, tabsLine } from './header.ts';
import { patientLines } from './patient.ts';
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

const width = 100;
/** Enough for every list; blank rows are left out. */
const rows = 60;

function said(lines: readonly Line[]): string[] {
  return lines.map((one) => plainText(one).replaceAll(/ {2,}/g, '  ').trim()).filter((text) => text !== '');
}

export function linearDrawn(moment: Moment, framed: Pen, around: Surroundings): Line[] {
  const pen: Pen = { ...framed, frames: noFrames };
  const { visit, businessDate } = moment.desk;
  const room = { width, rows };
  const overlay = overlayOf(moment, pen, room, around.receipt);
  const panel = panelOf(moment, pen, width);
  const over = overlay ?? (panel && { title: panel.title, lines: [...panel.lines, ...panel.keys.full] });
  const work = over ? [[span(over.title)], ...over.lines] : workOf(moment, visit, pen, room).lines;
  const texts = [
    ...said([placeLine(moment, pen, around.now, width), tabsLine(moment, pen, width)]),
    ...said(patientLines(personOf(visit), businessDate, pen, { width: 60, airy: true })),
    ...said(work),
    ...said([statusLine(moment, pen, around.elapsed, width), footerLine(moment, pen, width)]),
  ];
  return texts.map((text) => [span(text)]);
}
