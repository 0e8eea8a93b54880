// The GWI driver: a CardReader with a PIN pad, on a line that may come and go.
// What the bytes are is codec.ts, what an exchange is is ../turn-taking/link.ts, what happens on one connection session.ts.

import type { LineOpener } from '../line.ts';
import { LineKeeper } from '../line-keeper.ts';
import type { CardReader, PinPad, ReaderError, ReaderEvent, ReaderStatus, Result } from '../reader.ts';
import { done, readerError } from '../reader-error.ts';
import type { Timers } from '../timers.ts';
import { type GwiSession, openGwiSession } from './session.ts';

export interface GwiReaderOptions {
  readonly url: string;
  readonly openLine: LineOpener;
  readonly timers: Timers;
  /** A reader that is not there yet is looked for, instead of being an error. */
  readonly keepTrying?: boolean;
}

/** Opens the reader: line reset, device info, the first look at the slot. */
export async function openGwiReader(options: GwiReaderOptions): Promise<Result<CardReader & PinPad, ReaderError>> {
  const driver = new GwiReader(options);
  const opened = await driver.open(options.keepTrying ?? false);
  return opened.ok ? done(driver) : opened;
}

class GwiReader implements CardReader, PinPad {
  readonly url: string;
  readonly #listeners = new Set<(event: ReaderEvent) => void>();
  readonly #keeper: LineKeeper<GwiSession>;
  #firmware: string | undefined;

  constructor({ url, openLine, timers }: GwiReaderOptions) {
    this.url = url;
    this.#keeper = new LineKeeper<GwiSession>({
      openLine,
      timers,
      openSession: async (line, lost) => {
        const session = await openGwiSession(line, timers, { slot: (kind) => this.#emit({ kind }), lost });
        if (session.ok) this.#firmware = session.value.firmware;
        return session;
      },
      gone: (session, error) => {
        if (session.hasCard()) this.#emit({ kind: 'card-out' });
        this.#emit({ kind: 'reader-gone', error });
      },
      back: (session) => {
        this.#emit({ kind: 'reader-back' });
        if (session.hasCard()) this.#emit({ kind: 'card-in' });
      },
    });
  }

  get firmware(): string | undefined {
    return this.#firmware;
  }

  open(keepTrying: boolean): Promise<Result<void, ReaderError>> {
    return this.#keeper.open(keepTrying);
  }

  status(): ReaderStatus {
    const { connection } = this.#keeper;
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

  #emit(event: ReaderEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  powerOn(): Promise<Result<Uint8Array, ReaderError>> {
    return this.#keeper.onSession((session) => session.powerOn());
  }

  transmit(command: Uint8Array): Promise<Result<Uint8Array, ReaderError>> {
    return this.#keeper.onSession((session) => session.transmit(command));
  }

  powerOff(): Promise<Result<void, ReaderError>> {
    return this.#keeper.onSession((session) => session.powerOff());
  }

  readPin(limit: number): Promise<Result<string, ReaderError>> {
    return this.#keeper.onSession((session) => session.readPin(limit));
  }

  close(): Promise<void> {
    return this.#keeper.close();
  }
}
