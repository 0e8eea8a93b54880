// That a campaign would find a PIN in its files (4, Roles and traces: a PIN is never written anywhere), and finds none where
// there is only something like one.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pins, pinsLeftIn } from './left-pins.ts';

const pin = pins.right;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pins-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const found = () => pinsLeftIn(folder, new Set(Object.values(pins)));

function keep(...values: readonly string[]): void {
  const database = new Sqlite(join(folder, 'hospital.db'));
  database.exec('CREATE TABLE kept (a TEXT, b TEXT)');
  for (const value of values) database.prepare('INSERT INTO kept VALUES (?, ?)').run('2011-08-15 10:00:00', value);
  database.close();
}

describe('a PIN that was typed', () => {
  it('is found in a column of its own, right beside other digits of its row', () => {
    keep(pin);
    expect(found()).toEqual([expect.stringContaining('hospital.db')]);
  });

  it('is found inside a message, and where the row was deleted since', () => {
    keep(JSON.stringify({ sim_pin: pin }));
    const database = new Sqlite(join(folder, 'hospital.db'));
    database.exec('DELETE FROM kept');
    database.close();
    expect(found()).toHaveLength(1);
  });

  it('is found in a cell that is longer than a page, and as the value of a cell that is no text', () => {
    keep(`${'x'.repeat(4080)}${' '.repeat(3)}PIN ${pin} ${'y'.repeat(9000)}`);
    expect(found()).toHaveLength(1);
    const database = new Sqlite(join(folder, 'center.db'));
    database.exec('CREATE TABLE kept (a BLOB)');
    database.prepare('INSERT INTO kept VALUES (?)').run(Buffer.from(pin));
    database.close();
    expect(found()).toHaveLength(2);
  });

  it('is found in any other file, in either encoding', () => {
    writeFileSync(join(folder, 'trace.log'), `VERIFY ${pin} ok`);
    writeFileSync(join(folder, 'wide.log'), Buffer.from(`PIN=${pin};`, 'utf16le'));
    expect(found()).toHaveLength(2);
  });

  it('is told from another that begins alike', () => {
    keep(pins.wrong);
    expect(found()).toEqual([expect.stringContaining(pins.wrong)]);
  });

  it('is none in a longer number, nor in a hash, nor where another number only begins alike', () => {
    keep(`${pin.slice(0, -1)}9`, `1${pin}`, `${pin}99`, `${'ab'.repeat(20)}${pin}${'cd'.repeat(9)}`);
    expect(found()).toEqual([]);
  });
});
