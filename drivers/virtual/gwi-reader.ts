// The emulated reader of the GWI-IC20 family: bytes in, bytes out, over whatever line it is hung on; with a PIN pad.
// What the card answers is card-slot.ts; the faults are those of the table that make sense without echo and numbers.

import { concatBytes } from '../bytes.ts';
import { parseCommand, tpduOf } from '../card/apdu.ts';
import { decode, encodeFrame } from '../gwi/codec.ts';
import { commands, slots, statuses } from '../gwi/messages.ts';
import type { CardSlot } from './card-slot.ts';
import type { EmulatedReader, EmulatedReaderParts } from './ccid-reader.ts';
import type { FaultName } from './faults.ts';
import { createPace } from './pace.ts';
import { createSpoiler, inPieces } from './spoiled-answer.ts';

/** The faults that this reader can have; the others speak of echoes, numbers and time requests. */
export const gwiFaults: readonly FaultName[] = [
  'fouled-contacts',
  'mute-card',
  'bad-atr',
  'card-pulled',
  'pin-wrong',
  'pin-blocked',
  'missing-record',
  'garbled-record',
  'wrong-lrc',
  'late-answer',
  'double-answer',
  'short-answer',
  'byte-by-byte',
  'noise',
  'silent-reader',
  'unplugged',
];

const deviceText = 'GWI-IC20 V2.01';
/** Milliseconds of silence after which half a command is forgotten: its host has died. */
const FORGET_AFTER = 1_000;
/** For what the trace shows no status of: an unknown or malformed command. */
const UNKNOWN = 0x1001;
/** Faults of a card that the driver's polls must not use up. */
const cardFaults: readonly FaultName[] = ['mute-card', 'card-pulled'];

export interface EmulatedPinPad {
  /** The holder presses these digits and the key that ends them. Without a question nothing happens. */
  press(digits: string): boolean;
}

export function createGwiReader({
  slot,
  faults,
  timers,
  baud,
  send,
}: EmulatedReaderParts): EmulatedReader & EmulatedPinPad {
  const pace = createPace(baud, timers, inPieces(faults, send));
  const spoiler = createSpoiler(faults, pace.send, (frame) => {
    // The last byte but one is a nibble of the checksum.
    frame[frame.length - 2] = (frame.at(-2) ?? 0) ^ 0x0f;
  });
  let rest: Uint8Array = new Uint8Array(0);
  let heardAt = 0;
  let pinAsked = false;

  function handle(data: Uint8Array): void {
    if (faults.has('unplugged') || faults.take('silent-reader')) return;
    const command = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
    pinAsked = command === commands.pinPad && data[2] === 0x02;
    if (pinAsked) return;
    const apdu = command === commands.apdu ? data.subarray(3) : undefined;
    const isPoll = apdu !== undefined && apdu[1] === 0xc0;
    const atCard = apdu !== undefined && !isPoll;
    const answer = isPoll && cardFaults.some((name) => faults.has(name)) ? pollAnswer(slot) : answerTo(data, slot);
    spoiler.send(encodeFrame(answer), atCard);
  }

  return {
    receive(received) {
      pace.received(received.length);
      if (timers.now() - heardAt > FORGET_AFTER) rest = new Uint8Array(0);
      heardAt = timers.now();
      const [left, items] = decode(rest, received);
      rest = left;
      for (const item of items) {
        if (item.kind === 'frame') handle(item.data);
        // An answer that is late (the fault) is on its way already: no reset reaches it.
        else if (item.kind === 'line-reset') pinAsked = false;
      }
    },
    connected() {
      rest = new Uint8Array(0);
      pinAsked = false;
      spoiler.forget();
    },
    cardMoved() {},
    press(digits) {
      if (!pinAsked) return false;
      pinAsked = false;
      pace.send(encodeFrame(Uint8Array.of(0, 0, ...Array.from(digits, Number))));
      return true;
    },
  };
}

const status = (value: number, payload: Uint8Array = new Uint8Array(0)): Uint8Array =>
  concatBytes(Uint8Array.of(value >> 8, value & 0xff), payload);

function pollAnswer(slot: CardSlot): Uint8Array {
  return slot.power === 0 ? status(statuses.ok, Uint8Array.of(0x69, 0x85)) : status(statuses.notPowered);
}

function answerTo(data: Uint8Array, slot: CardSlot): Uint8Array {
  const command = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
  switch (command) {
    case commands.deviceInfo:
      return status(statuses.ok, new TextEncoder().encode(deviceText));
    case commands.powerOn: {
      // There is no module in the other slots.
      const contact = data[4] === slots.user ? slot.powerOn(1) : undefined;
      return contact?.ok ? status(statuses.ok, contact.bytes) : status(statuses.notPowered);
    }
    case commands.powerOff: {
      if (data[2] !== slots.user || slot.power !== 0) return status(statuses.notPowered);
      slot.powerOff();
      return status(statuses.ok);
    }
    case commands.apdu:
      return data[2] === slots.user ? apduAnswer(data.subarray(3), slot) : status(statuses.notPowered);
    default:
      return status(UNKNOWN);
  }
}

/** T=0 is the reader's affair: it cuts the command to a block and follows 61xx. 6Cxx goes to the host. */
function apduAnswer(apdu: Uint8Array, slot: CardSlot): Uint8Array {
  const command = parseCommand(apdu);
  if (!command.ok) return status(UNKNOWN);
  if (slot.power !== 0) return status(statuses.notPowered);
  const first = slot.exchange(tpduOf(command.value));
  if (!first.ok) return status(statuses.notPowered);
  if (first.bytes.at(-2) !== 0x61) return status(statuses.ok, first.bytes);
  const more = slot.exchange(Uint8Array.of(0x00, 0xc0, 0x00, 0x00, first.bytes.at(-1) ?? 0));
  return more.ok ? status(statuses.ok, more.bytes) : status(statuses.notPowered);
}
