// Writes the center's audit: what each message that changed something came to, and each mending, in the same transaction;
// and reads it again. Call the writer only inside a transaction that writes.

import {
  type AuditFacts,
  type AuditHead,
  type AuditRow,
  digestOf,
  emptyHead,
  nextRow,
} from '../../domain/audit/chain.ts';
import { beginningOf, begunEvent, subjectOf, type ToldKind } from '../../domain/audit/told.ts';
import type { Timestamp } from '../../domain/date.ts';
import { toldTables } from './audit-tables.ts';
import type { Database } from './database.ts';
import { inserterInto } from './insert.ts';
import { sha256 } from './sha256.ts';
import type { Telling } from './telling.ts';

/** Who sent a message, from where. */
export interface Sender {
  readonly operator: string;
  readonly hospitalCode: string;
}

export interface CenterAudit {
  /** Rows written by this connection since it was opened: more than before means that something changed. */
  changes(): number;
  /** A message that changed something, and every row that it told of. After it was recorded. */
  message(infno: string, msgid: string, sender: Sender, at: Timestamp): void;
  /** A trainer's or tester's hand in the city. `body` without whole identity or card numbers. */
  mended(what: string, body: Readonly<Record<string, string>>, at: Timestamp): void;
}

/** The audit as it lies in the file. */
export interface AuditReader {
  rows(): Iterable<AuditRow>;
  head(): AuditHead;
  kinds(): readonly ToldKind[];
}

export function readAudit(database: Database): AuditReader {
  const all = database.prepare<[], AuditRow>('SELECT * FROM audit ORDER BY id');
  const head = database.prepare<[], AuditHead>('SELECT rows, hash FROM audit_head');
  return {
    rows: () => all.iterate(),
    head: () => head.get() ?? emptyHead,
    kinds: () =>
      toldTables.map(({ kind, select, complete }) => {
        const rows = database.prepare<[], [string, ...unknown[]]>(select).raw();
        return {
          kind,
          complete,
          *rows() {
            for (const [key, ...facts] of rows.iterate()) yield { key, digest: digestOf(facts, sha256) };
          },
        };
      }),
  };
}

const columns = (
  ['id', 'at', 'operator', 'place', 'event', 'subject', 'digest', 'body', 'previous', 'hash'] as const
).map((column) => [column, column] as const);

/** Adds rows to the chain, and moves its head to the last of them. */
function appenderIn(database: Database): (rows: readonly AuditFacts[]) => void {
  const { head } = readAudit(database);
  const insert = inserterInto<AuditRow>(database, 'audit', columns);
  const keep = database.prepare<[number, string]>(
    `INSERT INTO audit_head (one, rows, hash) VALUES (1, ?, ?)
     ON CONFLICT (one) DO UPDATE SET rows = excluded.rows, hash = excluded.hash`,
  );
  return (rows) => {
    let last = head();
    for (const row of rows) {
      if (!database.inTransaction) throw new Error(`${row.event}: told of outside the transaction that did it`);
      const next = nextRow(last, row, sha256);
      insert(next);
      last = { rows: next.id, hash: next.hash };
    }
    if (rows.length > 0) keep.run(last.rows, last.hash);
  };
}

export function auditIn(database: Database, { told }: Pick<Telling, 'told'>): CenterAudit {
  const append = appenderIn(database);
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck();
  return {
    changes: () => changes.get() ?? 0,
    message(infno, msgid, { operator, hospitalCode: place }, at) {
      const rows = told();
      const inOrder = toldTables.flatMap(({ kind }) => rows.filter((row) => row.kind === kind));
      append(
        inOrder.map(({ kind, key, facts }) => {
          const isMessage = key === msgid;
          const event = isMessage ? infno : kind;
          const body = JSON.stringify(isMessage ? {} : { msgid });
          return { at, operator, place, event, subject: subjectOf(kind, key), digest: digestOf(facts, sha256), body };
        }),
      );
    },
    mended(what, body, at) {
      const nobody = { operator: null, place: 'center', event: `mended ${what}`, subject: null, digest: null };
      append([{ at, ...nobody, body: JSON.stringify(body) }]);
    },
  };
}

/** The first row: counts what stood in the file before it had an audit. Once a file; inside a transaction. */
export function beginAudit(database: Database, at: Timestamp): void {
  const { head, kinds } = readAudit(database);
  if (head().rows > 0) return;
  const body = JSON.stringify(beginningOf(kinds(), sha256));
  const nobody = { operator: null, place: 'center', subject: null, digest: null };
  appenderIn(database)([{ at, ...nobody, event: begunEvent, body }]);
}
