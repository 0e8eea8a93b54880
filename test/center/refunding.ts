// Refunds for tests: what a counter sends to give something back, and the state that a refund must restore.

import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { PersonSeed } from '../../src/center/city-seed.ts';
import type { Refunded, RefundRequest, ReturnedLine } from '../../src/domain/protocol/refund.ts';
import type { SettlementAnswer } from '../../src/domain/protocol/transactions.ts';
import type { Answer, Counter, Item } from './counter.ts';

export type Settled = SettlementAnswer['setlinfo'];
export type RefundFields = Partial<RefundRequest['data']>;

/** Tablets at one yuan each: amounts are easy to follow. */
export const tablets = (count: number): Item => ({
  item: 'D',
  price: '1',
  quantity: String(count),
  amount: count.toFixed(2),
});
export const test900: Item = { item: 'A', price: '900', quantity: '1', amount: '900.00' };

export const approver = { opter: '0001', opter_name: '周主任' };
export const refundReceipt = 'T0001';

/** 2208 of a settlement; without `returned`, of all of it. */
export function refund(
  counter: Counter,
  settled: Settled,
  returned: readonly ReturnedLine[] | null,
  but: RefundFields = {},
) {
  const { setl_id, mdtrt_id, psn_no } = settled;
  return counter.send<Refunded>('2208', {
    data: {
      ...{ setl_id, mdtrt_id, psn_no, sim_returned: returned },
      ...{ sim_invono: refundReceipt, sim_trial: '0', sim_approver: approver },
      ...but,
    },
  });
}

export function refundTrial(counter: Counter, settled: Settled, returned: readonly ReturnedLine[] | null) {
  return refund(counter, settled, returned, { sim_trial: '1', sim_invono: null, sim_approver: null });
}

export function confirmRefund(counter: Counter, psnNo: string, omsgid: string, receipt = refundReceipt): Answer<null> {
  return counter.send<null>('confirm', { data: { psn_no: psnNo, omsgid, oinfno: '2208', sim_invono: receipt } });
}

/** Refunds and confirms; throws where either is refused. */
export function refunded(counter: Counter, settled: Settled, returned: readonly ReturnedLine[] | null): Refunded {
  const answer = counter.must(refund(counter, settled, returned));
  counter.must(confirmRefund(counter, settled.psn_no, counter.lastMsgid));
  return answer;
}

/** Charges on a new visit and confirms. */
export function charged(counter: Counter, person: PersonSeed, items: readonly Item[], account = true) {
  const mdtrtId = counter.must(counter.register(person)).data.mdtrt_id;
  const charge = counter.chargeVisit(person, mdtrtId, items, '11', account);
  counter.must(counter.confirm(person, charge.msgid));
  return {
    ...charge,
    line: (index: number, cnt: string): ReturnedLine => ({ feedetl_sn: `${charge.batch}-${index}`, cnt }),
  };
}

/** Ledgers, account and what is in doubt: what a refund must bring back. */
export function moneyOf(center: EmbeddedCenter, { psnNo }: PersonSeed) {
  const found = center.inspection.person(psnNo);
  if (!found) throw new Error(`nobody: ${psnNo}`);
  const ledgers = found.ledgers.filter(({ inScope }) => inScope > 0);
  return { ledgers, account: found.person.account, unconfirmed: found.state.unconfirmed };
}
