// PINs of those who identify themselves without the card that keeps its own: kept as a salted scrypt hash, never as digits.
// Six digits are few whatever the hash: what protects them is that tries are counted and end.

import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

export interface PinHash {
  /** 16 bytes as 32 hex digits. */
  readonly salt: string;
  /** 32 bytes as 64 hex digits. */
  readonly hash: string;
}

/** As many as a card allows. */
export const allTries = 6;

const cost = { N: 16_384, r: 8, p: 1 };
const hashBytes = 32;
const saltBytes = 16;

function digest(pin: string, salt: string): Buffer {
  return scryptSync(pin, Buffer.from(salt, 'hex'), hashBytes, cost);
}

/** A new hash of a PIN, some 50 ms of work. */
export function hashPin(pin: string, salt: string = randomBytes(saltBytes).toString('hex')): PinHash {
  return { salt, hash: digest(pin, salt).toString('hex') };
}

export function isPin(pin: string, { salt, hash }: PinHash): boolean {
  return timingSafeEqual(digest(pin, salt), Buffer.from(hash, 'hex'));
}
