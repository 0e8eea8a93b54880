// Writes the hospital's audit: one row beside each thing that it tells of, in the same transaction, and reads it again.
// Call `tell` and `mention` only inside a transaction that writes.

import {
  type AuditFacts,
  type AuditHead,
  type AuditRow,
  digestOf,
  emptyHead,
  nextRow,
} from '../../domain/audit/chain.ts';
import { type Before, beginningOf, begunEvent, subjectOf, type ToldKind } from '../../domain/audit/told.ts';
import type { Timestamp } from '../../domain/date.ts';
import { type ToldKindName, toldTables } from './audit-tables.ts';
import type { HospitalDatabase } from './open-file.ts';
import { sha256 } from './sha256.ts';

/** What else is to be known of it, short; identity and card numbers only masked. */
export type AuditBody = Readonly<Record<string, string | number | null | Before>>;

/** A row of the file that is told of: its kind and its key. */
export interface AuditSubject {
  readonly kind: ToldKindName;
  readonly key: string | number;
}

export interface AuditWriter {
  /** Tells of a row that has just been written. */
  tell(event: string, subject: AuditSubject, body: AuditBody, at: Timestamp): void;
  /** Something that left no row of its own. `operator`: who did it; absent: whoever is signed in. */
  mention(event: string, body: AuditBody, at: Timestamp, operator?: string): void;
}

/** The audit as it lies in the file. */
export interface AuditReader {
  rows(): Iterable<AuditRow>;
  head(): AuditHead;
  kinds(): readonly ToldKind[];
}

export function readAudit(db: HospitalDatabase): AuditReader {
  const head = db.prepare<[], AuditHead>('SELECT rows, hash FROM audit_head');
  return {
    rows: () => db.prepare<[], AuditRow>('SELECT * FROM audit ORDER BY id').iterate(),
    head: () => head.get() ?? emptyHead,
    kinds: () =>
      toldTables.map(({ kind, select }) => {
        const rows = db.prepare<[], [string | number, ...unknown[]]>(select).raw();
        return {
          kind,
          complete: true,
          *rows() {
            for (const [key, ...facts] of rows.iterate()) yield { key: String(key), digest: digestOf(facts, sha256) };
          },
        };
      }),
  };
}

/** Who is at work here: a window, and whoever is signed in at it. */
export interface Actor {
  readonly window: number;
  /** Their number; undefined before the first signed in. */
  operator: string | undefined;
}

export function openAudit(db: HospitalDatabase, actor: Actor): AuditWriter {
  const { head } = readAudit(db);
  const insert = db.prepare<[AuditRow]>(
    `INSERT INTO audit (id, at, operator, place, event, subject, digest, body, previous, hash)
     VALUES (@id, @at, @operator, @place, @event, @subject, @digest, @body, @previous, @hash)`,
  );
  const keep = db.prepare<[AuditHead]>(
    `INSERT INTO audit_head (one, rows, hash) VALUES (1, @rows, @hash)
     ON CONFLICT (one) DO UPDATE SET rows = excluded.rows, hash = excluded.hash`,
  );
  const selects = new Map<ToldKindName, string>(toldTables.map(({ kind, select }) => [kind, select]));
  const prepareFacts = (select: string) =>
    db.prepare<[string | number], [unknown, ...unknown[]]>(`SELECT * FROM (${select}) WHERE key = ?`).raw();
  /** Prepared when a kind is first told of: most windows never tell of most. */
  const prepared = new Map<ToldKindName, ReturnType<typeof prepareFacts>>();
  function factsOf(kind: ToldKindName): ReturnType<typeof prepareFacts> {
    const facts = prepared.get(kind) ?? prepareFacts(selects.get(kind) ?? '');
    prepared.set(kind, facts);
    return facts;
  }

  function append(row: AuditFacts): void {
    if (!db.inTransaction) throw new Error(`${row.event}: told of outside the transaction that did it`);
    const next = nextRow(head(), row, sha256);
    insert.run(next);
    keep.run({ rows: next.id, hash: next.hash });
  }

  const whose = () => ({ operator: actor.operator ?? null, place: String(actor.window) });

  return {
    tell(event, { kind, key }, body, at) {
      const found = factsOf(kind).get(key);
      if (!found) throw new Error(`${event}: no ${kind} ${key}`);
      const digest = digestOf(found.slice(1), sha256);
      const subject = subjectOf(kind, String(key));
      append({ at, ...whose(), event, subject, digest, body: JSON.stringify(body) });
    },
    mention(event, body, at, operator) {
      const who = { ...whose(), ...(operator !== undefined && { operator }) };
      append({ at, ...who, event, subject: null, digest: null, body: JSON.stringify(body) });
    },
  };
}

/** The first row: counts what stood in the file before it had an audit. Once a file; inside a transaction. */
export function beginAudit(db: HospitalDatabase, audit: AuditWriter, at: Timestamp): void {
  const { head, kinds } = readAudit(db);
  if (head().rows > 0) return;
  audit.mention(begunEvent, beginningOf(kinds(), sha256), at);
}
