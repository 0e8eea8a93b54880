// The settlements at the center. Every writer keeps them in step with the ledger, which is their sum, and with the personal
// account (money.ts); each runs inside the transaction of the message that asks for it.

import { compactTimestamp, type Timestamp } from '../../domain/date.ts';
import { type Fen, negateFen, subtractFen } from '../../domain/money.ts';
import type { YearLedger } from '../../policy/bill.ts';
import { type FundField, fundFields } from '../../policy/settlement.ts';
import { toldFacts } from './audit-tables.ts';
import type { Database } from './database.ts';
import { inserterInto } from './insert.ts';
import type { LedgerShare, Money } from './money.ts';
import { steadyNamed, steadyText } from './steady.ts';
import type { Telling } from './telling.ts';

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
  /** Whether the account was asked to pay. */
  readonly accountUsed: 0 | 1;
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

/** A settlement, or a refund with what it kept, whose outcome its hospital has not confirmed. */
export interface OpenSettlement {
  readonly table: 'settlement' | 'refund';
  readonly setlId: string;
  readonly dataString: string;
  readonly hospitalName: string;
  readonly hospitalCode: string;
}

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
  ['account_used', 'accountUsed'],
  ['ledger_in_scope', 'ledgerInScope'],
  ['ledger_deductible', 'ledgerDeductible'],
  ['ledger_fund', 'ledgerFund'],
  ['ledger_supplement', 'ledgerSupplement'],
  ['state', 'state'],
  ['ended_by', 'endedBy'],
];
const inserted = columns.filter(([, field]) => field !== 'endedBy');
const told = toldFacts.settlement.flatMap((fact) => columns.filter(([column]) => column === fact));
const selectSettlement = `SELECT ${columns.map(([column, field]) => `${column} AS ${field}`).join(', ')} FROM settlement`;

const serialDigits = 5;

/** Hospital 4 + time 14 + serial 5: what prompt 3 shows and a hospital finds its transaction by. */
export function dataStringOf(hospitalNumber: string, at: Timestamp, id: number): string {
  const serial = String(id % 10 ** serialDigits).padStart(serialDigits, '0');
  return `${hospitalNumber}${compactTimestamp(at)}${serial}`;
}

/** 24 digits: the time, and a number that no other settlement or refund has. */
export function setlIdOf(at: Timestamp, id: number): string {
  return `${compactTimestamp(at)}${String(id).padStart(10, '0')}`;
}

/** What a settlement added to its ledger. */
export function shareOf(settlement: NewSettlement): LedgerShare {
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

/** Whether there is anything to look for, which there seldom is: both are found in the indexes of what is open. */
const mayBeOpen = `
SELECT EXISTS (SELECT 1 FROM settlement WHERE psn_no = ? AND state = 'unconfirmed')
  OR EXISTS (SELECT 1 FROM refund WHERE state = 'unconfirmed')`;

/** The remainder of a refund in doubt is not in doubt by itself: the refund is what its hospital has to find. */
const selectOpen = `
SELECT "table", setlId, dataString, hospital.name AS hospitalName, hospital.code AS hospitalCode FROM (
  SELECT 'settlement' AS "table", id, setl_id AS setlId, data_string AS dataString, hospital_code FROM settlement
  WHERE psn_no = ${steadyNamed('psnNo')} AND state = 'unconfirmed'
    AND NOT EXISTS (SELECT 1 FROM refund WHERE remainder_id = settlement.id)
  UNION ALL
  SELECT 'refund', refund.id, refund.setl_id, refund.data_string, hospital_code
  FROM refund JOIN settlement ON settlement.id = settlement_id
  WHERE psn_no = ${steadyNamed('psnNo')} AND refund.state = 'unconfirmed'
) JOIN hospital ON hospital.code = hospital_code ORDER BY id LIMIT 1`;

export type Settlements = ReturnType<typeof settlementsIn>;

interface Parts {
  readonly money: Money;
  readonly telling: Telling;
}

export function settlementsIn(database: Database, { money, telling }: Parts) {
  const insert = inserterInto<SettlementRow>(database, 'settlement', inserted);
  const byMessage = database.prepare<[string], SettlementRow>(`${selectSettlement} WHERE msgid = ?`);
  const bySetlId = database.prepare<[string], SettlementRow>(`${selectSettlement} WHERE setl_id = ?`);
  const byId = database.prepare<[number], SettlementRow>(`${selectSettlement} WHERE id = ?`);
  const ofVisit = database.prepare<[string], SettlementRow>(
    `${selectSettlement} WHERE mdtrt_id = ${steadyText} AND state <> 'reversed' ORDER BY id`,
  );
  const ofPerson = database.prepare<[string], SettlementRow>(
    `${selectSettlement} WHERE psn_no = ${steadyText} ORDER BY settled_at, id`,
  );
  const may = database.prepare<[string], number>(mayBeOpen).pluck();
  const open = database.prepare<[{ readonly psnNo: string }], OpenSettlement>(selectOpen);
  const end = database.prepare<[string, Timestamp, string, number]>(
    'UPDATE settlement SET state = ?, ended_at = ?, ended_by = ? WHERE id = ?',
  );

  return {
    /** Records a settlement with its share of the ledger and the account. */
    settle(settlement: NewSettlement, hospitalNumber: string, state: 'unconfirmed' | 'confirmed'): SettlementRow {
      const id = money.nextNumber();
      const at = settlement.settledAt;
      const row: SettlementRow = {
        ...settlement,
        id,
        setlId: setlIdOf(at, id),
        dataString: dataStringOf(hospitalNumber, at, id),
        state: 'unconfirmed',
        endedBy: null,
      };
      insert(row);
      telling.tell({ kind: 'settlement', key: row.setlId, facts: told.map(([, field]) => row[field]) });
      money.raiseLedger(shareOf(row));
      money.move({ psnNo: row.psnNo, reason: 'settlement', settlementId: id, amount: negateFen(row.account), at });
      if (state === 'confirmed') end.run('confirmed', at, row.invoice, id);
      return { ...row, state };
    },
    confirm: (row: SettlementRow, receipt: string, at: Timestamp) => void end.run('confirmed', at, receipt, row.id),
    /** Takes back exactly what the settlement did to ledger and account. */
    reverse(row: SettlementRow, by: string, at: Timestamp): void {
      end.run('reversed', at, by, row.id);
      money.lowerLedger(shareOf(row));
      money.move({ psnNo: row.psnNo, reason: 'reversal', settlementId: row.id, amount: row.account, at });
    },
    openAccount(psnNo: string, amount: Fen, at: Timestamp): void {
      money.move({ psnNo, reason: 'opening', amount, at });
    },
    /** What a message settled; of 2208 what it kept. */
    ofMessage: (msgid: string) => byMessage.get(msgid),
    settlement: (setlId: string) => bySetlId.get(setlId),
    byId: (id: number) => byId.get(id),
    /** The settlements of a visit that were not reversed, be they refunded. */
    ofVisit: (mdtrtId: string) => ofVisit.all(mdtrtId),
    /** Everything ever settled for a person, reversed or not, oldest first. */
    ofPerson: (psnNo: string) => ofPerson.all(psnNo),
    /** The oldest settlement or refund of a person whose outcome no hospital has confirmed. */
    unconfirmed: (psnNo: string) => (may.get(psnNo) === 1 ? open.get({ psnNo }) : undefined),
    ledger: money.ledger,
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
