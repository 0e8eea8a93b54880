// Opens the center's SQLite file: durable, guarded, of the right version. It knows no table but through migrations.ts.

import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { failure, ok, type Result } from '../../domain/result.ts';
import {
  type CenterOpenProblem,
  damagedFile,
  newerFile,
  notACenterFile,
  notDurable,
  unusableFile,
} from '../problem.ts';
import { keepCopy } from './copy-before.ts';
import { applicationId, migrations } from './migrations.ts';

export type Database = Sqlite.Database;
export const { SqliteError } = Sqlite;

const inMemory = ':memory:';
/** Several counters may hold the file open; a transaction of another one is over in milliseconds. */
const busyTimeoutMs = 10_000;
const synchronousFull = 2;

/** Runs `work` in one immediate transaction: the write lock is taken first, so what it reads stays true until it ends. */
export function immediately<Value>(database: Database, work: () => Value): Value {
  return database.transaction(work).immediate();
}

/** Only the owner may read it: the file holds names, identity numbers and illnesses. SQLite gives its -wal the same mode. */
const ownerOnly = 0o600;

function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', ownerOnly));
}

/**
 * better-sqlite3 is compiled so that a file in WAL mode falls back to synchronous = NORMAL at its first write, without a
 * word: hence FULL before and after the switch, and `isDurable` after a write.
 */
function setPragmas(database: Database): void {
  database.pragma('synchronous = FULL');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
}

/** Whether every commit reaches the disk before it is acknowledged. Ask after a write. */
export function isDurable(database: Database): boolean {
  return database.pragma('synchronous', { simple: true }) === synchronousFull;
}

function isEmpty(database: Database): boolean {
  return database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
}

/** Whose file it is, of which version. Only reads: another program's file is left as it is. */
function whyNotOurs(database: Database, file: string): CenterOpenProblem | undefined {
  const version = Number(database.pragma('user_version', { simple: true }));
  const owner = Number(database.pragma('application_id', { simple: true }));
  if (owner !== applicationId && !(owner === 0 && version === 0 && isEmpty(database))) return notACenterFile(file);
  return version > migrations.length ? newerFile(file, version, migrations.length) : undefined;
}

/** `keep-a-copy`: of a file of an earlier version, before it is changed. `no-copy`: the file is one itself. */
export type BeforeMigration = 'keep-a-copy' | 'no-copy';

/** Another process may be migrating the same new file: the version is read again under the lock. */
function migrate(database: Database, file: string, before: BeforeMigration): CenterOpenProblem | undefined {
  return immediately(database, () => {
    const problem = whyNotOurs(database, file);
    if (problem) return problem;
    const version = Number(database.pragma('user_version', { simple: true }));
    const pending = migrations.slice(version);
    if (before === 'keep-a-copy' && version > 0 && pending.length > 0) keepCopy(file, version);
    for (const migration of pending) database.exec(migration);
    database.pragma(`application_id = ${applicationId}`);
    database.pragma(`user_version = ${migrations.length}`);
    return undefined;
  });
}

function quickCheck(database: Database): string | undefined {
  const findings = database.pragma('quick_check(1)', { simple: true });
  return findings === 'ok' ? undefined : String(findings);
}

function prepare(database: Database, file: string, before: BeforeMigration): CenterOpenProblem | undefined {
  database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  const foreign = whyNotOurs(database, file);
  if (foreign) return foreign;
  if (file !== inMemory) chmodSync(file, ownerOnly);
  setPragmas(database);
  const problem = migrate(database, file, before);
  if (problem) return problem;
  const findings = quickCheck(database);
  if (findings !== undefined) return damagedFile(file, findings);
  return isDurable(database) ? undefined : notDurable(file, database.pragma('synchronous', { simple: true }));
}

function problemOf(error: unknown, file: string): CenterOpenProblem {
  const code = error instanceof SqliteError ? error.code : '';
  if (code === 'SQLITE_NOTADB') return notACenterFile(file);
  if (code.startsWith('SQLITE_CORRUPT')) return damagedFile(file, error instanceof Error ? error.message : code);
  return unusableFile(file, error);
}

/**
 * Opens or creates the file (':memory:' for a center that is forgotten when it closes), and brings one of an earlier
 * version to this one.
 */
export function openDatabase(
  file: string,
  before: BeforeMigration = 'keep-a-copy',
): Result<Database, CenterOpenProblem> {
  let database: Database | undefined;
  try {
    if (file !== inMemory) createPrivately(file);
    database = new Sqlite(file);
    const problem = prepare(database, file, before);
    if (!problem) return ok(database);
    database.close();
    return failure(problem);
  } catch (error) {
    database?.close();
    return failure(problemOf(error, file));
  }
}
