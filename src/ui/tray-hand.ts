// The tray's hand: the mock reader and, in process, the line to the center. Only behind the mock reader.

import type { MockHand } from '../../drivers/open.ts';
import type { Effect, LineState, Tray, TrayCard } from './model/moment.ts';
import type { Notice } from './model/state.ts';
import type { TrayHand } from './store.ts';

/** The in-process line to the center, as far as the tray handles it. */
export interface LineControl {
  state(): LineState;
  set(state: LineState): void;
}

export function trayHand(mock: MockHand, cards: readonly TrayCard[], line: LineControl | undefined): TrayHand {
  return {
    state: (): Tray => ({
      cards,
      inserted: mock.inserted(),
      faults: mock.faultNames(),
      activeFaults: mock.activeFaults(),
      line: line?.state(),
    }),
    act(effect: Effect): Notice | undefined {
      switch (effect.do) {
        case 'insert-card': {
          if (mock.inserted() !== undefined) mock.remove();
          return refusedBy(mock.insert(effect.card));
        }
        case 'pull-card':
          mock.remove();
          return undefined;
        case 'set-fault':
          return refusedBy(mock.fault(effect.fault));
        case 'clear-faults':
          mock.clearFaults();
          return undefined;
        case 'set-line':
          line?.set(effect.line);
          return undefined;
        default:
          return undefined;
      }
    },
  };
}

function refusedBy(result: ReturnType<MockHand['insert']>): Notice | undefined {
  return result.ok ? undefined : { text: result.error.remedy, meaning: 'refused' };
}
