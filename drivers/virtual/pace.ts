// The pace of a real line: how long bytes take at a baud rate, 11 bits a character (8N2). An exchange lasts
// (13 + La + 13 + Lr + 1) characters: the echo runs one character behind the command, the answer follows.

import type { Timers } from '../timers.ts';

const BITS_PER_CHARACTER = 11;

export interface Pace {
  /** So many bytes began to arrive. */
  received(count: number): void;
  /** Hands bytes on when the line would have carried them; in order. */
  send(bytes: Uint8Array): void;
  /** The echo was carried while its command came in: it takes no time of its own. */
  echo(bytes: Uint8Array): void;
}

/** `baud` undefined: a line without any delay. */
export function createPace(baud: number | undefined, timers: Timers, deliver: (bytes: Uint8Array) => void): Pace {
  if (baud === undefined) return { received() {}, send: deliver, echo: deliver };
  const character = (1_000 * BITS_PER_CHARACTER) / baud;
  const waiting: { readonly bytes: Uint8Array; readonly at: number }[] = [];
  /** Until when the line carries what came in, and what goes out. */
  let inUntil = 0;
  let outUntil = 0;

  function enqueue(bytes: Uint8Array, at: number): void {
    outUntil = at;
    waiting.push({ bytes, at });
    if (waiting.length === 1) armed();
  }

  function armed(): void {
    const next = waiting[0];
    if (next) timers.after(Math.max(0, next.at - timers.now()), arrived);
  }

  function arrived(): void {
    const next = waiting.shift();
    if (next) deliver(next.bytes);
    armed();
  }

  return {
    received(count) {
      inUntil = Math.max(inUntil, timers.now()) + count * character;
    },
    send(bytes) {
      enqueue(bytes, Math.max(inUntil, outUntil, timers.now()) + bytes.length * character);
    },
    echo(bytes) {
      enqueue(bytes, Math.max(inUntil, outUntil, timers.now()) + character);
    },
  };
}
