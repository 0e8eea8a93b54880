// 2206A: what a settlement of this batch would be. The same computation as 2207A; nothing of it is kept.

import type { SettlementAnswer } from '../../domain/protocol/transactions.ts';
import { trialSchema } from '../schemas.ts';
import { settleBatch } from './settle-batch.ts';
import { setldetailOf, setlinfoOf } from './settlement-answer.ts';
import { traceOf } from './settlement-trace.ts';
import { doneWith, transaction } from './transaction.ts';

const noInvoice = '';

export const trial = transaction('2206A', trialSchema, (call, { data }) => {
  const batch = settleBatch(call, data, noInvoice);
  if (!batch.ok) return batch.error;
  const { row, person, computed, findings } = batch.value;
  const answer: SettlementAnswer = {
    setlinfo: setlinfoOf(row, person, undefined),
    setldetail: setldetailOf(computed, person.scheme),
    sim_trace: data.sim_trace_wanted ? traceOf(call.pack, computed) : null,
  };
  return doneWith(answer, findings);
});
