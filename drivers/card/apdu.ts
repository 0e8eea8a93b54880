// Command and answer APDUs (ISO/IEC 7816-4), short lengths only, and their way over T=0 (ISO/IEC 7816-3, 12.2). Pure.

import { toHex } from '../bytes.ts';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';

export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** 1–255 bytes; absent: none. */
  readonly data?: Uint8Array;
  /** How many bytes are expected, 1–256; absent: none. */
  readonly le?: number;
}

/** ISO 7816-3, 12.1.2: neither data · data expected · data sent · both. */
export type CommandCase = 1 | 2 | 3 | 4;

export function caseOf(command: Command): CommandCase {
  if (command.data === undefined) return command.le === undefined ? 1 : 2;
  return command.le === undefined ? 3 : 4;
}

/** The bytes of a command. A length out of range is the caller's bug. */
export function encodeCommand({ cla, ins, p1, p2, data, le }: Command): Uint8Array<ArrayBuffer> {
  if (data && (data.length < 1 || data.length > 255)) throw new RangeError(`Lc ${data.length} is not 1 to 255`);
  if (le !== undefined && (le < 1 || le > 256)) throw new RangeError(`Le ${le} is not 1 to 256`);
  return Uint8Array.of(
    cla,
    ins,
    p1,
    p2,
    ...(data ? [data.length, ...data] : []),
    ...(le === undefined ? [] : [le & 0xff]),
  );
}

/** The command in some bytes, or why they are none: too short, lengths that disagree, extended lengths. */
export function parseCommand(bytes: Uint8Array): Result<Command, ReaderError> {
  const [cla, ins, p1, p2, p3] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined)
    return failed('card-protocol', `a command is at least 4 bytes, not ${bytes.length}`);
  const head = { cla, ins, p1, p2 };
  if (p3 === undefined) return done(head);
  const size = (byte: number) => (byte === 0 ? 256 : byte);
  if (bytes.length === 5) return done({ ...head, le: size(p3) });
  if (p3 === 0)
    return failed(
      'card-protocol',
      `extended lengths are not supported over T=0: ${toHex(bytes.subarray(0, 7), ' ')} …`,
    );
  const data = bytes.slice(5, 5 + p3);
  if (bytes.length === 5 + p3) return done({ ...head, data });
  const le = bytes[5 + p3];
  if (bytes.length === 6 + p3 && le !== undefined) return done({ ...head, data, le: size(le) });
  return failed('card-protocol', `the command says ${p3} bytes of data and carries ${bytes.length - 5}`);
}

/**
 * The one T=0 block for a command: case 1 gets P3 = 00, case 4 goes without its Le (the card answers 61xx then,
 * and GET RESPONSE is the application's).
 */
export function tpduOf(command: Command): Uint8Array<ArrayBuffer> {
  const { cla, ins, p1, p2, data } = command;
  switch (caseOf(command)) {
    case 1:
      return Uint8Array.of(cla, ins, p1, p2, 0);
    case 2:
    case 3:
      return encodeCommand(command);
    case 4:
      return encodeCommand({ cla, ins, p1, p2, ...(data ? { data } : {}) });
  }
}

export interface Answer {
  readonly data: Uint8Array;
  /** SW1 SW2 as one number: 0x9000. */
  readonly status: number;
}

/** An answer has at least its two status bytes, and SW1 is 6x or 9x. */
export function parseAnswer(bytes: Uint8Array): Result<Answer, ReaderError> {
  const sw1 = bytes.at(-2);
  const sw2 = bytes.at(-1);
  if (sw1 === undefined || sw2 === undefined)
    return failed('card-protocol', `the card answered ${bytes.length} bytes, without a status word`);
  if ((sw1 & 0xf0) !== 0x60 && (sw1 & 0xf0) !== 0x90)
    return failed('card-protocol', `the card answered the impossible status word ${toHex(Uint8Array.of(sw1, sw2))}`);
  return done({ data: bytes.slice(0, -2), status: (sw1 << 8) | sw2 });
}

const meanings: ReadonlyMap<number, string> = new Map([
  [0x9000, 'done'],
  [0x6581, 'memory failure'],
  [0x6700, 'wrong length'],
  [0x6981, 'command does not fit the file'],
  [0x6982, 'security condition not satisfied'],
  [0x6983, 'PIN blocked'],
  [0x6984, 'reference data not usable'],
  [0x6985, 'conditions of use not satisfied'],
  [0x6986, 'no file selected'],
  [0x6a80, 'wrong data'],
  [0x6a82, 'file not found'],
  [0x6a83, 'record not found'],
  [0x6a86, 'wrong P1 P2'],
  [0x6b00, 'offset outside the file'],
  [0x6d00, 'unknown instruction'],
  [0x6e00, 'unknown class'],
]);

/** "6A82 (file not found)" */
export function describeStatus(status: number): string {
  const hex = status.toString(16).toUpperCase().padStart(4, '0');
  if (status >> 8 === 0x61) return `${hex} (${status & 0xff} more bytes)`;
  if (status >> 8 === 0x6c) return `${hex} (wrong length, ${status & 0xff} would be right)`;
  if (status >> 4 === 0x63c) return `${hex} (wrong PIN, ${status & 0x0f} tries left)`;
  return `${hex} (${meanings.get(status) ?? 'unknown status word'})`;
}
