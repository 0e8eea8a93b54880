// The refunds at the center (2208). A refund undoes a settlement and settles in its place what was kept; the settlement that
// it undoes stays as it is, and counts no more while the refund stands. Ledger and account move with it.

import type { Timestamp } from '../../domain/date.ts';
import { addFen, type Fen, negateFen } from '../../domain/money.ts';
import { toldFacts } from './audit-tables.ts';
import type { Database } from './database.ts';
import { inserterInto } from './insert.ts';
import type { Money } from './money.ts';
import {
  dataStringOf,
  type NewSettlement,
  type SettlementRow,
  type SettlementState,
  type Settlements,
  setlIdOf,
  shareOf,
} from './settlements.ts';
import { steadyText } from './steady.ts';
import type { Telling } from './telling.ts';
import type { FeeLine, Visits } from './visits.ts';

export interface RefundRow {
  readonly id: number;
  readonly setlId: string;
  readonly msgid: string;
  /** 23 characters: hospital 4 + yyyyMMddHHmmss 14 + serial 5. */
  readonly dataString: string;
  readonly settlementId: number;
  readonly remainderId: number | null;
  readonly invoice: string;
  readonly approver: string;
  readonly approverName: string;
  readonly refundedAt: Timestamp;
  /** The account after it, before the remainder took its part. */
  readonly balance: Fen;
  readonly state: SettlementState;
  readonly endedBy: string | null;
}

/** What was kept: its settlement but for the batch, which the refund numbers, and its lines. */
export interface Kept {
  readonly settlement: Omit<NewSettlement, 'batch'>;
  readonly lines: readonly Omit<FeeLine, 'batch'>[];
}

export interface NewRefund {
  readonly undone: SettlementRow;
  /** Undefined: everything is given back. */
  readonly kept: Kept | undefined;
  readonly msgid: string;
  readonly hospitalNumber: string;
  readonly invoice: string;
  readonly approver: string;
  readonly approverName: string;
  readonly at: Timestamp;
}

export interface Refunded {
  readonly refund: RefundRow;
  readonly remainder: SettlementRow | undefined;
}

/** No hospital's batch may begin so: the batches of remainders are the center's own. */
export const remainderBatchPrefix = 'R:';

const columns: readonly (readonly [column: string, field: keyof RefundRow])[] = [
  ['id', 'id'],
  ['setl_id', 'setlId'],
  ['msgid', 'msgid'],
  ['data_string', 'dataString'],
  ['settlement_id', 'settlementId'],
  ['remainder_id', 'remainderId'],
  ['invoice', 'invoice'],
  ['approver', 'approver'],
  ['approver_name', 'approverName'],
  ['refunded_at', 'refundedAt'],
  ['balance', 'balance'],
  ['state', 'state'],
  ['ended_by', 'endedBy'],
];
const inserted = columns.filter(([, field]) => field !== 'endedBy');
const told = toldFacts.refund.flatMap((fact) => columns.filter(([column]) => column === fact));
const selectRefund = `SELECT ${columns.map(([column, field]) => `refund.${column} AS ${field}`).join(', ')} FROM refund`;

export type Refunds = ReturnType<typeof refundsIn>;

interface Parts {
  readonly money: Money;
  readonly settlements: Settlements;
  readonly visits: Visits;
  readonly telling: Telling;
}

export function refundsIn(database: Database, { money, settlements, visits, telling }: Parts) {
  const insert = inserterInto<RefundRow>(database, 'refund', inserted);
  const byMessage = database.prepare<[string], RefundRow>(`${selectRefund} WHERE msgid = ?`);
  const bySetlId = database.prepare<[string], RefundRow>(`${selectRefund} WHERE setl_id = ?`);
  const standingOf = database.prepare<[number], RefundRow>(
    `${selectRefund} WHERE settlement_id = ? AND state <> 'reversed'`,
  );
  const ofPerson = database.prepare<[string], RefundRow>(
    `${selectRefund} JOIN settlement ON settlement.id = settlement_id WHERE psn_no = ${steadyText} ORDER BY refund.id`,
  );
  const end = database.prepare<[string, Timestamp, string, number]>(
    'UPDATE refund SET state = ?, ended_at = ?, ended_by = ? WHERE id = ?',
  );

  function settled(id: number): SettlementRow {
    const row = settlements.byId(id);
    if (!row) throw new Error(`no settlement ${id}`);
    return row;
  }

  function settleRemainder(batch: string, { settlement, lines }: Kept, hospitalNumber: string): SettlementRow {
    for (const line of lines) visits.addLine({ ...line, batch });
    return settlements.settle({ ...settlement, batch }, hospitalNumber, 'unconfirmed');
  }

  return {
    /** Undoes a settlement and settles what was kept, both unconfirmed. */
    refund({ undone, kept, msgid, hospitalNumber, at, ...who }: NewRefund): Refunded {
      const id = money.nextNumber();
      const refund: RefundRow = {
        id,
        setlId: setlIdOf(at, id),
        msgid,
        dataString: dataStringOf(hospitalNumber, at, id),
        settlementId: undone.id,
        // The next number; the deferred reference is checked when the message is done.
        remainderId: kept ? id + 1 : null,
        invoice: who.invoice,
        approver: who.approver,
        approverName: who.approverName,
        refundedAt: at,
        balance: addFen(money.balance(undone.psnNo), undone.account),
        state: 'unconfirmed',
        endedBy: null,
      };
      insert(refund);
      telling.tell({ kind: 'refund', key: refund.setlId, facts: told.map(([, field]) => refund[field]) });
      money.lowerLedger(shareOf(undone));
      money.move({ psnNo: undone.psnNo, reason: 'refund', refundId: id, amount: undone.account, at });
      const batch = `${remainderBatchPrefix}${refund.setlId}`;
      return { refund, remainder: kept && settleRemainder(batch, kept, hospitalNumber) };
    },
    confirm(refund: RefundRow, receipt: string, at: Timestamp): void {
      end.run('confirmed', at, receipt, refund.id);
      if (refund.remainderId !== null) settlements.confirm(settled(refund.remainderId), receipt, at);
    },
    /** Takes back exactly what the refund did: what it undid stands again, what it kept is reversed with its lines. */
    reverse(refund: RefundRow, by: string, at: Timestamp): void {
      end.run('reversed', at, by, refund.id);
      if (refund.remainderId !== null) {
        settlements.reverse(settled(refund.remainderId), by, at);
        visits.withdrawLines(refund.msgid, by);
      }
      const undone = settled(refund.settlementId);
      money.raiseLedger(shareOf(undone));
      const amount = negateFen(undone.account);
      money.move({ psnNo: undone.psnNo, reason: 'refund-reversal', refundId: refund.id, amount, at });
    },
    ofMessage: (msgid: string) => byMessage.get(msgid),
    refundOf: (setlId: string) => bySetlId.get(setlId),
    /** The settlement that a refund undoes. */
    undone: (refund: RefundRow) => settled(refund.settlementId),
    remainder: (refund: RefundRow) => (refund.remainderId === null ? undefined : settled(refund.remainderId)),
    /** The refund by which a settlement is undone, if it is. */
    standingOf: (settlement: SettlementRow) => standingOf.get(settlement.id),
    /** Every refund of a person, reversed or not, oldest first. */
    ofPerson: (psnNo: string) => ofPerson.all(psnNo),
  };
}
