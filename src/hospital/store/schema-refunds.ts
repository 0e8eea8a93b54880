// The third migration: refunds (2208) in the journal, and what was given back beside the receipts. The journal's intents
// are rebuilt, as SQLite cannot widen a CHECK; every row, trigger and view comes back as it was, or wider.

/** Ends of a message's story; whatever has none of them is in flight. */
const closing = `('confirmed', 'refused', 'reversed', 'dropped', 'kept')`;
/** Ends after which no money was moved. */
const nothingMoved = `('refused', 'reversed', 'dropped')`;
const movesMoney = `('2207A', '2208')`;

const columns = 'msgid, infno, session, at, psn_no, id_number, patient, visit, purpose, amount, subject, operator';

export const refundMigration = `
DROP VIEW in_flight;

CREATE TABLE intents_with_refunds (
  msgid TEXT PRIMARY KEY CHECK (length(msgid) = 30),
  infno TEXT NOT NULL CHECK (infno IN ('2201', '2204', '2207A', '2208')),
  session INTEGER NOT NULL REFERENCES sessions (id),
  at TEXT NOT NULL,
  psn_no TEXT NOT NULL,
  id_number TEXT NOT NULL,
  patient TEXT NOT NULL,
  visit TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('registration', 'fees', 'refund')),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  subject TEXT NOT NULL CHECK (json_valid(subject)),
  operator TEXT,
  CHECK ((infno = '2208') = (purpose = 'refund'))
) STRICT;
INSERT INTO intents_with_refunds (${columns}) SELECT ${columns} FROM intents;
DROP TABLE intents;
ALTER TABLE intents_with_refunds RENAME TO intents;
CREATE INDEX intents_by_visit ON intents (visit, purpose);
CREATE INDEX intents_by_person ON intents (id_number);
CREATE TRIGGER intents_are_not_changed BEFORE UPDATE ON intents BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER intents_are_not_cut BEFORE DELETE ON intents BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER a_message_opens AFTER INSERT ON intents BEGIN INSERT INTO open_messages VALUES (NEW.msgid); END;

-- A charge is settled once: a second intent only where the first is known to have charged nothing.
CREATE TRIGGER one_settlement_a_charge BEFORE INSERT ON intents WHEN NEW.infno = '2207A' AND EXISTS (
  SELECT 1 FROM intents i WHERE i.infno = '2207A' AND i.visit = NEW.visit AND i.purpose = NEW.purpose
    AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.msgid = i.msgid AND j.kind IN ${nothingMoved})
) BEGIN SELECT RAISE(ABORT, 'charge taken: settled or in doubt'); END;

-- No more money is moved for a person while nobody knows what became of the last: neither taken nor given back.
CREATE TRIGGER no_money_beside_a_doubt BEFORE INSERT ON intents WHEN NEW.infno IN ${movesMoney} AND EXISTS (
  SELECT 1 FROM intents i WHERE i.infno IN ${movesMoney} AND i.id_number = NEW.id_number
    AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.msgid = i.msgid AND j.kind IN ('outcome', 'refused', 'reversed', 'dropped'))
) BEGIN SELECT RAISE(ABORT, 'charge taken: other money of this person is in doubt'); END;

-- A visit's next refund waits until the center has the word on the last.
CREATE TRIGGER one_refund_in_flight BEFORE INSERT ON intents WHEN NEW.infno = '2208' AND EXISTS (
  SELECT 1 FROM intents i WHERE i.infno = '2208' AND i.visit = NEW.visit
    AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.msgid = i.msgid AND j.kind IN ${closing})
) BEGIN SELECT RAISE(ABORT, 'charge taken: another refund of this visit is in flight'); END;

CREATE VIEW in_flight AS
  SELECT i.*,
    (SELECT note FROM journal j WHERE j.msgid = i.msgid AND j.kind = 'outcome') AS receipt,
    EXISTS (SELECT 1 FROM journal j WHERE j.msgid = i.msgid AND j.kind = 'outcome') AS known,
    EXISTS (SELECT 1 FROM journal j WHERE j.msgid = i.msgid AND j.kind IN ('lost', 'abandoned', 'reversal-intent')) AS given_up
  FROM open_messages o CROSS JOIN intents i ON i.msgid = o.msgid;

-- What was given back, under a receipt of its own; amounts are what came back, zero or above.
CREATE TABLE refunds (
  number TEXT PRIMARY KEY,
  -- The receipt of what it was given back of: the payment's, or that of the refund before. Once.
  undoes TEXT NOT NULL UNIQUE CHECK (undoes <> number),
  ticket TEXT NOT NULL REFERENCES tickets (number),
  way TEXT NOT NULL CHECK (way IN ('network', 'cash')),
  day TEXT NOT NULL,
  total INTEGER NOT NULL CHECK (total > 0),
  fund INTEGER NOT NULL CHECK (fund >= 0),
  account INTEGER NOT NULL CHECK (account >= 0),
  cash INTEGER NOT NULL CHECK (cash >= 0),
  approved_by TEXT NOT NULL,
  CHECK (total = fund + account + cash),
  CHECK (way = 'network' OR cash = total)
) STRICT, WITHOUT ROWID;
CREATE INDEX refunds_by_day ON refunds (day);
CREATE TRIGGER refunds_are_not_changed BEFORE UPDATE ON refunds BEGIN SELECT RAISE(ABORT, 'a refund stays as it is'); END;
CREATE TRIGGER refunds_are_not_cut BEFORE DELETE ON refunds BEGIN SELECT RAISE(ABORT, 'a refund stays'); END;
CREATE TRIGGER refunds_undo_what_there_is BEFORE INSERT ON refunds WHEN NOT EXISTS (
  SELECT 1 FROM receipts WHERE number = NEW.undoes AND ticket = NEW.ticket AND tendered IS NOT NULL
  UNION ALL SELECT 1 FROM refunds WHERE number = NEW.undoes AND ticket = NEW.ticket
) BEGIN SELECT RAISE(ABORT, 'nothing that could be given back'); END;
`;
