// The counter of a practice, opened for a stage: the same store as at a real window, over the practice's desk and hands.

import type { Practice } from '../../training/session/practice.ts';
import type { CounterClock } from '../clock.ts';
import { overlayRoom } from '../frame/layout.ts';
import type { Moment, TrayCard, TrayFault, TrayVoucher } from '../model/moment.ts';
import type { WriteReceipt } from '../model/printable.ts';
import { furthestScroll } from '../overlays/view.ts';
import type { StageSurroundings } from '../run-stage.tsx';
import { type CounterStore, openStore } from '../store.ts';
import { trayHand } from '../tray-hand.ts';
import { stageLayout } from './stage-layout.ts';

export interface PracticeCounterParts {
  readonly practice: Practice;
  readonly surroundings: StageSurroundings;
  readonly clock: CounterClock;
  readonly cards: readonly TrayCard[];
  readonly faults: readonly TrayFault[];
  readonly vouchers: readonly TrayVoucher[];
  readonly receipt: WriteReceipt;
  /** The tray says nothing of the cards, and repairs nothing. */
  readonly examination?: boolean;
  /** What the stage itself takes: named in the counter's help. */
  readonly outside?: Moment['outside'];
  /** The counter's own key to end: the director decides what follows. */
  readonly onQuit: () => void;
}

export function openPracticeCounter(parts: PracticeCounterParts): CounterStore {
  const { practice, surroundings, clock, receipt } = parts;
  const { pen, linear } = surroundings;
  const { idMock } = practice;
  const room = () => overlayRoom(stageLayout(surroundings.size()).counter, linear);
  return openStore({
    desk: practice.desk,
    clock: {
      now: () => practice.now(),
      monotonic: () => clock.monotonic(),
      after: (wait, run) => clock.after(wait, run),
    },
    receipt,
    ...(parts.outside && { outside: parts.outside }),
    tray: trayHand(practice.mock, parts.cards, practice.line, parts.faults, {
      ...(idMock && { idMock }),
      vouchers: parts.vouchers,
      ...(parts.examination && { examination: true }),
    }),
    furthest: (moment) => furthestScroll(moment, pen, room(), receipt),
    // What is printed in practice is looked at on the screen, and thrown away.
    onPrint: () => {},
    onRepaint: () => surroundings.repaint(),
    onQuit: parts.onQuit,
  });
}
