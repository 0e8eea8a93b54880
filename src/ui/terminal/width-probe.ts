// How wide does this terminal draw an ambiguous-width character? One is written, the terminal is asked where the cursor
// is, and the line is cleared again. No answer in time: unknown, and the screen draws in ASCII.

import type { CounterClock } from '../clock.ts';
import type { Key } from '../keys/key.ts';
import type { AmbiguousWidth } from '../text/printable.ts';
import type { Keyboard } from './input.ts';

const deadline = 200;

/** Keys that come meanwhile are handed back: somebody was already typing. */
export interface Probed {
  readonly width: AmbiguousWidth;
  readonly typed: readonly Key[];
}

export function probeWidth(
  keyboard: Keyboard,
  write: (text: string) => void,
  clock: Pick<CounterClock, 'after'>,
): Promise<Probed> {
  return new Promise((resolve) => {
    const typed: Key[] = [];
    const end = (width: AmbiguousWidth) => {
      cancel();
      write('\r\u001b[K');
      resolve({ width, typed });
    };
    const cancel = clock.after(deadline, () => end('unknown'));
    keyboard.listen((key) => {
      if (key.kind !== 'cursor-report') typed.push(key);
      else end(key.column === 2 ? 'one' : 'two');
    });
    write('\r─\u001b[6n');
  });
}
