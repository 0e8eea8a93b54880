// A code scanner on a serial line or a socket: it speaks, we listen. Nothing is ever sent to it, so a scanner that was
// switched off is not noticed; a line that is gone is, within a second.

import type { Line, LineOpener } from '../line.ts';
import { LineKeeper, type LineSession } from '../line-keeper.ts';
import type { CodeScanner, ReaderError, Result, ScannerEvent } from '../reader.ts';
import { done, readerError } from '../reader-error.ts';
import type { Timers } from '../timers.ts';
import { decodeLines, freshScanner } from './codec.ts';

export interface ScannerOptions {
  readonly url: string;
  readonly openLine: LineOpener;
  readonly timers: Timers;
  /** A scanner that is not there yet is looked for, instead of being an error. */
  readonly keepTrying?: boolean;
}

/** Milliseconds between two looks at the line. */
const POLL = 400;
/** Milliseconds after which half a line is forgotten. */
const FORGET_AFTER = 2_000;

export async function openScanner(options: ScannerOptions): Promise<Result<CodeScanner, ReaderError>> {
  const { url, timers, openLine, keepTrying = false } = options;
  const listeners = new Set<(event: ScannerEvent) => void>();
  const emit = (event: ScannerEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const keeper = new LineKeeper<LineSession>({
    openLine,
    timers,
    openSession: async (line, lost) =>
      done(listenOn(line, timers, lost, (text) => emit({ kind: 'code-scanned', text }))),
    gone: (_session, error) => emit({ kind: 'reader-gone', error }),
    back: () => emit({ kind: 'reader-back' }),
  });
  const opened = await keeper.open(keepTrying);
  if (!opened.ok) return opened;
  return done({
    url,
    status() {
      const { connection } = keeper;
      if (connection.at === 'open') return { at: 'ready' };
      if (connection.at === 'absent') return connection;
      return { at: 'absent', since: 0, cause: readerError('port-closed', 'the scanner was closed') };
    },
    subscribe(listener) {
      const own = (event: ScannerEvent) => listener(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    close: () => keeper.close(),
  });
}

function listenOn(
  line: Line,
  timers: Timers,
  lost: (error: ReaderError) => void,
  scanned: (text: string) => void,
): LineSession {
  let state = freshScanner;
  let heardAt = 0;
  let watching = false;
  let cancelPoll = () => {};
  const lose = (error: ReaderError) => {
    if (!watching) return;
    watching = false;
    cancelPoll();
    lost(error);
  };
  const look = async () => {
    if (!(await line.isThere())) lose(readerError('port-not-found', 'the port is gone'));
    if (watching) cancelPoll = timers.after(POLL, () => void look());
  };
  line.onBytes((bytes) => {
    if (timers.now() - heardAt > FORGET_AFTER) state = freshScanner;
    heardAt = timers.now();
    const [next, lines] = decodeLines(state, bytes);
    state = next;
    bytes.fill(0);
    if (watching) for (const text of lines) scanned(text);
  });
  line.onLost(lose);
  return {
    watch() {
      watching = true;
      cancelPoll = timers.after(POLL, () => void look());
    },
    async close() {
      watching = false;
      cancelPoll();
      await line.close();
    },
  };
}
