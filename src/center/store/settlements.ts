// The money at the center: settlements, the ledger that is their sum, and the movements of personal accounts.
// Every writer keeps the three in step; each runs inside the transaction of the message that asks for it.

import { compactTimestamp, type Timestamp } from '../../domain/date.ts';
import { type Fen, fen, negateFen, subtractFen, zeroFen } from '../../domain/money.ts';
import type { YearLedger } from '../../policy/bill.ts';
import { type FundField, fundFields } from '../../policy/settlement.ts';
import type { Database } from './database.ts';

export type SettlementState = 'unconfirmed' | 'confirmed' | 'reversed';

/** The named amounts of a settlement; see Settlement of the policy. */
export interface SettledAmounts extends Readonly<Record<FundField, Fen>> {
  readonly total: Fen;
  readonly fullSelfPay: Fen;
  readonly overCeiling: Fen;
  readonly priorSelfPay: Fen;
  readonly inScope: Fen;
  readonly deductible: Fen;
  readonly fundTotal: Fen;
  readonly patientShare: Fen;
  readonly account: Fen;
  readonly cash: Fen;
  /** The account afterwards. */
  readonly balance: Fen;
}

export interface NewSettlement extends SettledAmounts {
  readonly msgid: string | null;
  readonly mdtrtId: string;
  readonly batch: string;
  readonly psnNo: string;
  readonly hospitalCode: string;
  readonly medType: string;
  readonly settledAt: Timestamp;
  readonly invoice: string;
  readonly benefit: string;
  readonly year: number;
  readonly ledgerInScope: Fen;
  readonly ledgerDeductible: Fen;
  readonly ledgerFund: Fen;
  readonly ledgerSupplement: Fen;
}

export interface SettlementRow extends NewSettlement {
  readonly id: number;
  readonly setlId: string;
  /** 23 characters: hospital 4 + yyyyMMddHHmmss 14 + serial 5. */
  readonly dataString: string;
  readonly state: SettlementState;
  readonly endedBy: string | null;
}

export interface OpenSettlement {
  readonly setlId: string;
  readonly dataString: string;
  readonly hospitalName: string;
  readonly hospitalCode: string;
}

export const emptyLedger: YearLedger = { inScope: zeroFen, deductible: zeroFen, fund: zeroFen, supplement: zeroFen };

/** Column → field; the one list that inserting and selecting are written from. */
const columns: readonly (readonly [column: string, field: keyof SettlementRow])[] = [
  ['id', 'id'],
  ['setl_id', 'setlId'],
  ['msgid', 'msgid'],
  ['mdtrt_id', 'mdtrtId'],
  ['batch', 'batch'],
  ['psn_no', 'psnNo'],
  ['hospital_code', 'hospitalCode'],
  ['med_type', 'medType'],
  ['settled_at', 'settledAt'],
  ['data_string', 'dataString'],
  ['invoice', 'invoice'],
  ['total', 'total'],
  ['full_self_pay', 'fullSelfPay'],
  ['over_ceiling', 'overCeiling'],
  ['prior_self_pay', 'priorSelfPay'],
  ['in_scope', 'inScope'],
  ['deductible', 'deductible'],
  ...fundFields.map((field) => [field, field] as const),
  ['fund_total', 'fundTotal'],
  ['patient_share', 'patientShare'],
  ['account', 'account'],
  ['cash', 'cash'],
  ['balance', 'balance'],
  ['benefit', 'benefit'],
  ['year', 'year'],
  ['ledger_in_scope', 'ledgerInScope'],
  ['ledger_deductible', 'ledgerDeductible'],
  ['ledger_fund', 'ledgerFund'],
  ['ledger_supplement', 'ledgerSupplement'],
  ['state', 'state'],
  ['ended_by', 'endedBy'],
];
const inserted = columns.filter(([, field]) => field !== 'endedBy');
const insertSettlement = `INSERT INTO settlement (${inserted.map(([column]) => column).join(', ')})
VALUES (${inserted.map(([, field]) => `@${field}`).join(', ')})`;
const selectSettlement = `SELECT ${columns.map(([column, field]) => `${column} AS ${field}`).join(', ')} FROM settlement`;

const addToLedger = `
INSERT INTO ledger (psn_no, year, benefit, in_scope, deductible, fund, supplement)
VALUES (@psnNo, @year, @benefit, @inScope, @deductible, @fund, @supplement)
ON CONFLICT (psn_no, year, benefit) DO UPDATE SET
  in_scope = in_scope + excluded.in_scope, deductible = deductible + excluded.deductible,
  fund = fund + excluded.fund, supplement = supplement + excluded.supplement`;
const takeFromLedger = `
UPDATE ledger SET in_scope = in_scope - @inScope, deductible = deductible - @deductible, fund = fund - @fund,
  supplement = supplement - @supplement
WHERE psn_no = @psnNo AND year = @year AND benefit = @benefit`;

const serialDigits = 5;

/** Hospital 4 + time 14 + serial 5: what prompt 3 shows and a hospital finds its transaction by. */
function dataStringOf(hospitalNumber: string, at: Timestamp, id: number): string {
  const serial = String(id % 10 ** serialDigits).padStart(serialDigits, '0');
  return `${hospitalNumber}${compactTimestamp(at)}${serial}`;
}

function share(settlement: NewSettlement) {
  return {
    psnNo: settlement.psnNo,
    year: settlement.year,
    benefit: settlement.benefit,
    inScope: settlement.ledgerInScope,
    deductible: settlement.ledgerDeductible,
    fund: settlement.ledgerFund,
    supplement: settlement.ledgerSupplement,
  };
}

interface Move {
  readonly psnNo: string;
  readonly reason: 'opening' | 'settlement' | 'reversal';
  readonly settlementId: number | null;
  readonly amount: Fen;
  readonly at: Timestamp;
}

export type Settlements = ReturnType<typeof settlementsIn>;

export function settlementsIn(database: Database) {
  const nextId = database.prepare<[], number>('SELECT coalesce(max(id), 0) + 1 FROM settlement').pluck();
  const insert = database.prepare(insertSettlement);
  const byMessage = database.prepare<[string], SettlementRow>(`${selectSettlement} WHERE msgid = ?`);
  const byId = database.prepare<[string], SettlementRow>(`${selectSettlement} WHERE setl_id = ?`);
  const ofVisit = database.prepare<[string], SettlementRow>(
    `${selectSettlement} WHERE mdtrt_id = ? AND state <> 'reversed' ORDER BY id`,
  );
  const ofPerson = database.prepare<[string], SettlementRow>(
    `${selectSettlement} WHERE psn_no = ? ORDER BY settled_at, id`,
  );
  const open = database.prepare<[string], OpenSettlement>(
    `SELECT setl_id AS setlId, data_string AS dataString, hospital.name AS hospitalName, hospital.code AS hospitalCode
     FROM settlement JOIN hospital ON hospital.code = hospital_code
     WHERE psn_no = ? AND state = 'unconfirmed' ORDER BY id LIMIT 1`,
  );
  const end = database.prepare<[string, Timestamp, string, number]>(
    'UPDATE settlement SET state = ?, ended_at = ?, ended_by = ? WHERE id = ?',
  );
  const ledger = database.prepare<[string, number, string], YearLedger>(
    'SELECT in_scope AS inScope, deductible, fund, supplement FROM ledger WHERE psn_no = ? AND year = ? AND benefit = ?',
  );
  const raise = database.prepare(addToLedger);
  const lower = database.prepare(takeFromLedger);
  const balance = database.prepare<[string], number>('SELECT account FROM person WHERE psn_no = ?').pluck();
  const setBalance = database.prepare<[number, string]>('UPDATE person SET account = ? WHERE psn_no = ?');
  const movement = database.prepare(
    `INSERT INTO account_movement (psn_no, reason, settlement_id, amount, balance, moved_at)
     VALUES (@psnNo, @reason, @settlementId, @amount, @balance, @at)`,
  );

  function move(step: Move): void {
    const after = fen((balance.get(step.psnNo) ?? 0) + step.amount);
    setBalance.run(after, step.psnNo);
    movement.run({ ...step, balance: after });
  }

  return {
    /** Records a settlement with its share of the ledger and the account. */
    settle(settlement: NewSettlement, hospitalNumber: string, state: 'unconfirmed' | 'confirmed'): SettlementRow {
      const id = nextId.get() ?? 1;
      const at = settlement.settledAt;
      const row: SettlementRow = {
        ...settlement,
        id,
        setlId: `${compactTimestamp(at)}${String(id).padStart(10, '0')}`,
        dataString: dataStringOf(hospitalNumber, at, id),
        state: 'unconfirmed',
        endedBy: null,
      };
      insert.run(row);
      raise.run(share(row));
      const amount = negateFen(row.account);
      if (amount !== 0) move({ psnNo: row.psnNo, reason: 'settlement', settlementId: id, amount, at });
      if (state === 'confirmed') end.run('confirmed', at, row.invoice, id);
      return { ...row, state };
    },
    confirm: (row: SettlementRow, receipt: string, at: Timestamp) => void end.run('confirmed', at, receipt, row.id),
    /** Takes back exactly what the settlement did to ledger and account. */
    reverse(row: SettlementRow, by: string, at: Timestamp): void {
      end.run('reversed', at, by, row.id);
      lower.run(share(row));
      if (row.account !== 0) {
        move({ psnNo: row.psnNo, reason: 'reversal', settlementId: row.id, amount: row.account, at });
      }
    },
    openAccount(psnNo: string, amount: Fen, at: Timestamp): void {
      move({ psnNo, reason: 'opening', settlementId: null, amount, at });
    },
    ofMessage: (msgid: string) => byMessage.get(msgid),
    settlement: (setlId: string) => byId.get(setlId),
    /** The settlements of a visit that stand. */
    ofVisit: (mdtrtId: string) => ofVisit.all(mdtrtId),
    /** Everything ever settled for a person, reversed or not, oldest first. */
    ofPerson: (psnNo: string) => ofPerson.all(psnNo),
    /** The oldest settlement of a person whose outcome no hospital has confirmed. */
    unconfirmed: (psnNo: string) => open.get(psnNo),
    ledger: (psnNo: string, year: number, benefit: string) => ledger.get(psnNo, year, benefit) ?? emptyLedger,
  };
}

/** What a settlement added to a ledger. */
export function ledgerShare(before: YearLedger, after: YearLedger): YearLedger {
  return {
    inScope: subtractFen(after.inScope, before.inScope),
    deductible: subtractFen(after.deductible, before.deductible),
    fund: subtractFen(after.fund, before.fund),
    supplement: subtractFen(after.supplement, before.supplement),
  };
}
