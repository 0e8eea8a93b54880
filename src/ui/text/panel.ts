// Putting lines together: a block of exactly so many rows and cells, and a frame around one.

import type { FrameStyle } from './frames.ts';
import { cells, emptyLine, fitLine, type Line, quiet, span } from './line.ts';

/** Exactly `rows` lines of exactly `width` cells; what is too much is left out at the end. */
export function block(lines: readonly Line[], width: number, rows: number): Line[] {
  return Array.from({ length: Math.max(0, rows) }, (_, row) => fitLine(lines[row] ?? emptyLine, width));
}

/**
 * A framed block with a title in its upper edge; two cells of margin inside. Rows and width include the frame. Where the
 * lines leave no row for it, the lower edge is left to the rule of the status row beneath.
 */
export function framed(
  title: string,
  lines: readonly Line[],
  size: { readonly width: number; readonly rows: number },
  frames: FrameStyle,
): Line[] {
  const inside = size.width - 6;
  const heading = `${frames.topLeft}${frames.horizontal} ${title} `;
  const top = heading + frames.horizontal.repeat(Math.max(0, size.width - cells(heading) - 1)) + frames.topRight;
  const bottom = frames.bottomLeft + frames.horizontal.repeat(size.width - 2) + frames.bottomRight;
  const side = quiet(frames.vertical);
  const closed = lines.length <= size.rows - 2;
  return [
    [span(top)],
    ...block(lines, inside, closed ? size.rows - 2 : size.rows - 1).map((body) => [
      side,
      span('  '),
      ...body,
      span('  '),
      side,
    ]),
    ...(closed ? [[span(bottom)]] : []),
  ];
}

export function rule(width: number, frames: FrameStyle): Line {
  return [quiet(frames.horizontal.repeat(width))];
}
