// What must always hold of the center's file, as queries that find nothing. Each answers the rows that contradict it.

import type { Database } from './database.ts';

export interface Contradiction {
  readonly law: string;
  /** The row that breaks it, as JSON. */
  readonly row: string;
}

const laws: readonly { readonly law: string; readonly query: string }[] = [
  {
    law: 'every ledger figure is the sum of its settlements that stand',
    query: `
      WITH sums AS (
        SELECT psn_no, year, benefit, sum(ledger_in_scope) AS in_scope, sum(ledger_deductible) AS deductible,
          sum(ledger_fund) AS fund, sum(ledger_supplement) AS supplement
        FROM settlement WHERE state <> 'reversed' GROUP BY psn_no, year, benefit
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
    law: 'every settlement is the sum of its fee lines',
    query: `
      SELECT settlement.id, total, coalesce(sum(fee_line.amount), 0) AS lines
      FROM settlement LEFT JOIN fee_line
        ON fee_line.mdtrt_id = settlement.mdtrt_id AND fee_line.batch = settlement.batch AND withdrawn_by IS NULL
      WHERE state <> 'reversed' GROUP BY settlement.id HAVING total <> lines`,
  },
  {
    law: 'a person has at most one settlement in doubt',
    query: `SELECT psn_no, count(*) FROM settlement WHERE state = 'unconfirmed' GROUP BY psn_no HAVING count(*) > 1`,
  },
  {
    law: 'a settlement that a message made is in the message log, reversed where that says so',
    query: `
      SELECT settlement.id, state FROM settlement
      LEFT JOIN message ON message.msgid = settlement.msgid LEFT JOIN reversal ON omsgid = settlement.msgid
      WHERE settlement.msgid IS NOT NULL
        AND (message.id IS NULL OR message.fate <> 'done' OR (state = 'reversed') <> (omsgid IS NOT NULL))`,
  },
];

/** Reads everything once; a few milliseconds on a city of some hundred people. */
export function contradictionsIn(database: Database): readonly Contradiction[] {
  return laws.flatMap(({ law, query }) =>
    database
      .prepare(query)
      .all()
      .map((row) => ({ law, row: JSON.stringify(row) })),
  );
}
