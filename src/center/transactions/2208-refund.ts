// 2208: undoes a settlement (退费), wholly or in part, in one durable transaction: what it paid goes back, what was kept is
// settled anew in its place. Both are `unconfirmed` until the hospital has them on its own disk and says so. A refund
// settles for the day on which the drugs were charged, also across the turn of the year: that year's ledger, those rules.

import { addFen } from '../../domain/money.ts';
import { type RefundData, refundSchema } from '../refund-schema.ts';
import { refundAnswer } from './refund-answer.ts';
import { planRefund } from './refund-plan.ts';
import { type Call, done, type Refused, refused, transaction } from './transaction.ts';

interface Responsible {
  readonly invoice: string;
  readonly approver: string;
  readonly approverName: string;
}

/** What only a refund that is meant has: a receipt, and a second person's word. */
function responsible(call: Call, { sim_invono, sim_approver }: RefundData): Responsible | Refused {
  if (sim_invono === null) return refused('input.data.sim_invono', '缺少', 'missing');
  if (sim_approver === null) return refused('input.data.sim_approver', '缺少', 'missing');
  // Who sends and who signed in may be two numbers of the same window: neither of them is the second person.
  const signedIn = call.store.messages.signInOf(call.signNo, call.hospital.code)?.operator;
  if (sim_approver.opter === call.operator || sim_approver.opter === signedIn) {
    return refused('input.data.sim_approver.opter', '须由另一人批准', 'it needs a second person');
  }
  return { invoice: sim_invono, approver: sim_approver.opter, approverName: sim_approver.opter_name };
}

export const refund = transaction('2208', refundSchema, (call, { data }) => {
  const who = data.sim_trial === '1' ? undefined : responsible(call, data);
  if (who && 'fate' in who) return who;
  const plan = planRefund(call, data);
  if (!plan.ok) return plan.error;
  const { undone, person, remainder } = plan.value;
  if (!who) return done(refundAnswer(call, plan.value, addFen(person.account, undone.account), undefined));
  const { msgid, hospital, now } = call;
  const written = call.store.refunds.refund({
    ...{ undone, kept: remainder, msgid, hospitalNumber: hospital.number, at: now },
    ...who,
  });
  return done(refundAnswer(call, plan.value, written.refund.balance, written));
});
