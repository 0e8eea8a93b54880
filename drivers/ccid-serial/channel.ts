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

export interface Channel {
  /** One exchange at a time: the caller awaits each before the next. */
  exchange(command: CcidCommand, options: ExchangeOptions): Promise<Result<CcidMessage, ReaderError>>;
  close(): Promise<void>;
}

export function createChannel(line: Line, timers: Timers, listeners: ChannelListeners): Channel {
  let link: LinkState = freshLink;
  let decoder: DecoderState = freshDecoder;
  let settle: ((result: Result<CcidMessage, ReaderError>) => void) | undefined;
  let sent: Uint8Array | undefined;
  let cancelDeadline = () => {};
  let closed = false;

  function happen(event: LinkEvent): void {
    const [next, actions] = stepLink(link, event);
    link = next;
    for (const action of actions) perform(action);
  }

  function perform(action: LinkAction): void {
    switch (action.do) {
      case 'write':
        sent = action.bytes;
        return line.write(action.bytes);
      case 'deadline':
        cancelDeadline();
        if (action.at === undefined) return;
        cancelDeadline = timers.after(Math.max(0, action.at - timers.now()), () =>
          happen({ kind: 'deadline', now: timers.now() }),
        );
        return;
      case 'reset-decoder':
        decoder.rest.fill(0);
        decoder = freshDecoder;
        return;
      case 'hint':
        return listeners.hint(action.card);
      case 'answer':
        return finish({ ok: true, value: action.message });
      case 'fail':
        return finish({ ok: false, error: action.error });
      case 'down':
        if (!closed) listeners.down(action.error);
        return;
    }
  }

  function finish(result: Result<CcidMessage, ReaderError>): void {
    sent?.fill(0);
    const waiting = settle;
    settle = undefined;
    waiting?.(result);
  }

  line.onBytes((received) => {
    if (closed) return;
    const [next, items] = decode(decoder, received);
    decoder.rest.fill(0);
    decoder = next;
    received.fill(0);
    for (const item of items) {
      happen({ kind: 'item', item, now: timers.now() });
      item.bytes.fill(0);
    }
  });
  line.onLost((error) => happen({ kind: 'line-lost', error }));

  return {
    async exchange(command, { doing, limit, extendable = false }) {
      if (closed) return failed('port-closed', `${doing}: the line is closed`);
      if (settle) throw new Error('a channel carries one exchange at a time');
      return new Promise<Result<CcidMessage, ReaderError>>((resolve) => {
        settle = resolve;
        happen({ kind: 'send', command, doing, limit, extendable, now: timers.now() });
      });
    },
    async close() {
      if (closed) return;
      closed = true;
      happen({ kind: 'line-lost', error: readerError('port-closed', 'the line was closed') });
      decoder.rest.fill(0);
      await line.close();
    },
  };
}
