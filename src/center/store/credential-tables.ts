// The center's tables, second version: what stands for a person besides the social-security card. PINs as salted hashes.

export const credentialTables = `
CREATE TABLE center_pin (
  psn_no TEXT NOT NULL PRIMARY KEY REFERENCES person (psn_no),
  salt TEXT NOT NULL CHECK (length(salt) = 32),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  -- 0: blocked.
  tries_left INTEGER NOT NULL CHECK (tries_left BETWEEN 0 AND 6)
) STRICT, WITHOUT ROWID;

-- Where and when the holder of an identity card entered the right PIN: good for that hospital, for that day.
CREATE TABLE pin_proof (
  psn_no TEXT NOT NULL REFERENCES person (psn_no),
  hospital_code TEXT NOT NULL REFERENCES hospital (code),
  day TEXT NOT NULL,
  PRIMARY KEY (psn_no, hospital_code, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE e_voucher (
  unique_part TEXT NOT NULL PRIMARY KEY CHECK (length(unique_part) = 17),
  psn_no TEXT NOT NULL UNIQUE REFERENCES person (psn_no)
) STRICT, WITHOUT ROWID;
`;
