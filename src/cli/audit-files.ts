// The audits of a data folder: each file opened for reading only, proven or read. What was read and does not hold is damage;
// what could not be opened or read is none, for nobody has seen what is in it.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database, { SqliteError } from 'better-sqlite3';
import { migrations as centerMigrations } from '../center/store/migrations.ts';
import * as center from '../center/store/verify-audit.ts';
import type { AuditRow, ChainBreak } from '../domain/audit/chain.ts';
import type { ToldBreak } from '../domain/audit/told.ts';
import type { Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { migrations as hospitalMigrations } from '../hospital/store/schema.ts';
import * as hospital from '../hospital/store/verify-audit.ts';

export interface FileProof {
  readonly file: string;
  /** `none`: written by a version without an audit, and not opened since. `unreadable`: nothing is known of what is in it. */
  readonly state: 'whole' | 'damaged' | 'none' | 'unreadable';
  readonly rows: number;
  /** The hash of the last row. */
  readonly head: string | null;
  /** Of a file that cannot be read: why. */
  readonly breaks: readonly FoundBreak[];
}

export interface FoundBreak {
  /** The first row that is wrong, where it is one of the audit's. */
  readonly row: number | null;
  /** The row of the file that it is about. */
  readonly subject: string | null;
  readonly said: Text;
}

const same = (text: string): Text => ({ zh: text, en: text });

function foundBreak(found: ChainBreak | ToldBreak): FoundBreak {
  switch (found.kind) {
    case 'gap':
      return of(found.row, null, `第 ${found.row} 行缺失或重复`, `row ${found.row} is missing, or stands twice`);
    case 'order':
      return of(
        found.row,
        null,
        `第 ${found.row} 行接不上前一行：有行被删、插入或调换`,
        `row ${found.row} does not follow the row before it: a row was taken out, put in or moved`,
      );
    case 'changed':
      return of(found.row, null, `第 ${found.row} 行被改过`, `row ${found.row} was changed`);
    case 'tail':
      return of(
        found.row,
        null,
        `末尾被改：应有 ${found.expected} 行，到第 ${found.row} 行为止`,
        `the end was cut or added to: ${found.expected} rows expected, the last is ${found.row}`,
      );
    case 'untold':
      return of(null, found.subject, `${found.subject} 没有审计记录`, `no audit row tells of ${found.subject}`);
    case 'differs':
      return of(
        found.row,
        found.subject,
        `${found.subject} 与第 ${found.row} 行审计记录不符`,
        `${found.subject} is not what row ${found.row} of the audit tells`,
      );
    case 'gone':
      return of(
        found.row,
        found.subject,
        `第 ${found.row} 行审计记录所说的 ${found.subject} 不在文件里`,
        `${found.subject}, of which row ${found.row} tells, is not in the file`,
      );
    case 'before':
      return of(
        1,
        found.subject,
        `审计开始前的 ${found.subject} 应有 ${found.expected} 行且未改，现有 ${found.found} 行`,
        `of before the audit, ${found.expected} unchanged ${found.subject} rows were counted; now there are ${found.found}`,
      );
  }
}

function of(row: number | null, subject: string | null, zh: string, en: string): FoundBreak {
  return { row, subject, said: { zh, en } };
}

/** center.db and the hospitals' files of a folder, by name. */
export function auditedFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name === 'center.db' || /^hospital-[A-Z]\d{11}\.db$/.test(name))
    .sort();
}

/** The version from which on a file of this kind has an audit: its place in the list of migrations, from 1. */
function auditedFrom(migrations: readonly string[]): number {
  return migrations.findIndex((migration) => migration.includes('CREATE TABLE audit (')) + 1;
}

function reading<Value>(folder: string, file: string, read: (db: Database.Database) => Value): Value {
  const db = new Database(join(folder, file), { readonly: true, fileMustExist: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

function hasAudit(db: Database.Database, file: string): boolean {
  const migrations = file === 'center.db' ? centerMigrations : hospitalMigrations;
  return Number(db.pragma('user_version', { simple: true })) >= auditedFrom(migrations);
}

/** What keeps SQLite from a file, whatever is in it: a folder, rights, another one's lock, the disk, memory. */
const keptFrom = /^SQLITE_(CANTOPEN|IOERR|PERM|AUTH|READONLY|BUSY|LOCKED|PROTOCOL|FULL|NOMEM|NOLFS)/;

/** Why a file was not read to its end: it could not be, or what is in it makes no sense. */
export interface FileFault {
  readonly file: string;
  readonly state: 'unreadable' | 'damaged';
  readonly said: Text;
}

function faultOf(file: string, error: unknown): FileFault {
  const said = same(error instanceof Error ? error.message : String(error));
  const isKept = error instanceof SqliteError && keptFrom.test(error.code);
  return { file, state: isKept ? 'unreadable' : 'damaged', said };
}

/** Proves one file. Never throws for what is in it. */
export function proveFile(folder: string, file: string): FileProof {
  try {
    return reading(folder, file, (db): FileProof => {
      if (!hasAudit(db, file)) return { file, state: 'none', rows: 0, head: null, breaks: [] };
      const { rows, head, breaks } =
        file === 'center.db' ? center.verifyCenterAudit(db) : hospital.verifyHospitalAudit(db);
      const found = breaks.map(foundBreak);
      return { file, state: found.length === 0 ? 'whole' : 'damaged', rows, head, breaks: found };
    });
  } catch (error) {
    const { state, said } = faultOf(file, error);
    return { file, state, rows: 0, head: null, breaks: [{ row: null, subject: null, said }] };
  }
}

export interface FileRow extends AuditRow {
  readonly file: string;
  /** The number of the person whom it is about. */
  readonly person: string | null;
}

export interface Wanted {
  /** Beginning of a time: from then on. */
  readonly since: string | undefined;
  /** A person's number, or their identity number. */
  readonly person: string | undefined;
}

/** The rows of one file, oldest first. Throws what SQLite throws where the file cannot be read. */
export function rowsOfFile(folder: string, file: string, { since, person }: Wanted): readonly FileRow[] {
  return reading(folder, file, (db) => {
    if (!hasAudit(db, file)) return [];
    const isCenter = file === 'center.db';
    const rows = isCenter ? center.centerAudit(db) : hospital.hospitalAudit(db);
    const known = person === undefined ? [] : (isCenter ? center : hospital).personNumbersOf(db, person);
    return rows
      .filter(({ at }) => since === undefined || at >= since)
      .filter((row) => person === undefined || row.person === person || known.includes(row.person ?? ''))
      .map((row) => ({ ...row, file }));
  });
}

/** A row with what it tells taken apart. */
export interface ShownRow extends Omit<FileRow, 'body'> {
  readonly body: Readonly<Record<string, unknown>>;
}

/** The same rows to be shown; or why there is nothing to show. */
export function shownRows(folder: string, file: string, wanted: Wanted): Result<readonly ShownRow[], FileFault> {
  try {
    const rows = rowsOfFile(folder, file, wanted);
    return ok(rows.map(({ body, ...row }) => ({ ...row, body: JSON.parse(body) as ShownRow['body'] })));
  } catch (error) {
    return failure(faultOf(file, error));
  }
}
