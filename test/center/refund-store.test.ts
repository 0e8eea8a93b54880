// Refunds in the center's file: a file of the version before is brought up to date with its data, history is not rewritten,
// and doctor finds what contradicts itself.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contradictionsIn } from '../../src/center/store/contradictions.ts';
import { openDatabase } from '../../src/center/store/database.ts';
import { applicationId, migrations } from '../../src/center/store/migrations.ts';
import { Counter, openCity } from './counter.ts';
import { charged, refund, refunded, tablets, test900 } from './refunding.ts';
import { worker } from './small-city.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'center-refunds-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const versionBefore = 2;
const moneyTables = ['settlement', 'account_movement', 'ledger', 'person', 'registration', 'fee_line', 'message'];

/** Copies a city of today's version into a file of the version before, as far as that had tables and columns. */
function cityOfVersionBefore(today: string, old: string) {
  const database = new Sqlite(old);
  for (const migration of migrations.slice(0, versionBefore)) database.exec(migration);
  database.pragma(`application_id = ${applicationId}`);
  database.pragma(`user_version = ${versionBefore}`);
  database.exec(`ATTACH '${today}' AS today`);
  const tables = database.prepare<[], string>("SELECT name FROM main.sqlite_schema WHERE type = 'table'").pluck().all();
  database.pragma('foreign_keys = OFF');
  for (const table of tables) {
    const columns = database
      .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}', 'main')`)
      .pluck()
      .all();
    const list = columns.map((column) => `"${column}"`).join(', ');
    database.exec(`INSERT INTO main."${table}" (${list}) SELECT ${list} FROM today."${table}"`);
  }
  database.close();
}

const count = (database: InstanceType<typeof Sqlite>, table: string) =>
  database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();

describe('a file of the second version', () => {
  test('is brought up to date: every row is kept, doctor is content, and its settlements can be refunded', () => {
    const [today, old] = [join(folder, 'today.db'), join(folder, 'old.db')];
    const now = openCity({ file: today });
    const counter = new Counter(now);
    charged(counter, worker, [test900], false);
    const { settled, line } = charged(counter, worker, [tablets(100)]);
    const reversed = counter.charge(worker, [tablets(7)]);
    counter.must(counter.reverse(worker, reversed.msgid));
    now.close();
    cityOfVersionBefore(today, old);
    const before = new Sqlite(old);
    const rows = moneyTables.map((table) => count(before, table));
    const movements = before.prepare('SELECT id, reason, settlement_id, amount, balance FROM account_movement').all();
    expect(contradictionsIn(before)).toEqual([]);
    before.close();

    const opened = openDatabase(old);
    if (!opened.ok) throw new Error(opened.error.cause.en);
    const database = opened.value;
    expect(moneyTables.map((table) => count(database, table))).toEqual(rows);
    expect(database.prepare('SELECT id, reason, settlement_id, amount, balance FROM account_movement').all()).toEqual(
      movements,
    );
    expect(database.prepare('SELECT account, account_used FROM settlement ORDER BY id').raw().all()).toEqual([
      [0, 0],
      [4500, 1],
      [315, 1],
    ]);
    expect(database.pragma('foreign_key_check')).toEqual([]);
    expect(contradictionsIn(database)).toEqual([]);
    expect(() => database.exec('DELETE FROM account_movement')).toThrow(/history/);
    expect(() => database.exec('UPDATE settlement SET account_used = 0')).toThrow(/history|stays so/);
    database.close();

    const center = openCity({ file: old });
    const again = new Counter(center);
    const back = refunded(again, settled, [line(0, '50')]);
    expect(back.sim_back).toMatchObject({ fund_pay_sumamt: '27.50', acct_pay: '22.50' });
    expect(center.inspection.contradictions()).toEqual([]);
    center.close();
  });
});

/** A city with one refund that is confirmed and one that is not, in a file, and the file opened beside it. */
function cityWithRefunds(name: string) {
  const file = join(folder, name);
  rmSync(file, { force: true });
  const center = openCity({ file });
  const counter = new Counter(center);
  charged(counter, worker, [test900], false);
  const { settled, line } = charged(counter, worker, [tablets(100)]);
  const rest = refunded(counter, settled, [line(0, '50')]).sim_remainder!.setlinfo;
  counter.must(refund(counter, rest, [line(0, '10')]));
  expect(center.inspection.contradictions()).toEqual([]);
  return { center, database: new Sqlite(file) };
}

describe('history is not rewritten', () => {
  test.each([
    'DELETE FROM refund',
    "UPDATE refund SET invoice = 'T9'",
    "UPDATE refund SET state = 'unconfirmed', ended_at = NULL",
    'UPDATE refund SET remainder_id = NULL',
    `INSERT INTO refund SELECT 1, '1', 'm', 'd' || substr(data_string, 2), settlement_id, NULL, '', '', '', refunded_at, 0,
       'unconfirmed', NULL, NULL FROM refund LIMIT 1`,
    `INSERT INTO refund SELECT 99, '1', 'm', 'd' || substr(data_string, 2), settlement_id, NULL, '', '', '', refunded_at, 0,
       'unconfirmed', NULL, NULL FROM refund LIMIT 1`,
    "INSERT INTO account_movement SELECT 99, psn_no, 'refund', settlement_id, NULL, 1, 1, moved_at FROM account_movement",
  ])('%s', (statement) => {
    const { center, database } = cityWithRefunds('history.db');
    expect(() => database.exec(statement)).toThrow();
    database.close();
    center.close();
  });
});

describe('contradictions (doctor)', () => {
  test.each([
    [
      'what a refund undoes was confirmed, and what it kept is of the same visit and ledger, less of it, in the same state',
      "UPDATE refund SET state = 'confirmed', ended_at = 'x' WHERE state = 'unconfirmed'",
    ],
    ['every ledger figure is the sum of its settlements that stand', 'UPDATE ledger SET in_scope = in_scope + 1'],
    [
      'every refund gave back what its settlement took of the account, and a reversed one took it again',
      "UPDATE refund SET state = 'reversed', ended_at = 'x' WHERE state = 'unconfirmed'",
    ],
    [
      'a refund is in the message log, reversed where that says so',
      "UPDATE refund SET state = 'reversed', ended_at = 'x' WHERE state = 'unconfirmed'",
    ],
  ])('%s', (law, statement) => {
    const { center, database } = cityWithRefunds('contradiction.db');
    database.exec(statement);
    database.close();
    expect(center.inspection.contradictions().map((found) => found.law)).toContain(law);
    center.close();
  });
});
