// Keeps a session on a line that may come and go: connects, notices the loss, looks for the line again ever more rarely.
// What a session is, and what is told of its coming and going, is its driver's.

import type { Line, LineOpener } from './line.ts';
import type { ReaderError, Result } from './reader.ts';
import { done, failed, readerError } from './reader-error.ts';
import type { Timers } from './timers.ts';

/** One connection to a device, from its greeting until the line is lost or closed. */
export interface LineSession {
  /** Begins to look at the device, and to report. */
  watch(): void;
  close(error?: ReaderError): Promise<void>;
}

export interface LineKeeperOptions<Session extends LineSession> {
  readonly openLine: LineOpener;
  readonly timers: Timers;
  /** Greets the device; when that fails the line is closed again. `lost` is called at most once, never after `close`. */
  openSession(line: Line, lost: (error: ReaderError) => void): Promise<Result<Session, ReaderError>>;
  /** The session is gone; it is closed afterwards. */
  gone(session: Session, error: ReaderError): void;
  /** Found again. */
  back(session: Session): void;
}

/** Milliseconds between attempts to find a lost device again: doubling, from the first to the last. */
const backoff = { first: 250, last: 2_000 } as const;

export type Connection<Session> =
  | { readonly at: 'open'; readonly session: Session }
  | { readonly at: 'absent'; readonly since: number; readonly cause: ReaderError }
  | { readonly at: 'closed' };

export class LineKeeper<Session extends LineSession> {
  readonly #options: LineKeeperOptions<Session>;
  #connection: Connection<Session>;
  #wait: number = backoff.first;
  #cancelRetry = () => {};

  constructor(options: LineKeeperOptions<Session>) {
    this.#options = options;
    const cause = readerError('port-closed', 'not opened yet');
    this.#connection = { at: 'absent', since: options.timers.now(), cause };
  }

  get connection(): Connection<Session> {
    return this.#connection;
  }

  /** The first attempt. `keepTrying`: a device that is not there yet is looked for, instead of being an error. */
  async open(keepTrying: boolean): Promise<Result<void, ReaderError>> {
    const connected = await this.#connect();
    if (connected.ok || keepTrying) return done(undefined);
    await this.close();
    return connected;
  }

  async onSession<Value>(
    work: (session: Session) => Promise<Result<Value, ReaderError>>,
  ): Promise<Result<Value, ReaderError>> {
    const connection = this.#connection;
    if (connection.at === 'open') return work(connection.session);
    if (connection.at === 'absent') return { ok: false, error: connection.cause };
    return failed('port-closed', 'the reader was closed');
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = { at: 'closed' };
    this.#cancelRetry();
    if (connection.at === 'open') await connection.session.close();
  }

  async #connect(): Promise<Result<void, ReaderError>> {
    const { openLine, openSession } = this.#options;
    const line = await openLine();
    const session = line.ok ? await openSession(line.value, (error) => this.#lose(error)) : line;
    if (this.#connection.at === 'closed') {
      if (session.ok) await session.value.close();
      return failed('port-closed', 'the reader was closed while it was being opened');
    }
    if (!session.ok) {
      this.#retryLater(session.error);
      return session;
    }
    this.#wait = backoff.first;
    this.#connection = { at: 'open', session: session.value };
    session.value.watch();
    return done(undefined);
  }

  #retryLater(cause: ReaderError): void {
    const { timers } = this.#options;
    const since = this.#connection.at === 'absent' ? this.#connection.since : timers.now();
    this.#connection = { at: 'absent', since, cause };
    this.#cancelRetry = timers.after(this.#wait, () => void this.#reconnect());
    this.#wait = Math.min(this.#wait * 2, backoff.last);
  }

  async #reconnect(): Promise<void> {
    const connected = await this.#connect();
    if (connected.ok && this.#connection.at === 'open') this.#options.back(this.#connection.session);
  }

  #lose(error: ReaderError): void {
    const connection = this.#connection;
    if (connection.at !== 'open') return;
    this.#retryLater(error);
    this.#options.gone(connection.session, error);
    void connection.session.close(error);
  }
}
