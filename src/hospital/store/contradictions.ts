// What must always hold of a hospital's file, as queries that find nothing.

import type { HospitalDatabase } from './open-file.ts';
import { type Law, refundLaws } from './refund-laws.ts';

export interface Contradiction {
  readonly law: string;
  /** The row that breaks it, as JSON. */
  readonly row: string;
}

const laws: readonly Law[] = [
  {
    law: 'every outcome that names a receipt has it, of the same ticket',
    query: `
      SELECT j.msgid, j.note FROM journal j JOIN intents i USING (msgid)
      WHERE j.kind = 'outcome' AND i.infno = '2207A' AND j.note IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM receipts r WHERE r.number = j.note AND r.ticket = i.visit AND r.purpose = i.purpose)`,
  },
  {
    law: 'every receipt through the network has its outcome',
    query: `
      SELECT r.number FROM receipts r WHERE r.way = 'network' AND NOT EXISTS (
        SELECT 1 FROM intents i JOIN journal j USING (msgid)
        WHERE i.visit = r.ticket AND i.purpose = r.purpose AND j.kind = 'outcome' AND j.note = r.number)`,
  },
  {
    law: 'whatever has not ended is listed as open, and nothing else',
    query: `
      SELECT msgid FROM intents i
      WHERE EXISTS (SELECT 1 FROM open_messages o WHERE o.msgid = i.msgid) = EXISTS (
        SELECT 1 FROM journal j WHERE j.msgid = i.msgid
          AND j.kind IN ('confirmed', 'refused', 'reversed', 'dropped', 'kept'))`,
  },
  {
    law: 'a ticket in doubt, or set aside for a refund, names a message that is in flight',
    query: `
      SELECT number, stage FROM tickets t WHERE stage IN ('in-doubt', 'cancelling')
        AND NOT EXISTS (SELECT 1 FROM open_messages o WHERE o.msgid = json_extract(t.body, '$.stage.msgid'))`,
  },
  ...refundLaws,
  { law: 'every reference leads somewhere', query: 'PRAGMA foreign_key_check' },
];

/** Reads everything once. */
export function contradictionsIn(db: HospitalDatabase): readonly Contradiction[] {
  return laws.flatMap(({ law, query }) =>
    db
      .prepare(query)
      .all()
      .map((row) => ({ law, row: JSON.stringify(row) })),
  );
}
