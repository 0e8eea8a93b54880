// A terminal for tests: bytes typed into the counter, and what it draws read back from a real screen grid
// (@xterm/headless). Nothing sleeps: whoever waits is woken by a write that has reached the grid.

import { EventEmitter } from 'node:events';
import xterm from '@xterm/headless';
import type { Timestamp } from '../../../src/domain/date.ts';
import type { CounterClock } from '../../../src/ui/clock.ts';
import type { InputStream } from '../../../src/ui/terminal/input.ts';

export interface ScreenCell {
  readonly text: string;
  readonly width: number;
}

/** What the counter writes to, `columns` × `rows`. */
export class ScreenDouble extends EventEmitter {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly writable = true;
  /** Everything written, for questions about bytes. */
  written = '';
  readonly #terminal: InstanceType<typeof xterm.Terminal>;
  #pending = 0;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  }

  write(chunk: string | Uint8Array, ...rest: unknown[]): boolean {
    this.written += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    this.#pending += 1;
    this.#terminal.write(chunk, () => {
      this.#pending -= 1;
      const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
      done?.();
      this.emit('drawn');
    });
    return true;
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.#terminal.resize(columns, rows);
    this.emit('resize');
  }

  /** Spoils the screen, as a stray message of another program does. */
  spoil(text: string): void {
    this.#terminal.write(text);
  }

  /** The answers of the terminal itself, as to "where is the cursor". */
  onAnswer(listener: (text: string) => void): void {
    this.#terminal.onData(listener);
  }

  /** The rows of the screen as text, without the blanks at their ends. */
  lines(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from(
      { length: this.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
  }

  text(): string {
    return this.lines().join('\n');
  }

  /** The columns of a row, one entry a cell; the second half of a wide character is empty. */
  cells(row: number): ScreenCell[] {
    const line = this.#terminal.buffer.active.getLine(this.#terminal.buffer.active.baseY + row);
    return Array.from({ length: this.columns }, (_, column) => {
      const cell = line?.getCell(column);
      return { text: cell?.getChars() ?? '', width: cell?.getWidth() ?? 1 };
    });
  }

  /** Row and column of the cursor, from 0. */
  cursor(): { readonly x: number; readonly y: number } {
    const { active } = this.#terminal.buffer;
    return { x: active.cursorX, y: active.cursorY };
  }

  /** Waits until the screen says what is expected; the test's own limit is the only clock. */
  until(expected: (screen: ScreenDouble) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.#pending > 0 || !expected(this)) return;
        this.off('drawn', look);
        resolve();
      };
      this.on('drawn', look);
      look();
    });
  }

  shows(text: string): Promise<void> {
    return this.until((screen) => screen.text().includes(text));
  }
}

/** What the counter reads keys from. */
export class KeyboardDouble extends EventEmitter implements InputStream {
  readonly isTTY = true;
  raw = false;

  setRawMode(raw: boolean): this {
    this.raw = raw;
    return this;
  }

  resume(): this {
    return this;
  }

  pause(): this {
    return this;
  }

  type(bytes: string | Uint8Array): void {
    this.emit('data', typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  }
}

/** Time that only the test moves. */
export class ManualClock implements CounterClock {
  #at = 0;
  #alarms: { readonly at: number; readonly run: () => void }[] = [];

  now(): Timestamp {
    return '2011-08-15 09:41:00' as Timestamp;
  }

  monotonic(): number {
    return this.#at;
  }

  after(milliseconds: number, run: () => void): () => void {
    const alarm = { at: this.#at + milliseconds, run };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((one) => one !== alarm);
    };
  }

  /** Moves on and rings what is due, in order. */
  advance(milliseconds: number): void {
    const until = this.#at + milliseconds;
    for (;;) {
      const next = this.#alarms.filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#at = Math.max(this.#at, next.at);
      this.#alarms = this.#alarms.filter((one) => one !== next);
      next.run();
    }
    this.#at = until;
  }
}
