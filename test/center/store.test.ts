// The center's file: durable, private, its own, guarded against being rewritten (7-facts, SQLite). Real files.

import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCenter } from '../../src/center/center.ts';
import { isDurable, openDatabase } from '../../src/center/store/database.ts';
import { applicationId, migrations } from '../../src/center/store/migrations.ts';
import { Counter, clockAt, fee, openCity, pack } from './counter.ts';
import { smallCity, someone, worker } from './small-city.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'center-store-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function openAt(file: string, date = '2011-08-15') {
  return openCenter({ file, seed: smallCity(), pack, clock: clockAt(`${date} 09:00:00`) });
}

function kindOf(opened: ReturnType<typeof openAt>): string {
  if (opened.ok) opened.value.close();
  return opened.ok ? 'opened' : opened.error.kind;
}

describe('durability', () => {
  test('synchronous is FULL after a write in WAL mode, and foreign keys are on', () => {
    const opened = openDatabase(join(folder, 'durable.db'));
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const database = opened.value;
    database.prepare("INSERT INTO illness VALUES ('1', '肾透析')").run();
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(isDurable(database)).toBe(true);
    database.pragma('synchronous = NORMAL');
    expect(isDurable(database)).toBe(false);
    database.close();
  });

  test('the file and its log are readable by their owner only', () => {
    const file = join(folder, 'private.db');
    const center = openCity({ file });
    for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(name).mode & 0o777).toBe(0o600);
    center.close();
  });

  test('the directory is made where it is missing', () => {
    expect(kindOf(openAt(join(folder, 'new', 'deep', 'center.db')))).toBe('opened');
  });
});

describe('whose file it is', () => {
  test('the header carries this program and the version', () => {
    const file = join(folder, 'header.db');
    openCity({ file }).close();
    const database = new Sqlite(file, { readonly: true });
    expect(database.pragma('application_id', { simple: true })).toBe(applicationId);
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
    database.close();
  });

  test('a newer file is refused as a value, and left as it was', () => {
    const file = join(folder, 'newer.db');
    openCity({ file }).close();
    const database = new Sqlite(file);
    database.pragma(`user_version = ${migrations.length + 1}`);
    database.close();
    const before = readFileSync(file);
    expect(kindOf(openAt(file))).toBe('newer-file');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test("another program's database is refused and not touched: not its mode, not its journal", () => {
    const file = join(folder, 'foreign.db');
    const database = new Sqlite(file);
    database.exec('CREATE TABLE notes (text TEXT)');
    database.close();
    const before = { bytes: readFileSync(file), mode: statSync(file).mode };
    expect(kindOf(openAt(file))).toBe('not-a-center-file');
    expect(readFileSync(file).equals(before.bytes)).toBe(true);
    expect(statSync(file).mode).toBe(before.mode);
  });

  test('a file that is no database is refused', () => {
    const file = join(folder, 'letter.db');
    writeFileSync(file, 'Dear center, '.repeat(500));
    expect(kindOf(openAt(file))).toBe('not-a-center-file');
  });

  test('a damaged file is refused with what was found', () => {
    const file = join(folder, 'damaged.db');
    openCity({ file }).close();
    const bytes = readFileSync(file);
    bytes.fill(0xab, 4096 * 3, 4096 * 9);
    writeFileSync(file, bytes);
    const opened = openAt(file);
    expect(opened.ok ? undefined : opened.error.kind).toBe('damaged-file');
  });

  test('a directory in place of the file is refused', () => {
    expect(kindOf(openAt(folder))).toBe('unusable-file');
  });

  test('every refusal says cause and remedy in both languages', () => {
    const opened = openAt(folder);
    if (opened.ok) throw new Error('opened a directory');
    for (const text of [opened.error.cause, opened.error.remedy]) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/[a-z]/);
    }
  });
});

describe('founding', () => {
  test('happens once: the second opening keeps the first city', () => {
    const file = join(folder, 'once.db');
    openCity({ file }).close();
    const other = someone('P999', '999');
    const again = openCity({ file, seed: smallCity({ people: [other] }) });
    expect(again.inspection.everyone()).toEqual(['P001', 'P002', 'P003', 'P004']);
    again.close();
  });

  test('a seed that contradicts itself is refused by name and leaves nothing behind', () => {
    const file = join(folder, 'seed.db');
    const seed = smallCity({ people: [someone('P001', '001', { employerId: 'E404' })] });
    const opened = openCenter({ file, seed, pack, clock: clockAt('2011-08-15 09:00:00') });
    expect(opened.ok ? undefined : opened.error.kind).toBe('seed');
    const sound = openCity({ file });
    expect(sound.inspection.everyone()).toHaveLength(4);
    sound.close();
  });

  test('what a seed function throws is told as a fault of the seed', () => {
    const seed = () => {
      throw new Error('people.yaml:3:1: sex');
    };
    const opened = openCenter({ file: ':memory:', seed, pack, clock: clockAt('2011-08-15 09:00:00') });
    expect(opened).toMatchObject({ ok: false, error: { kind: 'seed' } });
    expect(opened.ok ? '' : opened.error.cause.en).toContain('people.yaml:3:1: sex');
  });

  test('a seed function is asked for the business date, and only for a new file', () => {
    const file = join(folder, 'function.db');
    const asked: string[] = [];
    const open = () =>
      openCenter({
        file,
        pack,
        clock: clockAt('2011-08-20 09:00:00'),
        seed: (foundedOn) => {
          asked.push(foundedOn);
          return smallCity({ foundedOn });
        },
      });
    for (const opened of [open(), open()]) {
      if (!opened.ok) throw new Error(opened.error.cause.en);
      expect(opened.value.foundedOn).toBe('2011-08-20');
      opened.value.close();
    }
    expect(asked).toEqual(['2011-08-20']);
  });

  test('earlier visits are settled by the engine: the ledger is their sum, the account is what the seed says', () => {
    const history = (['2010-12-30', '2011-02-01', '2011-03-01'] as const).map((on) => ({
      on: on as never,
      hospitalCode: 'H12999900001',
      visit: 'outpatient' as const,
      illness: undefined,
      lines: [{ item: 'A', quantity: '1', price: '500' }],
    }));
    // The first is before the pack's own first day: it settles to nothing but cash.
    const center = openCity({ seed: smallCity({ people: [someone('P001', '001', { history })] }) });
    expect(center.inspection.ledger('P001', 2011, 'outpatient')).toEqual({
      inScope: 100_000,
      deductible: 80_000,
      fund: 11_000,
      supplement: 0,
    });
    expect(center.inspection.person('P001')?.person.account).toBe(5000);
    expect(center.inspection.contradictions()).toEqual([]);
    center.close();
  });
});

describe('history is not rewritten', () => {
  test.each([
    'UPDATE settlement SET total = total + 1, cash = cash + 1, full_self_pay = full_self_pay + 1',
    "UPDATE settlement SET state = 'unconfirmed', ended_at = NULL",
    'DELETE FROM settlement',
    "UPDATE message SET answer = '{}'",
    'DELETE FROM message',
    'DELETE FROM account_movement',
    "UPDATE registration SET psn_no = 'P002'",
    'UPDATE fee_line SET quantity = 9',
    'DELETE FROM fee_line',
    "UPDATE person SET account = -1 WHERE psn_no = 'P001'",
    "INSERT INTO ledger VALUES ('P003', 2011, 'outpatient', -1, 0, 0, 0)",
  ])('%s', (statement) => {
    const file = join(folder, 'history.db');
    rmSync(file, { force: true });
    const center = openCity({ file });
    const counter = new Counter(center);
    counter.must(counter.confirm(worker, counter.charge(worker, [fee]).msgid));
    const database = new Sqlite(file);
    expect(() => database.exec(statement)).toThrow();
    database.close();
    center.close();
  });
});

describe('contradictions (doctor)', () => {
  test.each([
    ['every ledger figure is the sum of its settlements that stand', 'UPDATE ledger SET fund = fund + 1'],
    ['every account is the sum of its movements', "UPDATE person SET account = account + 1 WHERE psn_no = 'P001'"],
    ['every ledger figure is the sum of its settlements that stand', 'DELETE FROM ledger'],
  ])('%s: found after %s', (law, statement) => {
    const file = join(folder, 'contradiction.db');
    rmSync(file, { force: true });
    const center = openCity({ file });
    const counter = new Counter(center);
    counter.charge(worker, [fee]);
    expect(center.inspection.contradictions()).toEqual([]);
    const database = new Sqlite(file);
    database.exec(statement);
    database.close();
    expect(center.inspection.contradictions().map((found) => found.law)).toContain(law);
    center.close();
  });
});

test('a copy of the file is the same center', () => {
  const file = join(folder, 'original.db');
  const center = openCity({ file });
  const counter = new Counter(center);
  const { request, msgid } = counter.charge(worker, [fee]);
  const answer = center.handle(request);
  center.close();
  const copy = join(folder, 'copy.db');
  copyFileSync(file, copy);
  const restored = openCity({ file: copy });
  expect(restored.handle(request)).toBe(answer);
  expect(msgid).toHaveLength(30);
  restored.close();
});
