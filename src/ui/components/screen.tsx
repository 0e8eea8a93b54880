// The mounted screen: what the store knows, drawn for the size that the terminal has, the real cursor at the field.

import { Box, useCursor, useIsScreenReaderEnabled, useWindowSize } from 'ink';
import type { ReactNode } from 'react';
import { linearDrawn } from '../frame/linear.ts';
import { screenDrawn } from '../frame/screen.ts';
import { useCounter } from '../hooks/use-counter.ts';
import type { Pen } from '../language/pen.ts';
import type { CounterStore } from '../store.ts';
import { Lines, type Surface } from './lines.tsx';

export interface ScreenProps extends Surface {
  readonly store: CounterStore;
  readonly pen: Pen;
}

export function Screen({ store, pen, colour, ambiguous }: ScreenProps): ReactNode {
  const { moment, around } = useCounter(store);
  const size = useWindowSize();
  const { setCursorPosition } = useCursor();
  const linear = useIsScreenReaderEnabled();
  const drawn = screenDrawn(moment, pen, size, around);
  // A screen reader's frames place the cursor themselves.
  setCursorPosition(linear ? undefined : drawn.caret);
  const surface = { colour, ambiguous };
  if (linear) return <Lines lines={linearDrawn(moment, pen, size, around)} {...surface} />;
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows}>
      <Lines lines={drawn.header} {...surface} />
      <Lines lines={drawn.body} {...surface} />
      <Lines lines={drawn.footer} {...surface} />
    </Box>
  );
}
