// SHA-256 of text, as the audit chain is sealed with.

import { hash } from 'node:crypto';

/** 64 hex digits. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
