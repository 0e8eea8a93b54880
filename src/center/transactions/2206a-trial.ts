// 2206A: what a settlement of this batch would be. The same computation as 2207A; nothing of it is kept.

import type { TrialAnswer } from '../../domain/protocol/transactions.ts';
import { trialSchema } from '../schemas.ts';
import { registrationFee, settleBatch } from './settle-batch.ts';
import { setldetailOf, setlinfoOf } from './settlement-answer.ts';
import { traceOf } from './settlement-trace.ts';
import { type Call, doneWith, transaction } from './transaction.ts';

const noInvoice = '';

/** A refunded settlement stands no more; what was kept of it does, under a number of its own. */
function standingFees({ store }: Call, mdtrtId: string): readonly string[] {
  return store.settlements
    .ofVisit(mdtrtId)
    .filter((row) => row.medType !== registrationFee && !store.refunds.standingOf(row))
    .map(({ setlId }) => setlId);
}

export const trial = transaction('2206A', trialSchema, (call, { data }) => {
  const batch = settleBatch(call, data, noInvoice);
  if (!batch.ok) return batch.error;
  const { row, person, computed, findings } = batch.value;
  const answer: TrialAnswer = {
    setlinfo: setlinfoOf(row, person, undefined),
    setldetail: setldetailOf(computed, person.scheme),
    sim_trace: data.sim_trace_wanted ? traceOf(call.pack, computed) : null,
    sim_standing: data.med_type === registrationFee ? null : standingFees(call, data.mdtrt_id),
  };
  return doneWith(answer, findings);
});
