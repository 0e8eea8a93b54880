// The audit chain: rows that only grow, each sealed with a hash over the one before it. Pure; SHA-256 is handed in, and how
// rows are kept is the business of whoever keeps them. A hospital and the center each keep a chain of their own.

import type { Timestamp } from '../date.ts';

/** 64 hex digits of SHA-256 over UTF-8 text. */
export type Sha256 = (text: string) => string;

/** What an audit row tells. No PIN, no password, no whole identity or card number is ever in it. */
export interface AuditFacts {
  readonly at: Timestamp;
  /** The number of who did it; null: nobody in person. */
  readonly operator: string | null;
  /** The window of a hospital; at the center the institution that sent the message. */
  readonly place: string;
  readonly event: string;
  /** The row of the file that it tells of, as `receipt 20110815000001`; null where there is none. */
  readonly subject: string | null;
  /** Of that row as it was written; null where there is none. */
  readonly digest: string | null;
  /** The rest, as JSON. */
  readonly body: string;
}

export interface AuditRow extends AuditFacts {
  /** From 1, without gaps. */
  readonly id: number;
  /** The hash of the row before; of the first, 64 zeros. */
  readonly previous: string;
  readonly hash: string;
}

/** Where a chain ends, kept beside it: without it a cut tail of rows that tell of no other row would not be missed. */
export interface AuditHead {
  readonly rows: number;
  readonly hash: string;
}

export const emptyHead: AuditHead = { rows: 0, hash: '0'.repeat(64) };

function sealOf(row: Omit<AuditRow, 'hash'>, sha256: Sha256): string {
  const { id, at, operator, place, event, subject, digest, body, previous } = row;
  return sha256(`${previous}\n${JSON.stringify([id, at, operator, place, event, subject, digest, body])}`);
}

/** The row that follows a chain. */
export function nextRow(head: AuditHead, facts: AuditFacts, sha256: Sha256): AuditRow {
  const row = { id: head.rows + 1, ...facts, previous: head.hash };
  return { ...row, hash: sealOf(row, sha256) };
}

/** A row of the file as its digest sees it: the values of its facts, in order. */
export function digestOf(values: readonly unknown[], sha256: Sha256): string {
  return sha256(JSON.stringify(values));
}

/** The first thing in a chain that cannot be. */
export type ChainBreak =
  /** A number is missing, or stands twice. */
  | { readonly kind: 'gap'; readonly row: number }
  /** It does not follow the row before it: one was taken out, put in, or they changed places. */
  | { readonly kind: 'order'; readonly row: number }
  /** What it says is not what was sealed. */
  | { readonly kind: 'changed'; readonly row: number }
  /** Rows are missing at the end, or were added there by another hand. */
  | { readonly kind: 'tail'; readonly row: number; readonly expected: number };

/** Undefined: whole. Rows by number. */
export function breakIn(rows: Iterable<AuditRow>, head: AuditHead, sha256: Sha256): ChainBreak | undefined {
  let last = emptyHead;
  for (const row of rows) {
    if (row.id !== last.rows + 1) return { kind: 'gap', row: last.rows + 1 };
    if (row.previous !== last.hash) return { kind: 'order', row: row.id };
    if (row.hash !== sealOf(row, sha256)) return { kind: 'changed', row: row.id };
    last = { rows: row.id, hash: row.hash };
  }
  if (last.rows !== head.rows || last.hash !== head.hash) {
    return { kind: 'tail', row: last.rows, expected: head.rows };
  }
  return undefined;
}
