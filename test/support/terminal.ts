// A real pseudo-terminal with the program in it and a real screen grid behind it: what a cashier would see.
// Waiting is by event: every piece of output is written to the grid and the waiting conditions are looked at again.

import { createRequire } from 'node:module';
import { spawn } from '@lydell/node-pty';
import { launcher } from './paths.ts';

// A CommonJS package whose names Node cannot see from a module; vitest could, the benchmarks cannot.
const { Terminal: Grid } = createRequire(import.meta.url)('@xterm/headless') as typeof import('@xterm/headless');

export interface ProgramTerminal {
  /** The screen's lines as they stand, without trailing blanks. */
  lines(): string[];
  text(): string;
  /** Everything printed so far, escape sequences included. */
  output(): string;
  press(...keys: string[]): void;
  /** Resolves with the screen once it satisfies the condition; rejects with the screen when the program ends or time is out. */
  until(what: string, condition: (text: string) => boolean): Promise<string>;
  /** Waits for a piece of text on the screen. */
  see(text: string | RegExp): Promise<string>;
  resize(columns: number, rows: number): void;
  kill(signal?: string): void;
  /** The window is closed. */
  hangUp(): void;
  readonly pid: number;
  readonly exited: Promise<number>;
}

export const key = {
  enter: '\r',
  escape: '\x1b',
  up: '\x1b[A',
  down: '\x1b[B',
  ctrl: (letter: string) => String.fromCharCode(letter.toUpperCase().charCodeAt(0) - 64),
} as const;

/** Starts yibao-pos with these arguments in a terminal of this size. */
export function openTerminal(
  args: readonly string[],
  options: { columns?: number; rows?: number; env?: NodeJS.ProcessEnv; patience?: number } = {},
): ProgramTerminal {
  const { columns = 80, rows = 24, env = {}, patience = 20_000 } = options;
  const wanted = { ...process.env, TERM: 'xterm-256color', CI: undefined, NO_COLOR: undefined, ...env };
  const environment = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const pty = spawn(process.execPath, [launcher, ...args], {
    cols: columns,
    rows,
    env: environment,
    name: 'xterm-256color',
  });
  const grid = new Grid({ cols: columns, rows, allowProposedApi: true });
  const watchers = new Set<() => void>();
  let output = '';
  let ended: number | undefined;
  const look = () => {
    for (const watcher of [...watchers]) watcher();
  };
  pty.onData((data) => {
    output += data;
    grid.write(data, look);
  });
  // What the terminal answers to the program's questions (cursor position and the like).
  grid.onData((answer) => pty.write(answer));
  const exited = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      ended = exitCode !== 0 ? exitCode : signal ? 128 + signal : 0;
      grid.write('', () => {
        look();
        resolve(ended ?? 0);
      });
    });
  });

  const lines = () =>
    Array.from(
      { length: grid.rows },
      (_, row) => grid.buffer.active.getLine(grid.buffer.active.viewportY + row)?.translateToString(true) ?? '',
    );
  const text = () => lines().join('\n');

  const until = (what: string, condition: (text: string) => boolean) =>
    new Promise<string>((resolve, reject) => {
      const deadline = AbortSignal.timeout(patience);
      const finish = (settle: () => void) => {
        watchers.delete(watcher);
        deadline.removeEventListener('abort', giveUp);
        settle();
      };
      const watcher = () => {
        if (condition(text())) finish(() => resolve(text()));
        else if (ended !== undefined)
          finish(() => reject(new Error(`ended with ${ended} before ${what}:\n${text()}\n--\n${output.slice(-2000)}`)));
      };
      const giveUp = () => finish(() => reject(new Error(`never saw ${what}:\n${text()}`)));
      deadline.addEventListener('abort', giveUp);
      watchers.add(watcher);
      watcher();
    });

  return {
    lines,
    text,
    output: () => output,
    press: (...keys) => {
      for (const one of keys) pty.write(one);
    },
    until,
    see: (wanted) =>
      until(String(wanted), (seen) => (typeof wanted === 'string' ? seen.includes(wanted) : wanted.test(seen))),
    resize: (toColumns, toRows) => {
      grid.resize(toColumns, toRows);
      pty.resize(toColumns, toRows);
    },
    kill: (signal = 'SIGKILL') => pty.kill(signal),
    hangUp: () => (pty as typeof pty & { destroy(): void }).destroy(),
    pid: pty.pid,
    exited,
  };
}
