// 2208: a settlement undone, wholly or in part, and the life of that message (2-benefits, section 7; 3-protocol).

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { Counter, fee, type Item, openCity } from './counter.ts';
import {
  charged,
  confirmRefund,
  moneyOf,
  refund,
  refunded,
  refundReceipt,
  refundTrial,
  tablets,
  test900,
} from './refunding.ts';
import { cityHospital, tcmHospital, worker } from './small-city.ts';

let center: EmbeddedCenter;
let counter: Counter;
beforeEach(() => {
  center = openCity();
  counter = new Counter(center, cityHospital);
  // Past the deductible of 800, so that drugs may be given back; the account is left alone.
  charged(counter, worker, [test900], false);
});
afterEach(() => {
  expect(center.inspection.contradictions()).toEqual([]);
  center.close();
});

describe('what comes back', () => {
  test('everything given back: every amount negated under a number of its own, ledger and account as never charged', () => {
    const before = moneyOf(center, worker);
    // Level 3: the fund pays 55 % of 100 yuan, the account the other 45.
    const { settled } = charged(counter, worker, [tablets(100)]);
    expect(settled).toMatchObject({ hifob_pay: '55.00', acct_pay: '45.00', psn_cash_pay: '0.00' });
    const answer = refunded(counter, settled, null);
    expect(answer.setlinfo).toMatchObject({
      medfee_sumamt: '-100.00',
      inscp_scp_amt: '-100.00',
      act_pay_dedc: '0.00',
      hifob_pay: '-55.00',
      fund_pay_sumamt: '-55.00',
      acct_pay: '-45.00',
      psn_cash_pay: '0.00',
      balc: '50.00',
    });
    expect(answer.setlinfo.setl_id).not.toBe(settled.setl_id);
    expect(answer.setlinfo.sim_data_string).toMatch(/^0001\d{19}$/);
    expect(answer.setldetail.map(({ fund_pay_type, fund_payamt }) => [fund_pay_type, fund_payamt])).toEqual([
      ['330100', '-55.00'],
      ['310200', '-45.00'],
    ]);
    expect(answer.sim_remainder).toBeNull();
    expect(answer.sim_back).toEqual({
      medfee_sumamt: '100.00',
      fund_pay_sumamt: '55.00',
      acct_pay: '45.00',
      psn_cash_pay: '0.00',
    });
    expect(moneyOf(center, worker)).toEqual(before);
  });

  test('part of a line given back: what was kept is settled anew in its place, in one message', () => {
    const { settled, line, mdtrtId } = charged(counter, worker, [tablets(100), test900], false);
    const after = refunded(counter, settled, [line(0, '40.5')]);
    expect(after.setlinfo.medfee_sumamt).toBe('-1000.00');
    expect(after.sim_remainder?.setlinfo).toMatchObject({
      mdtrt_id: mdtrtId,
      medfee_sumamt: '959.50',
      hifob_pay: '527.73',
      psn_cash_pay: '431.77',
      balc: '50.00',
    });
    expect(after.sim_back).toMatchObject({ medfee_sumamt: '40.50', fund_pay_sumamt: '22.27', psn_cash_pay: '18.23' });
    expect(after.sim_remainder?.sim_trace?.entries.length).toBeGreaterThan(0);
    expect(after.sim_trace?.entries.some(({ rule }) => rule === 'refund')).toBe(true);
  });

  test('a trial tells what of the visit’s fees stands: what a refund kept instead of what it undid, nothing reversed', () => {
    const { settled, line, mdtrtId } = charged(counter, worker, [tablets(100)]);
    counter.must(counter.lines(worker, mdtrtId, 'S1', [tablets(1)]));
    counter.must(counter.lines(worker, mdtrtId, 'S2', [fee]));
    const standing = (batch = 'S1', medType = '11', total = '1.00') =>
      counter.must(counter.trial(counter.trialData(worker, mdtrtId, batch, medType, total))).sim_standing;
    expect(standing()).toEqual([settled.setl_id]);
    expect(standing('S2', '12', '5.00')).toBeNull();
    const second = counter.chargeVisit(worker, mdtrtId, [tablets(3)]);
    counter.must(counter.reverse(worker, second.msgid));
    const kept = refunded(counter, settled, [line(0, '40')]).sim_remainder!.setlinfo;
    expect(standing()).toEqual([kept.setl_id]);
    refunded(counter, kept, null);
    expect(standing()).toEqual([]);
  });

  test('a second refund acts on what was kept; its lines have the numbers that they always had', () => {
    const before = moneyOf(center, worker);
    const { settled, line } = charged(counter, worker, [tablets(60), { ...tablets(40), item: 'B' }]);
    const first = refunded(counter, settled, [line(0, '60'), line(1, '10')]);
    const rest = first.sim_remainder!.setlinfo;
    expect(rest.medfee_sumamt).toBe('30.00');
    expect(refund(counter, settled, null).err_msg).toContain(rest.setl_id);
    expect(refund(counter, rest, [line(0, '1')]).err_msg).toMatch(/^input\.data\.sim_returned\.0\.feedetl_sn: /);
    expect(refund(counter, rest, [line(1, '31')]).err_msg).toMatch(/^input\.data\.sim_returned\.0\.cnt: .*30/);
    const second = refunded(counter, rest, [line(1, '30')]);
    expect(second.sim_remainder).toBeNull();
    expect(moneyOf(center, worker)).toEqual(before);
  });

  test('prices and classes are those of the charge: a line of class B above its ceiling, given back in part', () => {
    const capsules: Item = { item: 'B', price: '12.60', quantity: '4', amount: '50.40' };
    const { settled, line } = charged(counter, worker, [capsules]);
    const half = refunded(counter, settled, [line(0, '2')]);
    const { settled: never } = charged(counter, worker, [{ ...capsules, quantity: '2', amount: '25.20' }], false);
    const parts = ['medfee_sumamt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt', 'hifob_pay'] as const;
    for (const part of parts) expect(half.sim_remainder!.setlinfo[part]).toBe(never[part]);
  });

  test('a trial tells the same amounts, has no numbers, and changes nothing', () => {
    const { settled, line } = charged(counter, worker, [tablets(100)]);
    const before = moneyOf(center, worker);
    const told = counter.must(refundTrial(counter, settled, [line(0, '50')]));
    const trialMsgid = counter.lastMsgid;
    expect(moneyOf(center, worker)).toEqual(before);
    expect(told.setlinfo).toMatchObject({ setl_id: null, sim_data_string: null });
    expect(told.sim_remainder?.setlinfo).toMatchObject({ setl_id: null, sim_data_string: null });
    expect(confirmRefund(counter, worker.psnNo, trialMsgid).err_msg).toMatch(/^input\.data\.omsgid: /);
    expect(counter.reverse(worker, trialMsgid, '2208').err_msg).toMatch(/^input\.data\.omsgid: /);
    const real = refunded(counter, settled, [line(0, '50')]);
    const numbers = { setl_id: null, sim_data_string: null };
    expect({ ...real.setlinfo, ...numbers }).toEqual(told.setlinfo);
    expect({ ...real.sim_remainder?.setlinfo, ...numbers }).toEqual(told.sim_remainder?.setlinfo);
    expect(real.sim_back).toEqual(told.sim_back);
  });
});

describe('the life of a refund', () => {
  test('unconfirmed, it is prompt 3 everywhere and names this hospital and its own data string', () => {
    const { settled, line } = charged(counter, worker, [tablets(100)]);
    const { setlinfo } = counter.must(refund(counter, settled, [line(0, '50')]));
    const msgid = counter.lastMsgid;
    const elsewhere = new Counter(center, tcmHospital);
    for (const refusal of [elsewhere.register(worker), refund(counter, settled, null)]) {
      expect(refusal.sim_prompt?.id).toBe('open-reconciliation');
      expect(refusal.err_msg).toContain(cityHospital.name);
      expect(refusal.err_msg).toContain(setlinfo.sim_data_string);
      expect(refusal.sim_prompt?.fact).toMatchObject({ table: 'refund', setl_id: setlinfo.setl_id });
    }
    counter.must(confirmRefund(counter, worker.psnNo, msgid));
    expect(elsewhere.register(worker).infcode).toBe(0);
  });

  test('2601 restores exactly what was: the original stands, the remainder is reversed; it may be refunded again', () => {
    const { settled, line } = charged(counter, worker, [tablets(100)]);
    const before = moneyOf(center, worker);
    const first = counter.must(refund(counter, settled, [line(0, '50')]));
    const msgid = counter.lastMsgid;
    counter.must(counter.reverse(worker, msgid, '2208'));
    expect(moneyOf(center, worker)).toEqual(before);
    expect(counter.outcome(worker, msgid).output?.sim_fate).toBe('reversed');
    expect(counter.reverse(worker, msgid, '2208').err_msg).toMatch(/^input\.data\.omsgid: /);
    expect(confirmRefund(counter, worker.psnNo, msgid).err_msg).toMatch(/^input\.data\.omsgid: /);
    expect(refund(counter, first.sim_remainder!.setlinfo, null).err_msg).toMatch(/setl_id: 该结算已冲正/);
    expect(refunded(counter, settled, [line(0, '50')]).sim_back).toEqual(first.sim_back);
  });

  test('confirmed, it stands: confirmed again with the same receipt, refused with another, and never reversed', () => {
    const { settled } = charged(counter, worker, [tablets(100)]);
    counter.must(refund(counter, settled, null));
    const msgid = counter.lastMsgid;
    expect(confirmRefund(counter, worker.psnNo, msgid, 'T9').err_msg).toMatch(
      /^input\.data\.sim_invono: 结算时的收据号为 T0001 /,
    );
    counter.must(confirmRefund(counter, worker.psnNo, msgid));
    counter.must(confirmRefund(counter, worker.psnNo, msgid));
    expect(confirmRefund(counter, worker.psnNo, msgid, 'T9').err_msg).toMatch(/sim_invono: /);
    expect(counter.reverse(worker, msgid, '2208').err_msg).toMatch(/omsgid: /);
    expect(counter.reverse(worker, msgid, '2207A').err_msg).toMatch(/oinfno: /);
  });

  test('5203 tells what became of it, by message and by its own number', () => {
    const { settled, line } = charged(counter, worker, [tablets(100)]);
    const { setlinfo } = counter.must(refund(counter, settled, [line(0, '50')]));
    const msgid = counter.lastMsgid;
    const told = { ...setlinfo, invono: refundReceipt };
    expect(counter.outcome(worker, msgid).output).toEqual({ sim_fate: 'unconfirmed', setlinfo: told });
    counter.must(confirmRefund(counter, worker.psnNo, msgid, refundReceipt));
    const data = { psn_no: worker.psnNo, setl_id: setlinfo.setl_id, mdtrt_id: null, sim_omsgid: null };
    expect(counter.send('5203', { data }).output).toEqual({ sim_fate: 'confirmed', setlinfo: told });
    expect(new Counter(center, tcmHospital).send('5203', { data }).err_msg).toMatch(/setl_id: /);
  });

  test('the same message sent again is answered alike and gives nothing back twice', () => {
    const { settled } = charged(counter, worker, [tablets(100)]);
    const first = refund(counter, settled, null);
    const before = moneyOf(center, worker);
    expect(JSON.parse(center.handle(counter.lastRequest))).toEqual(first);
    expect(moneyOf(center, worker)).toEqual(before);
  });
});
