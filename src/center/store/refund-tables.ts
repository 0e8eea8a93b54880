// The center's tables, third version: refunds (2208), and what they ask of the rest: settlements that say whether the account
// was used, account movements of a refund, fee lines that keep their number in the remainder. With their guards.

import { never } from './guards.ts';

const refund = `
CREATE TABLE refund (
  -- One numbering with settlements: their data strings and setl_ids never meet.
  id INTEGER PRIMARY KEY,
  setl_id TEXT NOT NULL UNIQUE,
  msgid TEXT NOT NULL UNIQUE,
  data_string TEXT NOT NULL UNIQUE CHECK (length(data_string) = 23),
  -- What is undone. Its negated amounts are read from there, and are never stored a second time.
  settlement_id INTEGER NOT NULL REFERENCES settlement (id),
  -- What was kept, settled anew; null where everything was given back. It is written after the refund.
  remainder_id INTEGER UNIQUE REFERENCES settlement (id) DEFERRABLE INITIALLY DEFERRED,
  invoice TEXT NOT NULL,
  approver TEXT NOT NULL,
  approver_name TEXT NOT NULL,
  refunded_at TEXT NOT NULL,
  -- The account after it, before the remainder took its part.
  balance INTEGER NOT NULL CHECK (balance >= 0),
  state TEXT NOT NULL CHECK (state IN ('unconfirmed', 'confirmed', 'reversed')),
  ended_at TEXT,
  ended_by TEXT,
  CHECK ((state = 'unconfirmed') = (ended_at IS NULL)),
  CHECK (remainder_id <> settlement_id)
) STRICT;
CREATE UNIQUE INDEX refund_standing ON refund (settlement_id) WHERE state <> 'reversed';
CREATE INDEX refund_open ON refund (settlement_id) WHERE state = 'unconfirmed';
CREATE INDEX refund_of_day ON refund (refunded_at);

CREATE TRIGGER refund_facts_stay BEFORE UPDATE OF id, setl_id, msgid, data_string, settlement_id, remainder_id, invoice,
  approver, approver_name, refunded_at, balance ON refund
BEGIN SELECT RAISE(ABORT, 'a refund is history: only its state moves'); END;

CREATE TRIGGER refund_state_moves_once BEFORE UPDATE ON refund WHEN OLD.state <> 'unconfirmed'
BEGIN SELECT RAISE(ABORT, 'a refund that is confirmed or reversed stays so'); END;

CREATE TRIGGER refund_number_is_free BEFORE INSERT ON refund
WHEN EXISTS (SELECT 1 FROM settlement WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a settlement has this number'); END;

CREATE TRIGGER settlement_number_is_free BEFORE INSERT ON settlement
WHEN EXISTS (SELECT 1 FROM refund WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a refund has this number'); END;
${never('refund', 'DELETE')}
`;

/**
 * Whether the account was asked to pay was not kept before. It was where it paid; where it was empty, the careful answer is
 * that it was. The visits that a city is founded with leave it alone.
 */
const settlement = `
ALTER TABLE settlement ADD COLUMN account_used INTEGER NOT NULL DEFAULT 1 CHECK (account_used IN (0, 1));
DROP TRIGGER settlement_state_moves_once;
UPDATE settlement SET account_used = CASE WHEN msgid IS NULL OR (account = 0 AND balance > 0) THEN 0 ELSE 1 END;
CREATE TRIGGER settlement_state_moves_once BEFORE UPDATE ON settlement WHEN OLD.state <> 'unconfirmed'
BEGIN SELECT RAISE(ABORT, 'a settlement that is confirmed or reversed stays so'); END;
CREATE TRIGGER settlement_account_used_stays BEFORE UPDATE OF account_used ON settlement
BEGIN SELECT RAISE(ABORT, 'a settlement is history: only its state moves'); END;
CREATE INDEX settlement_of_day ON settlement (hospital_code, settled_at);
`;

/** A CHECK cannot be changed in place: the table is made anew and takes the old one's rows, numbers and name. */
const accountMovement = `
CREATE TABLE account_movement_anew (
  id INTEGER PRIMARY KEY,
  psn_no TEXT NOT NULL REFERENCES person (psn_no),
  reason TEXT NOT NULL CHECK (reason IN ('opening', 'settlement', 'reversal', 'refund', 'refund-reversal')),
  settlement_id INTEGER REFERENCES settlement (id),
  refund_id INTEGER REFERENCES refund (id),
  amount INTEGER NOT NULL,
  balance INTEGER NOT NULL CHECK (balance >= 0),
  moved_at TEXT NOT NULL,
  CHECK ((reason IN ('settlement', 'reversal')) = (settlement_id IS NOT NULL)),
  CHECK ((reason IN ('refund', 'refund-reversal')) = (refund_id IS NOT NULL))
) STRICT;
INSERT INTO account_movement_anew (id, psn_no, reason, settlement_id, amount, balance, moved_at)
SELECT id, psn_no, reason, settlement_id, amount, balance, moved_at FROM account_movement;
DROP TABLE account_movement;
ALTER TABLE account_movement_anew RENAME TO account_movement;
CREATE UNIQUE INDEX account_movement_once ON account_movement (settlement_id, reason) WHERE settlement_id IS NOT NULL;
CREATE UNIQUE INDEX account_movement_of_refund ON account_movement (refund_id, reason) WHERE refund_id IS NOT NULL;
CREATE INDEX account_movement_of_person ON account_movement (psn_no);
${never('account_movement', 'UPDATE')}
${never('account_movement', 'DELETE')}
`;

/** A line that was kept stands in the remainder's batch under the number that it always had. */
const feeLine = `
DROP INDEX fee_line_serial;
CREATE UNIQUE INDEX fee_line_serial ON fee_line (mdtrt_id, serial, batch) WHERE withdrawn_by IS NULL;
`;

export const refundTables = [refund, settlement, accountMovement, feeLine].join('\n');
