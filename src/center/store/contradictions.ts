// What must always hold of the center's file, as queries that find nothing. Each answers the rows that contradict it.

import type { Database } from './database.ts';
import { migrations } from './migrations.ts';

export interface Contradiction {
  readonly law: string;
  /** The row that breaks it, as JSON. */
  readonly row: string;
}

/** A settlement counts unless it was reversed or a refund that stands undoes it. */
const standing = `
  SELECT * FROM settlement WHERE state <> 'reversed'
    AND NOT EXISTS (SELECT 1 FROM refund WHERE settlement_id = settlement.id AND refund.state <> 'reversed')`;

const laws: readonly { readonly law: string; readonly query: string }[] = [
  {
    law: 'every ledger figure is the sum of its settlements that stand',
    query: `
      WITH sums AS (
        SELECT psn_no, year, benefit, sum(ledger_in_scope) AS in_scope, sum(ledger_deductible) AS deductible,
          sum(ledger_fund) AS fund, sum(ledger_supplement) AS supplement
        FROM (${standing}) GROUP BY psn_no, year, benefit
      )
      SELECT psn_no, year, benefit FROM ledger LEFT JOIN sums USING (psn_no, year, benefit)
      WHERE ledger.in_scope <> coalesce(sums.in_scope, 0) OR ledger.deductible <> coalesce(sums.deductible, 0)
        OR ledger.fund <> coalesce(sums.fund, 0) OR ledger.supplement <> coalesce(sums.supplement, 0)
      UNION SELECT psn_no, year, benefit FROM sums
      WHERE NOT EXISTS (SELECT 1 FROM ledger WHERE ledger.psn_no = sums.psn_no AND ledger.year = sums.year
        AND ledger.benefit = sums.benefit)`,
  },
  { law: 'no account is below zero', query: 'SELECT psn_no, account FROM person WHERE account < 0' },
  {
    law: 'every account is the sum of its movements',
    query: `
      SELECT person.psn_no, account, coalesce(sum(amount), 0) AS moved
      FROM person LEFT JOIN account_movement USING (psn_no) GROUP BY person.psn_no HAVING account <> moved`,
  },
  {
    law: 'every settlement moved the account by what it says, and a reversed one moved it back',
    query: `
      SELECT settlement.id, account, state, coalesce(sum(amount), 0) AS moved
      FROM settlement LEFT JOIN account_movement ON settlement_id = settlement.id
      GROUP BY settlement.id
      HAVING moved <> CASE state WHEN 'reversed' THEN 0 ELSE -account END`,
  },
  {
    law: 'every refund gave back what its settlement took of the account, and a reversed one took it again',
    query: `
      SELECT refund.id, account, refund.state, coalesce(sum(amount), 0) AS moved
      FROM refund JOIN settlement ON settlement.id = refund.settlement_id
      LEFT JOIN account_movement ON refund_id = refund.id
      GROUP BY refund.id
      HAVING moved <> CASE refund.state WHEN 'reversed' THEN 0 ELSE account END`,
  },
  {
    law: 'every settlement is the sum of its fee lines',
    query: `
      SELECT settlement.id, total, coalesce(sum(fee_line.amount), 0) AS lines
      FROM settlement LEFT JOIN fee_line
        ON fee_line.mdtrt_id = settlement.mdtrt_id AND fee_line.batch = settlement.batch AND withdrawn_by IS NULL
      WHERE state <> 'reversed' GROUP BY settlement.id HAVING total <> lines`,
  },
  {
    law: 'a person has at most one settlement or refund in doubt',
    query: `
      WITH doubt AS (
        SELECT psn_no FROM settlement WHERE state = 'unconfirmed'
          AND NOT EXISTS (SELECT 1 FROM refund WHERE remainder_id = settlement.id)
        UNION ALL
        SELECT psn_no FROM refund JOIN settlement ON settlement.id = settlement_id WHERE refund.state = 'unconfirmed'
      )
      SELECT psn_no, count(*) FROM doubt GROUP BY psn_no HAVING count(*) > 1`,
  },
  {
    law: 'what a refund undoes was confirmed, and what it kept is of the same visit and ledger, less of it, in the same state',
    query: `
      SELECT refund.id FROM refund JOIN settlement AS undone ON undone.id = settlement_id
      LEFT JOIN settlement AS kept ON kept.id = remainder_id
      WHERE undone.state <> 'confirmed' OR (remainder_id IS NOT NULL AND (
        kept.state <> refund.state OR kept.msgid IS NOT refund.msgid OR kept.mdtrt_id <> undone.mdtrt_id
        OR kept.psn_no <> undone.psn_no OR kept.hospital_code <> undone.hospital_code
        OR kept.year <> undone.year OR kept.benefit <> undone.benefit OR kept.total > undone.total))`,
  },
  {
    law: 'a settlement that a message made is in the message log, reversed where that says so',
    query: `
      SELECT settlement.id, state FROM settlement
      LEFT JOIN message ON message.msgid = settlement.msgid LEFT JOIN reversal ON omsgid = settlement.msgid
      WHERE settlement.msgid IS NOT NULL
        AND (message.id IS NULL OR message.fate <> 'done' OR (state = 'reversed') <> (omsgid IS NOT NULL))`,
  },
  {
    law: 'a refund is in the message log, reversed where that says so',
    query: `
      SELECT refund.id, state FROM refund
      LEFT JOIN message ON message.msgid = refund.msgid LEFT JOIN reversal ON omsgid = refund.msgid
      WHERE message.id IS NULL OR message.fate <> 'done' OR (state = 'reversed') <> (omsgid IS NOT NULL)`,
  },
];

/**
 * Reads everything once; a few milliseconds on a city of some hundred people. A file of an earlier version has not all
 * that the laws speak of: it is asked once the center has opened it.
 */
export function contradictionsIn(database: Database): readonly Contradiction[] {
  if (Number(database.pragma('user_version', { simple: true })) < migrations.length) return [];
  return laws.flatMap(({ law, query }) =>
    database
      .prepare(query)
      .all()
      .map((row) => ({ law, row: JSON.stringify(row) })),
  );
}
