// 2202: cancels a registration that nothing is settled for. A settled fee is undone first (2208), and that is confirmed.

import { cancellationSchema } from '../inquiry-schemas.ts';
import { inDoubt, visitOf } from './checks.ts';
import { done, refused, transaction } from './transaction.ts';

export const cancelRegistration = transaction('2202', cancellationSchema, (call, { data }) => {
  const { people, visits, settlements, refunds } = call.store;
  const visit = visitOf(call, data.mdtrt_id, data.psn_no, 'input.data');
  if (!visit.ok) return visit.error;
  if (visit.value.ticket !== data.ipt_otp_no) {
    return refused('input.data.ipt_otp_no', '不是这次挂号的票号', 'not the ticket of this registration');
  }
  const person = people.person(data.psn_no);
  if (!person) throw new Error(`registration ${data.mdtrt_id} of nobody`);
  const doubt = inDoubt(call, person);
  if (doubt) return doubt;
  if (settlements.ofVisit(data.mdtrt_id).some((settled) => refunds.standingOf(settled) === undefined)) {
    return refused('input.data.mdtrt_id', '已有结算，须先退费', 'something is settled for it: refund that first');
  }
  visits.cancel(data.mdtrt_id, call.msgid, call.now);
  return done(null);
});
