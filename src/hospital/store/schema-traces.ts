// How the amounts of a bill came about, apart from its ticket: ten times as long as that, written once, and read only where
// somebody may ask why. Queues, lists and the day's end do without.

/** Tickets of before have it in their body, until they are written the next time. */
export const traceMigration = `
CREATE TABLE ticket_traces (
  ticket TEXT PRIMARY KEY REFERENCES tickets (number),
  trace TEXT NOT NULL CHECK (json_valid(trace))
) STRICT;
CREATE TRIGGER traces_are_not_changed BEFORE UPDATE ON ticket_traces
  BEGIN SELECT RAISE(ABORT, 'a bill is settled once, and explained once'); END;
`;
