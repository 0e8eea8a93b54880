// confirm: the hospital has the outcome on its own disk; the settlement, or the refund with what it kept, is final and stands
// in nobody's way any more. The simulator's own transaction. The receipt is the one that it was sent with: another is of
// something else that the hospital has. Said twice with the same receipt, it is still done; a reversed one cannot be confirmed.

import { confirmInfno } from '../../domain/protocol/transactions.ts';
import { confirmationSchema } from '../schemas.ts';
import type { SettlementState } from '../store/settlements.ts';
import { type Call, done, refused, transaction } from './transaction.ts';

interface Confirmable {
  readonly psnNo: string;
  readonly state: SettlementState;
  /** The receipt number that it was sent with. */
  readonly invoice: string;
  readonly endedBy: string | null;
  readonly confirm: (receipt: string) => void;
}

/** What a message did that waits to be confirmed. */
function confirmableOf({ store: { refunds, settlements }, now }: Call, omsgid: string): Confirmable | undefined {
  const refund = refunds.ofMessage(omsgid);
  if (refund) {
    const { psnNo } = refunds.undone(refund);
    return { ...refund, psnNo, confirm: (receipt) => refunds.confirm(refund, receipt, now) };
  }
  const settled = settlements.ofMessage(omsgid);
  return settled && { ...settled, confirm: (receipt) => settlements.confirm(settled, receipt, now) };
}

export const confirm = transaction(confirmInfno, confirmationSchema, (call, { data }) => {
  const message = call.store.messages.message(data.omsgid);
  const found = confirmableOf(call, data.omsgid);
  if (!found || message?.hospitalCode !== call.hospital.code) {
    return refused('input.data.omsgid', '没有这笔结算', 'no such settlement');
  }
  if (message.infno !== data.oinfno) return refused('input.data.oinfno', '与原交易不符', 'not that of the message');
  if (found.psnNo !== data.psn_no) return refused('input.data.psn_no', '与原交易不符', 'not that of the message');
  switch (found.state) {
    case 'unconfirmed':
      if (data.sim_invono !== found.invoice) {
        const { invoice } = found;
        return refused('input.data.sim_invono', `结算时的收据号为 ${invoice}`, `it was sent with receipt ${invoice}`);
      }
      found.confirm(data.sim_invono);
      return done(null);
    case 'confirmed':
      return found.endedBy === data.sim_invono
        ? done(null)
        : refused('input.data.sim_invono', '已用另一收据确认', 'confirmed with another receipt already');
    case 'reversed':
      return refused('input.data.omsgid', '该结算已冲正', 'the settlement was reversed');
  }
});
