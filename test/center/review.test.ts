// Real-time review at the center: what 2204, 2206A, 2207A and 3101 answer, to whichever hospital's system asks.

import { describe, expect, test } from 'vitest';
import type { ReviewAnswer, ReviewFindingOnWire } from '../../src/domain/protocol/review.ts';
import { type Answer, Counter, clockAt, openCity } from './counter.ts';
import { expectRefused } from './refused.ts';
import { cityHospital, retiree, tcmHospital, worker } from './small-city.ts';

const at = '2011-08-15 09:30:00';

function city() {
  const clock = clockAt(at);
  const center = openCity({ clock });
  const counterAt = (hospital = cityHospital) => new Counter(center, hospital, () => clock.now());
  return { clock, center, counter: counterAt(), elsewhere: counterAt(tcmHospital) };
}

interface Line {
  readonly item: string;
  readonly amount: string;
  readonly days?: string;
  readonly consent?: '0' | '1';
}

function sendLines(counter: Counter, psnNo: string, mdtrtId: string, batch: string, lines: readonly Line[]) {
  return counter.send('2204', {
    feedetail: lines.map(({ item, amount, days = null, consent = '0' }, index) => ({
      feedetl_sn: `${batch}-${index + 1}`,
      mdtrt_id: mdtrtId,
      psn_no: psnNo,
      chrg_bchno: batch,
      rxno: null,
      fee_ocur_time: at,
      med_list_codg: item,
      medins_list_codg: item,
      det_item_fee_sumamt: amount,
      cnt: '1',
      pric: amount,
      prd_days: days,
      hosp_appr_flag: '1',
      sim_consent: consent,
    })),
  });
}

function found(answer: Answer<unknown>): string[] {
  return (answer.sim_review ?? []).map(({ rule, feedetl_sn }) => `${rule} ${feedetl_sn ?? '-'}`);
}

function registered(counter: Counter, person = worker, medType = '11'): string {
  return counter.must(counter.register(person, medType)).data.mdtrt_id;
}

describe('2204', () => {
  test('class C without consent is refused with the exact words, the rule, the line and the remedy, and leaves nothing; with it the line is taken', () => {
    const { counter } = city();
    const visit = registered(counter);
    const refused = sendLines(counter, worker.psnNo, visit, 'B1', [
      { item: 'A', amount: '10.00' },
      { item: 'C', amount: '3.00' },
    ]);
    expect(refused).toMatchObject({
      infcode: -1,
      err_msg: '一次性注射器：自费项目，尚未取得患者同意',
      output: null,
      sim_review: [
        {
          rule: 'self-pay-consent',
          severity: 'refuse',
          feedetl_sn: 'B1-2',
          act: 'consent',
          remedy: { en: expect.stringContaining('with their consent') },
          source: { zh: expect.stringContaining('定点医疗机构医疗保险服务协议') },
          file: 'review/price-and-consent.yaml',
        },
      ],
    });
    const again = sendLines(counter, worker.psnNo, visit, 'B1', [
      { item: 'A', amount: '10.00' },
      { item: 'C', amount: '3.00', consent: '1' },
    ]);
    expect([again.infcode, again.sim_review]).toEqual([0, null]);
  });

  test.each([
    ['13', '3', []],
    ['13', '4', ['supply-emergency B1-1']],
    ['11', '7', []],
    ['11', '8', ['supply-ordinary B1-1']],
  ] as const)('kind %s, %s days of a drug: %j (处方管理办法, 19)', (medType, days, expected) => {
    const { counter } = city();
    const answer = sendLines(counter, worker.psnNo, registered(counter, worker, medType), 'B1', [
      { item: 'D', amount: '10.00', days },
    ]);
    expect([answer.infcode, found(answer)]).toEqual([expected.length === 0 ? 0 : -1, expected]);
  });

  test('a prescription that comes in two messages is reviewed as one: the second line of an item is refused', () => {
    const { counter } = city();
    const visit = registered(counter);
    expect(sendLines(counter, worker.psnNo, visit, 'B1', [{ item: 'A', amount: '10.00' }]).infcode).toBe(0);
    const second = counter.send('2204', {
      feedetail: [
        {
          ...{ feedetl_sn: 'B1-9', mdtrt_id: visit, psn_no: worker.psnNo, chrg_bchno: 'B1', fee_ocur_time: at },
          ...{ med_list_codg: 'A', medins_list_codg: 'A', det_item_fee_sumamt: '10.00', cnt: '1', pric: '10.00' },
          hosp_appr_flag: '1',
        },
      ],
    });
    expect([second.infcode, found(second)]).toEqual([-1, ['repeated-in-prescription B1-9']]);
  });

  test.each(['-1', '7.5', '1000', 'seven'])('%j days of supply are refused by the name of the field', (days) => {
    const { counter } = city();
    const answer = sendLines(counter, worker.psnNo, registered(counter), 'B1', [{ item: 'A', amount: '10.00', days }]);
    expect(answer).toMatchObject({
      infcode: -1,
      err_msg: expect.stringContaining('feedetail.0.prd_days'),
      sim_review: null,
    });
  });
});

describe('warnings', () => {
  test('travel with lines, trial and settlement, in warn_msg and sim_review, and hold nothing up', () => {
    const { counter, elsewhere, clock } = city();
    const there = elsewhere.charge(worker, [{ item: 'A', price: '10.00', quantity: '1', amount: '10.00' }]);
    elsewhere.must(elsewhere.confirm(worker, there.msgid));
    clock.set('2011-08-15 09:40:00');
    const visit = registered(counter);
    const priced = sendLines(counter, worker.psnNo, visit, 'B1', [{ item: 'A', amount: '10.00' }]);
    expect([priced.infcode, found(priced)]).toEqual([0, ['repeated-on-day B1-1', 'two-places -']]);
    expect(priced.warn_msg).toContain(`10 分钟前（09:30）在${tcmHospital.name}用过医保`);
    const data = counter.trialData(worker, visit, 'B1', '11', '10.00');
    const trial = counter.trial(data);
    expect(found(trial)).toEqual(found(priced));
    const settled = counter.settle(data, counter.must(trial).setlinfo);
    expect([settled.infcode, found(settled)]).toEqual([0, found(priced)]);
  });

  test('the same message again is answered alike, however much later: what is settled stays settled', () => {
    const { counter, clock } = city();
    const settled = counter.charge(worker, [{ item: 'A', price: '10.00', quantity: '1', amount: '10.00' }]);
    const before = counter.center.handle(settled.request);
    clock.set('2011-08-15 17:00:00');
    expect(counter.center.handle(settled.request)).toBe(before);
    expect(counter.confirm(worker, settled.msgid).infcode).toBe(0);
  });

  test('a drug is warned of until the day on which its days of supply have run out', () => {
    const { counter, clock } = city();
    const supply = (batch: string) => {
      const visit = registered(counter);
      const answer = sendLines(counter, worker.psnNo, visit, batch, [{ item: 'D', amount: '10.00', days: '7' }]);
      return { visit, answer };
    };
    const { visit } = supply('B1');
    const data = counter.trialData(worker, visit, 'B1', '11', '10.00');
    const settled = counter.must(counter.settle(data, counter.must(counter.trial(data)).setlinfo));
    const { lastMsgid } = counter;
    expect(settled.setlinfo.setl_id).not.toBeNull();
    counter.must(counter.confirm(worker, lastMsgid));
    clock.set('2011-08-21 09:30:00');
    counter.signIn();
    expect(found(supply('B2').answer)).toEqual(['early-refill B2-1']);
    clock.set('2011-08-22 09:30:00');
    counter.signIn();
    expect(found(supply('B3').answer)).toEqual([]);
  });

  test('nobody else’s past is looked at', () => {
    const { counter, elsewhere } = city();
    elsewhere.charge(retiree, [{ item: 'A', price: '10.00', quantity: '1', amount: '10.00' }]);
    const answer = sendLines(counter, worker.psnNo, registered(counter), 'B1', [{ item: 'A', amount: '10.00' }]);
    expect(answer.sim_review).toBeNull();
  });
});

describe('3101', () => {
  const ask = (counter: Counter, mdtrtId: string, days: string, diagnoses: readonly string[] = [], cnt = '1') =>
    counter.send<ReviewAnswer>('3101', {
      mdtrtinfo: { mdtrt_id: mdtrtId, psn_no: worker.psnNo },
      diseinfo: diagnoses.map((diag_code) => ({ diag_code })),
      feedetail: [{ feedetl_sn: 'L-1', med_list_codg: 'D', cnt, pric: '10.00', prd_days: days, sim_consent: '0' }],
    });
  const rules = (findings: readonly ReviewFindingOnWire[]) => findings.map(({ rule }) => rule);

  test('tells what review would find, is never refused for it, and leaves no line', () => {
    const { counter } = city();
    const visit = registered(counter);
    expect(rules(counter.must(ask(counter, visit, '8')).result)).toEqual(['supply-ordinary']);
    expect(rules(counter.must(ask(counter, visit, '30', ['I10'])).result)).toEqual([]);
    expect(rules(counter.must(ask(counter, visit, '31', ['I10'])).result)).toEqual(['supply-chronic']);
    const data = counter.trialData(worker, visit, 'L', '11', '10.00');
    expect(counter.trial(data).err_msg).toContain('chrg_bchno');
  });

  test('of nothing is refused, as it would be when it is sent up', () => {
    const { counter } = city();
    expectRefused(ask(counter, registered(counter), '3', [], '0'), 'input.feedetail.0.cnt', /above 0/);
  });

  test('of a visit that is not this hospital’s is refused', () => {
    const { counter, elsewhere } = city();
    expect(ask(elsewhere, registered(counter), '3').err_msg).toContain('mdtrt_id');
  });
});
