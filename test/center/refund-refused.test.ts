// When 2208 is refused, and with what: the documented reasons (2-benefits, section 7; deck 000, 三、医保退费相关介绍), later
// settlements, the turn of the year, the other hospital, the undoing of a registration (退号).

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { PersonSeed } from '../../src/center/city-seed.ts';
import type { SignedIn } from '../../src/domain/protocol/transactions.ts';
import { Counter, clockAt, fee, openCity } from './counter.ts';
import {
  approver,
  charged,
  confirmRefund,
  moneyOf,
  refund,
  refunded,
  refundTrial,
  tablets,
  test900,
} from './refunding.ts';
import { cityHospital, diabetic, resident, retiree, tcmHospital, townHospital, worker } from './small-city.ts';

let center: EmbeddedCenter;
let counter: Counter;
let clock: ReturnType<typeof clockAt>;

function at(time: string) {
  clock.set(time);
  counter.signIn();
}

beforeEach(() => {
  clock = clockAt('2011-12-29 09:00:00');
  center = openCity({ clock });
  counter = new Counter(center, cityHospital, () => clock.now());
});
afterEach(() => {
  expect(center.inspection.contradictions()).toEqual([]);
  center.close();
});

describe('the documented reasons', () => {
  beforeEach(() => void charged(counter, worker, [test900], false));

  test('drugs only', () => {
    const { settled, line } = charged(counter, worker, [tablets(10), test900]);
    const refusal = refund(counter, settled, [line(0, '1'), line(1, '1')]);
    expect(refusal.err_msg).toMatch(/^input\.data\.sim_returned: 只能退药费/);
    expect(refund(counter, settled, null).err_msg).toMatch(/^input\.data\.sim_returned: /);
    expect(refund(counter, settled, [line(0, '1')]).infcode).toBe(0);
  });

  test.each([
    ['2012-01-01', 0],
    ['2012-01-02', -1],
  ])('at most three days: charged on 2011-12-29, given back on %s: %i', (day, infcode) => {
    const { settled } = charged(counter, worker, [tablets(10)]);
    at(`${day} 08:00:00`);
    expect(refund(counter, settled, null).infcode).toBe(infcode);
  });

  test('a remainder is no younger than what it remains of', () => {
    const { settled, line } = charged(counter, worker, [tablets(10)]);
    at('2012-01-01 08:00:00');
    const rest = refunded(counter, settled, [line(0, '1')]).sim_remainder!.setlinfo;
    at('2012-01-02 08:00:00');
    expect(refund(counter, rest, null).err_msg).toMatch(/^input\.data\.setl_id: 已超过可退费的天数/);
  });

  test('not below the deductible: 800 of 900 may stay, 799 may not', () => {
    const { settled, line } = charged(counter, retiree, [{ ...test900, price: '600', amount: '600.00' }, tablets(200)]);
    // 700 for a retired person of 65.
    expect(refundTrial(counter, settled, [line(1, '101')]).err_msg).toMatch(
      /setl_id: 退费后本年范围内费用低于起付标准/,
    );
    expect(refundTrial(counter, settled, [line(1, '100')]).infcode).toBe(0);
  });

  test('not of a special-illness visit', () => {
    const there = new Counter(center, tcmHospital, () => clock.now());
    const { settled, msgid } = there.charge(diabetic, [tablets(10)], { medType: '14', illness: '4' });
    there.must(there.confirm(diabetic, msgid));
    expect(refund(there, settled, null).err_msg).toMatch(/^input\.data\.sim_returned: /);
  });
});

describe('who, where and in which state', () => {
  beforeEach(() => void charged(counter, worker, [test900], false));

  test('only at the hospital that settled it, of its visit and person', () => {
    const { settled } = charged(counter, worker, [tablets(10)]);
    const elsewhere = new Counter(center, tcmHospital, () => clock.now());
    expect(refund(elsewhere, settled, null).err_msg).toMatch(/^input\.data\.setl_id: 请到原结算医院退费/);
    expect(refund(counter, { ...settled, mdtrt_id: '1' }, null).err_msg).toMatch(/^input\.data\.mdtrt_id: /);
    expect(refund(counter, { ...settled, psn_no: 'P002' }, null).err_msg).toMatch(/^input\.data\.psn_no: /);
    expect(refund(counter, { ...settled, setl_id: '1' }, null).err_msg).toMatch(/^input\.data\.setl_id: 没有/);
  });

  test('an unconfirmed settlement is reconciled first: prompt 3, which names it', () => {
    const { settled } = counter.charge(worker, [tablets(10)]);
    const refusal = refund(counter, settled, null);
    expect(refusal.sim_prompt).toMatchObject({ id: 'open-reconciliation', fact: { setl_id: settled.setl_id } });
  });

  test('a reversed one, a refunded one and a refund itself are not given back', () => {
    const { settled: reversed, msgid } = counter.charge(worker, [tablets(10)]);
    counter.must(counter.reverse(worker, msgid));
    expect(refund(counter, reversed, null).err_msg).toMatch(/^input\.data\.setl_id: 该结算已冲正/);
    const { settled } = charged(counter, worker, [tablets(10)]);
    const { setlinfo } = refunded(counter, settled, null);
    expect(refund(counter, settled, null).err_msg).toMatch(/^input\.data\.setl_id: 已全部退费/);
    expect(refund(counter, setlinfo, null).err_msg).toMatch(/^input\.data\.setl_id: 这是退费/);
  });

  test('a batch that was refunded is not settled again, and its lines cannot be taken back', () => {
    const { settled, data, sums, batch } = charged(counter, worker, [tablets(10)]);
    refunded(counter, settled, null);
    expect(counter.settle(data, sums).err_msg).toMatch(/chrg_bchno: /);
    expect(counter.lines(worker, data.mdtrt_id, batch, [tablets(10)]).err_msg).toMatch(/chrg_bchno: /);
  });

  test('the batches of remainders are the center’s own', () => {
    const mdtrtId = counter.must(counter.register(worker)).data.mdtrt_id;
    expect(counter.lines(worker, mdtrtId, 'R:1', [tablets(1)]).err_msg).toMatch(/^input\.feedetail\.0\.chrg_bchno: /);
  });

  test.each([
    ['sim_invono', { sim_invono: null }],
    ['sim_approver', { sim_approver: null }],
    ['sim_approver.opter', { sim_approver: { opter: '0003', opter_name: '李敏' } }],
    ['sim_trial', { sim_trial: '2' as never }],
    ['sim_returned', { sim_returned: [] }],
    ['sim_returned.0.cnt', { sim_returned: [{ feedetl_sn: '1', cnt: '-1' }] }],
  ])('%s: a refund that is meant has a receipt and a second person’s word', (field, but) => {
    const { settled } = charged(counter, worker, [tablets(10)]);
    const before = moneyOf(center, worker);
    expect(refund(counter, settled, null, but).err_msg).toMatch(
      new RegExp(`^input\\.data\\.${field.replaceAll('.', '\\.')}: `),
    );
    expect(moneyOf(center, worker)).toEqual(before);
  });

  test('whoever signed in is not the second person, under whatever number they send', () => {
    const { settled } = charged(counter, worker, [tablets(10)]);
    const own = counter.signNo;
    counter.signNo = null;
    const signIn = { opter_no: approver.opter, mac: '', ip: '' };
    counter.signNo = counter.must(counter.send<SignedIn>('9001', { signIn })).signinoutb.sign_no;
    expect(refund(counter, settled, null).err_msg).toMatch(/^input\.data\.sim_approver\.opter: /);
    counter.signNo = own;
    expect(refund(counter, settled, null).err_msg).toBeNull();
  });

  test('a line is named once, with more than nothing', () => {
    const { settled, line } = charged(counter, worker, [tablets(10)]);
    expect(refund(counter, settled, [line(0, '1'), line(0, '1')]).err_msg).toMatch(/sim_returned\.1\.feedetl_sn: 重复/);
    expect(refund(counter, settled, [line(0, '0')]).err_msg).toMatch(/sim_returned\.0\.cnt: 数量为零/);
  });
});

describe('what was settled later', () => {
  test('keeps its amounts: the refund is allowed, at whichever hospital that was', () => {
    charged(counter, worker, [test900], false);
    const { settled } = charged(counter, worker, [tablets(10)], false);
    const there = new Counter(center, tcmHospital, () => clock.now());
    charged(there, worker, [tablets(10)], false);
    expect(refund(counter, settled, null).infcode).toBe(0);
  });

  test('would have paid more of the deductible: refused, naming hospital and data string', () => {
    const { settled, line } = charged(
      counter,
      worker,
      [{ ...test900, price: '700', amount: '700.00' }, tablets(200)],
      false,
    );
    const there = new Counter(center, tcmHospital, () => clock.now());
    const later = charged(there, worker, [tablets(500)], false);
    const refusal = refund(counter, settled, [line(1, '101')]);
    expect(refusal.err_msg).toMatch(/^input\.data\.setl_id: 退费会改变之后的结算/);
    expect(refusal.err_msg).toContain(tcmHospital.name);
    expect(refusal.err_msg).toContain(later.settled.sim_data_string);
    expect(refund(counter, settled, [line(1, '100')]).infcode).toBe(0);
  });

  test('would have had more in the account: refused; the first in order is named', () => {
    charged(counter, worker, [test900], false);
    const { settled } = charged(counter, worker, [tablets(100)]);
    const first = charged(counter, worker, [tablets(100)]);
    charged(counter, worker, [tablets(100)]);
    // 45 of the account's 50 went into the first; the next could take 5 only.
    expect(first.settled.acct_pay).toBe('5.00');
    expect(refund(counter, settled, null).err_msg).toContain(first.settled.sim_data_string);
  });

  test('was refunded or reversed: it stands in nobody’s way', () => {
    charged(counter, worker, [test900], false);
    const { settled } = charged(counter, worker, [tablets(100)]);
    const later = charged(counter, worker, [tablets(100)]);
    refunded(counter, later.settled, null);
    const open = counter.charge(worker, [tablets(100)]);
    counter.must(counter.reverse(worker, open.msgid));
    expect(refund(counter, settled, null).infcode).toBe(0);
  });
});

describe('across the turn of the year', () => {
  test('the old year’s ledger is restored, the new one’s is not touched', () => {
    charged(counter, worker, [test900], false);
    const before = moneyOf(center, worker);
    at('2011-12-31 15:00:00');
    const { settled, line } = charged(counter, worker, [tablets(100)]);
    at('2012-01-01 10:00:00');
    const rest = refunded(counter, settled, [line(0, '40')]).sim_remainder!.setlinfo;
    expect(rest).toMatchObject({ setl_time: '2012-01-01 10:00:00', act_pay_dedc: '0.00', hifob_pay: '33.00' });
    expect(moneyOf(center, worker).ledgers.map(({ year }) => year)).toEqual([2011]);
    refunded(counter, rest, null);
    expect(moneyOf(center, worker)).toEqual(before);
  });

  test('a settlement of the new year is a later one where the account is concerned', () => {
    charged(counter, worker, [test900], false);
    at('2011-12-31 15:00:00');
    const { settled } = charged(counter, worker, [tablets(100)]);
    at('2012-01-01 10:00:00');
    const later = charged(counter, worker, [tablets(100)]);
    expect(refund(counter, settled, null).err_msg).toContain(later.settled.sim_data_string);
  });
});

describe('退号: the fee of a registration', () => {
  function registered(person: PersonSeed, by = counter) {
    const mdtrtId = by.must(by.register(person)).data.mdtrt_id;
    const charge = by.chargeVisit(person, mdtrtId, [fee], '12');
    by.must(by.confirm(person, charge.msgid));
    return charge;
  }

  test('is given back wholly on its day, though it is no drug and below the deductible', () => {
    const before = moneyOf(center, worker);
    const { settled } = registered(worker);
    const answer = refunded(counter, settled, null);
    expect(answer.sim_back.medfee_sumamt).toBe('5.00');
    expect(answer.sim_remainder).toBeNull();
    expect(moneyOf(center, worker)).toEqual(before);
  });

  test('and is not settled again for the same visit', () => {
    const { settled, mdtrtId } = registered(worker);
    refunded(counter, settled, null);
    expect(() => counter.chargeVisit(worker, mdtrtId, [{ ...fee }], '12')).toThrow(/mdtrt_id: 挂号费已结算/);
  });

  test('not on another day', () => {
    const { settled } = registered(worker);
    at('2011-12-30 08:00:00');
    expect(refund(counter, settled, null).err_msg).toMatch(/^input\.data\.setl_id: 只能当日退号/);
  });

  test('not in part', () => {
    const { settled, batch } = registered(worker);
    const half = [{ feedetl_sn: `${batch}-0`, cnt: '0.5' }];
    expect(refund(counter, settled, half).err_msg).toMatch(/^input\.data\.sim_returned: 挂号费只能全退/);
  });

  test('not once the visit has another settlement, be it refunded', () => {
    const there = new Counter(center, townHospital, () => clock.now());
    const { settled, mdtrtId } = registered(resident, there);
    const charge = there.chargeVisit(resident, mdtrtId, [tablets(10)]);
    there.must(there.confirm(resident, charge.msgid));
    expect(refund(there, settled, null).err_msg).toMatch(/^input\.data\.mdtrt_id: 该就诊已有其他结算/);
    there.must(refund(there, charge.settled, null));
    there.must(confirmRefund(there, resident.psnNo, there.lastMsgid));
    expect(refund(there, settled, null).err_msg).toMatch(/^input\.data\.mdtrt_id: /);
  });

  test('not once the visit has a diagnosis', () => {
    const { settled, mdtrtId } = registered(worker);
    const time = clock.now();
    counter.must(
      counter.send('2203A', {
        mdtrtinfo: {
          mdtrt_id: mdtrtId,
          psn_no: worker.psnNo,
          med_type: '11',
          begntime: time,
          dise_codg: null,
          dise_name: null,
        },
        diseinfo: [
          {
            ...{ diag_type: '1', diag_srt_no: 1, diag_code: 'J06.9', diag_name: '上呼吸道感染', diag_dept: 'NK' },
            ...{ dise_dor_no: 'D01', dise_dor_name: '王医生', diag_time: time, vali_flag: '1' },
          },
        ],
      }),
    );
    expect(refund(counter, settled, null).err_msg).toMatch(/^input\.data\.mdtrt_id: 已就诊，不能退号/);
  });
});
