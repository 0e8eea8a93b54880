// 2207A: settles a batch: ledger, account and settlement in one durable transaction. The settlement is `unconfirmed`
// until the hospital has it on its own disk and says so.

import { type Fen, formatYuan } from '../../domain/money.ts';
import type { SettlementAnswer } from '../../domain/protocol/transactions.ts';
import { settlementSchema } from '../schemas.ts';
import type { NewSettlement } from '../store/settlements.ts';
import { settleBatch } from './settle-batch.ts';
import { setldetailOf, setlinfoOf } from './settlement-answer.ts';
import { traceOf } from './settlement-trace.ts';
import { doneWith, type Refused, refused, transaction } from './transaction.ts';

const parts = {
  fulamt_ownpay_amt: 'fullSelfPay',
  overlmt_selfpay: 'overCeiling',
  preselfpay_amt: 'priorSelfPay',
  inscp_scp_amt: 'inScope',
} as const satisfies Record<string, keyof NewSettlement>;

type PartSums = Readonly<Record<keyof typeof parts, Fen>>;

/** The four part sums that the hospital sends must be the center's own. */
function otherSums(sent: PartSums, row: NewSettlement): Refused | undefined {
  for (const name of Object.keys(parts) as (keyof typeof parts)[]) {
    const own = row[parts[name]];
    if (sent[name] !== own) {
      const amount = formatYuan(own);
      return refused(`input.data.${name}`, `中心合计为 ${amount}`, `the center's sum is ${amount}`);
    }
  }
  return undefined;
}

export const settlement = transaction('2207A', settlementSchema, (call, { data }) => {
  const batch = settleBatch(call, data, data.invono);
  if (!batch.ok) return batch.error;
  const { row, person, computed, findings } = batch.value;
  const differing = otherSums(data, row);
  if (differing) return differing;
  const settled = call.store.settlements.settle(row, call.hospital.number, 'unconfirmed');
  const answer: SettlementAnswer = {
    setlinfo: setlinfoOf(settled, person, settled),
    setldetail: setldetailOf(computed, person.scheme),
    sim_trace: data.sim_trace_wanted ? traceOf(call.pack, computed) : null,
  };
  return doneWith(answer, findings);
});
