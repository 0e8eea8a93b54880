// The driver of resident ID-card readers: an IdCardReader on a line that may come and go.
// What the bytes are is codec.ts, what an exchange is is ../turn-taking/link.ts, when a card is read session.ts.

import type { LineOpener } from '../line.ts';
import { LineKeeper } from '../line-keeper.ts';
import type { IdCardEvent, IdCardReader, ReaderError, ReaderStatus, Result } from '../reader.ts';
import { done, readerError } from '../reader-error.ts';
import type { Timers } from '../timers.ts';
import { openSamSession, type SamSession } from './session.ts';

export interface SamReaderOptions {
  readonly url: string;
  readonly openLine: LineOpener;
  readonly timers: Timers;
  /** A reader that is not there yet is looked for, instead of being an error. */
  readonly keepTrying?: boolean;
}

/** Opens the reader and begins to look for cards; the first look comes after whoever opened it could subscribe. */
export async function openSamReader(options: SamReaderOptions): Promise<Result<IdCardReader, ReaderError>> {
  const driver = new SamReader(options);
  const opened = await driver.open(options.keepTrying ?? false);
  return opened.ok ? done(driver) : opened;
}

class SamReader implements IdCardReader {
  readonly url: string;
  readonly #listeners = new Set<(event: IdCardEvent) => void>();
  readonly #keeper: LineKeeper<SamSession>;

  constructor({ url, openLine, timers }: SamReaderOptions) {
    this.url = url;
    this.#keeper = new LineKeeper<SamSession>({
      openLine,
      timers,
      openSession: (line, lost) => openSamSession(line, timers, { card: (event) => this.#emit(event), lost }),
      gone: (session, error) => {
        if (session.hasCard()) this.#emit({ kind: 'id-card-taken' });
        this.#emit({ kind: 'reader-gone', error });
      },
      back: () => this.#emit({ kind: 'reader-back' }),
    });
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

  subscribe(listener: (event: IdCardEvent) => void): () => void {
    const own = (event: IdCardEvent) => listener(event);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  #emit(event: IdCardEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  close(): Promise<void> {
    return this.#keeper.close();
  }
}
