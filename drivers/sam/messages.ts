// What is said to a resident ID-card reader, and what its three status bytes mean. Pure data and pure functions.

import { toHex } from '../bytes.ts';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed, readerError } from '../reader-error.ts';

/** CMD PARA */
export const find: Uint8Array = Uint8Array.of(0x20, 0x01);
export const select: Uint8Array = Uint8Array.of(0x20, 0x02);
export const read: Uint8Array = Uint8Array.of(0x30, 0x01);
export const samStatus: Uint8Array = Uint8Array.of(0x11, 0xff);

/** SW3; SW1 and SW2 are 00. */
export const outcomes = {
  ok: 0x90,
  found: 0x9f,
  badChecksum: 0x10,
  badLength: 0x11,
  badCommand: 0x21,
  cardNotAuthentic: 0x31,
  samNotAuthentic: 0x32,
  readFailed: 0x41,
  findFailed: 0x80,
  selectFailed: 0x81,
} as const;

export interface SamAnswer {
  /** SW3; an answer whose SW1 or SW2 is not 00 is no answer of this protocol. */
  readonly outcome: number;
  readonly data: Uint8Array;
}

export function parseAnswer(data: Uint8Array, doing: string): Result<SamAnswer, ReaderError> {
  const [sw1, sw2, outcome] = data;
  if (outcome === undefined)
    return failed('bad-frame', `${doing}: the answer is ${data.length} bytes, without a status`);
  if (sw1 !== 0 || sw2 !== 0)
    return failed('bad-frame', `${doing}: the answer has the status ${toHex(data.subarray(0, 3), ' ')}`);
  return done({ outcome, data: data.slice(3) });
}

/** The answer to `samStatus` is the only one that is "ok" and nothing else. */
export function isSamStatus(data: Uint8Array): boolean {
  return data.length === 3 && data[0] === 0 && data[1] === 0 && data[2] === outcomes.ok;
}

const layAgain: ReaderError['remedy'] = {
  zh: '请把身份证拿起，重新平放在读卡区上',
  en: 'Lift the identity card and lay it flat on the reader again',
};
const notGenuine: ReaderError['remedy'] = {
  zh: '身份证未通过安全模块认证：请重新放置；仍然不行时改用社会保障卡，并请持证人到公安机关核实',
  en: 'The security module does not accept the card: lay it down again; if that fails use the social-security card',
};

const meanings: ReadonlyMap<number, readonly [ReaderError['kind'], string, ReaderError['remedy']?]> = new Map([
  [outcomes.badChecksum, ['bad-frame', 'the reader got our command with a wrong checksum']],
  [outcomes.badLength, ['bad-frame', 'the reader got our command with a wrong length']],
  [outcomes.badCommand, ['refused-by-reader', 'the reader does not know the command']],
  [outcomes.cardNotAuthentic, ['card-refused', 'the card was not authenticated', notGenuine]],
  [outcomes.samNotAuthentic, ['card-refused', 'the card did not accept the security module', notGenuine]],
  [outcomes.readFailed, ['card-removed', 'the card could not be read', layAgain]],
  [outcomes.findFailed, ['no-card', 'no card was found', layAgain]],
  [outcomes.selectFailed, ['mute-card', 'the card could not be selected', layAgain]],
]);

/** The typed error of an answer that is not the one hoped for. */
export function errorOfOutcome(outcome: number, doing: string): ReaderError {
  const hex = toHex(Uint8Array.of(outcome));
  const [kind, what, remedy] = meanings.get(outcome) ?? ['refused-by-reader', 'the reader answers what none should'];
  return readerError(kind, `${doing}: ${what} (SW3 ${hex})`, remedy);
}
