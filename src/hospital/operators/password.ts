// Passwords of a hospital's operators: kept as a salted scrypt hash, never as they were typed.

import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { Text } from '../../domain/language.ts';
import type { Operator } from '../../domain/operator.ts';

export interface PasswordHash {
  /** 16 bytes as 32 hex digits. */
  readonly salt: string;
  /** 32 bytes as 64 hex digits. */
  readonly hash: string;
}

const cost = { N: 16_384, r: 8, p: 1 };
const hashBytes = 32;
const saltBytes = 16;
export const longestPassword = 64;

function digest(password: string, salt: string): Buffer {
  return scryptSync(password, Buffer.from(salt, 'hex'), hashBytes, cost);
}

/** The practice password is public, so its salt may be anybody's choice: two cities that do the same have the same file. */
export function practiceHash(password: string, code: string): PasswordHash {
  return hashPassword(
    password,
    createHash('sha256')
      .update(`practice ${code}`)
      .digest('hex')
      .slice(0, 2 * saltBytes),
  );
}

/** Some 50 ms of work, on purpose. */
export function hashPassword(password: string, salt: string = randomBytes(saltBytes).toString('hex')): PasswordHash {
  return { salt, hash: digest(password, salt).toString('hex') };
}

export function isPassword(password: string, { salt, hash }: PasswordHash): boolean {
  return timingSafeEqual(digest(password, salt), Buffer.from(hash, 'hex'));
}

/** What a new password of this operator has to be; undefined where it is that. */
export function whyUnfit(password: string, { code }: Operator): Text | undefined {
  if (!/^[!-~]{8,64}$/.test(password)) {
    return {
      zh: '新密码为 8 到 64 个字母、数字或符号，没有空格',
      en: 'A new password is 8 to 64 letters, digits or signs, without blanks',
    };
  }
  if (password.includes(code)) {
    return { zh: '新密码里不能有本人的工号', en: 'A new password does not contain its owner’s number' };
  }
  return undefined;
}
