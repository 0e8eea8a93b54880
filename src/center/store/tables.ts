// The center's tables, first version: the city (who is insured, and how), and what happened (visits, money, messages).
// Amounts are whole fen. What guards the history against being rewritten is guards.ts.

const city = `
CREATE TABLE meta (
  founded_on TEXT NOT NULL,
  -- The latest business date that this center has seen. Its clock never goes back.
  city_date TEXT NOT NULL CHECK (city_date >= founded_on),
  only_one INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (only_one = 1)
) STRICT;

CREATE TABLE hospital (
  code TEXT NOT NULL PRIMARY KEY CHECK (length(code) = 12),
  number TEXT NOT NULL UNIQUE CHECK (length(number) = 4),
  name TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level IN (1, 2, 3)),
  area TEXT NOT NULL CHECK (length(area) = 6)
) STRICT;

CREATE TABLE employer (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  pays_on_time INTEGER NOT NULL CHECK (pays_on_time IN (0, 1))
) STRICT;

CREATE TABLE employer_contribution (
  employer_id TEXT NOT NULL REFERENCES employer (id),
  month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
  PRIMARY KEY (employer_id, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  psn_no TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  id_number TEXT NOT NULL UNIQUE,
  sex TEXT NOT NULL CHECK (sex IN ('male', 'female')),
  birth TEXT NOT NULL,
  scheme TEXT NOT NULL CHECK (scheme IN ('employee', 'resident')),
  status TEXT NOT NULL CHECK (status IN ('in-service', 'retired', 'adult', 'minor')),
  veteran_worker INTEGER NOT NULL CHECK (veteran_worker IN (0, 1)),
  model_worker INTEGER NOT NULL CHECK (model_worker IN (0, 1)),
  civil_servant TEXT NOT NULL CHECK (civil_servant IN ('none', 'in-service', 'retired', 'privileged')),
  employer_id TEXT REFERENCES employer (id),
  -- Who owes the monthly contribution.
  duty TEXT NOT NULL CHECK (duty IN ('employer', 'individual', 'none')),
  pays_on_time INTEGER NOT NULL CHECK (pays_on_time IN (0, 1)),
  account INTEGER NOT NULL CHECK (account >= 0),
  CHECK ((duty = 'employer') = (employer_id IS NOT NULL))
) STRICT;

CREATE TABLE person_contribution (
  psn_no TEXT NOT NULL REFERENCES person (psn_no),
  month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
  PRIMARY KEY (psn_no, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE waiting_period (
  psn_no TEXT NOT NULL REFERENCES person (psn_no),
  began_on TEXT NOT NULL,
  PRIMARY KEY (psn_no, began_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE benefit_scope (
  psn_no TEXT NOT NULL REFERENCES person (psn_no),
  scope TEXT NOT NULL CHECK (scope IN ('outpatient', 'special-illness', 'inpatient')),
  PRIMARY KEY (psn_no, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE illness (
  code TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE special_illness (
  id INTEGER PRIMARY KEY,
  psn_no TEXT NOT NULL REFERENCES person (psn_no),
  illness TEXT NOT NULL REFERENCES illness (code),
  hospital_code TEXT NOT NULL REFERENCES hospital (code),
  valid_from TEXT NOT NULL,
  valid_until TEXT NOT NULL CHECK (valid_until >= valid_from)
) STRICT;
CREATE INDEX special_illness_of_person ON special_illness (psn_no);

CREATE TABLE admission (
  id INTEGER PRIMARY KEY,
  psn_no TEXT NOT NULL REFERENCES person (psn_no),
  hospital_code TEXT NOT NULL REFERENCES hospital (code),
  admitted_on TEXT NOT NULL,
  discharged_on TEXT CHECK (discharged_on >= admitted_on)
) STRICT;
CREATE INDEX admission_of_person ON admission (psn_no);

CREATE TABLE card (
  identification TEXT NOT NULL PRIMARY KEY CHECK (length(identification) = 32),
  card_number TEXT NOT NULL,
  id_number TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('normal', 'lost', 'cancelled'))
) STRICT;

CREATE TABLE catalogue (
  code TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('A', 'B', 'C')),
  category TEXT NOT NULL CHECK (category IN ('drug', 'service', 'facility')),
  -- Decimals as text: they are exact, and are never computed with in SQL.
  self_pay_ratio TEXT NOT NULL,
  ceiling TEXT
) STRICT;
`;

const visits = `
CREATE TABLE sign_in (
  id INTEGER PRIMARY KEY,
  sign_no TEXT NOT NULL UNIQUE CHECK (length(sign_no) = 30),
  hospital_code TEXT NOT NULL REFERENCES hospital (code),
  operator TEXT NOT NULL,
  signed_at TEXT NOT NULL
) STRICT;

CREATE TABLE registration (
  id INTEGER PRIMARY KEY,
  mdtrt_id TEXT NOT NULL UNIQUE,
  -- The message that made it; null where the center itself recorded a visit at founding.
  msgid TEXT UNIQUE,
  psn_no TEXT NOT NULL REFERENCES person (psn_no),
  hospital_code TEXT NOT NULL REFERENCES hospital (code),
  med_type TEXT NOT NULL CHECK (med_type IN ('11', '13', '14')),
  illness TEXT REFERENCES illness (code),
  ticket TEXT NOT NULL,
  department TEXT NOT NULL,
  doctor TEXT NOT NULL,
  registered_at TEXT NOT NULL,
  CHECK ((med_type = '14') = (illness IS NOT NULL))
) STRICT;
CREATE INDEX registration_of_person ON registration (psn_no);

CREATE TABLE diagnosis (
  msgid TEXT NOT NULL,
  mdtrt_id TEXT NOT NULL REFERENCES registration (mdtrt_id),
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  doctor TEXT NOT NULL,
  diagnosed_at TEXT NOT NULL,
  PRIMARY KEY (msgid, place)
) STRICT;

CREATE TABLE fee_line (
  id INTEGER PRIMARY KEY,
  msgid TEXT,
  mdtrt_id TEXT NOT NULL REFERENCES registration (mdtrt_id),
  batch TEXT NOT NULL,
  serial TEXT NOT NULL,
  item TEXT NOT NULL REFERENCES catalogue (code),
  price TEXT NOT NULL,
  quantity TEXT NOT NULL,
  -- As they stood in the catalogue when the line came: a later change of the catalogue does not reprice it.
  class TEXT NOT NULL CHECK (class IN ('A', 'B', 'C')),
  self_pay_ratio TEXT NOT NULL,
  ceiling TEXT,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  full_self_pay INTEGER NOT NULL CHECK (full_self_pay >= 0),
  over_ceiling INTEGER NOT NULL CHECK (over_ceiling >= 0),
  prior_self_pay INTEGER NOT NULL CHECK (prior_self_pay >= 0),
  in_scope INTEGER NOT NULL CHECK (in_scope >= 0),
  withdrawn_by TEXT,
  CHECK (amount = full_self_pay + over_ceiling + prior_self_pay + in_scope)
) STRICT;
CREATE UNIQUE INDEX fee_line_serial ON fee_line (mdtrt_id, serial) WHERE withdrawn_by IS NULL;
CREATE INDEX fee_line_of_batch ON fee_line (mdtrt_id, batch);
`;

const money = `
CREATE TABLE settlement (
  id INTEGER PRIMARY KEY,
  setl_id TEXT NOT NULL UNIQUE,
  msgid TEXT UNIQUE,
  mdtrt_id TEXT NOT NULL REFERENCES registration (mdtrt_id),
  batch TEXT NOT NULL,
  psn_no TEXT NOT NULL REFERENCES person (psn_no),
  hospital_code TEXT NOT NULL REFERENCES hospital (code),
  med_type TEXT NOT NULL CHECK (med_type IN ('11', '12', '13', '14')),
  settled_at TEXT NOT NULL,
  data_string TEXT NOT NULL UNIQUE CHECK (length(data_string) = 23),
  invoice TEXT NOT NULL,
  total INTEGER NOT NULL CHECK (total >= 0),
  full_self_pay INTEGER NOT NULL,
  over_ceiling INTEGER NOT NULL,
  prior_self_pay INTEGER NOT NULL,
  in_scope INTEGER NOT NULL,
  deductible INTEGER NOT NULL,
  hifp_pay INTEGER NOT NULL CHECK (hifp_pay >= 0),
  hifob_pay INTEGER NOT NULL CHECK (hifob_pay >= 0),
  cvlserv_pay INTEGER NOT NULL CHECK (cvlserv_pay >= 0),
  hifmi_pay INTEGER NOT NULL CHECK (hifmi_pay >= 0),
  maf_pay INTEGER NOT NULL CHECK (maf_pay >= 0),
  oth_pay INTEGER NOT NULL CHECK (oth_pay >= 0),
  fund_total INTEGER NOT NULL,
  patient_share INTEGER NOT NULL,
  account INTEGER NOT NULL CHECK (account >= 0),
  cash INTEGER NOT NULL CHECK (cash >= 0),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  -- What it added to the ledger of its benefit and year.
  benefit TEXT NOT NULL,
  year INTEGER NOT NULL,
  ledger_in_scope INTEGER NOT NULL,
  ledger_deductible INTEGER NOT NULL,
  ledger_fund INTEGER NOT NULL,
  ledger_supplement INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unconfirmed', 'confirmed', 'reversed')),
  -- When, and by which receipt or message, it left the state unconfirmed.
  ended_at TEXT,
  ended_by TEXT,
  CHECK ((state = 'unconfirmed') = (ended_at IS NULL)),
  CHECK (total = full_self_pay + over_ceiling + prior_self_pay + in_scope),
  CHECK (fund_total = hifp_pay + hifob_pay + cvlserv_pay + hifmi_pay + maf_pay + oth_pay),
  CHECK (total = fund_total + account + cash)
) STRICT;
CREATE UNIQUE INDEX settlement_of_batch ON settlement (mdtrt_id, batch) WHERE state <> 'reversed';
CREATE UNIQUE INDEX settlement_of_registration ON settlement (mdtrt_id) WHERE med_type = '12' AND state <> 'reversed';
CREATE INDEX settlement_of_person ON settlement (psn_no, year, benefit);
CREATE INDEX settlement_open ON settlement (psn_no) WHERE state = 'unconfirmed';

CREATE TABLE ledger (
  psn_no TEXT NOT NULL REFERENCES person (psn_no),
  year INTEGER NOT NULL,
  benefit TEXT NOT NULL,
  in_scope INTEGER NOT NULL CHECK (in_scope >= 0),
  deductible INTEGER NOT NULL CHECK (deductible >= 0),
  fund INTEGER NOT NULL CHECK (fund >= 0),
  supplement INTEGER NOT NULL CHECK (supplement >= 0),
  PRIMARY KEY (psn_no, year, benefit)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_movement (
  id INTEGER PRIMARY KEY,
  psn_no TEXT NOT NULL REFERENCES person (psn_no),
  reason TEXT NOT NULL CHECK (reason IN ('opening', 'settlement', 'reversal')),
  settlement_id INTEGER REFERENCES settlement (id),
  amount INTEGER NOT NULL,
  balance INTEGER NOT NULL CHECK (balance >= 0),
  moved_at TEXT NOT NULL,
  CHECK ((reason = 'opening') = (settlement_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX account_movement_once ON account_movement (settlement_id, reason) WHERE settlement_id IS NOT NULL;
CREATE INDEX account_movement_of_person ON account_movement (psn_no);
`;

const messages = `
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  msgid TEXT NOT NULL UNIQUE CHECK (length(msgid) = 30),
  hospital_code TEXT NOT NULL REFERENCES hospital (code),
  infno TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  fate TEXT NOT NULL CHECK (fate IN ('done', 'refused')),
  answer TEXT NOT NULL,
  answered_at TEXT NOT NULL
) STRICT;

-- What 2601 undid; one row a message, so that nothing is undone twice.
CREATE TABLE reversal (
  omsgid TEXT NOT NULL PRIMARY KEY REFERENCES message (msgid),
  msgid TEXT NOT NULL UNIQUE,
  reversed_at TEXT NOT NULL
) STRICT;

-- Messages that the center has declared absent (5203). The word is kept: one that arrives later is refused.
CREATE TABLE declared_absent (
  msgid TEXT NOT NULL PRIMARY KEY,
  hospital_code TEXT NOT NULL REFERENCES hospital (code),
  declared_at TEXT NOT NULL
) STRICT;
`;

export const tables = [city, visits, money, messages].join('\n');
