// One visit through the embedded center, from the sign-in to the confirmation (3-protocol, The life of a settlement).

import { describe, expect, test } from 'vitest';
import { Counter, fee, openCity } from './counter.ts';
import { retiree, worker } from './small-city.ts';

const tests = { item: 'A', price: '900', quantity: '1', amount: '900.00' };

describe('a visit', () => {
  test('signs in, identifies, registers, pays the fee, prices, tries, settles and confirms', () => {
    const center = openCity();
    const counter = new Counter(center);
    expect(counter.signNo).toHaveLength(30);
    const found = counter.must(counter.identify(worker));
    expect(found.baseinfo).toMatchObject({ psn_no: 'P001', psn_name: worker.name, age: 41 });
    expect(found.insuinfo[0]).toMatchObject({
      balc: '50.00',
      insutype: '310',
      psn_type: '1101',
      emp_name: '海河机械厂',
    });

    const registration = counter.charge(worker, [fee]);
    expect(registration.settled).toMatchObject({ medfee_sumamt: '5.00', acct_pay: '5.00', balc: '45.00' });
    expect(registration.settled.sim_data_string).toMatch(/^000120110815090000\d{5}$/);
    counter.must(counter.confirm(worker, registration.msgid));

    // 800 deductible less the 5 of the registration; level 3: 55 % of what is above.
    const visit = counter.chargeVisit(worker, registration.mdtrtId, [tests]);
    expect(visit.settled).toMatchObject({
      medfee_sumamt: '900.00',
      inscp_scp_amt: '900.00',
      act_pay_dedc: '795.00',
      hifob_pay: '57.75',
      acct_pay: '45.00',
      psn_cash_pay: '797.25',
      balc: '0.00',
    });
    counter.must(counter.confirm(worker, visit.msgid));
    expect(center.inspection.contradictions()).toEqual([]);
    center.close();
  });

  test('a retired person without employer owes no contribution', () => {
    const center = openCity();
    const counter = new Counter(center);
    expect(counter.charge(retiree, [fee]).settled.psn_name).toBe(retiree.name);
    center.close();
  });
});
