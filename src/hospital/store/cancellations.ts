// Registrations that the center is still to take back (2202): what is owed is on disk before it is sent, and what the center
// refused for good stays told. It only grows; the last entry of a visit counts.

import type { CalendarDate, Timestamp } from '../../domain/date.ts';
import { type Fen, fen, formatYuan } from '../../domain/money.ts';
import type { AuditWriter } from './audit.ts';
import type { Journal } from './journal.ts';
import type { HospitalDatabase } from './open-file.ts';
import type { Session } from './sessions.ts';

export interface OwedCancellation {
  /** The message of the refund that goes with it. */
  readonly msgid: string;
  readonly psnNo: string;
  readonly mdtrtId: string;
  readonly ticket: string;
  readonly patient: string;
  /** The day of the registration, which is that of its refund. */
  readonly day: CalendarDate;
  /** What was given back, zero or above. */
  readonly amount: Fen;
}

export interface RefusedCancellation extends OwedCancellation {
  /** In the center's words. */
  readonly said: string;
}

export interface Cancellations {
  /** Before 2202 is sent for a refund whose row has ended, or that this file never had. */
  owe(registration: OwedCancellation, now: Timestamp): void;
  /** Refused for good; nothing where another window has had it done meanwhile. The refund's own row, where it is still in flight, ends with it: its money is given back. */
  refused(registration: OwedCancellation, said: string, now: Timestamp): void;
  /** Once, however many windows come to it. */
  done(registration: OwedCancellation, now: Timestamp): void;
  /** Oldest first. */
  owed(): readonly OwedCancellation[];
  /** Of one day. */
  refusedOn(day: CalendarDate): readonly RefusedCancellation[];
}

interface Row {
  msgid: string;
  psn_no: string;
  mdtrt_id: string;
  ticket: string;
  patient: string;
  day: string;
  amount: number;
  said: string | null;
}

function registrationOf({ msgid, psn_no, mdtrt_id, ticket, patient, day, amount }: Row): OwedCancellation {
  return { msgid, psnNo: psn_no, mdtrtId: mdtrt_id, ticket, patient, day: day as CalendarDate, amount: fen(amount) };
}

export interface CancellationParts {
  readonly session: Session;
  readonly journal: Journal;
  readonly audit: AuditWriter;
}

export function openCancellations(db: HospitalDatabase, { session, journal, audit }: CancellationParts): Cancellations {
  const add = db.prepare(
    `INSERT INTO cancellations (kind, msgid, day, ticket, mdtrt_id, psn_no, patient, amount, said, session, operator, at)
     SELECT @kind, @msgid, @day, @ticket, @mdtrtId, @psnNo, @patient, @amount, @said, @session, @operator, @at
     WHERE @kind = 'owed'
       OR 'done' IS NOT (SELECT kind FROM cancellations WHERE mdtrt_id = @mdtrtId ORDER BY id DESC LIMIT 1)`,
  );
  const open = db.prepare<[string]>('SELECT 1 FROM open_messages WHERE msgid = ?');
  const standing = db.prepare<[string], Row>(
    `SELECT * FROM cancellations c WHERE kind = ?
       AND id = (SELECT max(id) FROM cancellations WHERE mdtrt_id = c.mdtrt_id) ORDER BY id`,
  );

  function write(
    kind: 'owed' | 'refused' | 'done',
    registration: OwedCancellation,
    said: string | null,
    at: Timestamp,
  ) {
    const who = { session: session.id, operator: session.operator() ?? null, at };
    const { changes, lastInsertRowid } = add.run({ kind, ...registration, said, ...who });
    if (changes === 0) return;
    const { msgid, ticket, amount } = registration;
    const body = { msgid, ticket, amount: formatYuan(amount) };
    audit.tell(`registration-${kind}`, { kind: 'cancellation', key: Number(lastInsertRowid) }, body, at);
  }

  return {
    owe: db.transaction((registration, now) => write('owed', registration, null, now)),
    refused: db.transaction((registration, said, now) => {
      write('refused', registration, said, now);
      if (open.get(registration.msgid)) journal.note(registration.msgid, 'confirmed', undefined, now);
    }),
    done: db.transaction((registration, now) => write('done', registration, null, now)),
    owed: () => standing.all('owed').map(registrationOf),
    refusedOn: (day) =>
      standing
        .all('refused')
        .flatMap((row) => (row.day === day ? [{ ...registrationOf(row), said: row.said ?? '' }] : [])),
  };
}
