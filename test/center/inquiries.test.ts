// The transactions around a visit: 9002, 2202, 2205, 5201, 5303, 1312 (3-protocol, Transactions).

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { dateOf } from '../../src/domain/date.ts';
import type { Admissions, CataloguePage, SignedOut, Visits } from '../../src/domain/protocol/inquiries.ts';
import { Counter, clockAt, fee, type Item, openCity } from './counter.ts';
import { charged, confirmRefund, refund, refunded, tablets } from './refunding.ts';
import { cityHospital, smallCity, someone, tcmHospital, worker } from './small-city.ts';

const inpatient = someone('P005', '005', {
  admissions: [
    { hospitalCode: tcmHospital.code, admittedOn: dateOf('2011-08-01'), dischargedOn: undefined },
    { hospitalCode: cityHospital.code, admittedOn: dateOf('2011-07-01'), dischargedOn: dateOf('2011-07-09') },
  ],
});

let center: EmbeddedCenter;
let counter: Counter;
let clock: ReturnType<typeof clockAt>;

beforeEach(() => {
  clock = clockAt('2011-08-15 09:00:00');
  const { people } = smallCity();
  center = openCity({ clock, seed: smallCity({ people: [...people, inpatient] }) });
  counter = new Counter(center, cityHospital, () => clock.now());
});
afterEach(() => {
  expect(center.inspection.contradictions()).toEqual([]);
  center.close();
});

describe('9002: sign out', () => {
  const signOut = (sign_no = counter.signNo, opter_no = '0003') =>
    counter.send<SignedOut>('9002', { signOut: { opter_no, sign_no } });

  test('its number is good for nothing afterwards; the same message again is answered alike', () => {
    const answer = signOut();
    expect(answer.output?.signinoutb).toEqual({ sign_time: clock.now(), sign_no: counter.signNo });
    expect(JSON.parse(center.handle(counter.lastRequest))).toEqual(answer);
    expect(counter.register(worker).err_msg).toMatch(/^sign_no: /);
    expect(signOut().err_msg).toMatch(/^sign_no: /);
    counter.signIn();
    expect(counter.register(worker).infcode).toBe(0);
  });

  test('only of one’s own sign-in', () => {
    const other = new Counter(center, cityHospital, () => clock.now());
    expect(signOut(other.signNo).err_msg).toMatch(/^input\.signOut\.sign_no: /);
    expect(signOut(counter.signNo, '9999').err_msg).toMatch(/^input\.signOut\.opter_no: /);
    expect(counter.register(worker).infcode).toBe(0);
  });
});

const cancel = (mdtrtId: string, but = {}) =>
  counter.send<null>('2202', {
    data: { psn_no: worker.psnNo, mdtrt_id: mdtrtId, ipt_otp_no: '20110815-0001', ...but },
  });

describe('2202: cancel a registration', () => {
  test('nothing may follow for the visit, and it is cancelled once', () => {
    const mdtrtId = counter.must(counter.register(worker)).data.mdtrt_id;
    const registration = counter.lastMsgid;
    expect(cancel(mdtrtId, { ipt_otp_no: 'X' }).err_msg).toMatch(/^input\.data\.ipt_otp_no: /);
    expect(cancel(mdtrtId, { psn_no: 'P002' }).err_msg).toMatch(/^input\.data\.psn_no: /);
    counter.must(cancel(mdtrtId));
    expect(counter.lines(worker, mdtrtId, 'B', [fee]).err_msg).toMatch(/mdtrt_id: 挂号已撤销/);
    expect(cancel(mdtrtId).err_msg).toMatch(/mdtrt_id: 挂号已撤销/);
    expect(counter.reverse(worker, registration, '2201').err_msg).toMatch(/omsgid: 挂号已取消/);
  });

  test('退号: a settled fee is refunded first, and the refund confirmed', () => {
    const mdtrtId = counter.must(counter.register(worker)).data.mdtrt_id;
    const charge = counter.chargeVisit(worker, mdtrtId, [fee], '12');
    expect(cancel(mdtrtId).sim_prompt?.id).toBe('open-reconciliation');
    counter.must(counter.confirm(worker, charge.msgid));
    expect(cancel(mdtrtId).err_msg).toMatch(/mdtrt_id: 已有结算，须先退费/);
    counter.must(refund(counter, charge.settled, null));
    const refundMsgid = counter.lastMsgid;
    expect(cancel(mdtrtId).sim_prompt?.id).toBe('open-reconciliation');
    counter.must(confirmRefund(counter, worker.psnNo, refundMsgid));
    counter.must(cancel(mdtrtId));
    expect(counter.register(worker).infcode).toBe(0);
  });
});

describe('2205: withdraw fee lines', () => {
  let mdtrtId: string;
  beforeEach(() => {
    mdtrtId = counter.must(counter.register(worker)).data.mdtrt_id;
    counter.must(counter.lines(worker, mdtrtId, 'B', [tablets(3), { ...tablets(4), item: 'A' }]));
  });
  const withdraw = (...lines: readonly { feedetl_sn: string; chrg_bchno?: string | null }[]) =>
    counter.send<null>('2205', {
      data: lines.map((line) => ({ chrg_bchno: null, mdtrt_id: mdtrtId, psn_no: worker.psnNo, ...line })),
    });
  const trialOf = (total: string) => counter.trial(counter.trialData(worker, mdtrtId, 'B', '11', total));

  test('one line: the rest can be settled, and its number used again', () => {
    counter.must(withdraw({ feedetl_sn: 'B-0', chrg_bchno: 'B' }));
    expect(trialOf('4.00').infcode).toBe(0);
    expect(withdraw({ feedetl_sn: 'B-0' }).err_msg).toMatch(/^input\.data\.0\.feedetl_sn: 没有这一行/);
    expect(counter.lines(worker, mdtrtId, 'B', [tablets(9)]).infcode).toBe(0);
    expect(trialOf('13.00').infcode).toBe(0);
  });

  test('0000: all that is not settled', () => {
    const charge = counter.chargeVisit(worker, mdtrtId, [tablets(5)]);
    counter.must(counter.confirm(worker, charge.msgid));
    counter.must(withdraw({ feedetl_sn: '0000' }));
    expect(trialOf('7.00').err_msg).toMatch(/chrg_bchno: 该批次没有费用明细/);
    expect(withdraw({ feedetl_sn: '0000' }).err_msg).toMatch(/feedetl_sn: 没有可撤销的明细/);
    expect(withdraw({ feedetl_sn: `${charge.batch}-0` }).err_msg).toMatch(/feedetl_sn: 已结算/);
    refunded(counter, charge.settled, [{ feedetl_sn: `${charge.batch}-0`, cnt: '1' }]);
    expect(withdraw({ feedetl_sn: `${charge.batch}-0` }).err_msg).toMatch(/feedetl_sn: 已结算/);
  });

  test('all of a message’s lines or none', () => {
    expect(withdraw({ feedetl_sn: 'B-0' }, { feedetl_sn: 'B-9' }).err_msg).toMatch(/^input\.data\.1\.feedetl_sn: /);
    expect(withdraw({ feedetl_sn: 'B-0' }, { feedetl_sn: 'B-0' }).err_msg).toMatch(/^input\.data\.1\.feedetl_sn: /);
    expect(withdraw({ feedetl_sn: 'B-0', chrg_bchno: 'C' }).err_msg).toMatch(/^input\.data\.0\.feedetl_sn: /);
    expect(trialOf('7.00').infcode).toBe(0);
  });

  test('a message whose lines were all withdrawn has nothing left to reverse', () => {
    counter.must(counter.lines(worker, mdtrtId, 'C', [tablets(1)]));
    const msgid = counter.lastMsgid;
    counter.must(withdraw({ feedetl_sn: 'C-0' }));
    expect(counter.reverse(worker, msgid, '2204').err_msg).toMatch(/^input\.data\.omsgid: /);
  });
});

describe('5201: visits', () => {
  const visits = (begntime: string, endtime: string, by = counter) =>
    by.send<Visits>('5201', { data: { psn_no: worker.psnNo, begntime, endtime } });

  test('of this hospital, newest first, without the cancelled', () => {
    const first = counter.must(counter.register(worker)).data.mdtrt_id;
    clock.set('2011-08-15 10:00:00');
    const second = counter.must(counter.register(worker)).data.mdtrt_id;
    const third = counter.must(counter.register(worker)).data.mdtrt_id;
    counter.must(cancel(third));
    new Counter(center, tcmHospital, () => clock.now()).register(worker);
    const all = counter.must(visits('2011-08-15 00:00:00', '2011-08-15 23:59:59')).mdtrtinfo;
    expect(all.map(({ mdtrt_id }) => mdtrt_id)).toEqual([second, first]);
    expect(all[0]).toEqual({
      mdtrt_id: second,
      psn_no: worker.psnNo,
      psn_name: worker.name,
      med_type: '11',
      begntime: '2011-08-15 10:00:00',
      ipt_otp_no: '20110815-0001',
      dept_name: '内科',
      dr_name: '王医生',
      fixmedins_code: cityHospital.code,
      fixmedins_name: cityHospital.name,
    });
    const morning = counter.must(visits('2011-08-15 00:00:00', '2011-08-15 09:30:00')).mdtrtinfo;
    expect(morning.map(({ mdtrt_id }) => mdtrt_id)).toEqual([first]);
    expect(visits('2011-08-15 10:00:00', '2011-08-15 09:00:00').err_msg).toMatch(/^input\.data\.endtime: /);
  });
});

describe('5303: open admissions', () => {
  const admissions = (psn_no: string) => counter.send<Admissions>('5303', { data: { psn_no, begntime: clock.now() } });

  test('at any hospital, while there is no discharge', () => {
    expect(counter.must(admissions(inpatient.psnNo)).data).toEqual([
      {
        psn_no: inpatient.psnNo,
        fixmedins_code: tcmHospital.code,
        fixmedins_name: tcmHospital.name,
        begndate: '2011-08-01',
      },
    ]);
    expect(counter.must(admissions(worker.psnNo)).data).toEqual([]);
    expect(admissions('P404').err_msg).toMatch(/^input\.data\.psn_no: /);
  });
});

describe('1312: the catalogue', () => {
  const search = (but: object) =>
    counter.send<CataloguePage>('1312', {
      data: { hilist_code: null, hilist_name: null, page_num: 1, page_size: 2, ...but },
    });

  test('page by page, in order of code', () => {
    const all = [1, 2, 3, 4].map((page_num) => counter.must(search({ page_num })).data);
    expect(all.map(({ pages, recordCounts }) => [pages, recordCounts])).toEqual(Array(4).fill([3, 5]));
    expect(all.flatMap(({ data }) => data.map(({ hilist_code }) => hilist_code))).toEqual(['A', 'B', 'C', 'D', 'FEE']);
  });

  test('by code or a part of the name, each with its terms; a wildcard is only a letter', () => {
    expect(counter.must(search({ hilist_name: '西林' })).data.data).toEqual([
      {
        hilist_code: 'B',
        hilist_name: '阿莫西林胶囊',
        chrgitm_lv: '02',
        selfpay_prop: '0.05',
        pric_uplmt_amt: '10.00',
        list_type: 'drug',
      },
    ]);
    expect(counter.must(search({ hilist_code: 'C' })).data.data).toMatchObject([
      { chrgitm_lv: '03', selfpay_prop: '1', pric_uplmt_amt: null, list_type: 'service' },
    ]);
    expect(counter.must(search({ hilist_name: '%' })).data.recordCounts).toBe(0);
  });

  test.each([
    ['page_num', { page_num: 0 }],
    ['page_size', { page_size: 101 }],
    ['hilist_name', { hilist_name: 'x'.repeat(201) }],
  ])('%s out of bounds is refused by name', (field, but) => {
    expect(search(but).err_msg).toMatch(new RegExp(`^input\\.data\\.${field}: `));
  });
});

test('days of a line may be a number or text, as money may (3-protocol, Envelope)', () => {
  const item: Item = tablets(3);
  const { mdtrtId } = charged(counter, worker, [item]);
  const line = {
    ...{
      feedetl_sn: 'N',
      mdtrt_id: mdtrtId,
      psn_no: worker.psnNo,
      chrg_bchno: 'N',
      rxno: null,
      fee_ocur_time: clock.now(),
    },
    ...{ med_list_codg: 'D', medins_list_codg: 'D', det_item_fee_sumamt: 3, cnt: 3, pric: 1, hosp_appr_flag: '1' },
  };
  expect(counter.send('2204', { feedetail: [{ ...line, prd_days: 3 }] }).infcode).toBe(0);
  expect(counter.send('2204', { feedetail: [{ ...line, feedetl_sn: 'M', prd_days: '三' }] }).err_msg).toMatch(
    /^input\.feedetail\.0\.prd_days: /,
  );
});
