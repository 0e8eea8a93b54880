// Plays the reader's side of a transcript against the driver: each command is looked for in the transcript and answered
// with what came then, faults and all. Numbers are the driver's own; looks at the slot may come at other moments.

import { sameBytes } from '../bytes.ts';
import type { CcidMessage } from '../ccid-serial/codec.ts';
import { type DecoderState, decode, freshDecoder } from '../ccid-serial/codec.ts';
import { openCcidReader } from '../ccid-serial/driver.ts';
import { commandTypes } from '../ccid-serial/messages.ts';
import type { Line } from '../line.ts';
import type { CardReader, ReaderError, Result } from '../reader.ts';
import type { Timers } from '../timers.ts';
import type { Asked, Entry, WireEntry } from './transcript.ts';

export interface ReplayedStep {
  readonly asked: Asked;
  /** What was answered when it was recorded, and now: bytes, or the kind of the error. */
  readonly before: Uint8Array | string;
  readonly now: Uint8Array | string;
  readonly same: boolean;
}

/** Asks what was asked then, in order. Error: the driver does not even open on this transcript. */
export async function replayTranscript(
  entries: readonly Entry[],
  timers: Timers,
): Promise<Result<readonly ReplayedStep[], ReaderError>> {
  const wire = entries.filter((entry) => entry.kind === 'wire');
  const openLine = async () => ({ ok: true, value: recordedLine(wire) }) as const;
  const opened = await openCcidReader({ url: 'replay:', openLine, timers });
  if (!opened.ok) return opened;
  const steps: ReplayedStep[] = [];
  for (const [place, entry] of entries.entries()) {
    if (entry.kind !== 'asked') continue;
    const outcome = entries.slice(place + 1).find(({ kind }) => kind === 'answered' || kind === 'failed');
    const before = outcome?.kind === 'answered' ? outcome.answer : outcome?.kind === 'failed' ? outcome.error : '';
    const result = await ask(opened.value, entry.asked);
    const now = result.ok ? result.value : result.error.kind;
    const same = typeof before === 'string' || typeof now === 'string' ? before === now : sameBytes(before, now);
    steps.push({ asked: entry.asked, before, now, same });
  }
  await opened.value.close();
  return { ok: true, value: steps };
}

async function ask(reader: CardReader, asked: Asked): Promise<Result<Uint8Array, ReaderError>> {
  switch (asked.ask) {
    case 'power-on':
      return reader.powerOn();
    case 'warm-reset':
      return reader.powerOn('warm');
    case 'power-off': {
      const off = await reader.powerOff();
      return off.ok ? { ok: true, value: new Uint8Array(0) } : off;
    }
    case 'send':
      return reader.transmit(asked.command);
  }
}

/** A command of the transcript, and what came until the next one. */
interface Turn {
  readonly command: CcidMessage;
  readonly mask: readonly number[];
  readonly answers: readonly WireEntry[];
}

function turnsOf(wire: readonly WireEntry[]): readonly Turn[] {
  const turns: Turn[] = [];
  for (const [place, entry] of wire.entries()) {
    if (entry.from !== 'host') continue;
    const command = messageOf(entry.bytes);
    const end = wire.findIndex((other, at) => at > place && other.from === 'host');
    turns.push({ command, mask: entry.mask, answers: wire.slice(place + 1, end < 0 ? undefined : end) });
  }
  return turns;
}

/** By its header; the checksum of a frame with a PIN was left out. */
function messageOf(bytes: Uint8Array): CcidMessage {
  const [, , type = 0, , , , , slot = 0, seq = 0, b7 = 0, b8 = 0, b9 = 0] = bytes;
  return { type, slot, seq, header: [b7, b8, b9], data: bytes.slice(12, -1) };
}

function recordedLine(wire: readonly WireEntry[]): Line {
  const turns = turnsOf(wire);
  let at = 0;
  let lastLook: Turn | undefined;
  let decoder: DecoderState = freshDecoder;
  let listener: (bytes: Uint8Array) => void = () => {};

  /** The next turn that is this command; looks at the slot in between are passed over. */
  function turnFor(message: CcidMessage): Turn | undefined {
    const isLook = message.type === commandTypes.getSlotStatus;
    for (let next = at; next < turns.length; next += 1) {
      const turn = turns[next];
      if (turn && matches(turn, message)) {
        at = next + 1;
        if (isLook) lastLook = turn;
        return turn;
      }
      if (turn?.command.type !== commandTypes.getSlotStatus) break;
    }
    return isLook ? lastLook : undefined;
  }

  return {
    write(bytes) {
      const [next, items] = decode(decoder, bytes.slice());
      decoder = next;
      for (const item of items) {
        if (item.kind !== 'frame') continue;
        const turn = turnFor(item.message);
        for (const answer of turn?.answers ?? [])
          queueMicrotask(() => listener(renumbered(answer, turn?.command.seq ?? 0, item.message.seq, item.bytes)));
      }
    },
    onBytes(callback) {
      listener = callback;
    },
    onLost() {},
    isThere: async () => true,
    close: async () => {},
  };
}

function matches({ command, mask }: Turn, message: CcidMessage): boolean {
  if (command.type !== message.type || command.data.length !== message.data.length) return false;
  if (command.header.some((byte, place) => byte !== message.header[place])) return false;
  return command.data.every((byte, place) => mask.includes(12 + place) || byte === message.data[place]);
}

/** The same bytes with the number of today's command; a checksum that was wrong stays wrong. */
function renumbered({ bytes, mask }: WireEntry, then: number, now: number, echo: Uint8Array): Uint8Array {
  // Garbled bytes that were left out as a whole are garbled again; with a PIN left out it is the echo.
  if (mask.length > 0) return mask.length === bytes.length ? bytes.slice() : echo.slice();
  const copy = bytes.slice();
  if (copy[0] !== 0x03 || copy[1] !== 0x06 || copy.length < 13) return copy;
  const seq = copy[8] ?? 0;
  copy[8] = (seq - then + now) & 0xff;
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ seq ^ (copy[8] ?? 0);
  return copy;
}
