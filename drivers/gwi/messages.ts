// What is said to a reader of the GWI-IC20 family, and what its answers mean. Pure. Source: a live trace of 2012.
// Data of a command: 2 bytes of command, parameters. Data of an answer: 2 bytes of status, payload.

import { concatBytes, toHex } from '../bytes.ts';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';

/** 00: the slot for the insured; 11: the reader's own security module. */
export const slots = { user: 0x00, sam1: 0x11 } as const;

export const commands = {
  deviceInfo: 0x3111,
  powerOn: 0x3222,
  powerOff: 0x3223,
  apdu: 0x3226,
  pinPad: 0x3992,
} as const;

export const statuses = { ok: 0x0000, notPowered: 0x1007 } as const;

const word = (value: number) => [value >> 8, value & 0xff] as const;

export const askDeviceInfo: Uint8Array = Uint8Array.of(...word(commands.deviceInfo), 0x01);
/** The first two parameters are a delay; 0: at once. */
export const powerOnUser: Uint8Array = Uint8Array.of(...word(commands.powerOn), 0x00, 0x00, slots.user);
export const powerOffUser: Uint8Array = Uint8Array.of(...word(commands.powerOff), slots.user);
export const askPin: Uint8Array = Uint8Array.of(...word(commands.pinPad), 0x02);

/** The reader follows 61xx itself, so a command goes as it is, with its Le. */
export function sendApdu(apdu: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(...word(commands.apdu), slots.user), apdu);
}

export interface GwiAnswer {
  readonly status: number;
  readonly payload: Uint8Array;
}

/** An answer has at least its status. */
export function parseAnswer(data: Uint8Array, doing: string): Result<GwiAnswer, ReaderError> {
  const [high, low] = data;
  if (high === undefined || low === undefined)
    return failed('bad-frame', `${doing}: the answer is ${data.length} bytes, without a status`);
  return done({ status: (high << 8) | low, payload: data.slice(2) });
}

/** The typed error of a status that is neither ok nor "not powered". */
export function refusal(status: number, doing: string): Result<never, ReaderError> {
  return failed('refused-by-reader', `${doing}: the reader answered status ${toHex(Uint8Array.of(...word(status)))}`);
}
