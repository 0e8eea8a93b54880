// Lines of spans as Ink text: one Text a line, one a span; colours from the theme. It never wraps: what is handed in is
// already as wide as it may be.

import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Line } from '../text/line.ts';
import { type AmbiguousWidth, printable } from '../text/printable.ts';
import { lookOf } from '../theme.ts';

export interface Surface {
  readonly colour: boolean;
  readonly ambiguous: AmbiguousWidth;
}

export interface LinesProps extends Surface {
  readonly lines: readonly Line[];
}

export function Lines({ lines, colour, ambiguous }: LinesProps): ReactNode {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((spans, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
        <Text key={row} wrap="truncate">
          {spans.map((part, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a span of a row is its place
            <Text key={place} {...lookOf(part, colour)}>
              {printable(part.text, ambiguous)}
            </Text>
          ))}
        </Text>
      ))}
    </Box>
  );
}
