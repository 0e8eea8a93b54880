// The two sums that settlements and refunds move: the year's ledger and the personal account. Each writer runs inside the
// transaction of the message that asks for it, together with the row that says why.

import type { Timestamp } from '../../domain/date.ts';
import { type Fen, fen, zeroFen } from '../../domain/money.ts';
import type { YearLedger } from '../../policy/bill.ts';
import type { Database } from './database.ts';
import { inserterInto } from './insert.ts';
import { nextNumberOf } from './numbers.ts';

export const emptyLedger: YearLedger = { inScope: zeroFen, deductible: zeroFen, fund: zeroFen, supplement: zeroFen };

/** What something adds to one ledger of one person. */
export interface LedgerShare extends Pick<YearLedger, 'inScope' | 'deductible' | 'fund' | 'supplement'> {
  readonly psnNo: string;
  readonly year: number;
  readonly benefit: string;
}

/** Why an account moved, and by which row. */
export type MoveReason =
  | { readonly reason: 'opening' }
  | { readonly reason: 'settlement' | 'reversal'; readonly settlementId: number }
  | { readonly reason: 'refund' | 'refund-reversal'; readonly refundId: number };

export type Move = MoveReason & { readonly psnNo: string; readonly amount: Fen; readonly at: Timestamp };

interface MovementToInsert extends Pick<Move, 'psnNo' | 'reason' | 'amount' | 'at'> {
  readonly settlementId: number | null;
  readonly refundId: number | null;
  readonly balance: Fen;
}

export interface AccountMovement {
  readonly reason: MoveReason['reason'];
  /** Of the settlement or refund that moved it; null at the opening. */
  readonly setlId: string | null;
  readonly amount: Fen;
  readonly balance: Fen;
  readonly movedAt: Timestamp;
}

const addToLedger = `
INSERT INTO ledger (psn_no, year, benefit, in_scope, deductible, fund, supplement)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (psn_no, year, benefit) DO UPDATE SET
  in_scope = in_scope + excluded.in_scope, deductible = deductible + excluded.deductible,
  fund = fund + excluded.fund, supplement = supplement + excluded.supplement`;
const takeFromLedger = `
UPDATE ledger SET in_scope = in_scope - @inScope, deductible = deductible - @deductible, fund = fund - @fund,
  supplement = supplement - @supplement
WHERE psn_no = @psnNo AND year = @year AND benefit = @benefit`;

const selectMovements = `
SELECT reason, coalesce(settlement.setl_id, refund.setl_id) AS setlId, amount, account_movement.balance, moved_at AS movedAt
FROM account_movement
LEFT JOIN settlement ON settlement.id = account_movement.settlement_id
LEFT JOIN refund ON refund.id = refund_id
WHERE account_movement.psn_no = ? ORDER BY account_movement.id`;

export type Money = ReturnType<typeof moneyIn>;

export function moneyIn(database: Database) {
  const nextNumber = database.prepare<[], number>(`SELECT ${nextNumberOf('settlement')}`).pluck();
  const ledger = database.prepare<[string, number, string], YearLedger>(
    'SELECT in_scope AS inScope, deductible, fund, supplement FROM ledger WHERE psn_no = ? AND year = ? AND benefit = ?',
  );
  const raise = database.prepare<[string, number, string, number, number, number, number]>(addToLedger);
  const lower = database.prepare<[LedgerShare]>(takeFromLedger);
  const balance = database.prepare<[string], Fen>('SELECT account FROM person WHERE psn_no = ?').pluck();
  const setBalance = database.prepare<[number, string]>('UPDATE person SET account = ? WHERE psn_no = ?');
  const movement = inserterInto<MovementToInsert>(database, 'account_movement', [
    ['psn_no', 'psnNo'],
    ['reason', 'reason'],
    ['settlement_id', 'settlementId'],
    ['refund_id', 'refundId'],
    ['amount', 'amount'],
    ['balance', 'balance'],
    ['moved_at', 'at'],
  ]);
  const movements = database.prepare<[string], AccountMovement>(selectMovements);

  return {
    /** The number that the next settlement or refund will have. */
    nextNumber: () => nextNumber.get() ?? 1,
    ledger: (psnNo: string, year: number, benefit: string) => ledger.get(psnNo, year, benefit) ?? emptyLedger,
    raiseLedger({ psnNo, year, benefit, inScope, deductible, fund, supplement }: LedgerShare): void {
      raise.run(psnNo, year, benefit, inScope, deductible, fund, supplement);
    },
    lowerLedger: (share: LedgerShare) => void lower.run(share),
    balance: (psnNo: string) => balance.get(psnNo) ?? zeroFen,
    /** Moves an account; by nothing, it leaves no row. */
    move(step: Move): void {
      if (step.amount === 0) return;
      const after = fen((balance.get(step.psnNo) ?? 0) + step.amount);
      setBalance.run(after, step.psnNo);
      movement({ settlementId: null, refundId: null, ...step, balance: after });
    },
    /** Oldest first. */
    movementsOf: (psnNo: string) => movements.all(psnNo),
  };
}
