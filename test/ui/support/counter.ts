// The whole counter on a test's terminal: scripted desk, mock tray, clock in the test's hand.

import type { MockHand } from '../../../drivers/open.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { LineHand } from '../../../src/hospital/center-line.ts';
import type { Station } from '../../../src/hospital/desk.ts';
import type { CardHolder } from '../../../src/hospital/visit/people.ts';
import { type CounterResult, runCounter } from '../../../src/ui/counter.tsx';
import type { TrayVoucher } from '../../../src/ui/model/moment.ts';
import type { AmbiguousWidth } from '../../../src/ui/text/printable.ts';
import { wang, zhao } from './people.ts';
import { type ScriptedDesk, scriptedDesk } from './scripted-desk.ts';
import { KeyboardDouble, ManualClock, ScreenDouble } from './terminal.ts';

export interface OpenedCounter {
  readonly desk: ScriptedDesk;
  readonly screen: ScreenDouble;
  readonly keyboard: KeyboardDouble;
  readonly clock: ManualClock;
  readonly ended: Promise<CounterResult>;
  /** Quits, whatever is open. */
  quit(): Promise<CounterResult>;
}

export interface Setting {
  readonly columns?: number;
  readonly rows?: number;
  readonly language?: Language;
  readonly ambiguous?: AmbiguousWidth | 'probe';
  readonly environment?: Readonly<Record<string, string>>;
  readonly station?: Station;
  /** The hospital's name. */
  readonly hospital?: string;
  readonly withoutMock?: boolean;
  /** The terminal answers nothing: the test does, or nobody. */
  readonly silent?: boolean;
  /** So many cards more in the tray. */
  readonly trayCards?: number;
  readonly line?: LineHand;
  /** What else a receipt says. */
  readonly receiptLines?: readonly string[];
  /** The mock reader of identity cards, and the vouchers that the tray offers. */
  readonly idMock?: MockHand;
  readonly vouchers?: readonly TrayVoucher[];
}

const holders: Readonly<Record<string, CardHolder>> = { wang, zhao };

function mockFor(desk: ScriptedDesk): MockHand {
  let inserted: string | undefined;
  const active: Parameters<MockHand['fault']>[0][] = [];
  return {
    inserted: () => inserted,
    insert(id) {
      inserted = id;
      const holder = holders[id];
      if (holder) desk.insert(holder);
      return { ok: true, value: undefined };
    },
    remove() {
      inserted = undefined;
      desk.pull();
    },
    fault(name) {
      active.push(name);
      return { ok: true, value: undefined };
    },
    clearFaults: () => void active.splice(0),
    activeFaults: () => active,
    faultNames: () => ['fouled-contacts', 'mute-card'],
  };
}

export async function openCounter(setting: Setting = {}): Promise<OpenedCounter> {
  const screen = new ScreenDouble(setting.columns ?? 80, setting.rows ?? 24);
  const keyboard = new KeyboardDouble();
  const clock = new ManualClock();
  const desk = scriptedDesk({
    now: () => clock.monotonic(),
    ...(setting.station ? { station: setting.station } : {}),
    ...(setting.hospital ? { hospital: setting.hospital } : {}),
  });
  if (!setting.silent) screen.onAnswer((text) => keyboard.type(text));
  const ambiguous = setting.ambiguous ?? 'one';
  const ended = runCounter({
    desk,
    ...(setting.withoutMock ? {} : { mock: mockFor(desk) }),
    cards: [
      { id: 'wang', holder: '王秀兰', about: { zh: '退休，门特糖尿病', en: 'retired, diabetes' } },
      { id: 'zhao', holder: '买买提·赵建国', about: { zh: '当月未缴费', en: 'month unpaid' } },
      ...Array.from({ length: setting.trayCards ?? 0 }, (_, index) => ({
        id: `card-${index}`,
        holder: `某人 ${index}`,
        about: { zh: '在职', en: 'in service' },
      })),
    ],
    ...(setting.line && { line: setting.line }),
    ...(setting.idMock && { idMock: setting.idMock }),
    ...(setting.vouchers && { vouchers: setting.vouchers }),
    language: setting.language ?? 'zh',
    clock,
    receipt: ({ ticket, kind }) => [`${kind} ${ticket.number}`, '合计', ...(setting.receiptLines ?? [])],
    saveReceipt: ({ ticket }) => ({ ok: true, value: `${ticket.number}.txt` }),
    stdin: keyboard,
    stdout: screen as unknown as NodeJS.WriteStream,
    environment: setting.environment ?? {},
    ...(ambiguous === 'probe' ? {} : { ambiguous }),
  });
  const first = screen.until(({ written }) => written.includes('李敏'));
  // An error before the first frame must fail the test, not leave it waiting.
  if (ambiguous !== 'probe') await Promise.race([first, ended]);
  return {
    desk,
    screen,
    keyboard,
    clock,
    ended,
    quit() {
      keyboard.type('\u0011');
      keyboard.type('\u0011');
      return ended;
    },
  };
}
