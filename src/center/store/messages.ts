// What was said between hospitals and the center: sign-ins, answered messages, reversals, and the word "absent".

import { type CalendarDate, compactTimestamp, type Timestamp } from '../../domain/date.ts';
import { kindOfMessage } from './audit-tables.ts';
import type { Database } from './database.ts';
import { inserterInto } from './insert.ts';
import { nextNumberOf } from './numbers.ts';
import type { Telling } from './telling.ts';

export interface AnsweredMessage {
  readonly msgid: string;
  readonly hospitalCode: string;
  readonly infno: string;
  readonly bodyHash: string;
  readonly fate: 'done' | 'refused';
  /** The encoded answer, byte for byte. */
  readonly answer: string;
}

interface RecordedMessage extends AnsweredMessage {
  /** Its place in the log, which its answer names. */
  readonly serial: number;
  readonly answeredAt: Timestamp;
}

/** In the order of the audit's facts. */
const columns = [
  ['msgid', 'msgid'],
  ['hospital_code', 'hospitalCode'],
  ['infno', 'infno'],
  ['body_hash', 'bodyHash'],
  ['fate', 'fate'],
  ['answer', 'answer'],
  ['answered_at', 'answeredAt'],
] as const;

export interface Addressed {
  readonly msgid: string;
  readonly hospitalCode: string;
  /** Empty: none was named. */
  readonly signNo: string;
}

export interface MessageStanding {
  /** The number that the next answered message will have. */
  readonly serial: number;
  /** The day on which this hospital signed in under this number; null: it did not, or it signed out. */
  readonly signedOn: CalendarDate | null;
  readonly isDeclaredAbsent: boolean;
  /** What was answered under this msgid. */
  readonly before: AnsweredMessage | undefined;
}

interface StandingRow extends Pick<MessageStanding, 'serial' | 'signedOn'> {
  readonly isDeclaredAbsent: number;
  readonly isKnown: number;
}

interface SignIn {
  readonly signedAt: Timestamp;
  readonly operator: string;
}

const serialDigits = 4;
const serialsPerSecond = 10 ** serialDigits;

export type Messages = ReturnType<typeof messagesIn>;

export function messagesIn(database: Database, telling: Telling) {
  const signInId = database.prepare<[], number>(`SELECT ${nextNumberOf('sign_in')}`).pluck();
  const signIn = database.prepare<[number, string, string, string, Timestamp]>(
    'INSERT INTO sign_in (id, sign_no, hospital_code, operator, signed_at) VALUES (?, ?, ?, ?, ?)',
  );
  const openSignIn = database.prepare<[string, string], SignIn>(
    `SELECT signed_at AS signedAt, operator FROM sign_in WHERE sign_no = ? AND hospital_code = ?
       AND NOT EXISTS (SELECT 1 FROM sign_out WHERE sign_out.sign_no = sign_in.sign_no)`,
  );
  const signOut = database.prepare<[string, string, Timestamp]>('INSERT INTO sign_out VALUES (?, ?, ?)');
  const standing = database.prepare<[string, string, string, string], StandingRow>(
    `SELECT ${nextNumberOf('message')} AS serial,
       (SELECT substr(signed_at, 1, 10) FROM sign_in WHERE sign_no = ? AND hospital_code = ?
         AND NOT EXISTS (SELECT 1 FROM sign_out WHERE sign_out.sign_no = sign_in.sign_no)) AS signedOn,
       EXISTS (SELECT 1 FROM declared_absent WHERE msgid = ?) AS isDeclaredAbsent,
       EXISTS (SELECT 1 FROM message WHERE msgid = ?) AS isKnown`,
  );
  const message = database.prepare<[string], AnsweredMessage>(
    `SELECT msgid, hospital_code AS hospitalCode, infno, body_hash AS bodyHash, fate, answer
     FROM message WHERE msgid = ?`,
  );
  const record = inserterInto<RecordedMessage>(database, 'message', [['id', 'serial'], ...columns]);
  const reversed = database.prepare<[string], number>('SELECT 1 FROM reversal WHERE omsgid = ?').pluck();
  const reverse = database.prepare<[string, string, Timestamp]>(
    'INSERT INTO reversal (omsgid, msgid, reversed_at) VALUES (?, ?, ?)',
  );
  const declare = database.prepare<[string, string, Timestamp]>(
    'INSERT OR IGNORE INTO declared_absent (msgid, hospital_code, declared_at) VALUES (?, ?, ?)',
  );

  return {
    /** Records a sign-in and answers its 30-character number. */
    signIn(hospitalCode: string, operator: string, at: Timestamp): string {
      const id = signInId.get() ?? 1;
      const tail = String(id % serialsPerSecond).padStart(serialDigits, '0');
      const signNo = `${hospitalCode}${compactTimestamp(at)}${tail}`;
      signIn.run(id, signNo, hospitalCode, operator, at);
      return signNo;
    },
    /** What the file knows of a message before it is answered, in one question. */
    standing({ msgid, hospitalCode, signNo }: Addressed): MessageStanding {
      const row = standing.get(signNo, hospitalCode, msgid, msgid);
      if (!row) throw new Error('a count without a row');
      const { serial, signedOn, isDeclaredAbsent, isKnown } = row;
      const before = isKnown === 1 ? message.get(msgid) : undefined;
      return { serial, signedOn, isDeclaredAbsent: isDeclaredAbsent === 1, before };
    },
    /** A sign-in of a hospital that was not ended. */
    signInOf: (signNo: string, hospitalCode: string) => openSignIn.get(signNo, hospitalCode),
    signOut: (signNo: string, msgid: string, at: Timestamp) => void signOut.run(signNo, msgid, at),
    message: (msgid: string) => message.get(msgid),
    record(answered: RecordedMessage): void {
      record(answered);
      const { infno, fate, msgid } = answered;
      telling.tell({
        kind: kindOfMessage(infno, fate),
        key: msgid,
        facts: columns.map(([, field]) => answered[field]),
      });
    },
    isReversed: (msgid: string) => reversed.get(msgid) !== undefined,
    recordReversal(omsgid: string, msgid: string, at: Timestamp): void {
      reverse.run(omsgid, msgid, at);
      telling.tell({ kind: 'reversal', key: omsgid, facts: [msgid, at] });
    },
    declareAbsent: (msgid: string, hospitalCode: string, at: Timestamp) => void declare.run(msgid, hospitalCode, at),
  };
}
