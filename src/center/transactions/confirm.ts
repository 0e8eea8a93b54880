// confirm: the hospital has the outcome on its own disk; the settlement is final and stands in nobody's way any more.
// The simulator's own transaction. Said twice with the same receipt, it is still done; a reversed one cannot be confirmed.

import { confirmInfno } from '../../domain/protocol/transactions.ts';
import { confirmationSchema } from '../schemas.ts';
import { done, refused, transaction } from './transaction.ts';

export const confirm = transaction(confirmInfno, confirmationSchema, (call, { data }) => {
  const { settlements, messages } = call.store;
  const message = messages.message(data.omsgid);
  const settled = settlements.ofMessage(data.omsgid);
  if (!settled || message?.hospitalCode !== call.hospital.code) {
    return refused('input.data.omsgid', '没有这笔结算', 'no such settlement');
  }
  if (message.infno !== data.oinfno) return refused('input.data.oinfno', '与原交易不符', 'not that of the message');
  if (settled.psnNo !== data.psn_no) return refused('input.data.psn_no', '与原交易不符', 'not that of the message');
  switch (settled.state) {
    case 'unconfirmed':
      settlements.confirm(settled, data.sim_invono, call.now);
      return done(null);
    case 'confirmed':
      return settled.endedBy === data.sim_invono
        ? done(null)
        : refused('input.data.sim_invono', '已用另一收据确认', 'confirmed with another receipt already');
    case 'reversed':
      return refused('input.data.omsgid', '该结算已冲正', 'the settlement was reversed');
  }
});
