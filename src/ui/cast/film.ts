// Films a practice: the counter's screen at each moment that something was done, at the practice's own time. No terminal is
// needed, and two films of the same replay are the same to the byte.

import type { Timestamp } from '../../domain/date.ts';
import type { Practice } from '../../training/session/practice.ts';
import type { SessionTime } from '../../training/session/session-time.ts';
import type { Size } from '../frame/layout.ts';
import { screenDrawn } from '../frame/screen.ts';
import type { Pen } from '../language/pen.ts';
import type { WriteReceipt } from '../model/printable.ts';
import { type CounterStore, openStore } from '../store.ts';
import type { AmbiguousWidth } from '../text/printable.ts';
import type { CastFrame } from './asciicast.ts';
import { paint } from './paint.ts';

export interface FilmParts {
  readonly pen: Pen;
  readonly size: Size;
  readonly ambiguous: AmbiguousWidth;
  readonly receipt: (practice: Practice) => WriteReceipt;
}

export interface Film {
  /** Takes the screen as it is now. */
  take(practice: Practice, time: SessionTime): void;
  frames(): readonly CastFrame[];
  close(): void;
}

/** The counter of a practice as it is filmed, at the practice's own time and without a keyboard. */
export function filmedCounter(practice: Practice, time: SessionTime, receipt: WriteReceipt): CounterStore {
  return openStore({
    desk: practice.desk,
    clock: {
      now: (): Timestamp => time.clock.now(),
      monotonic: () => time.last(),
      // What is filmed has no alarms: the screen is taken when something was done.
      after: () => () => {},
    },
    receipt,
    tray: undefined,
    furthest: () => 0,
    onPrint: () => {},
    onRepaint: () => {},
    onQuit: () => {},
  });
}

export function createFilm({ pen, size, ambiguous, receipt }: FilmParts): Film {
  const frames: CastFrame[] = [];
  let counter: CounterStore | undefined;

  return {
    take(practice, time) {
      counter ??= filmedCounter(practice, time, receipt(practice));
      const { moment, around } = counter.view();
      const { header, body, footer } = screenDrawn(moment, pen, size, around);
      const data = paint([...header, ...body, ...footer], { colour: true, ambiguous });
      frames.push({ t: time.last(), data });
    },
    frames: () => frames,
    close: () => counter?.close(),
  };
}
