// The counter on a terminal: keyboard, width probe, one mounted screen, and after the exit the receipts that were asked
// for. It decides nothing; the pure parts do, and the desk.

import { type Instance, render } from 'ink';
import type { MockHand } from '../../drivers/open.ts';
import type { Language, Text } from '../domain/language.ts';
import type { Result } from '../domain/result.ts';
import type { LineHand } from '../hospital/center-line.ts';
import type { Desk } from '../hospital/desk.ts';
import type { CounterClock } from './clock.ts';
import { Screen } from './components/screen.tsx';
import { overlayRoom } from './frame/layout.ts';
import { keyName } from './keys/key.ts';
import { messages } from './language/messages.ts';
import { penFor } from './language/pen.ts';
import type { TrayCard, TrayFault, TrayVoucher } from './model/moment.ts';
import type { Printable, WriteReceipt } from './model/printable.ts';
import type { Notice } from './model/state.ts';
import { furthestScroll } from './overlays/view.ts';
import { type CounterStore, openStore } from './store.ts';
import { holdTerminal } from './terminal/hold-terminal.ts';
import type { InputStream } from './terminal/input.ts';
import { framesFor } from './text/frames.ts';
import type { AmbiguousWidth } from './text/printable.ts';
import { coloursAllowed } from './theme.ts';
import { trayHand } from './tray-hand.ts';

export type SaveReceipt = (
  printable: Printable,
  lines: readonly string[],
) => Result<string, Text> | Promise<Result<string, Text>>;

export interface CounterOptions {
  readonly desk: Desk;
  /** Only with the mock reader: the tray appears. */
  readonly mock?: MockHand;
  readonly cards?: readonly TrayCard[];
  /** Only with the mock reader of identity cards: they join the tray. */
  readonly idMock?: MockHand;
  /** The e-vouchers of the people whose cards lie in the tray. */
  readonly vouchers?: readonly TrayVoucher[];
  /** The table of the mock's faults, for their names in both languages. */
  readonly faults?: readonly TrayFault[];
  /** Only with the center in process. */
  readonly line?: LineHand;
  readonly language: Language;
  readonly clock: CounterClock;
  /** The text of a registration ticket or receipt, as printed. */
  readonly receipt: WriteReceipt;
  /** Puts what is printed where it stays and answers where that is; a failure's text is said on the screen. */
  readonly saveReceipt?: SaveReceipt;
  readonly stdin: InputStream;
  readonly stdout: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Known already, as on a terminal that cannot be asked; else it is probed. */
  readonly ambiguous?: AmbiguousWidth;
  /** Keys that are not the counter's own: what is said once one was pressed; undefined: it is the counter's. */
  readonly onKey?: (name: string) => Notice | undefined;
  /** After each frame: for tests and measurements. */
  readonly onFrame?: () => void;
}

/** What was printed in this session, each ticket's last print once, in order. */
export interface CounterResult {
  readonly receipts: readonly (readonly string[])[];
}

/** Runs until the cashier quits. Receipts are written to stdout afterwards: the alternate screen keeps nothing. */
export async function runCounter(options: CounterOptions): Promise<CounterResult> {
  const { stdout } = options;
  const printed = new Map<string, readonly string[]>();
  await holdTerminal(options, (ambiguous) => {
    const { store, mounted } = mount(options, ambiguous, printed);
    return {
      press: (key) => {
        const said = options.onKey?.(keyName(key) ?? '');
        if (said) store.say(said);
        else store.press(key);
      },
      unmount: () => mounted.unmount(),
      ended: () => mounted.waitUntilExit().finally(() => store.close()),
    };
  });
  // A counter that was left locked leaves nothing of its patients on the terminal; the receipts are in their files.
  const receipts = options.desk.snapshot().attended.at === 'locked' ? [] : [...printed.values()];
  for (const lines of receipts) stdout.write(`${lines.join('\n')}\n\n`);
  return { receipts };
}

function mount(
  options: CounterOptions,
  ambiguous: AmbiguousWidth,
  printed: Map<string, readonly string[]>,
): { readonly store: CounterStore; readonly mounted: Instance } {
  const { desk, clock, stdout, mock, cards, line } = options;
  let instance: Instance | undefined;
  const pen = penFor(options.language, framesFor(ambiguous));
  const linear = options.environment.INK_SCREEN_READER === 'true';
  const store = openStore({
    desk,
    clock,
    receipt: options.receipt,
    tray:
      mock &&
      trayHand(mock, cards ?? [], line, options.faults ?? [], {
        ...(options.idMock && { idMock: options.idMock }),
        ...(options.vouchers && { vouchers: options.vouchers }),
      }),
    furthest: (moment) => furthestScroll(moment, pen, overlayRoom(stdout, linear), options.receipt),
    onPrint(printable, lines) {
      const of = printable.kind === 'refund-receipt' ? printable.refund.receiptNumber : printable.ticket.number;
      printed.set(`${of} ${printable.kind}`, lines);
      void save(options, store, printable, lines);
    },
    onRepaint() {
      instance?.clear();
      stdout.write('\u001b[2J\u001b[H');
      queueMicrotask(() => store.touch());
    },
    onQuit: () => instance?.unmount(),
  });
  const colour = coloursAllowed(options.environment);
  instance = render(<Screen store={store} pen={pen} colour={colour} ambiguous={ambiguous} />, {
    stdout,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 120,
    exitOnCtrlC: false,
    isScreenReaderEnabled: linear,
    interactive: true,
    // Nothing here writes to the console (a law of the house); patched, it would write over the frame.
    patchConsole: false,
    ...(options.onFrame ? { onRender: options.onFrame } : {}),
  });
  return { store, mounted: instance };
}

async function save(
  options: CounterOptions,
  store: CounterStore,
  printable: Printable,
  lines: readonly string[],
): Promise<void> {
  if (!options.saveReceipt) return;
  const saved = await options.saveReceipt(printable, lines);
  if (saved.ok) store.say({ text: messages.printed(saved.value), meaning: 'fine' });
  else store.say({ text: saved.error, meaning: 'refused' });
}
