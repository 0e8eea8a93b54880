// Holds a terminal for as long as a screen is mounted on it: raw keyboard, width probe, bracketed paste; and leaves it as it
// was found, also when told to end.

import type { CounterClock } from '../clock.ts';
import type { Key } from '../keys/key.ts';
import type { AmbiguousWidth } from '../text/printable.ts';
import { type InputStream, openKeyboard } from './input.ts';
import { probeWidth } from './width-probe.ts';

export interface HeldTerminal {
  readonly stdin: InputStream;
  readonly stdout: NodeJS.WriteStream;
  readonly clock: CounterClock;
  /** Known already, as on a terminal that cannot be asked; else it is probed. */
  readonly ambiguous?: AmbiguousWidth;
}

export interface MountedScreen {
  press(key: Key): void;
  /** Ends the screen. */
  unmount(): void;
  /** Resolves when it has ended. */
  ended(): Promise<unknown>;
}

/** Told to end, a screen leaves the terminal as it found it, and whoever opened things still closes them. */
const endingSignals = ['SIGTERM', 'SIGHUP'] as const;

/** Who holds a terminal, and held it last. One that has gone fails at every write, also at those of whoever is closing. */
const holders = new WeakMap<NodeJS.WriteStream, { leave: () => void }>();

let isDeaf = false;

/** The system says that a window was closed, and a shell may say it again, while things are being closed. */
function hearNoMoreHangUps(): void {
  if (!isDeaf) process.on('SIGHUP', () => undefined);
  isDeaf = true;
}

/** A window that is closed may be known by a write that fails before the system says so. */
function leaveWhenGone(stdout: NodeJS.WriteStream, leave: () => void): void {
  const holder = holders.get(stdout);
  if (holder) {
    holder.leave = leave;
    return;
  }
  const first = { leave };
  holders.set(stdout, first);
  stdout.on('error', () => first.leave());
}

/** Resolves when the screen has ended. */
export async function holdTerminal(
  { stdin, stdout, clock, ambiguous }: HeldTerminal,
  mount: (ambiguous: AmbiguousWidth) => MountedScreen,
): Promise<void> {
  const keyboard = openKeyboard(stdin, clock);
  const write = (text: string) => void stdout.write(text);
  const probed = ambiguous === undefined ? await probeWidth(keyboard, write, clock) : { width: ambiguous, typed: [] };
  const screen = mount(probed.width);
  write('\u001b[?2004h');
  for (const key of probed.typed) screen.press(key);
  keyboard.listen((key) => screen.press(key));
  const leave = () => {
    hearNoMoreHangUps();
    screen.unmount();
  };
  keyboard.onGone(leave);
  leaveWhenGone(stdout, leave);
  for (const signal of endingSignals) process.once(signal, leave);
  try {
    await screen.ended();
  } finally {
    for (const signal of endingSignals) process.off(signal, leave);
    keyboard.close();
    write('\u001b[?2004l');
  }
}
