// A CardReader on PC/SC, for readers that the operating system drives (USB, built in, contactless). What arrives at the
// card is the operating system's affair; here are the choice of the reader, its slot, and the meaning of errors.

import { encodeCommand, parseCommand, tpduOf } from '../card/apdu.ts';
import { parseAtr } from '../card/atr.ts';
import type { CardReader, ReaderError, ReaderEvent, ReaderStatus, Result } from '../reader.ts';
import { done, failed, readerError } from '../reader-error.ts';
import type { Timers } from '../timers.ts';
import { pcscError, serviceRemedy } from './errors.ts';
import { loadPcsc, type PcscCard, type PcscClient, type PcscModule, type PcscReaderHandle } from './load.ts';
import { look, type Slot } from './slot.ts';

/** As SCardConnect, SCardReconnect and SCardDisconnect number them. */
const SHARED = 2;
const ANY_PROTOCOL = 3;
const T1 = 2;
const RESET = 1;
const UNPOWER = 2;

/** Milliseconds. PC/SC tells of its readers at once; a command ends by itself, unless the service hangs. */
const limits = { find: 2_000, command: 30_000, again: 1_000 } as const;

export interface PcscReaderOptions {
  readonly url: string;
  /** The reader's name or a part of it; without it the first one. */
  readonly name: string | undefined;
  readonly timers: Timers;
  /** A reader that is not there yet is looked for, instead of being an error. */
  readonly keepTrying?: boolean;
}

/** Errors: port-not-found (no package, no service, no such reader; the cause names those that are there). */
export async function openPcscReader(options: PcscReaderOptions): Promise<Result<CardReader, ReaderError>> {
  const module = loadPcsc();
  if (!module.ok) return module;
  const reader = new PcscReader(options, module.value);
  const found = await reader.find();
  if (found.ok || options.keepTrying) return done(reader);
  await reader.close();
  return found;
}

type Doing = 'power on' | 'command' | 'power off';

type Connection =
  | { readonly at: 'open'; readonly handle: PcscReaderHandle }
  | { readonly at: 'absent'; readonly since: number; readonly cause: ReaderError }
  | { readonly at: 'closed' };

/**
 * Every client that ever listened. A client of a service that is gone throws when it is collected as garbage, where nobody
 * can catch it, and the program ends; so none is, while the program runs. There is one more whenever the service goes.
 */
const listened = new Set<PcscClient>();

class PcscReader implements CardReader {
  readonly url: string;
  readonly #options: PcscReaderOptions;
  readonly #module: PcscModule;
  readonly #listeners = new Set<(event: ReaderEvent) => void>();
  readonly #names = new Set<string>();
  #client: PcscClient | undefined;
  /** One that found no service when it was to listen, and is asked again. */
  #waiting: PcscClient | undefined;
  #connection: Connection;
  #slot: Slot = { at: 'empty' };
  #card: PcscCard | undefined;
  #found: (() => void) | undefined;
  #cancelRetry = () => {};
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: PcscReaderOptions, module: PcscModule) {
    this.url = options.url;
    this.#options = options;
    this.#module = module;
    this.#connection = this.#absent(readerError('port-closed', 'not opened yet'));
  }

  get firmware(): string | undefined {
    return this.#connection.at === 'open' ? this.#connection.handle.name() : undefined;
  }

  status(): ReaderStatus {
    const connection = this.#connection;
    switch (connection.at) {
      case 'open':
        return { at: this.#slot.at === 'card' ? 'card' : 'no-card' };
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

  /** Begins to listen to the service, and waits a moment for the reader and its first state. */
  async find(): Promise<Result<void, ReaderError>> {
    const listening = this.#listen();
    if (!listening.ok) return listening;
    const { timers, name } = this.#options;
    await new Promise<void>((resolve) => {
      const giveUp = timers.after(limits.find, resolve);
      this.#found = () => {
        giveUp();
        resolve();
      };
      if (this.#connection.at === 'open') this.#found();
    });
    this.#found = undefined;
    if (this.#connection.at === 'open') return done(undefined);
    const there = [...this.#names].map((one) => `"${one}"`).join(', ') || 'none';
    const cause = readerError('port-not-found', `PC/SC has no reader ${name ?? 'at all'}; there are: ${there}`);
    this.#connection = this.#absent(cause);
    return { ok: false, error: cause };
  }

  #absent(cause: ReaderError): Connection {
    return { at: 'absent', since: this.#options.timers.now(), cause };
  }

  #listen(): Result<void, ReaderError> {
    const client = this.#waiting ?? this.#newClient();
    this.#waiting = client;
    try {
      client.start();
    } catch (error) {
      const cause = pcscError(error, 'open');
      if (this.#connection.at !== 'closed') this.#connection = this.#absent(cause);
      this.#tryAgain();
      return { ok: false, error: cause };
    }
    this.#waiting = undefined;
    this.#client = client;
    return done(undefined);
  }

  #newClient(): PcscClient {
    const client = new this.#module.Client();
    client.on('reader', (handle) => this.#appeared(handle));
    client.on('error', (error) =>
      this.#lose(readerError('port-not-found', pcscError(error, 'listening').cause, serviceRemedy)),
    );
    listened.add(client);
    return client;
  }

  /** The service went away: it is asked again until it is back. */
  #tryAgain(): void {
    this.#cancelRetry();
    if (this.#connection.at === 'closed') return;
    this.#cancelRetry = this.#options.timers.after(limits.again, () => void this.#listen());
  }

  #appeared(handle: PcscReaderHandle): void {
    this.#names.add(handle.name());
    const { name } = this.#options;
    if (this.#connection.at !== 'absent') return;
    if (name !== undefined && !handle.name().toLowerCase().includes(name.toLowerCase())) return;
    const first = this.#found !== undefined;
    handle.on('disconnect', () => {
      this.#names.delete(handle.name());
      if (this.#isOurs(handle)) this.#gone(readerError('port-not-found', `${handle.name()} is gone`));
    });
    handle.on('change', ({ raw }) => {
      if (this.#isOurs(handle)) this.#see(raw);
      this.#found?.();
    });
    this.#connection = { at: 'open', handle };
    if (!first) this.#emit({ kind: 'reader-back' });
  }

  #isOurs(handle: PcscReaderHandle): boolean {
    return this.#connection.at === 'open' && this.#connection.handle === handle;
  }

  #see(state: number): void {
    const [slot, events] = look(this.#slot, state);
    this.#slot = slot;
    if (events.some(({ kind }) => kind === 'card-out')) this.#card = undefined;
    // What was there from the beginning is no coming.
    if (this.#found === undefined) for (const event of events) this.#emit(event);
  }

  #gone(error: ReaderError): void {
    this.#card = undefined;
    const had = this.#slot.at === 'card';
    this.#slot = { at: 'empty' };
    this.#connection = this.#absent(error);
    if (had) this.#emit({ kind: 'card-out' });
    this.#emit({ kind: 'reader-gone', error });
  }

  #lose(error: ReaderError): void {
    this.#stop();
    if (this.#connection.at === 'open') this.#gone(error);
    this.#tryAgain();
  }

  #stop(): void {
    const client = this.#client;
    this.#client = undefined;
    this.#names.clear();
    try {
      client?.stop();
    } catch {
      // The service is gone already.
    }
  }

  #emit(event: ReaderEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  powerOn(reset: 'cold' | 'warm' = 'cold'): Promise<Result<Uint8Array, ReaderError>> {
    return this.#alone('power on', async (handle) => {
      this.#card ??= await handle.connect(SHARED, ANY_PROTOCOL);
      await this.#card.reconnect(SHARED, reset === 'warm' ? RESET : UNPOWER);
      const atr = parseAtr((await this.#card.state()).atr);
      return atr.ok ? done(atr.value.bytes) : atr;
    });
  }

  transmit(command: Uint8Array): Promise<Result<Uint8Array, ReaderError>> {
    const parsed = parseCommand(command);
    if (!parsed.ok) return Promise.resolve(parsed);
    return this.#alone('command', async () => {
      const card = this.#card;
      if (this.#slot.at === 'empty') return failed('no-card', 'command: there is no card in the reader');
      if (!card) return failed('card-removed', 'command: the card was not powered since it came into the reader');
      const bytes = card.protocol() === T1 ? encodeCommand(parsed.value) : tpduOf(parsed.value);
      try {
        return done(await card.transmit(bytes));
      } finally {
        // It may have carried a PIN.
        bytes.fill(0);
        parsed.value.data?.fill(0);
      }
    });
  }

  powerOff(): Promise<Result<void, ReaderError>> {
    return this.#alone('power off', async () => {
      const card = this.#card;
      this.#card = undefined;
      await card?.disconnect(UNPOWER);
      return done(undefined);
    });
  }

  /** One thing at a time; what PC/SC rejects becomes a typed error, and what never ends no-answer. */
  #alone<Value>(
    doing: Doing,
    work: (handle: PcscReaderHandle) => Promise<Result<Value, ReaderError>>,
  ): Promise<Result<Value, ReaderError>> {
    const result = this.#queue.then(async (): Promise<Result<Value, ReaderError>> => {
      const connection = this.#connection;
      if (connection.at === 'closed') return failed('port-closed', `${doing}: the reader was closed`);
      if (connection.at === 'absent') return { ok: false, error: connection.cause };
      const worked = await this.#inTime(doing, () => work(connection.handle));
      if (!worked.ok && ['card-removed', 'no-card', 'no-answer', 'port-not-found'].includes(worked.error.kind))
        this.#card = undefined;
      return worked;
    });
    this.#queue = result;
    return result;
  }

  #inTime<Value>(doing: Doing, work: () => Promise<Result<Value, ReaderError>>): Promise<Result<Value, ReaderError>> {
    const working = work().catch(
      (error): Result<Value, ReaderError> => ({ ok: false, error: pcscError(error, doing) }),
    );
    return new Promise((resolve) => {
      const cancel = this.#options.timers.after(limits.command, () =>
        resolve(failed('no-answer', `${doing}: PC/SC did not answer within ${limits.command} ms`)),
      );
      void working.then((result) => {
        cancel();
        resolve(result);
      });
    });
  }

  async close(): Promise<void> {
    if (this.#connection.at === 'closed') return;
    const card = this.#card;
    this.#card = undefined;
    this.#connection = { at: 'closed' };
    this.#cancelRetry();
    await card?.disconnect(UNPOWER).catch(() => {});
    this.#stop();
  }
}
