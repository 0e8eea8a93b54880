// The audit against another hand in the file: whatever is edited, deleted, moved, cut off or sealed anew is found, and named.
// The rows are those of a real visit, at a hospital and at the center.

import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveFile, rowsOfFile } from '../../src/cli/audit-files.ts';
import { type AuditRow, nextRow } from '../../src/domain/audit/chain.ts';
import { sha256 } from '../../src/hospital/store/sha256.ts';
import { runProgram } from '../support/program.ts';
import { consult, pay, register } from './steps.ts';
import { centerFile, openTownCenter, openWindow, people, pocketCard } from './town.ts';

const hospital = `hospital-${people}.db`;
let root: string;
let sound: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'audit-'));
  sound = join(root, 'sound');
  mkdirSync(sound);
  const center = openTownCenter(centerFile(sound));
  const window = openWindow({ center, folder: sound });
  const wang = pocketCard('wang-xiulan');
  await register(window, wang);
  await consult(window);
  await pay(window, wang);
  center.inspection.mend(center.inspection.everyone()[0] ?? '', { do: 'pay-month' });
  await window.close();
  center.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A copy of the folder in which another hand has been at a file, as whoever knows SQLite would. */
function tampered(file: string, change: (db: Database.Database) => void): string {
  const folder = mkdtempSync(join(root, 'tampered-'));
  for (const name of readdirSync(sound)) copyFileSync(join(sound, name), join(folder, name));
  const db = new Database(join(folder, file));
  db.pragma('foreign_keys = OFF');
  const triggers = db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all();
  for (const trigger of triggers) db.exec(`DROP TRIGGER ${trigger}`);
  change(db);
  db.close();
  return folder;
}

function damage(file: string, change: (db: Database.Database) => void) {
  return proveFile(tampered(file, change), file);
}

const rowOf = (db: Database.Database, id: number) =>
  db.prepare<[number], AuditRow>('SELECT * FROM audit WHERE id = ?').get(id)!;
const lastId = (db: Database.Database) => db.prepare<[], number>('SELECT max(id) FROM audit').pluck().get()!;

describe('an audit that nobody has touched', () => {
  it.each([hospital, 'center.db'])('of %s is whole', (file) => {
    expect(proveFile(sound, file)).toMatchObject({ state: 'whole', breaks: [] });
    expect(proveFile(sound, file).rows).toBeGreaterThan(8);
  });

  it('tells of every step of the visit, by whom and for whom, with no identity or card number', () => {
    const rows = rowsOfFile(sound, hospital, { since: undefined, person: undefined });
    const events = rows.map(({ event }) => event);
    for (const event of ['window-opened', 'intent', 'outcome', 'confirmed', 'receipt', 'cash-taken']) {
      expect(events).toContain(event);
    }
    expect(rows.filter(({ event }) => event === 'intent').every(({ operator }) => operator === '1001')).toBe(true);
    const { card } = pocketCard('wang-xiulan');
    const all = JSON.stringify([rows, rowsOfFile(sound, 'center.db', { since: undefined, person: undefined })]);
    for (const number of [card.socialSecurityNumber, card.cardNumber, card.identification]) {
      expect(all).not.toContain(number);
    }
    const ofWang = rowsOfFile(sound, hospital, { since: undefined, person: card.socialSecurityNumber });
    expect(ofWang.length).toBeGreaterThan(5);
    expect(ofWang.length).toBeLessThan(rows.length);
  });

  it('refuses in the table itself what only another hand could do', () => {
    const folder = mkdtempSync(join(root, 'guarded-'));
    for (const name of readdirSync(sound)) copyFileSync(join(sound, name), join(folder, name));
    for (const file of [hospital, 'center.db']) {
      const db = new Database(join(folder, file));
      expect(() => db.exec(`UPDATE audit SET operator = '9'`)).toThrow();
      expect(() => db.exec('DELETE FROM audit')).toThrow();
      expect(() => db.exec('DELETE FROM audit_head')).toThrow();
      expect(() => db.exec('UPDATE audit_head SET rows = rows - 1')).toThrow();
      db.close();
    }
  });
});

describe.each([hospital, 'center.db'])('in %s', (file) => {
  it('an edited row is found and named', () => {
    const found = damage(file, (db) => void db.exec(`UPDATE audit SET operator = '9999' WHERE id = 4`));
    expect(found).toMatchObject({ state: 'damaged', breaks: [{ row: 4 }] });
  });

  it('a deleted row is found, in the middle and at the end', () => {
    expect(damage(file, (db) => void db.exec('DELETE FROM audit WHERE id = 4'))).toMatchObject({
      breaks: [{ row: 4 }],
    });
    const cut = damage(file, (db) => void db.exec('DELETE FROM audit WHERE id > (SELECT max(id) - 3 FROM audit)'));
    expect(cut).toMatchObject({ state: 'damaged', breaks: [{ said: { zh: expect.stringContaining('末尾') } }] });
  });

  it('two rows that changed places are found', () => {
    const found = damage(file, (db) => {
      db.exec('UPDATE audit SET id = -4 WHERE id = 4');
      db.exec('UPDATE audit SET id = 4 WHERE id = 5');
      db.exec('UPDATE audit SET id = 5 WHERE id = -4');
    });
    expect(found).toMatchObject({ state: 'damaged', breaks: [{ row: 4 }] });
  });

  it('an edited row with its own hash computed anew is found at the row after it', () => {
    const found = damage(file, (db) => {
      const { hash: _, ...row } = rowOf(db, 4);
      const sealed = nextRow({ rows: 3, hash: row.previous }, { ...row, operator: '9999' }, sha256);
      db.prepare('UPDATE audit SET operator = ?, hash = ? WHERE id = 4').run('9999', sealed.hash);
    });
    expect(found).toMatchObject({ state: 'damaged', breaks: [{ row: 5 }] });
  });

  it('a tail cut off together with the head that counts it is found: what it told of still stands', () => {
    const found = damage(file, (db) => {
      const receipt = db.prepare<[], number>(`SELECT max(id) FROM audit WHERE event IN ('2207A', 'receipt')`).pluck();
      db.prepare('DELETE FROM audit WHERE id >= ?').run(receipt.get()!);
      db.prepare('UPDATE audit_head SET rows = ?, hash = ?').run(lastId(db), rowOf(db, lastId(db)).hash);
    });
    expect(found.state).toBe('damaged');
    expect(found.breaks[0]?.subject).toMatch(/^(entry|receipt|change) /);
  });
});

describe('what the audit tells of', () => {
  it.each([
    [hospital, 'UPDATE receipts SET total = total + 100, cash = cash + 100, tendered = tendered + 100', 'receipt '],
    [hospital, `DELETE FROM receipts WHERE purpose = 'fees'`, 'receipt '],
    [hospital, `UPDATE receipts SET tendered = tendered + 1 WHERE purpose = 'fees'`, 'cash '],
    [hospital, 'UPDATE intents SET amount = amount + 1', 'intent '],
    [hospital, `DELETE FROM journal WHERE kind = 'confirmed'`, 'entry '],
    [
      'center.db',
      'UPDATE settlement SET cash = cash + 1, total = total + 1, in_scope = in_scope + 1 WHERE msgid IS NOT NULL',
      'settlement ',
    ],
    ['center.db', 'UPDATE settlement SET invoice = 1 WHERE msgid IS NULL', 'settlement'],
    ['center.db', 'DELETE FROM settlement WHERE msgid IS NOT NULL', 'settlement '],
    ['center.db', 'DELETE FROM settlement WHERE id = 1', 'settlement'],
  ])('in %s: after `%s` it does not agree', (file, change, subject) => {
    const found = damage(file, (db) => {
      db.pragma('ignore_check_constraints = ON');
      db.exec(change);
    });
    expect(found.state).toBe('damaged');
    expect(found.breaks.some((each) => each.subject?.startsWith(subject))).toBe(true);
  });

  it('a receipt that nobody told of is found', () => {
    const found = damage(hospital, (db) =>
      db.exec(`INSERT INTO tickets SELECT '20110815-9999', day, id_number, stage,
                 json_set(body, '$.number', '20110815-9999') FROM tickets LIMIT 1;
               INSERT INTO receipts SELECT '20110815999999', '20110815-9999', purpose, way, day, total, fund, account,
                 cash, tendered FROM receipts LIMIT 1`),
    );
    expect(found.breaks.map(({ subject }) => subject)).toContain('receipt 20110815999999');
  });
});

describe('`audit verify`', () => {
  it('exits 0 and prints the last hash; after damage 1, with what to do; doctor says it too', async () => {
    const whole = await runProgram(['audit', 'verify', '--data', sound, '--json']);
    expect(whole.code).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject([
      { file: 'center.db', state: 'whole', head: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { file: hospital, state: 'whole' },
    ]);
    const folder = tampered(hospital, (db) => void db.exec(`UPDATE audit SET at = '2011-08-15 00:00:00' WHERE id = 3`));
    const broken = await runProgram(['audit', 'verify', '--data', folder]);
    expect(broken).toMatchObject({ code: 1, stdout: expect.stringContaining('第 3 行被改过') });
    expect(broken.stdout).toContain('从备份恢复');
    const doctor = await runProgram(['doctor', '--data', folder]);
    expect(doctor).toMatchObject({ code: 1, stdout: expect.stringContaining('第 3 行被改过') });
  });

  it('calls nothing tampered with that it could not read: exit 2, with what to do; what is known to be damaged weighs more', async () => {
    const folder = tampered(hospital, () => {});
    rmSync(join(folder, 'center.db'));
    mkdirSync(join(folder, 'center.db'));
    const unread = await runProgram(['audit', 'verify', '--data', folder]);
    expect(unread).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/^center\.db .*读不了\n {2}disk I\/O error\n {2}→ /),
    });
    expect(unread.stdout).not.toContain('被改动');
    const shown = await runProgram(['audit', 'show', '--data', folder, '--lang', 'en']);
    expect(shown).toMatchObject({ code: 2, stdout: '' });
    expect(shown.stderr).toMatch(/center\.db: cannot be read: disk I\/O error\n {2}→ .*--data\n$/);
    writeFileSync(join(folder, hospital), 'no database at all, but long enough to be read as one'.repeat(40));
    const both = await runProgram(['audit', 'verify', '--data', folder, '--json']);
    expect(both.code).toBe(1);
    expect(JSON.parse(both.stdout)).toMatchObject([{ state: 'unreadable' }, { state: 'damaged' }]);
  });
});
