// What the emulated CCID reader answers to each message, when nothing is wrong with the line.
// Frames, echo, pace and the faults of the line are in ccid-reader.ts; what the card answers is the slot's.

import type { CcidMessage } from '../ccid-serial/codec.ts';
import { answerTypes, commandTypes } from '../ccid-serial/messages.ts';
import type { CardSlot, Contact } from './card-slot.ts';

export const firmwareText = 'GemTwRC2-V2.10-GL04';

const FAILED = 0x40;
const nothing = new Uint8Array(0);

/** Notices of cards that come and go: whether the host asked for them. */
export interface Notices {
  wanted: boolean;
}

export function answerTo(command: CcidMessage, slot: CardSlot, notices: Notices): CcidMessage {
  const { type, slot: number, seq } = command;
  const reply = number === 0 ? replyTo(command, slot, notices) : { status: FAILED | 2, error: 0x05 };
  // GetSlotStatus and IccPowerOff also say what the clock does: it runs, or stands at low.
  const clock = answerTypes.get(type) === 0x81 && slot.power !== 0 ? 1 : 0;
  return {
    type: answerTypes.get(type) ?? 0x81,
    slot: number,
    seq,
    header: [reply.status, reply.error ?? 0, clock],
    data: reply.data ?? nothing,
  };
}

interface Reply {
  readonly status: number;
  readonly error?: number;
  readonly data?: Uint8Array;
}

function replyTo(command: CcidMessage, slot: CardSlot, notices: Notices): Reply {
  switch (command.type) {
    case commandTypes.escape:
      return escapeReply(command.data, slot, notices);
    case commandTypes.getSlotStatus:
      return { status: slot.power };
    case commandTypes.iccPowerOn:
      return contactReply(slot.powerOn(command.header[0]), slot);
    case commandTypes.iccPowerOff:
      slot.powerOff();
      return { status: slot.power };
    case commandTypes.setParameters:
      return slot.power === 0 ? { status: 0, data: command.data } : { status: FAILED | slot.power, error: 0xfe };
    case commandTypes.xfrBlock:
      return contactReply(slot.exchange(command.data), slot);
    default:
      return { status: FAILED | slot.power, error: 0x00 };
  }
}

function contactReply(contact: Contact, slot: CardSlot): Reply {
  if (contact.ok) return { status: slot.power, data: contact.bytes };
  return { status: FAILED | slot.power, error: contact.error };
}

/** 02: firmware; 01 01 01: tell when cards come and go; everything else is unknown to this reader. */
function escapeReply([first, second, third]: Uint8Array, slot: CardSlot, notices: Notices): Reply {
  if (first === 0x02) return { status: slot.power, data: new TextEncoder().encode(firmwareText) };
  if (first === 0x01 && second === 0x01) {
    notices.wanted = third === 0x01;
    return { status: slot.power };
  }
  return { status: FAILED | slot.power, error: 0x0a };
}
