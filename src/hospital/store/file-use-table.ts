// What a hospital's file is for, on disk: one row, and service is for good.

export const fileUseTable = `
-- Files of before say nothing, until somebody signs in outside practice.
CREATE TABLE file_use (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  use TEXT NOT NULL CHECK (use IN ('practice', 'service')),
  since TEXT NOT NULL
) STRICT;
CREATE TRIGGER service_stays BEFORE UPDATE ON file_use WHEN OLD.use = 'service' AND NEW.use <> 'service'
  BEGIN SELECT RAISE(ABORT, 'a file that serves patients is not practised on'); END;
CREATE TRIGGER file_use_is_not_cut BEFORE DELETE ON file_use
  BEGIN SELECT RAISE(ABORT, 'a file that serves patients is not practised on'); END;
`;

/** What a window is open for: one that practises keeps the file from service while it is there. Null in the back office. */
export const sessionUseMigration = `
ALTER TABLE sessions ADD COLUMN use TEXT CHECK (use IN ('practice', 'service'));
`;
