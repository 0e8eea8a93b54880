// 2601: undoes a message whose outcome its hospital does not know. Once, exactly, and only by that hospital.

import { unreachable } from '../../domain/result.ts';
import { reversalSchema } from '../schemas.ts';
import { type Call, done, type Refused, refused, transaction } from './transaction.ts';

const reversible = ['2201', '2204', '2207A', '2208'] as const;
type Reversible = (typeof reversible)[number];

const omsgid = 'input.data.omsgid';

function undoRegistration(call: Call, original: string, psnNo: string): Refused | undefined {
  const { visits, settlements } = call.store;
  const visit = visits.registrationOfMessage(original);
  if (visit?.psnNo !== psnNo) return refused('input.data.psn_no', '与原交易不符', 'not that of the message');
  if (visit.cancelled) return refused(omsgid, '挂号已取消', 'the registration was cancelled');
  if (settlements.ofVisit(visit.mdtrtId).length === 0) return undefined;
  return refused(omsgid, '该挂号已有结算', 'the visit has settlements: reverse those first');
}

function undoLines(call: Call, original: string, psnNo: string): Refused | undefined {
  const { visits, settlements } = call.store;
  const [line] = visits.linesOfMessage(original);
  if (!line) return refused(omsgid, '没有可撤销的明细', 'no lines that could be withdrawn');
  const visit = visits.registration(line.mdtrtId);
  if (visit?.psnNo !== psnNo) return refused('input.data.psn_no', '与原交易不符', 'not that of the message');
  if (settlements.ofVisit(line.mdtrtId).some(({ batch }) => batch === line.batch)) {
    return refused(omsgid, '该批次已结算', 'the batch is settled: reverse that first');
  }
  visits.withdrawLines(original, call.msgid);
  return undefined;
}

/**
 * Nothing can have been settled for this person since: an unconfirmed settlement bars every other (prompt 3). A confirmed
 * one has a receipt, and is undone by a refund.
 */
function undoSettlement(call: Call, original: string, psnNo: string): Refused | undefined {
  const { settlements } = call.store;
  const settled = settlements.ofMessage(original);
  if (settled?.psnNo !== psnNo) return refused('input.data.psn_no', '与原交易不符', 'not that of the message');
  if (settled.state !== 'unconfirmed') {
    return refused(omsgid, '该结算已确认，只能退费', 'the settlement is confirmed: only a refund undoes it');
  }
  settlements.reverse(settled, call.msgid, call.now);
  return undefined;
}

/** As with a settlement: nothing of this person can have moved since, so what it undid stands again exactly as it was. */
function undoRefund(call: Call, original: string, psnNo: string): Refused | undefined {
  const { refunds } = call.store;
  const refund = refunds.ofMessage(original);
  if (!refund) return refused(omsgid, '那是试算，没有退费', 'it was a trial: nothing was refunded');
  if (refunds.undone(refund).psnNo !== psnNo) {
    return refused('input.data.psn_no', '与原交易不符', 'not that of the message');
  }
  if (refund.state !== 'unconfirmed') {
    return refused(omsgid, '该退费已确认', 'the refund is confirmed: it stands');
  }
  refunds.reverse(refund, call.msgid, call.now);
  return undefined;
}

function undo(call: Call, infno: Reversible, original: string, psnNo: string): Refused | undefined {
  switch (infno) {
    case '2201':
      return undoRegistration(call, original, psnNo);
    case '2204':
      return undoLines(call, original, psnNo);
    case '2207A':
      return undoSettlement(call, original, psnNo);
    case '2208':
      return undoRefund(call, original, psnNo);
    default:
      return unreachable(infno);
  }
}

export const reverse = transaction('2601', reversalSchema, (call, { data }) => {
  const { messages } = call.store;
  const infno = reversible.find((allowed) => allowed === data.oinfno);
  if (infno === undefined) return refused('input.data.oinfno', '该交易不能冲正', 'such a message cannot be reversed');
  const original = messages.message(data.omsgid);
  if (original?.hospitalCode !== call.hospital.code || original.fate === 'refused') {
    return refused(omsgid, '中心没有这笔交易', 'nothing was done under this message');
  }
  if (original.infno !== infno) return refused('input.data.oinfno', '与原交易不符', 'not that of the message');
  if (messages.isReversed(data.omsgid)) return refused(omsgid, '已冲正', 'reversed already');
  const problem = undo(call, infno, data.omsgid, data.psn_no);
  if (problem) return problem;
  messages.recordReversal(data.omsgid, call.msgid, call.now);
  return done(null);
});
