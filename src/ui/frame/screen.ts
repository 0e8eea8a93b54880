// The whole screen as lines: exactly as many as the terminal has rows, none wider than it has columns.

import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import { type Line, line } from '../text/line.ts';
import { block, rule } from '../text/panel.ts';
import { wrap } from '../text/wrap.ts';
import { bodyDrawn } from './body.ts';
import type { Caret } from './drawn.ts';
import { footerLine } from './footer.ts';
import { placeLine, tabsLine } from './header.ts';
import { layoutFor, type Size } from './layout.ts';
import { statusLine } from './status.ts';
import type { Surroundings } from './surroundings.ts';

export interface ScreenDrawn {
  readonly header: readonly Line[];
  readonly body: readonly Line[];
  readonly footer: readonly Line[];
  /** From the screen's upper left corner. */
  readonly caret: Caret | undefined;
}

export function screenDrawn(moment: Moment, pen: Pen, size: Size, around: Surroundings): ScreenDrawn {
  const layout = layoutFor(size);
  if (!layout) return { header: [], body: tooSmallLines(pen, size), footer: [], caret: undefined };
  const { columns } = layout;
  const header = [
    placeLine(moment, pen, around.now, columns),
    tabsLine(moment, pen, columns),
    rule(columns, pen.frames),
  ];
  const body = bodyDrawn(moment, pen, layout, around.receipt);
  return {
    header,
    body: body.lines,
    footer: [statusLine(moment, body.front, pen, around.elapsed, columns), footerLine(moment, pen, columns)],
    caret: body.caret && { x: body.caret.x, y: body.caret.y + header.length },
  };
}

/** One sentence; the next resize draws again. */
export function tooSmallLines(pen: Pen, size: Size): Line[] {
  const width = Math.max(2, size.columns);
  const text = wrap(pen.say(messages.tooSmall(size.columns, size.rows)), width).map((part) => line(part));
  return block(text, width, size.rows);
}
