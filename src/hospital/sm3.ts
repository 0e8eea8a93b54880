// HMAC-SM3 (GB/T 32905), as a hospital signs requests and proves answers. What is signed is decided elsewhere.

import { createHmac, timingSafeEqual } from 'node:crypto';

/** 64 lowercase hexadecimal digits over the UTF-8 of a text. */
export function hmacSm3(key: string, text: string): string {
  return createHmac('sm3', key).update(text, 'utf8').digest('hex');
}

/** Whether that is the signature of the text, told in a time that does not depend on how much of it is right. */
export function isSignatureOf(key: string, text: string, given: string): boolean {
  const right = Buffer.from(hmacSm3(key, text));
  const claimed = Buffer.from(given);
  return claimed.length === right.length && timingSafeEqual(claimed, right);
}
