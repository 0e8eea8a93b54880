// The serial CCID driver: a CardReader on a line that may come and go. It connects, looks at the slot, connects again.
// What the bytes are is codec.ts, what an exchange is is link.ts, what happens on one connection is session.ts.

import type { LineOpener } from '../line.ts';
import type { CardReader, ReaderError, ReaderEvent, ReaderStatus, Result } from '../reader.ts';
import { done, failed, readerError } from '../reader-error.ts';
import type { Timers } from '../timers.ts';
import { openSession, type Session } from './session.ts';

export interface CcidReaderOptions {
  readonly url: string;
  readonly openLine: LineOpener;
  readonly timers: Timers;
  /** A reader that is not there yet is looked for, instead of being an error. */
  readonly keepTrying?: boolean;
}

/** Milliseconds between attempts to find a lost reader again: doubling, from the first to the last. */
const backoff = { first: 250, last: 2_000 } as const;

type Connection =
  | { readonly at: 'open'; readonly session: Session }
  | { readonly at: 'absent'; readonly since: number; readonly cause: ReaderError }
  | { readonly at: 'closed' };

/** Opens the reader: the line, the greeting of 5-readers A, the first look at the slot. */
export async function openCcidReader(options: CcidReaderOptions): Promise<Result<CardReader, ReaderError>> {
  const driver = new CcidReader(options);
  const connected = await driver.connect();
  if (connected.ok || options.keepTrying) return done(driver);
  await driver.close();
  return connected;
}

class CcidReader implements CardReader {
  readonly url: string;
  readonly #options: CcidReaderOptions;
  readonly #listeners = new Set<(event: ReaderEvent) => void>();
  #connection: Connection;
  #firmware: string | undefined;
  #wait: number = backoff.first;
  #cancelRetry = () => {};

  constructor(options: CcidReaderOptions) {
    this.url = options.url;
    this.#options = options;
    const cause = readerError('port-closed', 'not opened yet');
    this.#connection = { at: 'absent', since: options.timers.now(), cause };
  }

  get firmware(): string | undefined {
    return this.#firmware;
  }

  status(): ReaderStatus {
    const connection = this.#connection;
    switch (connection.at) {
      case 'open':
        return { at: connection.session.hasCard() ? 'card' : 'no-card' };
      case 'absent':
        return connection;
      case 'closed':
        return { at: 'absent', since: 0, cause: readerError('port-closed', 'the reader was closed') };
    }
  }

  subscribe(listener: (event: ReaderEvent) => void): () => void {
    const own = (event: ReaderEvent) => listener(event);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** One attempt; when it fails the next one is already set for later. */
  async connect(): Promise<Result<void, ReaderError>> {
    const { openLine, timers } = this.#options;
    const line = await openLine();
    const session = line.ok
      ? await openSession(line.value, timers, {
          slot: (event) => this.#emit(event),
          lost: (error) => this.#lose(error),
        })
      : line;
    if (this.#connection.at === 'closed') {
      if (session.ok) await session.value.close();
      return failed('port-closed', 'the reader was closed while it was being opened');
    }
    if (!session.ok) {
      this.#retryLater(session.error);
      return session;
    }
    this.#wait = backoff.first;
    this.#firmware = session.value.firmware ?? this.#firmware;
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
    const connected = await this.connect();
    if (!connected.ok || this.#connection.at !== 'open') return;
    const { session } = this.#connection;
    this.#emit({ kind: 'reader-back' });
    if (session.hasCard()) this.#emit({ kind: 'card-in' });
  }

  #lose(error: ReaderError): void {
    const connection = this.#connection;
    if (connection.at !== 'open') return;
    this.#retryLater(error);
    if (connection.session.hasCard()) this.#emit({ kind: 'card-out' });
    this.#emit({ kind: 'reader-gone', error });
    void connection.session.close(error);
  }

  #emit(event: ReaderEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  powerOn(reset: 'cold' | 'warm' = 'cold'): Promise<Result<Uint8Array, ReaderError>> {
    return this.#onSession((session) => session.powerOn(reset));
  }

  transmit(command: Uint8Array): Promise<Result<Uint8Array, ReaderError>> {
    return this.#onSession((session) => session.transmit(command));
  }

  powerOff(): Promise<Result<void, ReaderError>> {
    return this.#onSession((session) => session.powerOff());
  }

  async #onSession<Value>(
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
}
