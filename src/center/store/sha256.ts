// SHA-256 of text, as the audit chain is sealed with.

import { createHash } from 'node:crypto';

/** 64 hex digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
