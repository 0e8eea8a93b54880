// The CCID messages that we send, and what the answers' status and error bytes mean. Pure data and pure functions.
// Sources: CCID rev 1.1, chapters 6.1 and 6.2 (messages) and table 6.2-2 (slot errors).

import type { ReaderError } from '../reader.ts';
import { readerError } from '../reader-error.ts';
import type { CcidMessage } from './codec.ts';

/** A command before the link gives it a slot and a sequence number. */
export interface CcidCommand {
  readonly type: number;
  readonly header: readonly [number, number, number];
  readonly data: Uint8Array;
}

export const commandTypes = {
  setParameters: 0x61,
  iccPowerOn: 0x62,
  iccPowerOff: 0x63,
  getSlotStatus: 0x65,
  escape: 0x6b,
  getParameters: 0x6c,
  xfrBlock: 0x6f,
} as const;

/** PC_to_RDR type → the one RDR_to_PC type that may answer it. */
export const answerTypes: ReadonlyMap<number, number> = new Map([
  [commandTypes.setParameters, 0x82],
  [commandTypes.iccPowerOn, 0x80],
  [commandTypes.iccPowerOff, 0x81],
  [commandTypes.getSlotStatus, 0x81],
  [commandTypes.escape, 0x83],
  [commandTypes.getParameters, 0x82],
  [commandTypes.xfrBlock, 0x80],
]);

const nothing = new Uint8Array(0);
const plain = (type: number, b7 = 0, data: Uint8Array = nothing): CcidCommand => ({ type, header: [b7, 0, 0], data });

export const askFirmware = plain(commandTypes.escape, 0, Uint8Array.of(0x02));
export const notifySlotChanges = plain(commandTypes.escape, 0, Uint8Array.of(0x01, 0x01, 0x01));
export const askFeatures = plain(commandTypes.escape, 0, Uint8Array.of(0x6a));
export const getSlotStatus = plain(commandTypes.getSlotStatus);
export const iccPowerOff = plain(commandTypes.iccPowerOff);

/** 5 V, then 1.8 V, then 3 V, in the order of the reference driver (b7: 1 = 5 V, 2 = 3 V, 3 = 1.8 V). */
export const voltages = [1, 3, 2] as const;

export function iccPowerOn(voltage: (typeof voltages)[number]): CcidCommand {
  return plain(commandTypes.iccPowerOn, voltage);
}

/** T=0: FI/DI, convention, guard time, waiting integer, clock stop (CCID 6.1.7). */
export function setParametersT0(data: Uint8Array): CcidCommand {
  return plain(commandTypes.setParameters, 0, data);
}

/** T=1: FI/DI, check and convention, guard time, waiting integers, clock stop, IFSC, NAD. */
export function setParametersT1(data: Uint8Array): CcidCommand {
  return plain(commandTypes.setParameters, 1, data);
}

/** `wait`: by how much the reader multiplies the card's waiting time (bBWI), for T=1 only. */
export function xfrBlock(block: Uint8Array, wait = 0): CcidCommand {
  return plain(commandTypes.xfrBlock, wait, block);
}

/** Bits 0–1 of bStatus. */
export type CardPower = 'active' | 'inactive' | 'absent';

/** Bits 6–7 of bStatus: what became of the command. */
export type Outcome = 'done' | 'failed' | 'time-extension';

/** bStatus, or undefined when it holds a value that the standard reserves. */
export function readStatus(answer: CcidMessage): { readonly card: CardPower; readonly outcome: Outcome } | undefined {
  const status = answer.header[0];
  const card = (['active', 'inactive', 'absent'] as const)[status & 0x03];
  const outcome = (['done', 'failed', 'time-extension'] as const)[status >> 6];
  return card && outcome ? { card, outcome } : undefined;
}

const errorMeanings: ReadonlyMap<number, string> = new Map([
  [0x00, 'command not supported'],
  [0x05, 'no such slot'],
  [0xa2, 'short circuit at the card'],
  [0xab, 'no data'],
  [0xbd, 'error in the T=1 protocol'],
  [0xe0, 'slot busy'],
  [0xf2, 'PIN entry stopped'],
  [0xf6, 'protocol not supported by the card'],
  [0xf7, 'wrong check byte TCK in the answer to reset'],
  [0xf8, 'wrong first byte TS in the answer to reset'],
  [0xfb, 'hardware error'],
  [0xfc, 'overrun'],
  [0xfd, 'parity error'],
  [0xfe, 'card absent or mute'],
  [0xff, 'aborted'],
]);

/** bError in words. */
export function errorMeaning(code: number): string {
  return errorMeanings.get(code) ?? 'unknown error';
}

/** The typed error of an answer whose outcome is `failed`. `wasPowered`: a card that is absent now was pulled. */
export function errorOfAnswer(answer: CcidMessage, card: CardPower, doing: string, wasPowered: boolean): ReaderError {
  const code = answer.header[1];
  const meaning = errorMeaning(code);
  const cause = `${doing}: the reader reports ${meaning} (bError ${code.toString(16).toUpperCase().padStart(2, '0')})`;
  if (card === 'absent') return readerError(wasPowered ? 'card-removed' : 'no-card', cause);
  if (code === 0xfe) return readerError('mute-card', cause);
  if (code === 0xf7 || code === 0xf8) return readerError('bad-atr', cause);
  if (code === 0xf6 || code === 0xfd || code === 0xfc || code === 0xbd) return readerError('card-protocol', cause);
  return readerError('refused-by-reader', cause);
}
