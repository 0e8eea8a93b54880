// What the center has of a person's money, as one document: year ledgers, settlements, refunds, account. Pure; it only
// arranges what inspect.ts reads. Money as text with two decimals, under the names of the national interface.

import type { Inspection, PersonState } from '../center/inspect.ts';
import type { RefundRow } from '../center/store/refunds.ts';
import type { SettlementRow } from '../center/store/settlements.ts';
import { formatYuan, negateFen } from '../domain/money.ts';
import { maskNumber } from '../domain/person.ts';

/** A confirmed settlement that a refund undoes is refunded: the row itself stays as it was. */
export type ShownState = SettlementRow['state'] | 'refunded';

function settlementOf(row: SettlementRow, refunds: readonly RefundRow[], hospital: (code: string) => string) {
  const undone = refunds.some(({ settlementId, state }) => settlementId === row.id && state !== 'reversed');
  const remains = refunds.find(({ remainderId }) => remainderId === row.id);
  return {
    setl_id: row.setlId,
    setl_time: row.settledAt,
    fixmedins_name: hospital(row.hospitalCode),
    mdtrt_id: row.mdtrtId,
    med_type: row.medType,
    medfee_sumamt: formatYuan(row.total),
    inscp_scp_amt: formatYuan(row.inScope),
    act_pay_dedc: formatYuan(row.deductible),
    fund_pay_sumamt: formatYuan(row.fundTotal),
    acct_pay: formatYuan(row.account),
    psn_cash_pay: formatYuan(row.cash),
    data_string: row.dataString,
    state: (undone ? 'refunded' : row.state) satisfies ShownState as ShownState,
    /** The refund that this was settled in: what was kept of an earlier settlement. */
    kept_in: remains?.setlId ?? null,
  };
}

function refundOf(refund: RefundRow, settlements: readonly SettlementRow[], hospital: (code: string) => string) {
  const undone = settlements.find(({ id }) => id === refund.settlementId);
  if (!undone) throw new Error(`a refund of no settlement: ${refund.setlId}`);
  return {
    setl_id: refund.setlId,
    setl_time: refund.refundedAt,
    fixmedins_name: hospital(undone.hospitalCode),
    undoes: undone.setlId,
    remainder: settlements.find(({ id }) => id === refund.remainderId)?.setlId ?? null,
    medfee_sumamt: formatYuan(negateFen(undone.total)),
    fund_pay_sumamt: formatYuan(negateFen(undone.fundTotal)),
    acct_pay: formatYuan(negateFen(undone.account)),
    psn_cash_pay: formatYuan(negateFen(undone.cash)),
    approver: refund.approverName === '' ? refund.approver : refund.approverName,
    data_string: refund.dataString,
    state: refund.state,
  };
}

export type LedgerDocument = ReturnType<typeof ledgerDocument>;

/** Everything about one person; the identity number masked unless asked for. */
export function ledgerDocument(inspection: Inspection, { person, ledgers }: PersonState, unmasked: boolean) {
  const settlements = inspection.settlements(person.psnNo);
  const refunds = inspection.refunds(person.psnNo);
  const hospital = (code: string) => inspection.hospital(code)?.name ?? code;
  return {
    person: {
      psn_no: person.psnNo,
      psn_name: person.name,
      certno: unmasked ? person.idNumber : maskNumber(person.idNumber),
      balc: formatYuan(person.account),
    },
    ledgers: ledgers.map(({ year, benefit, inScope, deductible, fund, supplement }) => ({
      year,
      benefit,
      inscp: formatYuan(inScope),
      dedc: formatYuan(deductible),
      fund: formatYuan(fund),
      cvlserv: formatYuan(supplement),
    })),
    settlements: settlements.map((row) => settlementOf(row, refunds, hospital)),
    refunds: refunds.map((row) => refundOf(row, settlements, hospital)),
    movements: inspection.movements(person.psnNo).map(({ reason, setlId, amount, balance, movedAt }) => ({
      moved_at: movedAt,
      reason,
      setl_id: setlId,
      amount: formatYuan(amount),
      balance: formatYuan(balance),
    })),
  };
}
