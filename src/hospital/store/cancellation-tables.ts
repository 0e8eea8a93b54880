// Registrations that the center is still to take back (2202), apart from the refund that goes with them: owed because a
// statement accepted that refund, or refused for good. The usual 退号 leaves nothing here.

export const cancellationTables = `
CREATE TABLE cancellations (
  id INTEGER PRIMARY KEY,
  -- owed: written before 2202 is sent. refused: for good, in the center's words. done: the center holds none any more.
  kind TEXT NOT NULL CHECK (kind IN ('owed', 'refused', 'done')),
  -- The refund's message.
  msgid TEXT NOT NULL CHECK (length(msgid) = 30),
  day TEXT NOT NULL CHECK (length(day) = 10),
  ticket TEXT NOT NULL,
  mdtrt_id TEXT NOT NULL,
  psn_no TEXT NOT NULL,
  patient TEXT NOT NULL,
  -- What was given back.
  amount INTEGER NOT NULL CHECK (amount >= 0),
  said TEXT,
  session INTEGER NOT NULL REFERENCES sessions (id),
  operator TEXT,
  at TEXT NOT NULL,
  CHECK ((said IS NOT NULL) = (kind = 'refused'))
) STRICT;
CREATE INDEX cancellations_by_visit ON cancellations (mdtrt_id, id);
CREATE TRIGGER cancellations_are_not_changed BEFORE UPDATE ON cancellations
  BEGIN SELECT RAISE(ABORT, 'cancellations only grow'); END;
CREATE TRIGGER cancellations_are_not_cut BEFORE DELETE ON cancellations
  BEGIN SELECT RAISE(ABORT, 'cancellations only grow'); END;
`;
