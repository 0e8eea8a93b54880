// 5203: one settlement or refund, or what became of any message. "Absent" is a promise: the center remembers that it said so, and
// refuses the message should it still arrive, because the hospital then acts as if it had never been sent.

import type { MessageFate, Outcome as OutcomeAnswer } from '../../domain/protocol/transactions.ts';
import { outcomeSchema } from '../schemas.ts';
import type { Person } from '../store/people.ts';
import type { RefundRow } from '../store/refunds.ts';
import type { SettlementRow } from '../store/settlements.ts';
import { refundSetlinfo } from './refund-answer.ts';
import { setlinfoOf } from './settlement-answer.ts';
import { type Call, done, refused, transaction } from './transaction.ts';

interface Found {
  readonly psnNo: string;
  readonly hospitalCode: string;
  readonly answer: OutcomeAnswer;
}

function personOf(call: Call, { psnNo, setlId }: SettlementRow): Person {
  const person = call.store.people.person(psnNo);
  if (!person) throw new Error(`settlement ${setlId} of nobody`);
  return person;
}

function settlementFound(call: Call, settled: SettlementRow | undefined): Found | undefined {
  if (!settled) return undefined;
  const setlinfo = { ...setlinfoOf(settled, personOf(call, settled), settled), invono: settled.invoice };
  return { ...settled, answer: { sim_fate: settled.state, setlinfo } };
}

/** A refund is told as what it negates; what was kept is a settlement of its own. */
function refundFound(call: Call, refund: RefundRow | undefined): Found | undefined {
  if (!refund) return undefined;
  const undone = call.store.refunds.undone(refund);
  const setlinfo = { ...refundSetlinfo(undone, personOf(call, undone), refund, refund), invono: refund.invoice };
  return { ...undone, answer: { sim_fate: refund.state, setlinfo } };
}

function foundBy(call: Call, omsgid: string | null, setlId: string): Found | undefined {
  const { settlements, refunds } = call.store;
  if (omsgid === null) {
    return refundFound(call, refunds.refundOf(setlId)) ?? settlementFound(call, settlements.settlement(setlId));
  }
  return refundFound(call, refunds.ofMessage(omsgid)) ?? settlementFound(call, settlements.ofMessage(omsgid));
}

function fateOf(call: Call, omsgid: string): MessageFate {
  const { messages } = call.store;
  const message = messages.message(omsgid);
  if (!message) return 'absent';
  if (message.fate === 'refused') return 'refused';
  return messages.isReversed(omsgid) ? 'reversed' : 'confirmed';
}

export const outcome = transaction('5203', outcomeSchema, (call, { data }) => {
  const { messages } = call.store;
  if (data.sim_omsgid === null && data.setl_id === null) {
    return refused('input.data.setl_id', '须有 setl_id 或 sim_omsgid', 'setl_id or sim_omsgid is needed');
  }
  const settled = foundBy(call, data.sim_omsgid, data.setl_id ?? '');
  const key = data.sim_omsgid === null ? 'setl_id' : 'sim_omsgid';
  const elsewhere = settled !== undefined && settled.hospitalCode !== call.hospital.code;
  if (elsewhere || (data.sim_omsgid !== null && !data.sim_omsgid.startsWith(call.hospital.code))) {
    return refused(`input.data.${key}`, '不是本院的交易', 'not of this hospital');
  }
  if (settled) {
    if (settled.psnNo !== data.psn_no) return refused('input.data.psn_no', '与原交易不符', 'not that of the message');
    return done(settled.answer);
  }
  if (data.sim_omsgid === null) return refused('input.data.setl_id', '没有这笔结算', 'no such settlement');
  const fate = fateOf(call, data.sim_omsgid);
  if (fate === 'absent') messages.declareAbsent(data.sim_omsgid, call.hospital.code, call.now);
  const answer: OutcomeAnswer = { sim_fate: fate, setlinfo: null };
  return done(answer);
});
