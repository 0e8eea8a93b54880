// What real-time review asks of the center's tables: fee lines that keep their days of supply and the patient's consent.

export const reviewTables = `
ALTER TABLE fee_line ADD COLUMN days INTEGER CHECK (days BETWEEN 1 AND 999);
-- The patient agreed to pay it wholly, as the hospital says.
ALTER TABLE fee_line ADD COLUMN consent INTEGER NOT NULL DEFAULT 0 CHECK (consent IN (0, 1));
CREATE TRIGGER fee_line_review_stays BEFORE UPDATE OF days, consent ON fee_line
BEGIN SELECT RAISE(ABORT, 'a fee line is history: it can only be withdrawn'); END;
`;
