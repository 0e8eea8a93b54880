// The tables of one hospital's file, and what they themselves forbid. A migration is never edited, only followed.

import { auditTables } from './audit-tables.ts';
import { cancellationTables } from './cancellation-tables.ts';
import { fileUseTable, sessionUseMigration } from './file-use-table.ts';
import { refundMigration } from './schema-refunds.ts';
import { acceptanceMigration, cancellationMigration } from './schema-ticket-stages.ts';
import { traceMigration } from './schema-traces.ts';
import { statementTables } from './statement-tables.ts';

/** "YBHP": the file says what it is. */
export const applicationId = 0x59424850;

/** Ends of a message's story; whatever has none of them is in flight. */
const closing = `('confirmed', 'refused', 'reversed', 'dropped', 'kept')`;
/** Ends after which nothing was charged. */
const notCharged = `('refused', 'reversed', 'dropped')`;

const founding = `
CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  window INTEGER NOT NULL,
  pid INTEGER NOT NULL,
  opened_at TEXT NOT NULL,
  closed_at TEXT
) STRICT;

CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL CHECK (value > 0)
) STRICT, WITHOUT ROWID;

-- The last message number given out: a second, and a serial within it. Never goes back.
CREATE TABLE message_clock (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  second TEXT NOT NULL CHECK (length(second) = 14),
  serial INTEGER NOT NULL CHECK (serial BETWEEN 0 AND 9999)
) STRICT;

-- What was about to be sent, written before it was.
CREATE TABLE intents (
  msgid TEXT PRIMARY KEY CHECK (length(msgid) = 30),
  infno TEXT NOT NULL CHECK (infno IN ('2201', '2204', '2207A')),
  session INTEGER NOT NULL REFERENCES sessions (id),
  at TEXT NOT NULL,
  psn_no TEXT NOT NULL,
  id_number TEXT NOT NULL,
  patient TEXT NOT NULL,
  visit TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('registration', 'fees')),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  subject TEXT NOT NULL CHECK (json_valid(subject))
) STRICT;
CREATE INDEX intents_by_visit ON intents (visit, purpose);
CREATE INDEX intents_by_person ON intents (id_number);

-- What became of it, entry by entry.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  msgid TEXT NOT NULL REFERENCES intents (msgid),
  kind TEXT NOT NULL CHECK (kind IN
    ('intent', 'lost', 'outcome', 'abandoned', 'confirmed', 'refused', 'reversal-intent', 'reversed', 'dropped', 'kept')),
  session INTEGER NOT NULL REFERENCES sessions (id),
  at TEXT NOT NULL,
  note TEXT
) STRICT;
CREATE INDEX journal_by_message ON journal (msgid, kind);
-- A message ends once.
CREATE UNIQUE INDEX journal_one_end ON journal (msgid) WHERE kind IN ${closing};
CREATE UNIQUE INDEX journal_one_outcome ON journal (msgid) WHERE kind = 'outcome';

CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER intents_are_not_changed BEFORE UPDATE ON intents BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER intents_are_not_cut BEFORE DELETE ON intents BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;

-- A charge is settled once: a second intent only where the first is known to have charged nothing.
CREATE TRIGGER one_settlement_a_charge BEFORE INSERT ON intents WHEN NEW.infno = '2207A' AND EXISTS (
  SELECT 1 FROM intents i WHERE i.infno = '2207A' AND i.visit = NEW.visit AND i.purpose = NEW.purpose
    AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.msgid = i.msgid AND j.kind IN ${notCharged})
) BEGIN SELECT RAISE(ABORT, 'charge taken: settled or in doubt'); END;

-- Nothing more is settled for a person whose last settlement nobody knows the outcome of.
CREATE TRIGGER no_settlement_beside_a_doubt BEFORE INSERT ON intents WHEN NEW.infno = '2207A' AND EXISTS (
  SELECT 1 FROM intents i WHERE i.infno = '2207A' AND i.id_number = NEW.id_number
    AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.msgid = i.msgid AND j.kind IN ('outcome', 'refused', 'reversed', 'dropped'))
) BEGIN SELECT RAISE(ABORT, 'charge taken: another settlement of this person is in doubt'); END;

-- Which messages have not ended: kept by the journal itself, so that years of it need not be read to know.
CREATE TABLE open_messages (msgid TEXT PRIMARY KEY REFERENCES intents (msgid)) STRICT, WITHOUT ROWID;
CREATE TRIGGER a_message_opens AFTER INSERT ON intents BEGIN INSERT INTO open_messages VALUES (NEW.msgid); END;
CREATE TRIGGER a_message_ends AFTER INSERT ON journal WHEN NEW.kind IN ${closing}
  BEGIN DELETE FROM open_messages WHERE msgid = NEW.msgid; END;

CREATE VIEW in_flight AS
  SELECT i.*,
    (SELECT note FROM journal j WHERE j.msgid = i.msgid AND j.kind = 'outcome') AS receipt,
    EXISTS (SELECT 1 FROM journal j WHERE j.msgid = i.msgid AND j.kind = 'outcome') AS known,
    EXISTS (SELECT 1 FROM journal j WHERE j.msgid = i.msgid AND j.kind IN ('lost', 'abandoned', 'reversal-intent')) AS given_up
  FROM open_messages o CROSS JOIN intents i ON i.msgid = o.msgid;

CREATE TABLE tickets (
  number TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  id_number TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('fee-due', 'waiting', 'ordered', 'in-doubt', 'cash-due', 'paid')),
  body TEXT NOT NULL CHECK (json_valid(body) AND json_extract(body, '$.stage.at') = stage AND json_extract(body, '$.number') = number)
) STRICT, WITHOUT ROWID;
CREATE INDEX tickets_by_person ON tickets (id_number, stage);
CREATE INDEX tickets_by_day ON tickets (day, stage);

CREATE TABLE receipts (
  number TEXT PRIMARY KEY,
  ticket TEXT NOT NULL REFERENCES tickets (number),
  purpose TEXT NOT NULL CHECK (purpose IN ('registration', 'fees')),
  way TEXT NOT NULL CHECK (way IN ('network', 'cash')),
  day TEXT NOT NULL,
  total INTEGER NOT NULL CHECK (total >= 0),
  fund INTEGER NOT NULL CHECK (fund >= 0),
  account INTEGER NOT NULL CHECK (account >= 0),
  cash INTEGER NOT NULL CHECK (cash >= 0),
  tendered INTEGER CHECK (tendered >= cash),
  CHECK (total = fund + account + cash),
  UNIQUE (ticket, purpose)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_day ON receipts (day);
CREATE TRIGGER receipts_are_not_cut BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'a receipt stays'); END;
CREATE TRIGGER receipts_take_cash_once BEFORE UPDATE ON receipts
  WHEN OLD.tendered IS NOT NULL OR NEW.number <> OLD.number OR NEW.ticket <> OLD.ticket OR NEW.purpose <> OLD.purpose
    OR NEW.way <> OLD.way OR NEW.day <> OLD.day OR NEW.total <> OLD.total OR NEW.fund <> OLD.fund
    OR NEW.account <> OLD.account OR NEW.cash <> OLD.cash
  BEGIN SELECT RAISE(ABORT, 'a receipt stays as it is'); END;
`;

/** Passwords, tries, and who did what: added when operators began to sign in. What was written before names nobody. */
const operators = `
CREATE TABLE operator_passwords (
  id INTEGER PRIMARY KEY,
  operator TEXT NOT NULL,
  salt TEXT NOT NULL CHECK (length(salt) = 32),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
  set_by TEXT NOT NULL,
  set_at TEXT NOT NULL
) STRICT;
CREATE INDEX operator_passwords_by_operator ON operator_passwords (operator);
CREATE TRIGGER passwords_are_not_changed BEFORE UPDATE ON operator_passwords
  BEGIN SELECT RAISE(ABORT, 'a password is followed by another, never changed'); END;
CREATE TRIGGER passwords_are_not_cut BEFORE DELETE ON operator_passwords
  BEGIN SELECT RAISE(ABORT, 'a password is followed by another, never changed'); END;

-- Wrong passwords in a row, and when the last was given.
CREATE TABLE operator_tries (
  operator TEXT PRIMARY KEY,
  failed INTEGER NOT NULL CHECK (failed BETWEEN 0 AND 5),
  last_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE intents ADD COLUMN operator TEXT;
ALTER TABLE journal ADD COLUMN operator TEXT;
`;

/** In order; the file's user_version is how many of them it has had. */
export const migrations: readonly string[] = [
  founding,
  operators,
  refundMigration,
  auditTables,
  statementTables,
  cancellationMigration,
  acceptanceMigration,
  traceMigration,
  cancellationTables,
  fileUseTable,
  sessionUseMigration,
];
