// How a refund looks on the wire: the settlement that it undoes with every amount negated, what was kept, and what the two
// come to. The negated amounts exist only here: they are the original's own.

import type { Timestamp } from '../../domain/date.ts';
import { type Fen, formatYuan, negateFen, subtractFen, zeroFen } from '../../domain/money.ts';
import type { Refunded } from '../../domain/protocol/refund.ts';
import type { SettlementAnswer } from '../../domain/protocol/transactions.ts';
import { fundFields } from '../../policy/settlement.ts';
import type { Person } from '../store/people.ts';
import type { NewSettlement, SettledAmounts, SettlementRow } from '../store/settlements.ts';
import type { RefundPlan } from './refund-plan.ts';
import { accountNaming, fundNaming, type SettlementIdentity, setldetailOf, setlinfoOf } from './settlement-answer.ts';
import { traceOf } from './settlement-trace.ts';
import type { Call } from './transaction.ts';

const amounts = [
  ...(['total', 'fullSelfPay', 'overCeiling', 'priorSelfPay', 'inScope', 'deductible'] as const),
  ...fundFields,
  ...(['fundTotal', 'patientShare', 'account', 'cash'] as const),
] satisfies readonly (keyof SettledAmounts)[];

/** A settlement with every amount negated, at the time of its refund, with the account as it was after. */
function negated(undone: SettlementRow, at: Timestamp, balance: Fen): NewSettlement {
  const entries = amounts.map((name) => [name, negateFen(undone[name])] as const);
  return { ...undone, ...Object.fromEntries(entries), settledAt: at, balance };
}

/** The national fields of a refund. `identity` is undefined in a trial. */
export function refundSetlinfo(
  undone: SettlementRow,
  person: Person,
  refund: { readonly refundedAt: Timestamp; readonly balance: Fen },
  identity: SettlementIdentity | undefined,
): SettlementAnswer['setlinfo'] {
  return setlinfoOf(negated(undone, refund.refundedAt, refund.balance), person, identity);
}

/** One row for each fund that gets something back, and one for the account. */
function negatedDetail(undone: SettlementRow, person: Person): SettlementAnswer['setldetail'] {
  const paid = [
    ...fundFields.map((fund) => ({ naming: fundNaming(fund, person.scheme), amount: undone[fund] })),
    { naming: accountNaming, amount: undone.account },
  ];
  return paid
    .filter(({ amount }) => amount !== 0)
    .map(({ naming, amount }) => ({
      fund_pay_type: naming.type,
      inscp_scp_amt: formatYuan(negateFen(undone.inScope)),
      crt_payb_lmt_amt: formatYuan(zeroFen),
      fund_payamt: formatYuan(negateFen(amount)),
      fund_pay_type_name: naming.name,
      setl_proc_info: `退费，冲减结算 ${undone.setlId}`,
    }));
}

/** Where the refund and the remainder were written; undefined in a trial. */
export interface Written {
  readonly refund: SettlementIdentity & { readonly balance: Fen };
  readonly remainder: SettlementIdentity | undefined;
}

/** `balance`: the account after the refund, before the remainder took its part. */
export function refundAnswer(call: Call, plan: RefundPlan, balance: Fen, written: Written | undefined): Refunded {
  const { undone, person, remainder, trace } = plan;
  const at = { refundedAt: call.now, balance };
  const back = (pick: 'total' | 'fundTotal' | 'account' | 'cash') =>
    formatYuan(subtractFen(undone[pick], remainder?.settlement[pick] ?? zeroFen));
  return {
    setlinfo: refundSetlinfo(undone, person, at, written?.refund),
    setldetail: negatedDetail(undone, person),
    sim_trace: traceOf(call.pack, trace ? { trace } : {}),
    sim_remainder: remainder
      ? {
          setlinfo: setlinfoOf(remainder.settlement, person, written?.remainder),
          setldetail: setldetailOf(remainder.computed, person.scheme),
          sim_trace: traceOf(call.pack, remainder.computed),
        }
      : null,
    sim_back: {
      medfee_sumamt: back('total'),
      fund_pay_sumamt: back('fundTotal'),
      acct_pay: back('account'),
      psn_cash_pay: back('cash'),
    },
  };
}
