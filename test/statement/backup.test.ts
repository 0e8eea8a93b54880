// Backups are made while counters work and put back while none does; what fails leaves everything as it was (7-facts, SQLite).

import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contradictionsIn as centerContradictions } from '../../src/center/store/contradictions.ts';
import { addDays, type CalendarDate, type Timestamp } from '../../src/domain/date.ts';
import { contentOf } from '../../src/hospital/store/content.ts';
import { contradictionsIn } from '../../src/hospital/store/contradictions.ts';
import { type HospitalStore, openStore } from '../../src/hospital/store/open-store.ts';
import { backUp, backupFolder, dataNames, keptBackups } from '../../src/training/backup.ts';
import { restore } from '../../src/training/restore.ts';
import { settledAtCenter } from '../hospital/audit.ts';
import { businessDay, centerFile, people, type Window } from '../hospital/town.ts';
import { aWeek, cityTime, patients, type Town, townIn, visit, windowIn } from './week.ts';

const hospitalFile = `hospital-${people}`;
let week: string;
let lastDay: CalendarDate;
let folder: string;
const silent = () => {};

beforeAll(async () => {
  week = mkdtempSync(join(tmpdir(), 'week-'));
  const town = townIn(week);
  lastDay = await aWeek(town);
  town.center.close();
}, 30_000);
afterAll(() => rmSync(week, { recursive: true, force: true }));

/** The week's files, a day later. */
beforeEach((context) => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
  for (const name of dataNames(week)) copyFileSync(join(week, `${name}.db`), join(folder, `${name}.db`));
  context.onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

function laterTown(): Town {
  return townIn(folder, cityTime(`${addDays(lastDay, 1)} 09:00:00`));
}

async function atWork<Value>(work: (window: Window, town: Town) => Promise<Value>): Promise<Value> {
  const town = laterTown();
  const window = windowIn(town);
  try {
    return await work(window, town);
  } finally {
    await window.close();
    town.center.close();
  }
}

const copyAll = (day = lastDay) => backUp({ dataFolder: folder, names: dataNames(folder), day }, silent);
const copyOf = (name: string, day = lastDay) => join(backupFolder(folder), `${name}-${day}.db`);
const now = `${businessDay} 20:00:00` as Timestamp;

function reading<Value>(file: string, read: (db: Database.Database) => Value): Value {
  const db = new Database(file, { readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}
const receipts = (file: string) =>
  reading(file, (db) => db.prepare<[], string>('SELECT number FROM receipts ORDER BY number').pluck().all());

describe('a backup', () => {
  it('made while a counter works is whole, lawful, and has all that was acknowledged before it', async () => {
    await atWork(async (window) => {
      const [wang, li] = patients;
      await visit(window, wang!);
      const before = receipts(window.store.path);
      const [copied] = await Promise.all([copyAll(), visit(window, li!)]);
      expect(copied).toEqual({ ok: true, value: [copyOf('center'), copyOf(hospitalFile)] });
      expect(receipts(copyOf(hospitalFile))).toEqual(expect.arrayContaining(before));
      expect(receipts(window.store.path)).toHaveLength(before.length + 2);
    });
    expect(reading(copyOf('center'), centerContradictions)).toEqual([]);
    expect(reading(copyOf(hospitalFile), contradictionsIn)).toEqual([]);
    expect(reading(copyOf(hospitalFile), (db) => db.pragma('integrity_check', { simple: true }))).toBe('ok');
  });

  it('is read by its owner only, and lies by itself without a log beside it', async () => {
    await copyAll();
    expect(readdirSync(backupFolder(folder))).toEqual([`center-${lastDay}.db`, `${hospitalFile}-${lastDay}.db`]);
    expect(statSync(backupFolder(folder)).mode & 0o077).toBe(0);
    expect(statSync(copyOf('center')).mode & 0o077).toBe(0);
  });

  it('is kept for the last fourteen days that had one', async () => {
    for (let days = 0; days < keptBackups + 2; days += 1) {
      await backUp({ dataFolder: folder, names: [hospitalFile], day: addDays(lastDay, days) }, silent);
    }
    const kept = readdirSync(backupFolder(folder));
    expect(kept).toHaveLength(keptBackups);
    expect(kept[0]).toBe(`${hospitalFile}-${addDays(lastDay, 2)}.db`);
  });

  it('that cannot be made says so, and leaves no half copy under a name', async () => {
    writeFileSync(join(folder, 'center.db'), 'not a database at all, but as long as one might be'.repeat(50));
    expect(await copyAll()).toMatchObject({ ok: false, error: { zh: expect.stringContaining('备份没有完成') } });
    expect(readdirSync(backupFolder(folder)).filter((file) => file.endsWith('.db'))).toEqual([]);
  });
});

describe('a restore', () => {
  it('puts file and day back, and keeps aside what stood there', async () => {
    await copyAll();
    const before = receipts(join(folder, `${hospitalFile}.db`));
    await atWork((window) => visit(window, patients[0]!));
    const done = restore(copyOf(hospitalFile), folder, now);
    expect(done).toMatchObject({ ok: true, value: { file: join(folder, `${hospitalFile}.db`) } });
    expect(receipts(join(folder, `${hospitalFile}.db`))).toEqual(before);
    const aside = done.ok ? (done.value.aside ?? '') : '';
    expect(receipts(aside)).toHaveLength(before.length + 2);
    expect(reading(join(folder, `${hospitalFile}.db`), contradictionsIn)).toEqual([]);
  });

  it('never gives a number out again that was given out after the backup', async () => {
    await copyAll();
    await atWork((window) => visit(window, patients[0]!));
    const given = receipts(join(folder, `${hospitalFile}.db`));
    restore(copyOf(hospitalFile), folder, now);
    const town = laterTown();
    const window = windowIn(town, 2);
    expect(given).not.toContain(window.store.numbers.nextReceipt(addDays(lastDay, 1)));
    await window.close();
    town.center.close();
  });

  /** Every number that the center gave out: visits, settlements, sign-ins, answers. */
  const numbersGiven = (file: string) =>
    reading(file, (db) => {
      const all = db.prepare<[], string>(
        `SELECT 'visit ' || id FROM registration UNION ALL SELECT 'settlement ' || id FROM settlement
         UNION ALL SELECT 'settlement ' || id FROM refund UNION ALL SELECT 'sign-in ' || id FROM sign_in
         UNION ALL SELECT 'answer ' || id FROM message`,
      );
      return all.pluck().all();
    });
  const without = (numbers: readonly string[], known: readonly string[]) =>
    numbers.filter((number) => !known.includes(number));

  it('of a center never lets it give a number out again: what it gave out after the backup hospitals have', async () => {
    await copyAll();
    const before = numbersGiven(centerFile(folder));
    await atWork((window) => visit(window, patients[0]!));
    const lost = without(numbersGiven(centerFile(folder)), before);
    expect(lost.map((number) => number.split(' ')[0])).toEqual(
      expect.arrayContaining(['visit', 'settlement', 'sign-in', 'answer']),
    );
    for (const aside of ['kept', 'lost'] as const) {
      if (aside === 'lost') rmSync(centerFile(folder));
      expect(restore(copyOf('center'), folder, now)).toMatchObject({ ok: true });
      await atWork((window) => visit(window, patients[1]!));
      const since = without(numbersGiven(centerFile(folder)), before);
      expect(since.length).toBeGreaterThan(0);
      expect(without(since, lost)).toEqual(since);
      expect(reading(centerFile(folder), centerContradictions)).toEqual([]);
      lost.push(...since);
    }
  });

  it('of before the first sign-in outside practice leaves the file to patients; one with practised visits is refused', async () => {
    const file = join(folder, `${hospitalFile}.db`);
    const using = <Value>(work: (use: HospitalStore['use']) => Value): Value => {
      const store = openStore({ folder, hospitalCode: people, window: 1 }, now);
      if (!store.ok) throw new Error(store.error.cause);
      const done = work(store.value.use);
      store.value.close(now);
      return done;
    };
    await copyAll();
    expect(using((use) => use.serve(now))).toBeUndefined();
    expect(restore(copyOf(hospitalFile), folder, now)).toMatchObject({ ok: true });
    expect(using((use) => use.open('practice', now))).toBe('service');
    const practised = new Database(copyOf(hospitalFile));
    practised.prepare("INSERT INTO file_use VALUES (1, 'practice', ?)").run(now);
    practised.close();
    const before = reading(file, (db) => [...contentOf(db)]);
    expect(restore(copyOf(hospitalFile), folder, now)).toMatchObject({
      ok: false,
      error: { kind: 'input', cause: { en: expect.stringContaining('practised') } },
    });
    expect(reading(file, (db) => [...contentOf(db)])).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
  });

  it('of a center in the place of a file that is too damaged to say what it gave out goes far beyond the backup', async () => {
    await copyAll();
    const before = numbersGiven(centerFile(folder));
    writeFileSync(centerFile(folder), readFileSync(centerFile(folder)).fill(0x5a, 4096));
    expect(restore(copyOf('center'), folder, now)).toMatchObject({ ok: true });
    await atWork((window) => visit(window, patients[1]!));
    const since = without(numbersGiven(centerFile(folder)), before);
    expect(since.length).toBeGreaterThan(0);
    expect(since.filter((number) => Number(number.split(' ')[1]) <= 1_000_000)).toEqual([]);
  });

  it('is refused while a counter or a center has the file open, also an idle one; nothing is changed', async () => {
    await copyAll();
    await atWork(async (window) => {
      const content = readFileSync(window.store.path);
      for (const name of [hospitalFile, 'center']) {
        expect(restore(copyOf(name), folder, now)).toMatchObject({ ok: false, error: { kind: 'held' } });
      }
      expect(readFileSync(window.store.path).equals(content)).toBe(true);
      await visit(window, patients[1]!);
    });
    expect(restore(copyOf('center'), folder, now)).toMatchObject({ ok: true });
  });

  it('takes no file that is another program’s, of a newer version, damaged, of another hospital, or no backup by name', async () => {
    await copyAll();
    const content = readFileSync(centerFile(folder));
    const spoil = (name: string, statement: string): string => {
      const file = copyOf(name);
      const db = new Database(file);
      db.exec(statement);
      db.close();
      return file;
    };
    const refused = (file: string, kind: string) =>
      expect(restore(file, folder, now)).toMatchObject({ ok: false, error: { kind } });
    refused(join(folder, 'elsewhere.db'), 'input');
    refused(join(backupFolder(folder), 'center-2011-02-01.db'), 'input');
    refused(spoil('center', 'PRAGMA user_version = 9999'), 'data');
    refused(spoil('center', 'PRAGMA user_version = 1; PRAGMA application_id = 7'), 'data');
    writeFileSync(copyOf('center'), readFileSync(copyOf('center')).fill(0x5a, 4096, 12_288));
    refused(copyOf('center'), 'data');
    const foreign = join(backupFolder(folder), `hospital-H12990000009-${lastDay}.db`);
    copyFileSync(copyOf(hospitalFile), foreign);
    refused(foreign, 'data');
    expect(readFileSync(centerFile(folder)).equals(content)).toBe(true);
    expect(readdirSync(folder).filter((file) => file.includes('restoring'))).toEqual([]);
  });

  it('takes no center whose ledger is not the sum of its settlements', async () => {
    await copyAll();
    const db = new Database(copyOf('center'));
    db.exec('UPDATE ledger SET fund = fund + 1');
    db.close();
    expect(restore(copyOf('center'), folder, now)).toMatchObject({
      ok: false,
      error: { kind: 'data', cause: { en: expect.stringContaining('every ledger figure') } },
    });
  });

  it('puts a backup in the place of a damaged file, which is kept aside as it is', async () => {
    await copyAll();
    const settled = settledAtCenter(centerFile(folder));
    writeFileSync(centerFile(folder), 'what a dying disk left'.repeat(100));
    const done = restore(copyOf('center'), folder, now);
    expect(done).toMatchObject({ ok: true, value: { aside: expect.stringContaining('replaced') } });
    expect(settledAtCenter(centerFile(folder))).toEqual(settled);
    expect(done.ok && readFileSync(done.value.aside ?? '', 'utf8')).toContain('dying disk');
  });
});
