// What must always hold between a hospital's file and the center's, read from both files as an auditor would.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Contradiction, contradictionsIn } from '../../src/hospital/store/contradictions.ts';

export interface SettledAtCenter {
  readonly msgid: string;
  readonly state: 'unconfirmed' | 'confirmed' | 'reversed';
  readonly invoice: string;
  readonly total: number;
}

function reading<Value>(file: string, read: (db: Database.Database) => Value): Value {
  const db = new Database(file, { readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

/** Settlements that hospitals sent, not those of the city's past. */
export function settledAtCenter(centerFile: string): readonly SettledAtCenter[] {
  return reading(centerFile, (db) =>
    db
      .prepare<[], SettledAtCenter>(
        'SELECT msgid, state, invoice, total FROM settlement WHERE msgid IS NOT NULL ORDER BY id',
      )
      .all(),
  );
}

/** Registrations and fee batches at the center that still stand although nothing was settled for them. */
export function leftoversAtCenter(centerFile: string): { readonly visits: number; readonly lines: number } {
  return reading(centerFile, (db) => ({
    visits:
      db
        .prepare<[], number>(
          `SELECT count(*) FROM registration r WHERE r.msgid IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM reversal v WHERE v.omsgid = r.msgid)
           AND NOT EXISTS (SELECT 1 FROM settlement s WHERE s.mdtrt_id = r.mdtrt_id AND s.state <> 'reversed')`,
        )
        .pluck()
        .get() ?? 0,
    lines:
      db
        .prepare<[], number>(
          `SELECT count(*) FROM fee_line l WHERE l.msgid IS NOT NULL AND l.withdrawn_by IS NULL
           AND NOT EXISTS (SELECT 1 FROM settlement s WHERE s.batch = l.batch AND s.mdtrt_id = l.mdtrt_id AND s.state <> 'reversed')`,
        )
        .pluck()
        .get() ?? 0,
  }));
}

/** The tickets whose registration the center has cancelled (2202). */
export function cancelledAtCenter(centerFile: string): readonly string[] {
  return reading(centerFile, (db) =>
    db
      .prepare<[], string>('SELECT ticket FROM registration JOIN cancellation USING (mdtrt_id) ORDER BY ticket')
      .pluck()
      .all(),
  );
}

export interface ReceiptAtHospital {
  readonly number: string;
  readonly purpose: string;
  readonly way: string;
  readonly total: number;
}

export function receiptsAt(folder: string, hospital: string): readonly ReceiptAtHospital[] {
  return reading(join(folder, `hospital-${hospital}.db`), (db) =>
    db.prepare<[], ReceiptAtHospital>('SELECT number, purpose, way, total FROM receipts ORDER BY number').all(),
  );
}

/** Counted from the journal itself, entry by entry, not from what the store derives of it. */
export function inFlightAt(folder: string, hospital: string): number {
  const ends = `('confirmed', 'refused', 'reversed', 'dropped', 'kept')`;
  return reading(
    join(folder, `hospital-${hospital}.db`),
    (db) =>
      db
        .prepare<[], number>(
          `SELECT count(*) FROM intents WHERE msgid NOT IN (SELECT msgid FROM journal WHERE kind IN ${ends})`,
        )
        .pluck()
        .get() ?? -1,
  );
}

/** What the hospital's own laws say of its file; nothing where it was never founded. */
export function contradictionsAt(folder: string, hospital: string): readonly Contradiction[] {
  const file = join(folder, `hospital-${hospital}.db`);
  return existsSync(file) ? reading(file, contradictionsIn) : [];
}
