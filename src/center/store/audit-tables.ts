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

/** Seventh version: a message tells of several rows and then moves the head once, to the last of them. */
export const auditHeadTables = `
DROP TRIGGER audit_head_goes_on;
CREATE TRIGGER audit_head_goes_on BEFORE UPDATE ON audit_head
WHEN NEW.rows <= OLD.rows OR NEW.rows <> (SELECT max(id) FROM audit)
  OR NEW.hash <> (SELECT hash FROM audit WHERE id = NEW.rows)
BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
`;

export type ToldKindName = 'change' | 'message' | 'settlement' | 'refund' | 'reversal';

/** What a row says of itself for ever: its key, then its facts, the message that made it before all others. */
export interface ToldTable {
  readonly kind: ToldKindName;
  readonly select: string;
  /** Whether each row must be told of. */
  readonly complete: boolean;
}

/** Whatever is done by one of these has changed something. */
const changing = ['2201', '2204', '2207A', '2601'];
const alwaysChanging = `fate = 'done' AND infno IN (${changing.map((infno) => `'${infno}'`).join(', ')})`;

/** Which kind an answered message is told as. */
export function kindOfMessage(infno: string, fate: string): ToldKindName {
  return fate === 'done' && changing.includes(infno) ? 'change' : 'message';
}

/** The facts of each table, in the order in which a digest sees them. */
export const toldFacts = {
  message: ['msgid', 'hospital_code', 'infno', 'body_hash', 'fate', 'answer', 'answered_at'],
  settlement: [
    ...[
      'msgid',
      'id',
      'mdtrt_id',
      'batch',
      'psn_no',
      'hospital_code',
      'med_type',
      'settled_at',
      'data_string',
      'invoice',
    ],
    ...['total', 'full_self_pay', 'over_ceiling', 'prior_self_pay', 'in_scope', 'deductible'],
    ...['hifp_pay', 'hifob_pay', 'cvlserv_pay', 'hifmi_pay', 'maf_pay', 'oth_pay'],
    ...['fund_total', 'patient_share', 'account', 'cash', 'balance', 'benefit', 'year'],
    ...['ledger_in_scope', 'ledger_deductible', 'ledger_fund', 'ledger_supplement', 'account_used'],
  ],
  refund: [
    ...['msgid', 'id', 'data_string', 'settlement_id', 'remainder_id', 'invoice', 'approver', 'approver_name'],
    ...['refunded_at', 'balance'],
  ],
  reversal: ['msgid', 'reversed_at'],
} as const;

function selectFrom(table: keyof typeof toldFacts, key: string): string {
  return `SELECT ${key} AS key, ${toldFacts[table].join(', ')} FROM ${table}`;
}

const messagesWhere = (condition: string) => `${selectFrom('message', 'msgid')} WHERE ${condition} ORDER BY id`;

/** Columns that may still change (state, ended_at, ended_by) are not among their facts. */
export const toldTables = [
  { kind: 'change', select: messagesWhere(alwaysChanging), complete: true },
  // A PIN that was tried, a sign-in, a number declared absent: told of where they changed something.
  { kind: 'message', select: messagesWhere(`NOT (${alwaysChanging})`), complete: false },
  { kind: 'settlement', select: `${selectFrom('settlement', 'setl_id')} ORDER BY id`, complete: true },
  { kind: 'refund', select: `${selectFrom('refund', 'setl_id')} ORDER BY id`, complete: true },
  { kind: 'reversal', select: `${selectFrom('reversal', 'omsgid')} ORDER BY rowid`, complete: true },
] as const satisfies readonly ToldTable[];
