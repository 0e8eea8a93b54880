// Stages that tickets came to have later: registrations that are taken back (退号), visits that a statement accepted. The table
// is rebuilt each time, as SQLite cannot widen a CHECK; every row comes back as it was.

const founded = ['fee-due', 'waiting', 'ordered', 'in-doubt', 'cash-due', 'paid'];

function withStages(stages: readonly string[]): string {
  return `
CREATE TABLE tickets_rebuilt (
  number TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  id_number TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN (${stages.map((stage) => `'${stage}'`).join(', ')})),
  body TEXT NOT NULL CHECK (json_valid(body) AND json_extract(body, '$.stage.at') = stage AND json_extract(body, '$.number') = number)
) STRICT, WITHOUT ROWID;
INSERT INTO tickets_rebuilt (number, day, id_number, stage, body) SELECT number, day, id_number, stage, body FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_rebuilt RENAME TO tickets;
CREATE INDEX tickets_by_person ON tickets (id_number, stage);
CREATE INDEX tickets_by_day ON tickets (day, stage);

-- A cancelled registration is nobody's any more: it is not treated, charged or registered again.
CREATE TRIGGER a_cancelled_ticket_stays BEFORE UPDATE ON tickets WHEN OLD.stage = 'cancelled' AND NEW.stage <> 'cancelled'
  BEGIN SELECT RAISE(ABORT, 'a cancelled registration stays cancelled'); END;
`;
}

export const cancellationMigration = withStages([...founded, 'cancelling', 'cancelled']);
export const acceptanceMigration = withStages([...founded, 'cancelling', 'cancelled', 'accepted']);
