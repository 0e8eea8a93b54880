// The tray's hand: the mock reader and, in process, the line to the center. Only behind the mock reader.

import type { MockHand } from '../../drivers/open.ts';
import type { Text } from '../domain/language.ts';
import type { LineHand } from '../hospital/center-line.ts';
import type { TrayHand } from './carry-out.ts';
import { messages } from './language/messages.ts';
import type { Effect, LineAct, Tray, TrayCard, TrayFault, TrayVoucher } from './model/moment.ts';
import type { Notice } from './model/state.ts';

export interface OtherHands {
  readonly idMock?: MockHand;
  readonly vouchers?: readonly TrayVoucher[];
  /** An examination: the cards do not say what each is good for, and neither reader nor line is the examinee's to repair. */
  readonly examination?: boolean;
}

const untold: Text = { zh: '', en: '' };

/** What the tray of an examination holds: what people show, and no more. */
function examined({ cards, inserted, idReader, vouchers }: Tray): Tray {
  return {
    cards: cards.map((card) => ({ ...card, about: untold })),
    inserted,
    ...(idReader && { idReader }),
    ...(vouchers && { vouchers }),
    faults: [],
    activeFaults: [],
    line: undefined,
  };
}

export function trayHand(
  mock: MockHand,
  cards: readonly TrayCard[],
  line: LineHand | undefined,
  faults: readonly TrayFault[],
  others: OtherHands = {},
): TrayHand {
  const { idMock, vouchers, examination = false } = others;
  const whole = (): Tray => ({
    cards,
    inserted: mock.inserted(),
    ...(idMock && { idReader: { lying: idMock.inserted() } }),
    ...(vouchers && { vouchers }),
    faults: mock.faultNames().map((name) => {
      const text = faults.find((fault) => fault.name === name);
      const named = { zh: name, en: name };
      return { name, label: text?.label ?? named, about: text?.about ?? named };
    }),
    activeFaults: mock.activeFaults(),
    line: line?.state(),
  });
  return {
    state: () => (examination ? examined(whole()) : whole()),
    act(effect: Effect): Notice | undefined {
      switch (effect.do) {
        case 'insert-card': {
          if (mock.inserted() !== undefined) mock.remove();
          return refusedBy(mock.insert(effect.card));
        }
        case 'pull-card':
          mock.remove();
          return undefined;
        case 'lay-id-card':
          return idMock && refusedBy(idMock.insert(effect.card));
        case 'take-id-card':
          idMock?.remove();
          return undefined;
        case 'set-fault':
          return refusedBy(mock.fault(effect.fault));
        case 'clear-faults':
          mock.clearFaults();
          return undefined;
        case 'set-line':
          return line && actOnLine(line, effect.line);
        default:
          return undefined;
      }
    },
  };
}

function refusedBy(result: ReturnType<MockHand['insert']>): Notice | undefined {
  return result.ok ? undefined : { text: result.error.remedy, meaning: 'refused' };
}

function actOnLine(line: LineHand, act: LineAct): Notice | undefined {
  line.clear();
  if (act === 'down') line.down();
  else line.up();
  if (act !== 'lose-next-answer') return undefined;
  // 2207A is the settlement: it arrives and is committed, its answer never comes back.
  line.befall({ fault: 'cut-after-arrival', times: 1, infno: ['2207A', '2208'] });
  return { text: messages.nextAnswerLost, meaning: 'attention' };
}
