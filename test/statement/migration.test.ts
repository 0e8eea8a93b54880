// Files of every earlier version, with a week of visits in them, are brought to this version as they are; a migration that
// fails leaves the file as it was. Before one is applied, a copy of the file is kept (7-facts, SQLite).

import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contradictionsIn as centerContradictions } from '../../src/center/store/contradictions.ts';
import { openDatabase } from '../../src/center/store/database.ts';
import { applicationId as centerId, migrations as centerMigrations } from '../../src/center/store/migrations.ts';
import type { Timestamp } from '../../src/domain/date.ts';
import { contradictionsIn } from '../../src/hospital/store/contradictions.ts';
import { openFile } from '../../src/hospital/store/open-file.ts';
import { openStore } from '../../src/hospital/store/open-store.ts';
import { applicationId, migrations } from '../../src/hospital/store/schema.ts';
import { restore } from '../../src/training/restore.ts';
import { centerFile, people } from '../hospital/town.ts';
import { aWeek, townIn } from './week.ts';

let week: string;
beforeAll(async () => {
  week = mkdtempSync(join(tmpdir(), 'week-'));
  const town = townIn(week);
  await aWeek(town);
  town.center.close();
}, 30_000);
afterAll(() => rmSync(week, { recursive: true, force: true }));

interface Schema {
  readonly id: number;
  readonly migrations: readonly string[];
}
const hospital: Schema = { id: applicationId, migrations };
const center: Schema = { id: centerId, migrations: centerMigrations };
const hospitalFile = () => join(week, `hospital-${people}.db`);

const names = (db: Database.Database, schema: string, table: string) =>
  db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}', '${schema}')`).pluck().all();

/** The week in a file of an earlier version: what that version knew of it, row by row, in its own tables. */
function asOfVersion(version: number, { id, migrations: all }: Schema, from: string): string {
  const file = join(mkdtempSync(join(week, 'old-')), 'old.db');
  const db = new Database(file);
  for (const migration of all.slice(0, version)) db.exec(migration);
  // Rows are copied as they are: what wrote and guarded them then did so already.
  const triggers = db
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  db.pragma('synchronous = OFF');
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.pragma('foreign_keys = OFF');
  db.prepare('ATTACH ? AS now').run(from);
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  for (const table of tables) {
    const known = names(db, 'now', table);
    const columns = names(db, 'main', table)
      .filter((column) => known.includes(column))
      .join(', ');
    db.exec(`DELETE FROM ${table}; INSERT INTO ${table} (${columns}) SELECT ${columns} FROM now.${table}`);
  }
  for (const { sql } of triggers) db.exec(sql);
  db.exec('DETACH now');
  db.pragma(`application_id = ${id}`);
  db.pragma(`user_version = ${version}`);
  db.close();
  return file;
}

function rows(file: string, query: string): readonly unknown[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(query).all();
  } finally {
    db.close();
  }
}

/** What is in backups/ beside a file that was brought to this version: the file as it was, its owner's only. */
function expectCopy(file: string, version: number, queries: readonly string[], asIn: string): void {
  const copy = join(dirname(file), 'backups', `${basename(file, '.db')}-version-${version}.db`);
  expect(readdirSync(dirname(copy))).toEqual([basename(copy)]);
  expect([statSync(copy).mode & 0o077, statSync(dirname(copy)).mode & 0o077]).toEqual([0, 0]);
  expect(rows(copy, 'PRAGMA user_version')).toEqual([{ user_version: version }]);
  expect(rows(copy, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  for (const query of queries) expect(rows(copy, query)).toEqual(rows(asIn, query));
}

/** Every version before this one. */
const before = (schema: Schema) => schema.migrations.slice(1).map((_, at) => at + 1);

const kept = {
  tickets: 'SELECT number, day, stage, body FROM tickets ORDER BY number',
  receipts:
    'SELECT number, ticket, purpose, way, day, total, fund, account, cash, tendered FROM receipts ORDER BY number',
  journal: 'SELECT id, msgid, kind, at, note FROM journal ORDER BY id',
  ledger: 'SELECT psn_no, year, benefit, in_scope, deductible, fund, supplement FROM ledger ORDER BY 1, 2, 3',
  settlements: 'SELECT setl_id, msgid, psn_no, total, fund_total, account, cash, state FROM settlement ORDER BY id',
  accounts: 'SELECT psn_no, account FROM person ORDER BY psn_no',
};

describe('a hospital’s file of an earlier version', () => {
  it.each(before(hospital))(
    'version %i: tickets, receipts and journal are what they were, and every day is to be stated',
    (version) => {
      const old = asOfVersion(version, hospital, hospitalFile());
      const opened = openFile(old);
      if (!opened.ok) throw new Error(opened.error.cause);
      expect(contradictionsIn(opened.value)).toEqual([]);
      opened.value.close();
      expectCopy(old, version, [kept.receipts, kept.journal], hospitalFile());
      for (const query of [kept.tickets, kept.receipts, kept.journal])
        expect(rows(old, query)).toEqual(rows(hospitalFile(), query));
      expect(rows(old, 'SELECT day FROM open_days')).toHaveLength(7);
      expect(rows(old, 'PRAGMA user_version')).toEqual([{ user_version: migrations.length }]);
    },
  );

  it('works on: its windows read the week and give out the next number', () => {
    const old = asOfVersion(1, hospital, hospitalFile());
    const folder = mkdtempSync(join(week, 'open-'));
    const copy = new Database(old);
    copy.exec(`VACUUM INTO '${join(folder, `hospital-${people}.db`)}'`);
    copy.close();
    const now = '2011-08-22 09:00:00' as Timestamp;
    const store = openStore({ folder, hospitalCode: people, window: 1 }, now);
    if (!store.ok) throw new Error(store.error.cause);
    const [day] = store.value.statements.days();
    expect(day?.at).toBe('open');
    expect(day && store.value.statements.rows.of(day.day)).toHaveLength(2);
    store.value.close(now);
  });

  it('whose migration fails is left as it was, and refused', () => {
    const old = asOfVersion(1, hospital, hospitalFile());
    const db = new Database(old);
    // Somebody else's table stands in the way of the last one that is made.
    db.exec('CREATE TABLE corrections (something TEXT)');
    db.close();
    const schema = 'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name';
    const [tables, tickets] = [rows(old, schema), rows(old, kept.tickets)];
    expect(openFile(old)).toMatchObject({ ok: false, error: { kind: 'unusable' } });
    expect(rows(old, schema)).toEqual(tables);
    expect(rows(old, kept.tickets)).toEqual(tickets);
    expect(rows(old, 'PRAGMA user_version')).toEqual([{ user_version: 1 }]);
    expectCopy(old, 1, [schema, kept.tickets], old);
  });

  it('that cannot be copied first is not migrated, and refused', () => {
    const old = asOfVersion(1, hospital, hospitalFile());
    writeFileSync(join(dirname(old), 'backups'), 'somebody else’s file');
    expect(openFile(old)).toMatchObject({ ok: false, error: { kind: 'unusable' } });
    expect(rows(old, 'PRAGMA user_version')).toEqual([{ user_version: 1 }]);
  });

  it('of this version, or a new one, leaves no copy', () => {
    const [same, fresh] = [asOfVersion(migrations.length, hospital, hospitalFile()), join(week, 'fresh', 'new.db')];
    for (const file of [same, fresh]) {
      const opened = openFile(file);
      expect(opened.ok && opened.value.close()).toBeTruthy();
      expect(existsSync(join(dirname(file), 'backups'))).toBe(false);
    }
  });

  it('is restored from that copy, which is no later than its version', () => {
    const folder = mkdtempSync(join(week, 'back-'));
    const file = join(folder, `hospital-${people}.db`);
    renameSync(asOfVersion(2, hospital, hospitalFile()), file);
    const opened = openFile(file);
    expect(opened.ok && opened.value.exec('DELETE FROM open_days').close()).toBeTruthy();
    const copy = join(folder, 'backups', `hospital-${people}-version-2.db`);
    expect(restore(copy, folder, '2011-08-22 09:00:00' as Timestamp)).toMatchObject({ ok: true });
    expect(rows(file, 'SELECT day FROM open_days')).toHaveLength(7);
    expect(rows(copy, 'PRAGMA user_version')).toEqual([{ user_version: 2 }]);
    expect(readdirSync(join(folder, 'backups')).filter((name) => name.includes('restoring'))).toEqual([]);
  });
});

describe('the center’s file of an earlier version', () => {
  it.each(before(center))(
    'version %i: ledgers, accounts and settlements are what they were, and its laws hold',
    (version) => {
      const old = asOfVersion(version, center, centerFile(week));
      const opened = openDatabase(old);
      if (!opened.ok) throw new Error(opened.error.cause.en);
      expect(centerContradictions(opened.value)).toEqual([]);
      opened.value.close();
      expectCopy(old, version, [kept.ledger, kept.accounts], centerFile(week));
      for (const query of [kept.ledger, kept.settlements, kept.accounts]) {
        expect(rows(old, query)).toEqual(rows(centerFile(week), query));
      }
    },
  );

  it('whose migration fails is left as it was, with its copy, and refused', () => {
    const old = asOfVersion(2, center, centerFile(week));
    const db = new Database(old);
    db.exec('CREATE TABLE audit (something TEXT)');
    db.close();
    const settled = rows(old, kept.settlements);
    expect(openDatabase(old)).toMatchObject({ ok: false });
    expect(rows(old, kept.settlements)).toEqual(settled);
    expect(rows(old, 'PRAGMA user_version')).toEqual([{ user_version: 2 }]);
    expectCopy(old, 2, [kept.settlements, kept.ledger], old);
  });
});
