// The emulated serial CCID reader (GemPC Twin): bytes in, bytes out, over whatever line it is hung on.
// It has one slot and a hand (card-slot.ts), every fault of faults.ts, and, when asked, the pace of a real line.

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
import { answerTypes, commandTypes } from '../ccid-serial/messages.ts';
import type { Timers } from '../timers.ts';
import type { CardSlot } from './card-slot.ts';
import type { FaultSet } from './faults.ts';

export const firmwareText = 'GemTwRC2-V2.10-GL04';

/** Milliseconds between two time requests of a reader that never answers. */
const BETWEEN_TIME_REQUESTS = 500;

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
  /** Bytes to the host. */
  send(bytes: Uint8Array): void;
}

interface Reply {
  readonly status: number;
  readonly error?: number;
  readonly data?: Uint8Array;
}

const OK = 0x00;
const FAILED = 0x40;
const nothing = new Uint8Array(0);

export function createEmulatedReader({ slot, faults, timers, send }: EmulatedReaderParts): EmulatedReader {
  let decoder: DecoderState = freshDecoder;
  let notifies = false;
  /** An answer held back until the next command (late-answer). */
  let late: Uint8Array | undefined;
  let stopTimeRequests = () => {};

  function transmit(bytes: Uint8Array): void {
    if (!faults.has('byte-by-byte')) return send(bytes);
    for (const byte of bytes) send(Uint8Array.of(byte));
  }

  function handle(command: CcidMessage, bytes: Uint8Array): void {
    stopTimeRequests();
    if (faults.take('silent-reader')) return;
    const atCard = command.type === commandTypes.xfrBlock || command.type === commandTypes.iccPowerOn;
    const spoil = (name: Parameters<FaultSet['take']>[0]) => atCard && faults.take(name);
    if (spoil('nak')) return transmit(nakBytes);
    if (late) transmit(late);
    late = undefined;
    if (!faults.take('no-echo')) transmit(spoil('wrong-echo') ? altered(bytes) : bytes);
    const reply = replyTo(command);
    if (spoil('time-extensions')) return requestTimeForEver();
    const seq = spoil('wrong-sequence') ? (command.seq + 1) & 0xff : command.seq;
    const answer = encodeFrame({
      type: answerTypes.get(command.type) ?? 0x81,
      slot: command.slot,
      seq,
      header: [reply.status, reply.error ?? 0, command.type === commandTypes.getSlotStatus ? 1 : 0],
      data: reply.data ?? nothing,
    });
    if (spoil('wrong-lrc')) answer[answer.length - 1] = (answer.at(-1) ?? 0) ^ 0xff;
    if (spoil('noise')) transmit(Uint8Array.of(0x00, 0x55, 0x03, 0x00, 0x7f));
    if (spoil('late-answer')) late = answer;
    else if (spoil('short-answer')) transmit(answer.subarray(0, answer.length >> 1));
    else if (spoil('double-answer')) transmit(Uint8Array.of(...answer, ...answer));
    else transmit(answer);
    if (faults.has('byte-by-byte') && atCard) faults.take('byte-by-byte');
  }

  function requestTimeForEver(): void {
    const again = (): void => {
      send(Uint8Array.of(0x80));
      stopTimeRequests = timers.after(BETWEEN_TIME_REQUESTS, again);
    };
    again();
  }

  function replyTo(command: CcidMessage): Reply {
    if (command.slot !== 0) return { status: FAILED | 2, error: 0x05 };
    switch (command.type) {
      case commandTypes.escape:
        return escape(command.data);
      case commandTypes.getSlotStatus:
        return { status: OK | slot.power };
      case commandTypes.iccPowerOn: {
        const contact = slot.powerOn(command.header[0]);
        return contact.ok ? { status: OK, data: contact.bytes } : { status: FAILED | slot.power, error: contact.error };
      }
      case commandTypes.iccPowerOff:
        slot.powerOff();
        return { status: OK | slot.power };
      case commandTypes.setParameters:
        return slot.power === 0 ? { status: OK, data: command.data } : { status: FAILED | slot.power, error: 0xfe };
      case commandTypes.xfrBlock: {
        const contact = slot.exchange(command.data);
        return contact.ok ? { status: OK, data: contact.bytes } : { status: FAILED | slot.power, error: contact.error };
      }
      default:
        return { status: FAILED | slot.power, error: 0x00 };
    }
  }

  /** 02: firmware; 01 01 01: tell when cards come and go; everything else is unknown to this reader. */
  function escape([first, second, third]: Uint8Array): Reply {
    if (first === 0x02) return { status: OK | slot.power, data: new TextEncoder().encode(firmwareText) };
    if (first === 0x01 && second === 0x01) {
      notifies = third === 0x01;
      return { status: OK | slot.power };
    }
    return { status: FAILED | slot.power, error: 0x0a };
  }

  return {
    receive(received) {
      const [next, items] = decode(decoder, received);
      decoder = next;
      for (const item of items) {
        if (item.kind === 'frame' && item.message.type < 0x80) handle(item.message, item.bytes);
        else if (item.kind === 'bad-lrc') transmit(nakBytes);
      }
    },
    connected() {
      stopTimeRequests();
      decoder = freshDecoder;
      notifies = false;
      late = undefined;
    },
    cardMoved(card) {
      if (notifies && !faults.has('silent-reader')) transmit(card ? cardInBytes : cardGoneBytes);
    },
  };
}

/** A frame that is right in itself, but not the one that was sent. */
function altered(frame: Uint8Array): Uint8Array {
  const other = frame.slice();
  const last = other.length - 2;
  other[last] = (other[last] ?? 0) ^ 0x01;
  other[other.length - 1] = xorOf(other.subarray(0, -1));
  return other;
}
