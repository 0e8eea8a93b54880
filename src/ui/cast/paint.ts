// Screen lines as the bytes that draw them on any terminal: each row at its place, colours by meaning. The same lines always
// give the same bytes.

import type { Line, Span } from '../text/line.ts';
import { type AmbiguousWidth, printable } from '../text/printable.ts';
import { type Look, lookOf } from '../theme.ts';

const colourCodes: Readonly<Record<NonNullable<Look['color']>, number>> = { red: 31, green: 32, yellow: 33, gray: 90 };

export interface Paint {
  readonly colour: boolean;
  readonly ambiguous: AmbiguousWidth;
}

function paintSpan(part: Span, { colour, ambiguous }: Paint): string {
  const { color, bold } = lookOf(part, colour);
  const codes = [...(bold ? [1] : []), ...(color ? [colourCodes[color]] : [])];
  const text = printable(part.text, ambiguous);
  return codes.length === 0 ? text : `\u001b[${codes.join(';')}m${text}\u001b[0m`;
}

/** A whole screen: from its upper left corner, every row cleared to its end. */
export function paint(lines: readonly Line[], how: Paint): string {
  const rows = lines.map(
    (row, index) => `\u001b[${index + 1};1H${row.map((part) => paintSpan(part, how)).join('')}\u001b[K`,
  );
  return rows.join('');
}
