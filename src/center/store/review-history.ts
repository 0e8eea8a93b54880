// What real-time review asks of the past: what was settled for a person, wherever, and where their insurance was used last.

import type { CalendarDate, Timestamp } from '../../domain/date.ts';
import type { Database } from './database.ts';
import { steadyNamed } from './steady.ts';

export interface PastLine {
  readonly item: string;
  /** The day of the visit. */
  readonly on: CalendarDate;
  readonly days: number | null;
  readonly hospital: string;
}

export interface PastUse {
  readonly hospital: string;
  readonly at: Timestamp;
}

const settledLines = `
SELECT fee_line.item, substr(registration.registered_at, 1, 10) AS "on", fee_line.days, hospital.name AS hospital
FROM registration
JOIN settlement ON settlement.mdtrt_id = registration.mdtrt_id AND settlement.state <> 'reversed'
  AND NOT EXISTS (SELECT 1 FROM refund WHERE settlement_id = settlement.id AND state <> 'reversed')
JOIN fee_line ON fee_line.mdtrt_id = settlement.mdtrt_id AND fee_line.batch = settlement.batch
  AND fee_line.withdrawn_by IS NULL
JOIN hospital ON hospital.code = registration.hospital_code
WHERE registration.psn_no = ${steadyNamed('psnNo')} AND registration.registered_at >= ${steadyNamed('since')}
ORDER BY registration.registered_at DESC, fee_line.id DESC`;

const lastElsewhere = `
SELECT hospital.name AS hospital, used.at
FROM (
  SELECT hospital_code, registered_at AS at FROM registration WHERE psn_no = ${steadyNamed('psnNo')}
  UNION ALL
  SELECT hospital_code, settled_at FROM settlement WHERE psn_no = ${steadyNamed('psnNo')}
) AS used JOIN hospital ON hospital.code = used.hospital_code
WHERE used.hospital_code <> ${steadyNamed('here')} AND used.at <= ${steadyNamed('now')}
ORDER BY used.at DESC LIMIT 1`;

export type ReviewHistory = ReturnType<typeof reviewHistoryIn>;

export function reviewHistoryIn(database: Database) {
  const lines = database.prepare<[{ psnNo: string; since: CalendarDate }], PastLine>(settledLines);
  const elsewhere = database.prepare<[{ psnNo: string; here: string; now: Timestamp }], PastUse>(lastElsewhere);
  return {
    /** The lines that stand settled and were not given back, of visits from a day on, newest first. */
    settledSince: (psnNo: string, since: CalendarDate) => lines.all({ psnNo, since }),
    /** At another hospital than this; taken back or not: the card was there. */
    lastElsewhere: (psnNo: string, here: string, now: Timestamp) => elsewhere.get({ psnNo, here, now }),
  };
}
