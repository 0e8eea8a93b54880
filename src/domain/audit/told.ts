// Both ways: every row of the file that moved money has the audit row that tells of it, and every audit row that tells of
// one finds it there, as it was written. Rows of before there was an audit are counted and sealed in its first row. Pure.

import { type AuditRow, digestOf, type Sha256 } from './chain.ts';

/** A row that is told of, by its key, with the digest of its facts as they stand now. */
export interface ToldRow {
  readonly key: string;
  readonly digest: string;
}

/** Rows of one kind, in the order of their keys. */
export interface ToldKind {
  readonly kind: string;
  /** Whether each of them must be told of; else only those that are must stand. */
  readonly complete: boolean;
  readonly rows: () => Iterable<ToldRow>;
}

/** The rows of a kind that stood before the audit began: how many, and their digests together. */
export interface Before {
  readonly rows: number;
  readonly digest: string;
}

export const begunEvent = 'audit-begun';

export function subjectOf(kind: string, key: string): string {
  return `${kind} ${key}`;
}

export function beforeOf(digests: readonly string[], sha256: Sha256): Before {
  return { rows: digests.length, digest: digestOf(digests, sha256) };
}

/** The body of the first row. */
export function beginningOf(kinds: readonly ToldKind[], sha256: Sha256): Readonly<Record<string, Before>> {
  const complete = kinds.filter(({ complete: all }) => all);
  return Object.fromEntries(
    complete.map(({ kind, rows }) => [
      kind,
      beforeOf(
        [...rows()].map(({ digest }) => digest),
        sha256,
      ),
    ]),
  );
}

/** Where file and audit disagree. */
export type ToldBreak =
  /** The row stands in the file, and no audit row tells of it. */
  | { readonly kind: 'untold'; readonly subject: string }
  /** It is not what was told of it. */
  | { readonly kind: 'differs'; readonly row: number; readonly subject: string }
  /** It was told of, and is gone. */
  | { readonly kind: 'gone'; readonly row: number; readonly subject: string }
  /** Rows of before the audit are not those that its first row counted. */
  | { readonly kind: 'before'; readonly subject: string; readonly expected: number; readonly found: number };

interface Told {
  readonly row: number;
  readonly digest: string | null;
}

function readBeginning(body: string): Readonly<Record<string, Before>> {
  // The chain was found whole: this is what beginningOf wrote.
  return JSON.parse(body) as Readonly<Record<string, Before>>;
}

/** What one kind's rows say against what was told; takes what it found out of `told`. */
function breaksOfKind(
  { kind, complete, rows }: ToldKind,
  before: Before | undefined,
  told: Map<string, Told>,
  sha256: Sha256,
): readonly ToldBreak[] {
  const breaks: ToldBreak[] = [];
  const untold: ToldRow[] = [];
  for (const row of rows()) {
    const subject = subjectOf(kind, row.key);
    const found = told.get(subject);
    told.delete(subject);
    if (!found) untold.push(row);
    else if (found.digest !== row.digest) breaks.push({ kind: 'differs', row: found.row, subject });
  }
  if (!complete) return breaks;
  const expected = before?.rows ?? 0;
  const extra = untold.slice(expected);
  if (extra.length > 0)
    return [...breaks, ...extra.map(({ key }) => ({ kind: 'untold' as const, subject: subjectOf(kind, key) }))];
  const stands = beforeOf(
    untold.map(({ digest }) => digest),
    sha256,
  );
  const same = untold.length === expected && (expected === 0 || stands.digest === before?.digest);
  return same ? breaks : [...breaks, { kind: 'before', subject: kind, expected, found: untold.length }];
}

/** Everything on which file and audit disagree; empty where they agree. For a chain that was found whole. */
export function disagreements(
  audit: Iterable<AuditRow>,
  kinds: readonly ToldKind[],
  sha256: Sha256,
): readonly ToldBreak[] {
  const told = new Map<string, Told>();
  let beginning: Readonly<Record<string, Before>> = {};
  for (const { id, event, subject, digest, body } of audit) {
    if (event === begunEvent) beginning = readBeginning(body);
    if (subject !== null) told.set(subject, { row: id, digest });
  }
  const breaks = kinds.flatMap((kind) => breaksOfKind(kind, beginning[kind.kind], told, sha256));
  const gone = [...told].map(([subject, { row }]) => ({ kind: 'gone' as const, row, subject }));
  return [...breaks, ...gone];
}
