// The keyboard: raw stdin bytes through the decoder, with the alarm that tells a lone Esc from a sequence.

import type { CounterClock } from '../clock.ts';
import { decode, decoderStart, expire, pending } from '../keys/decoder.ts';
import type { Key } from '../keys/key.ts';

/** A terminal sends a sequence at once; a serial line at 9600 needs 1 ms a byte. */
const escapeWaits = 30;
/** A paste may arrive in pieces; one whose end never comes must not swallow the keyboard. */
const pasteWaits = 1000;

/** What a terminal's input is, as far as the counter uses it. */
export interface InputStream {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  off(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  off(event: 'end', listener: () => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

export interface Keyboard {
  /** The keys go here from now on; those that came before anyone listened come first. */
  listen(listener: (key: Key) => void): void;
  /** The terminal is gone: nobody can ever press a key again. */
  onGone(gone: () => void): void;
  close(): void;
}

export function openKeyboard(stdin: InputStream, clock: Pick<CounterClock, 'after'>): Keyboard {
  let state = decoderStart;
  let cancel = () => {};
  let listener: ((key: Key) => void) | undefined;
  const early: Key[] = [];

  const deliver = (keys: readonly Key[]) => {
    for (const key of keys) {
      if (listener) listener(key);
      else early.push(key);
    }
  };

  const onBytes = (bytes: Uint8Array) => {
    cancel();
    const decoded = decode(state, bytes);
    state = decoded.state;
    deliver(decoded.keys);
    const waitsFor = pending(state);
    if (waitsFor === 'nothing') return;
    cancel = clock.after(waitsFor === 'paste' ? pasteWaits : escapeWaits, () => {
      const expired = expire(state);
      state = expired.state;
      deliver(expired.keys);
    });
  };

  let gone = () => {};
  const onEnd = () => gone();

  stdin.setRawMode?.(true);
  stdin.on('data', onBytes);
  stdin.on('end', onEnd);
  stdin.resume();
  return {
    listen(next) {
      listener = next;
      deliver(early.splice(0));
    },
    onGone(next) {
      gone = next;
    },
    close() {
      cancel();
      stdin.off('data', onBytes);
      stdin.off('end', onEnd);
      stdin.setRawMode?.(false);
      stdin.pause();
    },
  };
}
