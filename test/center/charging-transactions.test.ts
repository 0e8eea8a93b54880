// What the transactions that charge refuse, by the name of the field, and what they and the year answer (3-protocol).

import { beforeEach, describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { SpecialIllnessRegistrations, YearTotals } from '../../src/domain/protocol/transactions.ts';
import { Counter, fee, openCity } from './counter.ts';
import { expectRefused } from './refused.ts';
import { diabetic, resident, tcmHospital, townHospital, worker } from './small-city.ts';

let center: EmbeddedCenter;
let counter: Counter;
beforeEach(() => {
  center = openCity();
  counter = new Counter(center);
});

function registered(person = worker): string {
  return counter.must(counter.register(person)).data.mdtrt_id;
}

const drug = { item: 'B', price: '12.60', quantity: '2', amount: '25.20' };
const syringe = { item: 'C', price: '1.50', quantity: '2', amount: '3.00' };

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

  test.each(['0', '0.0000', '00', 0 as never])('a quantity of nothing (%j) is no line', (quantity) => {
    const answer = counter.lines(worker, registered(), 'B1', [{ ...drug, quantity, amount: '0.00' }]);
    expectRefused(answer, 'input.feedetail.0.cnt', /above 0/);
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

  test('drugs are no registration fee, tried or settled, alone or beside one; they are charged as what they are', () => {
    const mdtrtId = counter.must(counter.register(worker)).data.mdtrt_id;
    const drugs = { item: 'D', price: '1', quantity: '10', amount: '10.00' };
    counter.must(counter.lines(worker, mdtrtId, 'drugs', [drugs]));
    counter.must(counter.lines(worker, mdtrtId, 'both', [fee, drugs]));
    const ordinary = counter.trialData(worker, mdtrtId, 'drugs', '11', '10.00');
    const sums = counter.must(counter.trial(ordinary)).setlinfo;
    for (const [batch, total] of [
      ['drugs', '10.00'],
      ['both', '15.00'],
    ] as const) {
      const data = counter.trialData(worker, mdtrtId, batch, '12', total);
      for (const answer of [counter.trial(data), counter.settle(data, sums)]) {
        expectRefused(answer, 'input.data.med_type');
        expect(answer.err_msg).toContain('D 不是诊疗项目');
      }
    }
    counter.must(counter.settle(ordinary, sums));
    counter.must(counter.confirm(worker, counter.lastMsgid));
    counter.chargeVisit(worker, mdtrtId, [fee], '12');
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
