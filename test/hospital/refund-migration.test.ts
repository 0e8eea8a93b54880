// A file of before there were refunds: opened, it keeps every word of its journal, and goes on refusing what it refused.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { openStore } from '../../src/hospital/store/open-store.ts';
import { applicationId, migrations } from '../../src/hospital/store/schema.ts';
import { encodeSubject } from '../../src/hospital/store/ticket-json.ts';
import { choice, holder, patient } from './visits.ts';

const code = 'H12990000001';
const now = '2011-08-15 10:00:00' as Timestamp;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('an intent in flight is in flight still, and the journal only grows as before', () => {
  const file = join(folder, `hospital-${code}.db`);
  const before = migrations.findIndex((migration) => migration.includes('CREATE TABLE refunds'));
  const db = new Database(file);
  for (const migration of migrations.slice(0, before)) db.exec(migration);
  db.pragma(`application_id = ${applicationId}`);
  db.pragma(`user_version = ${before}`);
  const msgid = `${code}201108150959590001`;
  const subject = encodeSubject({ purpose: 'registration', patient, choice });
  db.prepare("INSERT INTO sessions VALUES (1, 1, 1, '2011-08-15 09:00:00', '2011-08-15 09:59:59')").run();
  db.prepare(
    "INSERT INTO intents VALUES (?, '2207A', 1, ?, '1', ?, ?, '20110815-0001', 'registration', 500, ?, '1001')",
  ).run(msgid, now, holder.idNumber, holder.name, subject);
  db.prepare("INSERT INTO journal (msgid, kind, session, at) VALUES (?, 'intent', 1, ?)").run(msgid, now);
  db.close();

  const opened = openStore({ folder, hospitalCode: code, window: 1 }, now);
  if (!opened.ok) throw new Error(opened.error.cause);
  const { journal } = opened.value;
  expect(journal.inFlight()).toMatchObject([{ msgid, infno: '2207A', operator: '1001', owner: 'gone', amount: 500 }]);
  expect(journal.story(msgid)).toEqual(['intent']);
  const tampering = new Database(file);
  for (const sql of ['DELETE FROM intents', 'UPDATE intents SET amount = 1', 'UPDATE journal SET note = NULL']) {
    expect(() => tampering.exec(sql), sql).toThrow('the journal only grows');
  }
  tampering.close();
  opened.value.close(now);
});
