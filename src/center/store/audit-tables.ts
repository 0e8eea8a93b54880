// The audit in the center's file: its table, and which rows of the others it tells of. What it forbids, the table itself
// refuses; what another hand does to the file all the same, `audit verify` finds.

import { never } from './guards.ts';

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
${never('audit', 'UPDATE')}
${never('audit', 'DELETE')}
${never('audit_head', 'DELETE')}
CREATE TRIGGER audit_head_goes_on BEFORE UPDATE ON audit_head WHEN NEW.rows <> OLD.rows + 1
BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
`;

/** What a row says of itself for ever: its key, then the message that made it, then its facts. */
export interface ToldTable {
  readonly kind: string;
  readonly select: string;
  /** Whether each row must be told of. */
  readonly complete: boolean;
}

/** Whatever is done by one of these has changed something. */
const alwaysChanging = `fate = 'done' AND infno IN ('2201', '2204', '2207A', '2601')`;

function messagesWhere(condition: string): string {
  return `SELECT msgid AS key, msgid AS made_by, hospital_code, infno, body_hash, fate, answer, answered_at
          FROM message WHERE ${condition} ORDER BY id`;
}

/** Columns that may still change (state, ended_at, ended_by) are not among them. */
export const toldTables = [
  { kind: 'change', select: messagesWhere(alwaysChanging), complete: true },
  // A PIN that was tried, a sign-in, a number declared absent: told of where they changed something.
  { kind: 'message', select: messagesWhere(`NOT (${alwaysChanging})`), complete: false },
  {
    kind: 'settlement',
    select: `SELECT setl_id AS key, msgid AS made_by, id, mdtrt_id, batch, psn_no, hospital_code, med_type, settled_at,
               data_string, invoice, total, full_self_pay, over_ceiling, prior_self_pay, in_scope, deductible,
               hifp_pay, hifob_pay, cvlserv_pay, hifmi_pay, maf_pay, oth_pay, fund_total, patient_share, account, cash,
               balance, benefit, year, ledger_in_scope, ledger_deductible, ledger_fund, ledger_supplement, account_used
             FROM settlement ORDER BY id`,
    complete: true,
  },
  {
    kind: 'refund',
    select: `SELECT setl_id AS key, msgid AS made_by, id, data_string, settlement_id, remainder_id, invoice, approver,
               approver_name, refunded_at, balance
             FROM refund ORDER BY id`,
    complete: true,
  },
  {
    kind: 'reversal',
    select: 'SELECT omsgid AS key, msgid AS made_by, reversed_at FROM reversal ORDER BY rowid',
    complete: true,
  },
] as const satisfies readonly ToldTable[];
