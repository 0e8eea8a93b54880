// The center's tables, fourth version: registrations that were cancelled (2202), sign-outs (9002), and the names that 5201
// tells of a visit, which were not kept before.

import { never } from './guards.ts';

export const inquiryTables = `
CREATE TABLE cancellation (
  mdtrt_id TEXT NOT NULL PRIMARY KEY REFERENCES registration (mdtrt_id),
  msgid TEXT NOT NULL UNIQUE,
  cancelled_at TEXT NOT NULL
) STRICT;

CREATE TABLE sign_out (
  sign_no TEXT NOT NULL PRIMARY KEY REFERENCES sign_in (sign_no),
  msgid TEXT NOT NULL UNIQUE,
  signed_out_at TEXT NOT NULL
) STRICT;

ALTER TABLE registration ADD COLUMN department_name TEXT NOT NULL DEFAULT '';
ALTER TABLE registration ADD COLUMN doctor_name TEXT NOT NULL DEFAULT '';

${['cancellation', 'sign_out'].flatMap((table) => [never(table, 'UPDATE'), never(table, 'DELETE')]).join('\n')}
`;
