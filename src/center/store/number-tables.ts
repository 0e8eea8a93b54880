// The center's tables, eighth version: below which numbers nothing is given out any more. A backup that is put back knows
// nothing of the numbers that were given out after it, and hospitals have them on receipts.

export const numberTables = `
CREATE TABLE number_floor (
  name TEXT NOT NULL PRIMARY KEY CHECK (name IN ('settlement', 'registration', 'sign_in', 'message')),
  value INTEGER NOT NULL CHECK (value >= 0)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER number_floor_rises BEFORE UPDATE ON number_floor WHEN NEW.value < OLD.value OR NEW.name <> OLD.name
BEGIN SELECT RAISE(ABORT, 'a number is given out once'); END;
CREATE TRIGGER number_floor_no_delete BEFORE DELETE ON number_floor
BEGIN SELECT RAISE(ABORT, 'a number is given out once'); END;
`;
