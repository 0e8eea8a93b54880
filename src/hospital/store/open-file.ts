// Opens one hospital's SQLite file so that what is acknowledged is on disk: WAL with synchronous FULL, checked, private
// to its owner. It knows pragmas and migrations, not what the tables mean.

import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { keepCopy } from './copy-before.ts';
import { applicationId, migrations } from './schema.ts';

export type HospitalDatabase = Database.Database;

/** Why a file was not opened. */
export interface StoreProblem {
  readonly kind: 'not-ours' | 'newer-file' | 'damaged' | 'unusable';
  readonly cause: string;
  readonly remedy: Text;
}

const remedies: Readonly<Record<StoreProblem['kind'], Text>> = {
  'not-ours': {
    zh: '这不是本程序的医院数据文件，请检查 --data 目录',
    en: "This is not a hospital's file of this program: check the --data folder",
  },
  'newer-file': {
    zh: '数据文件由更新的版本写成，请升级程序',
    en: 'The file was written by a newer version: upgrade the program',
  },
  damaged: {
    zh: '数据文件已损坏，请从备份恢复，不要删除原文件',
    en: 'The file is damaged: restore a backup, and keep the damaged file',
  },
  unusable: {
    zh: '数据文件无法打开，请检查目录权限和磁盘空间',
    en: 'The file cannot be opened: check permissions and disk space',
  },
};

function problem(kind: StoreProblem['kind'], cause: string) {
  return failure<StoreProblem>({ kind, cause, remedy: remedies[kind] });
}

function numberPragma(db: HospitalDatabase, name: string): number {
  return Number(db.pragma(name, { simple: true }));
}

/** Everything that was written by someone else is judged before anything is written by us. */
function judge(db: HospitalDatabase, reads: Reads): Result<void, StoreProblem> {
  const id = numberPragma(db, 'application_id');
  const version = numberPragma(db, 'user_version');
  const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (id !== applicationId && !(empty && id === 0)) return problem('not-ours', `application_id is ${id}`);
  if (version > migrations.length) {
    return problem('newer-file', `the file is at version ${version}, this program knows ${migrations.length}`);
  }
  if (reads === 'its-head') return ok(undefined);
  const check = String(db.pragma('quick_check(1)', { simple: true }));
  return check === 'ok' ? ok(undefined) : problem('damaged', check);
}

/** Before a file is trusted: every page of it, or only what says whose it is. */
export type Reads = 'every-page' | 'its-head';

/** `keep-a-copy`: of a file of an earlier version, before it is changed. `no-copy`: the file is one itself. */
export type BeforeMigration = 'keep-a-copy' | 'no-copy';

/** All or nothing; whoever else opened the file meanwhile has done it, or waits. */
function migrate(db: HospitalDatabase, before: BeforeMigration): void {
  // Off while tables are rebuilt, which SQLite wants so; what the migrations leave is checked before it stands.
  db.pragma('foreign_keys = OFF');
  db.transaction(() => {
    const version = numberPragma(db, 'user_version');
    const pending = migrations.slice(version);
    if (before === 'keep-a-copy' && version > 0 && pending.length > 0) keepCopy(db.name, version);
    for (const migration of pending) db.exec(migration);
    const broken = pending.length > 0 ? db.pragma('foreign_key_check') : [];
    if (Array.isArray(broken) && broken.length > 0) throw new Error(`malformed: ${JSON.stringify(broken[0])}`);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${migrations.length}`);
  }).immediate();
}

function setUp(db: HospitalDatabase, before: BeforeMigration): void {
  db.pragma('busy_timeout = 5000');
  // better-sqlite3 makes WAL mean NORMAL; said before and after, and read back after a write (below).
  db.pragma('synchronous = FULL');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  if (numberPragma(db, 'user_version') < migrations.length) migrate(db, before);
  db.pragma('foreign_keys = ON');
}

/**
 * Opens or founds the file, and brings one of an earlier version to this one. A file of another program, of a newer
 * version or in disorder is refused. Only a simulation, whose files nobody else has in hand, does without reading all
 * of it.
 */
export function openFile(
  path: string,
  before: BeforeMigration = 'keep-a-copy',
  reads: Reads = 'every-page',
): Result<HospitalDatabase, StoreProblem> {
  let db: HospitalDatabase | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
    db = new Database(path);
    const judged = judge(db, reads);
    if (!judged.ok) {
      db.close();
      return judged;
    }
    setUp(db, before);
    return ok(db);
  } catch (error) {
    db?.close();
    const cause = error instanceof Error ? error.message : String(error);
    return problem(/not a database|malformed/.test(cause) ? 'damaged' : 'unusable', cause);
  }
}

/** Call after a write: 2 is FULL. Anything else would lose acknowledged work in a power cut. */
export function isDurable(db: HospitalDatabase): boolean {
  return numberPragma(db, 'synchronous') === 2 && db.pragma('journal_mode', { simple: true }) === 'wal';
}
