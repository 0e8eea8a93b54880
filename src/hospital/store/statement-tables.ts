// The tables of the day's end, fourth version of the hospital's file: which days are still to be stated, what the center
// answered, and the corrections that followed. All of it only grows, but for the list of open days.

function grows(table: string): string {
  return ['UPDATE', 'DELETE']
    .map(
      (operation) => `CREATE TRIGGER ${table}_no_${operation.toLowerCase()} BEFORE ${operation} ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} only grows'); END;`,
    )
    .join('\n');
}

const line = `
  insutype TEXT NOT NULL CHECK (insutype IN ('310', '390')),
  refund TEXT NOT NULL CHECK (refund IN ('0', '1')),`;

export const statementTables = `
-- Days with something to state that are not flat yet: kept by the file itself, so that years of it need not be read.
CREATE TABLE open_days (day TEXT PRIMARY KEY CHECK (length(day) = 10)) STRICT, WITHOUT ROWID;
INSERT INTO open_days
  SELECT day FROM receipts WHERE way = 'network' UNION SELECT day FROM refunds WHERE way = 'network'
  UNION SELECT substr(at, 1, 10) FROM intents WHERE infno IN ('2207A', '2208');
CREATE TRIGGER a_receipt_opens_its_day AFTER INSERT ON receipts WHEN NEW.way = 'network'
  BEGIN INSERT OR IGNORE INTO open_days VALUES (NEW.day); END;
CREATE TRIGGER a_refund_opens_its_day AFTER INSERT ON refunds WHEN NEW.way = 'network'
  BEGIN INSERT OR IGNORE INTO open_days VALUES (NEW.day); END;
CREATE TRIGGER a_settlement_opens_its_day AFTER INSERT ON intents WHEN NEW.infno NOT IN ('2201', '2204')
  BEGIN INSERT OR IGNORE INTO open_days VALUES (substr(NEW.at, 1, 10)); END;

CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  session INTEGER NOT NULL REFERENCES sessions (id),
  at TEXT NOT NULL,
  operator TEXT NOT NULL,
  flat INTEGER NOT NULL CHECK (flat IN (0, 1))
) STRICT;
CREATE INDEX statements_by_day ON statements (day, id);
${grows('statements')}

CREATE TABLE statement_lines (
  statement INTEGER NOT NULL REFERENCES statements (id),${line}
  verdict TEXT NOT NULL CHECK (verdict IN ('flat', 'center-more', 'hospital-more', 'differs')),
  said TEXT NOT NULL,
  count INTEGER NOT NULL, total INTEGER NOT NULL, fund INTEGER NOT NULL, account INTEGER NOT NULL,
  center_count INTEGER NOT NULL, center_total INTEGER NOT NULL, center_fund INTEGER NOT NULL, center_account INTEGER NOT NULL,
  PRIMARY KEY (statement, insutype, refund)
) STRICT, WITHOUT ROWID;
${grows('statement_lines')}

-- What followed from a row that was not flat. A reversal is written before it is sent; what changes the books names who
-- asked and who allowed it. The receipt and the settlement themselves stay as they are.
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('reversal-intent', 'reversed', 'confirmed', 'cancelled', 'accepted')),
  day TEXT NOT NULL,
  settlement TEXT NOT NULL,
  msgid TEXT NOT NULL,
  -- The number under which the reversal went out.
  sent TEXT,
  -- Of a payment or of a refund.
  receipt TEXT,${line}
  psn_no TEXT NOT NULL,
  mdtrt_id TEXT NOT NULL,
  patient TEXT NOT NULL,
  total INTEGER NOT NULL, fund INTEGER NOT NULL, account INTEGER NOT NULL, cash INTEGER NOT NULL,
  -- Cash that the patient gets back; below zero: that the patient owes, where a refund is cancelled.
  owed INTEGER NOT NULL,
  session INTEGER NOT NULL REFERENCES sessions (id),
  at TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  approved_by TEXT,
  CHECK (approved_by <> asked_by),
  CHECK (approved_by IS NOT NULL OR kind NOT IN ('cancelled', 'accepted')),
  CHECK (total = fund + account + cash)
) STRICT;
CREATE INDEX corrections_by_day ON corrections (day, kind);
-- A settlement is put right once.
CREATE UNIQUE INDEX corrections_one_end ON corrections (settlement, msgid) WHERE kind IN ('reversed', 'cancelled', 'accepted');
${grows('corrections')}
CREATE TRIGGER a_correction_opens_its_day AFTER INSERT ON corrections
  BEGIN INSERT OR IGNORE INTO open_days VALUES (NEW.day); END;
`;
