// Registrations that are taken back (退号): a ticket has two stages more. The table is rebuilt, as SQLite cannot widen a
// CHECK; every row comes back as it was.

export const cancellationMigration = `
CREATE TABLE tickets_with_cancellations (
  number TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  id_number TEXT NOT NULL,
  stage TEXT NOT NULL
    CHECK (stage IN ('fee-due', 'waiting', 'cancelling', 'cancelled', 'ordered', 'in-doubt', 'cash-due', 'paid')),
  body TEXT NOT NULL CHECK (json_valid(body) AND json_extract(body, '$.stage.at') = stage AND json_extract(body, '$.number') = number)
) STRICT, WITHOUT ROWID;
INSERT INTO tickets_with_cancellations (number, day, id_number, stage, body)
  SELECT number, day, id_number, stage, body FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_with_cancellations RENAME TO tickets;
CREATE INDEX tickets_by_person ON tickets (id_number, stage);
CREATE INDEX tickets_by_day ON tickets (day, stage);

-- A cancelled registration is nobody's any more: it is not treated, charged or registered again.
CREATE TRIGGER a_cancelled_ticket_stays BEFORE UPDATE ON tickets WHEN OLD.stage = 'cancelled' AND NEW.stage <> 'cancelled'
  BEGIN SELECT RAISE(ABORT, 'a cancelled registration stays cancelled'); END;
`;
