// The emulated serial CCID reader (GemPC Twin): bytes in, bytes out, over whatever line it is hung on.
// Here are frames, echo and every fault of the line; what it answers is ccid-commands.ts, what the card does card-slot.ts.

import { xorOf } from '../bytes.ts';
import {
  type CcidMessage,
  cardGoneBytes,
  cardInBytes,
  type DecoderState,
  decode,
  encodeFrame,
  freshDecoder,
  nakBytes,
} from '../ccid-serial/codec.ts';
import { commandTypes } from '../ccid-serial/messages.ts';
import type { Timers } from '../timers.ts';
import type { CardSlot } from './card-slot.ts';
import { answerTo, type Notices } from './ccid-commands.ts';
import type { FaultName, FaultSet } from './faults.ts';
import { createPace } from './pace.ts';

/** Milliseconds between two time requests of a reader that never answers. */
const BETWEEN_TIME_REQUESTS = 500;
/** Milliseconds of silence after which half a command is forgotten: its host has died. */
const FORGET_AFTER = 1_000;
/** What disturbs the line: no byte of it can be the beginning of a frame. */
const stray: Uint8Array = Uint8Array.of(0x00, 0x55, 0x03, 0x00, 0x7f);

export interface EmulatedReader {
  /** Bytes from the host. */
  receive(bytes: Uint8Array): void;
  /** A host has opened the line anew: what the last one said half is forgotten, and it wants no notices yet. */
  connected(): void;
  /** A card came or went: said to a host that asked to be told. */
  cardMoved(card: boolean): void;
}

export interface EmulatedReaderParts {
  readonly slot: CardSlot;
  readonly faults: FaultSet;
  readonly timers: Timers;
  /** Line time of this baud rate; without it none. */
  readonly baud?: number | undefined;
  /** Bytes to the host. */
  send(bytes: Uint8Array): void;
}

export function createEmulatedReader({ slot, faults, timers, baud, send }: EmulatedReaderParts): EmulatedReader {
  const notices: Notices = { wanted: false };
  const pace = createPace(baud, timers, (bytes) => {
    if (!faults.has('byte-by-byte')) send(bytes);
    else for (const byte of bytes) send(Uint8Array.of(byte));
  });
  let decoder: DecoderState = freshDecoder;
  let heardAt = 0;
  /** An answer held back until the next command (late-answer). */
  let late: Uint8Array | undefined;
  let stopTimeRequests = () => {};

  function handle(command: CcidMessage, bytes: Uint8Array): void {
    stopTimeRequests();
    if (faults.has('unplugged') || faults.take('silent-reader')) return;
    const spoiled = spoiling(faults, command);
    if (spoiled('nak')) {
      pace.send(nakBytes);
      return;
    }
    if (late) pace.send(late);
    late = undefined;
    if (!faults.take('no-echo')) pace.echo(spoiled('wrong-echo') ? altered(bytes) : bytes);
    const answer = answerTo(command, slot, notices);
    if (spoiled('time-extensions')) requestTimeForEver();
    else transmit(answer, spoiled);
  }

  function transmit(answer: CcidMessage, spoiled: (name: FaultName) => boolean): void {
    const seq = spoiled('wrong-sequence') ? (answer.seq + 1) & 0xff : answer.seq;
    const frame = encodeFrame({ ...answer, seq });
    if (spoiled('wrong-lrc')) frame[frame.length - 1] = (frame.at(-1) ?? 0) ^ 0xff;
    if (spoiled('noise')) pace.send(stray);
    if (spoiled('late-answer')) late = frame;
    else if (spoiled('short-answer')) pace.send(frame.subarray(0, frame.length >> 1));
    else pace.send(frame);
    if (spoiled('double-answer')) pace.send(frame);
    spoiled('byte-by-byte');
  }

  function requestTimeForEver(): void {
    pace.send(Uint8Array.of(0x80));
    stopTimeRequests = timers.after(BETWEEN_TIME_REQUESTS, requestTimeForEver);
  }

  return {
    receive(received) {
      pace.received(received.length);
      if (timers.now() - heardAt > FORGET_AFTER) decoder = freshDecoder;
      heardAt = timers.now();
      const [next, items] = decode(decoder, received);
      decoder = next;
      for (const item of items) {
        if (item.kind === 'frame' && item.message.type < 0x80) handle(item.message, item.bytes);
        else if (item.kind === 'bad-lrc') pace.send(nakBytes);
      }
    },
    connected() {
      stopTimeRequests();
      decoder = freshDecoder;
      notices.wanted = false;
      late = undefined;
    },
    cardMoved(card) {
      if (notices.wanted && !faults.has('silent-reader')) pace.send(card ? cardInBytes : cardGoneBytes);
    },
  };
}

/** The faults of the line spoil exchanges with the card only; the polls of the slot would use them up unseen. */
function spoiling(faults: FaultSet, command: CcidMessage): (name: FaultName) => boolean {
  const atCard = command.type === commandTypes.xfrBlock || command.type === commandTypes.iccPowerOn;
  return (name) => atCard && faults.take(name);
}

/** A frame that is right in itself, but not the one that was sent. */
function altered(frame: Uint8Array): Uint8Array {
  const other = frame.slice();
  const last = other.length - 2;
  other[last] = (other[last] ?? 0) ^ 0x01;
  other[other.length - 1] = xorOf(other.subarray(0, -1));
  return other;
}
