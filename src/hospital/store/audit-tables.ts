// The audit in a hospital's file: its table, and which rows of the others it must tell of. What it forbids, the table itself
// refuses; what another hand does to the file all the same, `audit verify` finds.

export const auditTables = `
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  operator TEXT,
  place TEXT NOT NULL,
  event TEXT NOT NULL,
  subject TEXT UNIQUE,
  digest TEXT CHECK (length(digest) = 64),
  body TEXT NOT NULL CHECK (json_valid(body)),
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  CHECK ((subject IS NULL) = (digest IS NULL))
) STRICT;
CREATE TABLE audit_head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  rows INTEGER NOT NULL CHECK (rows > 0),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
CREATE TRIGGER audit_head_is_not_cut BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
CREATE TRIGGER audit_head_goes_on BEFORE UPDATE ON audit_head WHEN NEW.rows <> OLD.rows + 1
  BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
`;

/** What a row says of itself for ever: its key first, then its facts. Columns that may still change are not among them. */
export interface ToldTable {
  readonly kind: string;
  readonly select: string;
}

export const toldTables = [
  { kind: 'session', select: 'SELECT id AS key, window, opened_at FROM sessions ORDER BY id' },
  {
    kind: 'intent',
    select: `SELECT msgid AS key, infno, session, operator, at, psn_no, id_number, patient, visit, purpose, amount, subject
             FROM intents ORDER BY rowid`,
  },
  // The entry `intent` is the intent itself, said above.
  {
    kind: 'entry',
    select: `SELECT id AS key, msgid, kind, session, operator, at, note FROM journal WHERE kind <> 'intent' ORDER BY id`,
  },
  {
    kind: 'receipt',
    select: 'SELECT number AS key, ticket, purpose, way, day, total, fund, account, cash FROM receipts ORDER BY number',
  },
  {
    kind: 'cash',
    select: 'SELECT number AS key, tendered FROM receipts WHERE cash > 0 AND tendered IS NOT NULL ORDER BY number',
  },
  {
    kind: 'refund',
    select: `SELECT number AS key, undoes, ticket, way, day, total, fund, account, cash, approved_by
             FROM refunds ORDER BY number`,
  },
  { kind: 'statement', select: 'SELECT id AS key, day, session, at, operator, flat FROM statements ORDER BY id' },
  {
    kind: 'correction',
    select: `SELECT id AS key, kind, day, settlement, msgid, sent, receipt, insutype, refund, psn_no, mdtrt_id, patient,
               total, fund, account, cash, owed, session, at, asked_by, approved_by
             FROM corrections ORDER BY id`,
  },
  {
    kind: 'password',
    select: 'SELECT id AS key, operator, salt, hash, practice, set_by, set_at FROM operator_passwords ORDER BY id',
  },
  {
    kind: 'cancellation',
    select: `SELECT id AS key, kind, msgid, day, ticket, mdtrt_id, psn_no, patient, amount, said, session, operator, at
             FROM cancellations ORDER BY id`,
  },
] as const satisfies readonly ToldTable[];

export type ToldKindName = (typeof toldTables)[number]['kind'];
