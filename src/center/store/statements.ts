// What a hospital's day comes to at the center, row by row (3201, 3202): settlements at the day on which they were settled,
// refunds, negated, at the day on which they were given. What was reversed counts nowhere. It only reads.

import { addDays, type CalendarDate, type Timestamp } from '../../domain/date.ts';
import type { Fen } from '../../domain/money.ts';
import type { Scheme } from '../../domain/person.ts';
import type { Database } from './database.ts';
import type { SettlementState } from './settlements.ts';

export interface StatementRow {
  readonly setlId: string;
  /** Null where the center itself settled it at founding. */
  readonly msgid: string | null;
  readonly mdtrtId: string;
  readonly psnNo: string;
  readonly scheme: Scheme;
  /** Zero or below in a refund, as the others. */
  readonly total: Fen;
  readonly fundTotal: Fen;
  readonly account: Fen;
  readonly refunds: boolean;
  readonly state: SettlementState;
  readonly at: Timestamp;
}

export interface Period {
  readonly hospitalCode: string;
  readonly from: CalendarDate;
  /** The last day, included. */
  readonly to: CalendarDate;
}

interface Row extends Omit<StatementRow, 'refunds'> {
  readonly refunds: number;
}

const selectSettlements = `
SELECT setl_id AS setlId, msgid, mdtrt_id AS mdtrtId, psn_no AS psnNo, scheme, total, fund_total AS fundTotal,
  settlement.account, 0 AS refunds, state, settled_at AS at
FROM settlement JOIN person USING (psn_no)`;

const selectRefunds = `
SELECT refund.setl_id, refund.msgid, mdtrt_id, psn_no, scheme, -total, -fund_total,
  -settlement.account, 1, refund.state, refunded_at
FROM refund JOIN settlement ON settlement.id = settlement_id JOIN person USING (psn_no)`;

export type Statements = ReturnType<typeof statementsIn>;

export function statementsIn(database: Database) {
  const ofPeriod = database.prepare<[{ hospitalCode: string; from: string; before: string }], Row>(
    `${selectSettlements}
     WHERE hospital_code = @hospitalCode AND settled_at >= @from AND settled_at < @before AND state <> 'reversed'
     UNION ALL ${selectRefunds}
     WHERE hospital_code = @hospitalCode AND refunded_at >= @from AND refunded_at < @before AND refund.state <> 'reversed'
     ORDER BY at, setlId`,
  );
  const bySetlId = database.prepare<[{ hospitalCode: string; setlId: string }], Row>(
    `${selectSettlements} WHERE hospital_code = @hospitalCode AND setl_id = @setlId
     UNION ALL ${selectRefunds} WHERE hospital_code = @hospitalCode AND refund.setl_id = @setlId`,
  );
  const read = (row: Row): StatementRow => ({ ...row, refunds: row.refunds === 1 });
  return {
    /** What stands of a hospital in some days, in order of time. */
    rows({ hospitalCode, from, to }: Period): readonly StatementRow[] {
      // Times sort as text, and those of a day begin with it.
      return ofPeriod.all({ hospitalCode, from, before: addDays(to, 1) }).map(read);
    },
    /** One settlement or refund of a hospital, of whatever day, reversed or not. */
    row(hospitalCode: string, setlId: string): StatementRow | undefined {
      const found = bySetlId.get({ hospitalCode, setlId });
      return found && read(found);
    },
  };
}
