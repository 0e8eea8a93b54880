// The mounted stage: a page, or a counter with its sheet where the terminal has room for it.

import { Box, useCursor, useIsScreenReaderEnabled, useWindowSize } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import type { Text } from '../../domain/language.ts';
import { layoutFor, type Size } from '../frame/layout.ts';
import { linearDrawn } from '../frame/linear.ts';
import { type ScreenDrawn, screenDrawn, tooSmallLines } from '../frame/screen.ts';
import { useCounter } from '../hooks/use-counter.ts';
import type { Pen } from '../language/pen.ts';
import { keyLines, sheetLines } from '../stage/sheet-view.ts';
import type { Show, StageStore } from '../stage/stage.ts';
import { stageLayout } from '../stage/stage-layout.ts';
import { fitLine, type Line, quiet, span, strong } from '../text/line.ts';
import { rule } from '../text/panel.ts';
import { Lines, type Surface } from './lines.tsx';

export interface StageScreenProps extends Surface {
  readonly stage: StageStore;
  readonly pen: Pen;
}

/** A sheet by itself, with a margin of one cell. */
function pageLines(show: Show, pen: Pen, { columns, rows }: Size): Line[] {
  return sheetLines(show.sheet, pen, { width: columns - 2, rows }).map((row) => [span(' '), ...row, span(' ')]);
}

function allOf({ header, body, footer }: ScreenDrawn): readonly Line[] {
  return [...header, ...body, ...footer];
}

/** The counter with what is said over it, in the place of its first row. */
function under(banner: Text | undefined, screen: readonly Line[], pen: Pen, width: number): readonly Line[] {
  if (!banner) return screen;
  const [, ...rest] = screen;
  return [fitLine([strong(` ${pen.say(banner)}`, 'attention')], width), ...rest];
}

/** What the sheet behind it would say, in the place of the counter's last row: what just happened, else the keys. */
function over({ sheet: { notice }, keys }: CounterShow['show'], pen: Pen, width: number): Line | undefined {
  if (notice) return fitLine([span(` ${pen.say(notice.text)}`, notice.meaning)], width);
  const [first] = keys ? keyLines(keys, pen, width - 1) : [];
  return first && fitLine([span(' '), ...first], width);
}

function withLast(screen: readonly Line[], last: Line | undefined): readonly Line[] {
  return last ? [...screen.slice(0, -1), last] : screen;
}

function beside(counter: readonly Line[], sheet: readonly Line[], pen: Pen): Line[] {
  const divider = quiet(pen.frames.vertical);
  return counter.map((row, index) => [...row, divider, ...(sheet[index] ?? [])]);
}

interface CounterShow extends Surface {
  readonly show: Extract<Show, { at: 'counter' }>;
  readonly pen: Pen;
  readonly size: Size;
}

function CounterBeside({ show, pen, size, ...surface }: CounterShow): ReactNode {
  const { moment, around } = useCounter(show.counter);
  const { setCursorPosition } = useCursor();
  const linear = useIsScreenReaderEnabled();
  const { counter, sheet } = stageLayout(size);
  const drawn = screenDrawn(moment, pen, counter, around);
  const seen = sheet.at !== 'instead' || show.front === 'counter';
  setCursorPosition(linear || !seen ? undefined : drawn.caret);
  const last = over(show, pen, size.columns);
  if (linear) {
    const lines =
      show.front === 'counter'
        ? withLast(under(show.banner, linearDrawn(moment, pen, size, around), pen, size.columns), last)
        : pageLines(show, pen, size);
    return <Lines lines={lines} {...surface} />;
  }
  if (!seen) return <Lines lines={pageLines(show, pen, size)} {...surface} />;
  const screen = under(show.banner, allOf(drawn), pen, counter.columns);
  if (sheet.at === 'instead') return <Lines lines={withLast(screen, last)} {...surface} />;
  const { width, rows } = sheet;
  const beneath = sheetLines(show.sheet, pen, { width: width - 2, rows }).map((row) => [span(' '), ...row, span(' ')]);
  const lines = sheet.at === 'right' ? beside(screen, beneath, pen) : [...screen, rule(width, pen.frames), ...beneath];
  return <Lines lines={lines} {...surface} />;
}

export function StageScreen({ stage, pen, colour, ambiguous }: StageScreenProps): ReactNode {
  const show = useSyncExternalStore(stage.subscribe, stage.view);
  const size = useWindowSize();
  const surface = { colour, ambiguous };
  const { columns, rows } = size;
  if (!layoutFor(size)) return <Lines lines={tooSmallLines(pen, size)} {...surface} />;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      {show.at === 'page' ? (
        <Lines lines={pageLines(show, pen, size)} {...surface} />
      ) : (
        <CounterBeside show={show} pen={pen} size={size} {...surface} />
      )}
    </Box>
  );
}
