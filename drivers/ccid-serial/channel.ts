// The channel: runs the link's state machine on a real line and a real clock. Thin: every decision is in link.ts.
// It wipes what it has sent and received, because a command may carry a PIN.

import type { Line } from '../line.ts';
import type { ReaderError, Result } from '../reader.ts';
import { failed, readerError } from '../reader-error.ts';
import type { Timers } from '../timers.ts';
import { type CcidMessage, type DecoderState, decode, freshDecoder } from './codec.ts';
import { freshLink, type LinkAction, type LinkEvent, type LinkState, stepLink } from './link.ts';
import type { CcidCommand } from './messages.ts';

export interface ChannelListeners {
  /** A slot-change byte came: a hint, not the truth. */
  hint(card: boolean): void;
  /** The line is lost or the reader does not answer any more. Called at most once, never after `close`. */
  down(error: ReaderError): void;
}

export interface ExchangeOptions {
  /** What the exchange is for, in an error's cause: "power on". */
  readonly doing: string;
  /** Milliseconds. */
  readonly limit: number;
  /** Whether the reader may ask for more time. */
  readonly extendable?: boolean;
}

export type Exchange = (command: CcidCommand, options: ExchangeOptions) => Promise<Result<CcidMessage, ReaderError>>;

type Settle = (result: Result<CcidMessage, ReaderError>) => void;

export class Channel {
  readonly #line: Line;
  readonly #timers: Timers;
  readonly #listeners: ChannelListeners;
  #link: LinkState = freshLink;
  #decoder: DecoderState = freshDecoder;
  #settle: Settle | undefined;
  #sent: Uint8Array | undefined;
  #cancelDeadline = () => {};
  #closed = false;

  constructor(line: Line, timers: Timers, listeners: ChannelListeners) {
    this.#line = line;
    this.#timers = timers;
    this.#listeners = listeners;
    line.onBytes((received) => this.#receive(received));
    line.onLost((error) => this.#happen({ kind: 'line-lost', error }));
  }

  /** One exchange at a time: the caller awaits each before the next. */
  async exchange(command: CcidCommand, options: ExchangeOptions): Promise<Result<CcidMessage, ReaderError>> {
    const { doing, limit, extendable = false } = options;
    if (this.#closed) return failed('port-closed', `${doing}: the reader was closed`);
    if (this.#settle) throw new Error('a channel carries one exchange at a time');
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#happen({ kind: 'send', command, doing, limit, extendable, now: this.#timers.now() });
    });
  }

  /** An exchange that is under way ends with the error. */
  async close(error: ReaderError = readerError('port-closed', 'the reader was closed')): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#happen({ kind: 'line-lost', error });
    this.#decoder.rest.fill(0);
    await this.#line.close();
  }

  #receive(received: Uint8Array): void {
    if (this.#closed) return;
    const [next, items] = decode(this.#decoder, received);
    this.#decoder.rest.fill(0);
    this.#decoder = next;
    received.fill(0);
    for (const item of items) {
      this.#happen({ kind: 'item', item, now: this.#timers.now() });
      item.bytes.fill(0);
      // An echo; the data of an answer is its receiver's.
      if (item.kind === 'frame' && item.message.type < 0x80) item.message.data.fill(0);
    }
  }

  #happen(event: LinkEvent): void {
    const [next, actions] = stepLink(this.#link, event);
    this.#link = next;
    for (const action of actions) this.#perform(action);
  }

  #perform(action: LinkAction): void {
    switch (action.do) {
      case 'write':
        // The probe after a failure takes the place of the command that failed.
        if (this.#sent !== action.bytes) this.#sent?.fill(0);
        this.#sent = action.bytes;
        this.#line.write(action.bytes);
        break;
      case 'deadline':
        this.#setDeadline(action.at);
        break;
      case 'reset-decoder':
        this.#decoder.rest.fill(0);
        this.#decoder = freshDecoder;
        break;
      case 'hint':
        this.#listeners.hint(action.card);
        break;
      case 'answer':
        this.#finish({ ok: true, value: action.message });
        break;
      case 'fail':
        this.#finish({ ok: false, error: action.error });
        break;
      case 'down':
        if (!this.#closed) this.#listeners.down(action.error);
        break;
    }
  }

  #setDeadline(at: number | undefined): void {
    this.#cancelDeadline();
    if (at === undefined) return;
    const happen = () => this.#happen({ kind: 'deadline', now: this.#timers.now() });
    this.#cancelDeadline = this.#timers.after(Math.max(0, at - this.#timers.now()), happen);
  }

  #finish(result: Result<CcidMessage, ReaderError>): void {
    this.#sent?.fill(0);
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(result);
  }
}
