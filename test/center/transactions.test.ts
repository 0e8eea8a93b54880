// What each transaction refuses, by the name of the field, and what it answers (3-protocol, Transactions).

import { beforeEach, describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { SpecialIllnessRegistrations, YearTotals } from '../../src/domain/protocol/transactions.ts';
import { type Answer, Counter, fee, openCity } from './counter.ts';
import { diabetic, resident, tcmHospital, townHospital, worker } from './small-city.ts';

let center: EmbeddedCenter;
let counter: Counter;
beforeEach(() => {
  center = openCity();
  counter = new Counter(center);
});

function expectRefused(answer: Answer<unknown>, field: string, why?: RegExp) {
  expect(answer.infcode).toBe(-1);
  expect(answer.output).toBeNull();
  expect(answer.err_msg).toMatch(new RegExp(`^${field.replaceAll('.', '\\.')}: `));
  if (why) expect(answer.err_msg).toMatch(why);
}

function registered(person = worker): string {
  return counter.must(counter.register(person)).data.mdtrt_id;
}

const drug = { item: 'B', price: '12.60', quantity: '2', amount: '25.20' };
const syringe = { item: 'C', price: '1.50', quantity: '2', amount: '3.00' };

describe('the envelope', () => {
  const without = (field: string, value?: unknown) => {
    const { [field]: _left, ...rest } = counter.envelope('1101', {}) as unknown as Record<string, unknown>;
    return JSON.parse(center.handle(JSON.stringify(value === undefined ? rest : { ...rest, [field]: value })));
  };

  test.each([
    ['infno', undefined],
    ['infno', '9999'],
    ['msgid', undefined],
    ['msgid', 'short'],
    ['msgid', `H12999900009${'0'.repeat(18)}`],
    ['opter', 'x'.repeat(31)],
    ['opter_type', '4'],
    ['inf_time', '2011-02-30 09:00:00'],
    ['inf_time', '2011-08-15 24:00:00'],
    ['signtype', 'MD5'],
    ['mdtrtarea_admvs', '1299990'],
    ['fixmedins_name', undefined],
    ['input', 'text'],
    ['opter_name', 'a\u0000b'],
    ['opter_name', '\ud800'],
  ])('%s = %j is refused by its name', (field, value) => {
    expectRefused(without(field, value), field);
  });

  test.each([
    ['opter', undefined, '缺少 (missing)'],
    ['opter', 7, '类型不符 (not string)'],
    ['opter', '', '为空'],
    ['opter', 'x'.repeat(31), '太长 (more than 30)'],
    ['opter_type', '4', '取值不符'],
    ['inf_time', 'noon', '不符合要求 (not a time'],
  ])('%s = %j says what is wrong: %s', (field, value, why) => {
    expect(without(field, value).err_msg).toMatch(`${field}: ${why}`);
  });

  test('a message that is no object is refused as a whole', () => {
    expect(JSON.parse(center.handle('[]')).err_msg).toMatch('message: 类型不符 (not object)');
  });

  test('a hospital that is not designated', () => {
    const stranger = { ...counter.envelope('9001', { signIn: { opter_no: '1', mac: '', ip: '' } }) };
    const msgid = `X${stranger.msgid.slice(1)}`;
    const answer = center.handle(JSON.stringify({ ...stranger, msgid, fixmedins_code: msgid.slice(0, 12) }));
    expectRefused(JSON.parse(answer), 'fixmedins_code');
  });

  test.each(['', '{', 'null', '[]', '"text"', '{"infno":', '[[[[['])('%j is answered, not thrown at', (text) => {
    const answer = JSON.parse(center.handle(text));
    expect(answer.infcode).toBe(-1);
    expect(answer.inf_refmsgid).toHaveLength(30);
    expect(answer.respond_time).toMatch(/^\d{17}$/);
  });

  test('numbers of answers never repeat', () => {
    const answers = [
      counter.identify(worker),
      counter.identify(worker),
      JSON.parse(center.handle('')),
      JSON.parse(center.handle('')),
    ];
    expect(new Set(answers.map(({ inf_refmsgid }) => inf_refmsgid)).size).toBe(4);
  });
});

describe('9001', () => {
  test('without a sign-in nothing is answered but 9001', () => {
    counter.signNo = null;
    expectRefused(counter.identify(worker), 'sign_no');
    counter.signNo = '0'.repeat(30);
    expectRefused(counter.identify(worker), 'sign_no');
  });

  test("another hospital's sign-in does not serve", () => {
    counter.signNo = new Counter(center, tcmHospital).signNo;
    expectRefused(counter.identify(worker), 'sign_no');
  });
});

describe('1101', () => {
  test('reports whose the card is, with age in full years, scheme, class, account and employer', () => {
    expect(counter.must(counter.identify(resident))).toMatchObject({
      baseinfo: { psn_no: 'P003', certno: resident.idNumber, gend: '2', brdy: '1970-03-01', age: 41 },
      insuinfo: [{ balc: '0.00', insutype: '390', psn_type: '15', psn_insu_stas: '1', emp_name: null }],
    });
  });

  test.each([
    ['mdtrt_cert_type', { mdtrt_cert_type: '04' }],
    ['card_sn', { card_sn: null }],
    ['psn_name', { psn_name: '' }],
    ['certno', { certno: 'x'.repeat(51) }],
  ])('%s', (field, change) => {
    const data = { ...counter.credential(worker), psn_name: worker.name, certno: worker.idNumber, ...change };
    expectRefused(counter.send('1101', { data }), `input.data.${field}`);
  });
});

describe('2201', () => {
  test('numbers every visit differently and echoes the ticket', () => {
    const first = counter.must(counter.register(worker)).data;
    const second = counter.must(counter.register(worker)).data;
    expect(first.mdtrt_id).not.toBe(second.mdtrt_id);
    expect(first).toMatchObject({ psn_no: 'P001', ipt_otp_no: '20110815-0001' });
  });

  test('a special-illness visit names an illness that exists; an ordinary one names none', () => {
    expectRefused(counter.register(diabetic, '14', null), 'input.data.sim_dise_codg');
    expectRefused(counter.register(diabetic, '14', '77'), 'input.data.sim_dise_codg');
    expectRefused(counter.register(worker, '11', '4'), 'input.data.sim_dise_codg');
  });

  test('the scheme is the person’s own', () => {
    expectRefused(counter.register({ ...worker, scheme: 'resident' }), 'input.data.insutype');
  });
});

describe('2203A', () => {
  function diagnose(mdtrtId: string, change: object = {}, entry: object = {}) {
    return counter.send('2203A', {
      mdtrtinfo: {
        ...{ mdtrt_id: mdtrtId, psn_no: worker.psnNo, med_type: '11', begntime: counter.at() },
        ...{ dise_codg: null, dise_name: null },
        ...change,
      },
      diseinfo: [
        {
          ...{ diag_type: '1', diag_srt_no: 1, diag_code: 'J06.9', diag_name: '急性上呼吸道感染', diag_dept: '内科' },
          ...{ dise_dor_no: 'D01', dise_dor_name: '王医生', diag_time: counter.at(), vali_flag: '1' },
          ...entry,
        },
      ],
    });
  }

  test('keeps the diagnoses of a visit', () => {
    expect(diagnose(registered()).infcode).toBe(0);
  });

  test('refuses an unknown visit, another kind of visit, a diagnosis without a name', () => {
    expectRefused(diagnose('0'), 'input.mdtrtinfo.mdtrt_id');
    expectRefused(diagnose(registered(), { med_type: '13' }), 'input.mdtrtinfo.med_type');
    expectRefused(diagnose(registered(), {}, { diag_name: '' }), 'input.diseinfo.0.diag_name');
    expectRefused(diagnose(registered(), { psn_no: 'P002' }), 'input.mdtrtinfo.psn_no');
  });
});

describe('2204', () => {
  test('prices by the catalogue: class, ceiling and own share (2-benefits, section 1)', () => {
    const answer = counter.must(counter.lines(worker, registered(), 'B1', [drug, syringe, fee]));
    expect(answer.result).toMatchObject([
      // 25.20; ceiling 10: 5.20 over; 5 % of the other 20.
      {
        overlmt_amt: '5.20',
        preselfpay_amt: '1.00',
        inscp_scp_amt: '19.00',
        chrgitm_lv: '02',
        pric_uplmt_amt: '10.00',
      },
      { fulamt_ownpay_amt: '3.00', inscp_scp_amt: '0.00', chrgitm_lv: '03', selfpay_prop: '1' },
      { inscp_scp_amt: '5.00', chrgitm_lv: '01', selfpay_prop: '0', pric_uplmt_amt: null },
    ]);
  });

  test('amounts are r(price × quantity), half-up: one fen beside it is refused', () => {
    const half = { item: 'A', price: '0.0333', quantity: '1.5', amount: '0.05' };
    expect(counter.lines(worker, registered(), 'B1', [half]).infcode).toBe(0);
    const line = 'input.feedetail.0.det_item_fee_sumamt';
    expectRefused(counter.lines(worker, registered(), 'B2', [{ ...half, amount: '0.06' }]), line, /0\.05/);
    const exactlyHalf = { item: 'A', price: '0.005', quantity: '1', amount: '0.01' };
    expect(counter.lines(worker, registered(), 'B3', [exactlyHalf]).infcode).toBe(0);
  });

  test('money and decimals may come as JSON numbers, and with trailing zeros', () => {
    const request = counter.envelope('2204', {
      feedetail: [
        {
          ...{ feedetl_sn: '1', mdtrt_id: registered(), psn_no: 'P001', chrg_bchno: 'B', fee_ocur_time: counter.at() },
          ...{ med_list_codg: 'B', medins_list_codg: 'B', det_item_fee_sumamt: 25.2, cnt: 2, pric: '12.600000' },
          hosp_appr_flag: '',
        },
      ],
    });
    expect(JSON.parse(center.handle(JSON.stringify(request))).output.result[0]).toMatchObject({
      pric: '12.6',
      cnt: '2',
    });
  });

  test.each([
    ['med_list_codg', { item: 'UNKNOWN' }],
    ['pric', { price: '12.60001' }],
    ['pric', { price: '-1' }],
    ['pric', { price: '1e3' }],
    ['pric', { price: '12345678' }],
    ['cnt', { quantity: '' }],
    ['det_item_fee_sumamt', { amount: '-25.20' }],
    ['det_item_fee_sumamt', { amount: '25.200' }],
    ['det_item_fee_sumamt', { amount: '999999999999' }],
  ])('%s of %j', (field, change) => {
    expectRefused(
      counter.lines(worker, registered(), 'B1', [fee, { ...drug, ...change }]),
      `input.feedetail.1.${field}`,
    );
  });

  test('a refused message keeps none of its lines', () => {
    const mdtrtId = registered();
    expectRefused(
      counter.lines(worker, mdtrtId, 'B1', [fee, { ...drug, amount: '1.00' }]),
      'input.feedetail.1.det_item_fee_sumamt',
    );
    expect(counter.lines(worker, mdtrtId, 'B1', [fee, drug]).infcode).toBe(0);
  });

  test('a line number comes once a visit; a batch that is settled takes no more lines', () => {
    const { mdtrtId, batch } = counter.charge(worker, [fee]);
    expectRefused(counter.lines(worker, mdtrtId, batch, [drug]), 'input.feedetail.0.chrg_bchno');
    counter.must(counter.lines(worker, mdtrtId, 'B', [drug]));
    expectRefused(counter.lines(worker, mdtrtId, 'B', [drug]), 'input.feedetail.0.feedetl_sn');
  });

  test('a visit of another hospital, or of another person', () => {
    const mdtrtId = registered();
    expectRefused(new Counter(center, tcmHospital).lines(worker, mdtrtId, 'B', [fee]), 'input.feedetail.0.mdtrt_id');
    expectRefused(counter.lines(diabetic, mdtrtId, 'B', [fee]), 'input.feedetail.0.psn_no');
  });
});

describe('2206A and 2207A', () => {
  function prepared(items = [drug, syringe], total = '28.20') {
    const mdtrtId = registered();
    counter.must(counter.lines(worker, mdtrtId, 'B1', items));
    return counter.trialData(worker, mdtrtId, 'B1', '11', total);
  }

  test('a trial keeps nothing: the ledger, the account and the visit are as before', () => {
    const data = prepared();
    const before = center.inspection.person('P001');
    const first = counter.must(counter.trial(data));
    expect(first.setlinfo).toMatchObject({ setl_id: null, sim_data_string: null, medfee_sumamt: '28.20' });
    expect(counter.must(counter.trial(data))).toEqual(first);
    expect(center.inspection.person('P001')).toEqual(before);
  });

  test('who pays adds up, and the funds say how they came about (2-benefits, section 6)', () => {
    const { setlinfo, setldetail } = counter.must(
      counter.trial(prepared([{ item: 'A', price: '1000', quantity: '1', amount: '1000.00' }, syringe], '1003.00')),
    );
    expect(setlinfo).toMatchObject({
      ...{ act_pay_dedc: '800.00', hifob_pay: '110.00', fund_pay_sumamt: '110.00' },
      ...{ acct_pay: '50.00', psn_cash_pay: '843.00', psn_part_amt: '893.00', balc: '0.00' },
    });
    expect(setldetail).toMatchObject([
      { fund_pay_type: '330100', fund_payamt: '110.00', crt_payb_lmt_amt: '5500.00' },
      { fund_pay_type: '310200', fund_payamt: '50.00' },
    ]);
    expect(setldetail[0]?.setl_proc_info).toContain('55 %');
  });

  test('the account is left alone where acct_used_flag is 0', () => {
    const data = prepared([fee], '5.00');
    expect(counter.must(counter.trial({ ...data, acct_used_flag: '0' })).setlinfo).toMatchObject({
      acct_pay: '0.00',
      psn_cash_pay: '5.00',
      balc: '50.00',
    });
  });

  test.each([
    ['medfee_sumamt', { medfee_sumamt: '28.21' }],
    ['mdtrt_id', { mdtrt_id: '0' }],
    ['chrg_bchno', { chrg_bchno: 'none' }],
    ['med_type', { med_type: '13' }],
    ['med_type', { med_type: '99' }],
    ['psn_no', { psn_no: 'P002' }],
    ['insutype', { insutype: '390' }],
    ['psn_setlway', { psn_setlway: '02' }],
    ['acct_used_flag', { acct_used_flag: 'yes' }],
    ['card_sn', { card_sn: null }],
  ])('2206A %s of %j', (field, change) => {
    expectRefused(counter.send('2206A', { data: { ...prepared(), ...change } }), `input.data.${field}`);
  });

  test.each(['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'])(
    '2207A %s must be the center’s own sum',
    (field) => {
      const data = prepared();
      const sums = counter.must(counter.trial(data)).setlinfo;
      const before = center.inspection.person('P001');
      expectRefused(counter.settle(data, { ...sums, [field]: '0.01' }), `input.data.${field}`);
      expect(center.inspection.person('P001')).toEqual(before);
    },
  );

  test('a batch is settled once, a registration fee is settled once a visit', () => {
    const { data, sums, msgid, mdtrtId } = counter.charge(worker, [fee]);
    counter.must(counter.confirm(worker, msgid));
    expectRefused(counter.settle(data, sums), 'input.data.chrg_bchno');
    const registration = counter.chargeVisit(worker, mdtrtId, [fee], '12');
    counter.must(counter.confirm(worker, registration.msgid));
    counter.must(counter.lines(worker, mdtrtId, 'again', [fee]));
    expectRefused(counter.settle({ ...registration.data, chrg_bchno: 'again' }, sums), 'input.data.mdtrt_id');
  });

  test('the registration fee counts on the ledger of the visit that it opens', () => {
    const there = new Counter(center, tcmHospital);
    const mdtrtId = there.must(there.register(diabetic, '14', '4')).data.mdtrt_id;
    there.chargeVisit(diabetic, mdtrtId, [fee], '12');
    expect(center.inspection.ledger(diabetic.psnNo, 2011, 'special-illness').inScope).toBe(500);
    expect(center.inspection.ledger(diabetic.psnNo, 2011, 'outpatient').inScope).toBe(0);
  });

  test('a resident’s fund is hifp_pay, on the residents’ pool', () => {
    const there = new Counter(center, townHospital);
    const charged = there.charge(resident, [{ item: 'A', price: '700', quantity: '1', amount: '700.00' }]);
    expect(charged.settled).toMatchObject({ act_pay_dedc: '600.00', hifp_pay: '50.00', hifob_pay: '0.00' });
  });
});

describe('5206 and 5301', () => {
  test('the year on the ledger of the visit, beside deductible and limit of class and level', () => {
    counter.charge(worker, [{ item: 'A', price: '900', quantity: '1', amount: '900.00' }]);
    const data = { psn_no: 'P001', cum_ym: '2011', sim_med_type: '11' };
    const { cuminfo } = counter.must(counter.send<YearTotals>('5206', { data }));
    expect(cuminfo.map(({ cum_type_code, cum, sim_standard }) => [cum_type_code, cum, sim_standard])).toEqual([
      ['inscp', '900.00', '5500.00'],
      ['dedc', '800.00', '800.00'],
      ['fund', '55.00', null],
      ['cvlserv', '0.00', null],
    ]);
    expectRefused(counter.send('5206', { data: { ...data, psn_no: 'P9' } }), 'input.data.psn_no');
    expectRefused(counter.send('5206', { data: { ...data, cum_ym: '201113' } }), 'input.data.cum_ym');
  });

  test('special-illness registrations with names and validity', () => {
    const answer = counter.send<SpecialIllnessRegistrations>('5301', { data: { psn_no: diabetic.psnNo } });
    expect(counter.must(answer).feedetail).toEqual([
      {
        ...{ opsp_dise_code: '4', opsp_dise_name: '糖尿病', begndate: '2011-01-01', enddate: '2011-12-31' },
        sim_hospital_code: tcmHospital.code,
      },
    ]);
    expectRefused(counter.send('5301', { data: { psn_no: 'P9' } }), 'input.data.psn_no');
  });
});
