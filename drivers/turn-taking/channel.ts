// The channel of the turn-taking protocols: runs their link on a real line and a real clock. Thin: every decision is in
// link.ts, every byte in the protocol's codec. It wipes what it has sent and received: a command may carry a PIN.

import type { Line } from '../line.ts';
import type { ReaderError, Result } from '../reader.ts';
import { failed, readerError } from '../reader-error.ts';
import type { Timers } from '../timers.ts';
import { freshTurn, stepTurn, type TurnAction, type TurnEvent, type TurnItem, type TurnRules } from './link.ts';

/** Feeds bytes to a decoder: what it keeps of them, and what they completed. */
export type Decode = (rest: Uint8Array, received: Uint8Array) => readonly [Uint8Array, readonly TurnItem[]];

export interface TurnProtocol extends TurnRules {
  readonly decode: Decode;
}

export interface ExchangeOptions {
  /** What the exchange is for, in an error's cause: "power on". */
  readonly doing: string;
  /** Milliseconds. */
  readonly limit: number;
}

const nothing = new Uint8Array(0);

export class TurnChannel {
  readonly #line: Line;
  readonly #timers: Timers;
  readonly #protocol: TurnProtocol;
  readonly #down: (error: ReaderError) => void;
  #link = freshTurn;
  #rest: Uint8Array = nothing;
  #settle: ((result: Result<Uint8Array, ReaderError>) => void) | undefined;
  #sent: Uint8Array | undefined;
  #cancelDeadline = () => {};
  #closed = false;

  /** `down`: the line is lost or the reader does not answer any more. Called at most once, never after `close`. */
  constructor(line: Line, timers: Timers, protocol: TurnProtocol, down: (error: ReaderError) => void) {
    this.#line = line;
    this.#timers = timers;
    this.#protocol = protocol;
    this.#down = down;
    line.onBytes((received) => this.#receive(received));
    line.onLost((error) => this.#happen({ kind: 'line-lost', error }));
    this.#happen({ kind: 'opened', now: timers.now() });
  }

  /** One frame out, the data of one frame back. One exchange at a time: the caller awaits each before the next. */
  async exchange(frame: Uint8Array, { doing, limit }: ExchangeOptions): Promise<Result<Uint8Array, ReaderError>> {
    if (this.#closed) return failed('port-closed', `${doing}: the reader was closed`);
    if (this.#settle) throw new Error('a channel carries one exchange at a time');
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#sent = frame;
      this.#happen({ kind: 'send', bytes: frame, doing, limit, now: this.#timers.now() });
    });
  }

  /** An exchange that is under way ends with the error. */
  async close(error: ReaderError = readerError('port-closed', 'the reader was closed')): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#happen({ kind: 'line-lost', error });
    this.#rest.fill(0);
    await this.#line.close();
  }

  #receive(received: Uint8Array): void {
    if (this.#closed) return;
    const [rest, items] = this.#protocol.decode(this.#rest, received);
    this.#rest.fill(0);
    this.#rest = rest;
    received.fill(0);
    for (const item of items) {
      this.#happen({ kind: 'item', item, now: this.#timers.now() });
      item.bytes.fill(0);
    }
  }

  #happen(event: TurnEvent): void {
    const [next, actions] = stepTurn(this.#protocol, this.#link, event);
    this.#link = next;
    for (const action of actions) this.#perform(action);
  }

  #perform(action: TurnAction): void {
    switch (action.do) {
      case 'write':
        this.#line.write(action.bytes);
        break;
      case 'deadline':
        this.#setDeadline(action.at);
        break;
      case 'reset-decoder':
        this.#rest.fill(0);
        this.#rest = nothing;
        break;
      case 'answer':
        this.#finish({ ok: true, value: action.data });
        break;
      case 'fail':
        this.#finish({ ok: false, error: action.error });
        break;
      case 'down':
        if (!this.#closed) this.#down(action.error);
        break;
    }
  }

  #setDeadline(at: number | undefined): void {
    this.#cancelDeadline();
    if (at === undefined) return;
    const happen = () => this.#happen({ kind: 'deadline', now: this.#timers.now() });
    this.#cancelDeadline = this.#timers.after(Math.max(0, at - this.#timers.now()), happen);
  }

  #finish(result: Result<Uint8Array, ReaderError>): void {
    this.#sent?.fill(0);
    this.#sent = undefined;
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(result);
  }
}
