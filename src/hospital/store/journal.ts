// The journal: what was about to be sent, and what became of it. It only grows; what is in flight is derived from it.
// Whether a message was answered is its business; what the answer means for a ticket is charges.ts.

import type { Timestamp } from '../../domain/date.ts';
import type { Fen } from '../../domain/money.ts';
import { fen, formatYuan } from '../../domain/money.ts';
import type { Doubt, MoneySubject } from '../visit/state.ts';
import type { AuditWriter } from './audit.ts';
import type { HospitalDatabase } from './open-file.ts';
import type { Session } from './sessions.ts';
import { steadyText } from './steady.ts';
import { decodeSubject, encodeSubject } from './ticket-json.ts';

/** The messages that change something at the center and can be reversed there. */
export type JournaledInfno = '2201' | '2204' | MoneyInfno;
/** Those that move money: a settlement, a refund. The others are steps towards one. */
export type MoneyInfno = '2207A' | '2208';

export function movesMoney(infno: JournaledInfno): infno is MoneyInfno {
  return infno === '2207A' || infno === '2208';
}

export interface Intent {
  readonly msgid: string;
  readonly infno: JournaledInfno;
  readonly psnNo: string;
  readonly idNumber: string;
  readonly patient: string;
  /** The ticket's number. */
  readonly visit: string;
  readonly purpose: MoneySubject['purpose'];
  /** What is charged, or what is given back. */
  readonly amount: Fen;
  readonly subject: MoneySubject;
}

/**
 * `lost`: sent, and no readable answer. `abandoned`: a step whose trial was given up. `kept`: one whose trial was settled.
 * `dropped`: it never arrived.
 */
export type EntryKind =
  | 'intent'
  | 'lost'
  | 'outcome'
  | 'abandoned'
  | 'confirmed'
  | 'refused'
  | 'reversal-intent'
  | 'reversed'
  | 'dropped'
  | 'kept';

export interface InFlightRow extends Intent {
  readonly since: Timestamp;
  /** The number of whose it is; undefined in files of before operators signed in. */
  readonly operator: string | undefined;
  /** The outcome is on disk. */
  readonly known: boolean;
  /** The receipt issued with the outcome of a settlement. */
  readonly receipt: string | undefined;
  /** Nobody waits for it any more: its answer was lost, its trial was given up, or it is being reversed. */
  readonly givenUp: boolean;
  /** Whose it is: this desk's, another live one's, or a dead one's. */
  readonly owner: 'this' | 'another' | 'gone';
  /** The number of the live window whose it is; undefined of a dead one. */
  readonly window: number | undefined;
}

export interface Journal {
  /** A step towards a settlement: 2201, 2204. What moves money is written with its ticket (Charges, Refunds). */
  intend(intent: Intent, now: Timestamp): void;
  /** One more entry; the end of a message that has ended already changes nothing. */
  note(msgid: string, kind: Exclude<EntryKind, 'intent'>, note: string | undefined, now: Timestamp): void;
  /** Oldest first. */
  inFlight(): readonly InFlightRow[];
  /** The money of a person that was sent on its way and whose outcome nobody here knows. */
  inDoubtOf(idNumber: string): Doubt | undefined;
  /** All entries of a message, oldest first. */
  story(msgid: string): readonly EntryKind[];
}

interface Row {
  msgid: string;
  infno: JournaledInfno;
  session: number;
  operator: string | null;
  at: string;
  psn_no: string;
  id_number: string;
  patient: string;
  visit: string;
  purpose: MoneySubject['purpose'];
  amount: number;
  subject: string;
  receipt: string | null;
  known: 0 | 1;
  given_up: 0 | 1;
}

function rowOf(row: Row, session: Session): InFlightRow {
  const window = session.liveWindow(row.session);
  return {
    msgid: row.msgid,
    infno: row.infno,
    psnNo: row.psn_no,
    idNumber: row.id_number,
    patient: row.patient,
    visit: row.visit,
    purpose: row.purpose,
    amount: fen(row.amount),
    subject: decodeSubject(row.subject),
    since: row.at as Timestamp,
    operator: row.operator ?? undefined,
    known: row.known === 1,
    receipt: row.receipt ?? undefined,
    givenUp: row.given_up === 1,
    owner: row.session === session.id ? 'this' : window !== undefined ? 'another' : 'gone',
    window,
  };
}

export function openJournal(db: HospitalDatabase, session: Session, audit: AuditWriter): Journal {
  const addIntent = db.prepare(
    `INSERT INTO intents (msgid, infno, session, operator, at, psn_no, id_number, patient, visit, purpose, amount, subject)
     VALUES (@msgid, @infno, @session, @operator, @at, @psnNo, @idNumber, @patient, @visit, @purpose, @amount, @subject)`,
  );
  const addEntry = db.prepare<[string, EntryKind, number, string | null, string, string | null]>(
    'INSERT INTO journal (msgid, kind, session, operator, at, note) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const flying = db.prepare<[], Row>('SELECT * FROM in_flight ORDER BY at, msgid');
  const doubtful = db.prepare<[string], { msgid: string; subject: string }>(
    `SELECT msgid, subject FROM in_flight WHERE infno IN ('2207A', '2208') AND id_number = ${steadyText} AND known = 0 ORDER BY at, msgid`,
  );
  const entries = db
    .prepare<[string], EntryKind>(`SELECT kind FROM journal WHERE msgid = ${steadyText} ORDER BY id`)
    .pluck();

  const operator = () => session.operator() ?? null;

  return {
    intend: db.transaction((intent: Intent, now: Timestamp) => {
      const whose = { session: session.id, operator: operator(), at: now };
      addIntent.run({ ...intent, subject: encodeSubject(intent.subject), ...whose });
      const { msgid, infno, visit, purpose, amount, psnNo } = intent;
      const body = { infno, ticket: visit, purpose, amount: formatYuan(amount), person: psnNo };
      audit.tell('intent', { kind: 'intent', key: msgid }, body, now);
      addEntry.run(intent.msgid, 'intent', session.id, operator(), now, null);
    }),
    note: db.transaction((msgid: string, kind: EntryKind, note: string | undefined, now: Timestamp) => {
      const added = addEntry.run(msgid, kind, session.id, operator(), now, note ?? null);
      if (added.changes === 1) audit.tell(kind, { kind: 'entry', key: Number(added.lastInsertRowid) }, { msgid }, now);
    }),
    inFlight: () => flying.all().map((row) => rowOf(row, session)),
    inDoubtOf(idNumber) {
      const row = doubtful.get(idNumber);
      return row && { msgid: row.msgid, subject: decodeSubject(row.subject) };
    },
    story: (msgid) => entries.all(msgid),
  };
}
