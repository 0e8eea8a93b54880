// Each documented prompt as the center answers it on the wire: arisen from rows, shown in err_msg character for character.

import { describe, expect, test } from 'vitest';
import type { PersonSeed } from '../../src/center/city-seed.ts';
import { dateOf } from '../../src/domain/date.ts';
import { Counter, fee, openCity } from './counter.ts';
import {
  august,
  cardOf,
  cityHospital,
  diabetic,
  july,
  resident,
  smallCity,
  someone,
  tcmHospital,
  townHospital,
  worker,
} from './small-city.ts';

function counterFor(person: PersonSeed, { card = cardOf(person), hospital = cityHospital } = {}) {
  const center = openCity({ seed: smallCity({ people: [person], cards: card ? [card] : [] }) });
  return { center, counter: new Counter(center, hospital) };
}

describe('1 「该卡无效」 at 1101 and 2201', () => {
  test.each(['lost', 'cancelled'] as const)('the card is %s', (state) => {
    const { counter } = counterFor(worker, { card: cardOf(worker, state) });
    for (const answer of [counter.identify(worker), counter.register(worker)]) {
      expect(answer).toMatchObject({ infcode: -1, err_msg: '该卡无效', output: null });
      expect(answer.sim_prompt).toMatchObject({
        id: 'card-invalid',
        stage: 'card-at-center',
        fact: { state },
        also: [],
      });
    }
  });

  test('nobody in the city has this card', () => {
    const center = openCity({ seed: smallCity({ cards: [] }) });
    expect(new Counter(center).identify(worker).err_msg).toBe('该卡无效');
  });

  test('the identification is known but under another card number', () => {
    const { counter } = counterFor(worker, { card: { ...cardOf(worker), cardNumber: 'H99999999' } });
    expect(counter.identify(worker).sim_prompt?.fact).toMatchObject({ state: 'unknown' });
  });

  test('an identity card is good while the social-security card is lost', () => {
    const { counter } = counterFor(worker, { card: cardOf(worker, 'lost') });
    const data = {
      mdtrt_cert_type: '02',
      mdtrt_cert_no: worker.idNumber,
      psn_name: worker.name,
      certno: worker.idNumber,
    };
    expect(counter.send('1101', { data }).infcode).toBe(0);
  });
});

describe('7 「中心没有此人信息」', () => {
  test('the name on the card is not the name at the center', () => {
    const { counter } = counterFor(worker);
    expect(counter.identify({ ...worker, name: '李四' })).toMatchObject({ infcode: -1, err_msg: '中心没有此人信息' });
  });

  test('the number on the card is not that of whom the center issued it to', () => {
    const center = openCity();
    const counter = new Counter(center);
    const data = { ...counter.credential(worker), psn_name: resident.name, certno: resident.idNumber };
    expect(counter.send('1101', { data }).sim_prompt?.id).toBe('person-unknown');
  });

  test("registering with somebody else's card", () => {
    const center = openCity();
    const counter = new Counter(center);
    const borrowed = counter.credential(resident);
    counter.credential = () => borrowed;
    expect(counter.register(worker).sim_prompt?.id).toBe('person-unknown');
  });
});

describe('3 「存在未完成的对账信息」', () => {
  test('an unconfirmed settlement is named at every hospital, until it is confirmed', () => {
    const center = openCity();
    const there = new Counter(center, tcmHospital);
    const here = new Counter(center, cityHospital);
    const open = there.charge(worker, [fee]);
    const text = `存在未完成的对账信息，提示海河市中医医院${open.settled.sim_data_string}`;
    expect(open.settled.sim_data_string).toMatch(/^000220110815090000\d{5}$/);
    for (const counter of [here, there]) {
      const answer = counter.register(worker);
      expect(answer.err_msg).toBe(text);
      expect(answer.sim_prompt?.fact).toMatchObject({ hospital: tcmHospital.code });
    }
    there.must(there.confirm(worker, open.msgid));
    expect(here.register(worker).infcode).toBe(0);
  });

  test('payment meets it as well: the state changed between registration and payment', () => {
    const center = openCity();
    const here = new Counter(center, cityHospital);
    const { mdtrtId, msgid, data } = here.charge(worker, [fee]);
    here.must(here.confirm(worker, msgid));
    here.must(here.lines(worker, mdtrtId, 'later', [fee]));
    new Counter(center, tcmHospital).charge(worker, [fee]);
    expect(here.trial({ ...data, chrg_bchno: 'later' }).sim_prompt?.id).toBe('open-reconciliation');
  });

  test('another person is not hindered', () => {
    const center = openCity();
    const counter = new Counter(center);
    counter.charge(worker, [fee]);
    expect(counter.register(diabetic).infcode).toBe(0);
  });
});

describe('the other states', () => {
  test('4 an open admission; a finished one does not count', () => {
    const admission = { hospitalCode: tcmHospital.code, admittedOn: dateOf('2011-08-01'), dischargedOn: undefined };
    const open = counterFor(someone('P1', '101', { admissions: [admission] }));
    expect(open.counter.register(someone('P1', '101')).err_msg).toBe('住院期间不能门诊挂号');
    const closed = { ...admission, dischargedOn: dateOf('2011-08-14') };
    const { counter } = counterFor(someone('P1', '101', { admissions: [closed] }));
    expect(counter.register(someone('P1', '101')).infcode).toBe(0);
  });

  test('2 an employer that did not pay the month', () => {
    const person = someone('P1', '101', { employerId: 'E2' });
    const { counter } = counterFor(person);
    expect(counter.register(person).err_msg).toBe('2011年8月未缴费，请用现金结算');
    const found = counter.must(counter.identify(person));
    expect(found.insuinfo[0]).toMatchObject({ psn_insu_stas: '2', paus_insu_date: '2011-08-01' });
  });

  test('2 a person who did not pay the month', () => {
    const person = someone('P1', '101', { employerId: undefined, paidMonths: [july] });
    const { counter } = counterFor(person);
    expect(counter.register(person).sim_prompt).toMatchObject({
      id: 'month-unpaid',
      fact: { table: 'person_contribution', month: '2011-08', last_paid: '2011-07' },
    });
  });

  test('2 a retired person whose employer is in arrears is in arrears too', () => {
    const person = someone('P1', '101', { status: 'retired', born: '19460301', employerId: 'E2' });
    expect(counterFor(person).counter.register(person).sim_prompt?.id).toBe('month-unpaid');
  });

  test('10 the six months of an individual payer', () => {
    const person = someone('P1', '101', {
      employerId: undefined,
      paidMonths: [august],
      waitingPeriodFrom: dateOf('2011-05-01'),
    });
    expect(counterFor(person).counter.register(person).err_msg).toBe('个人缴费有六个月的等待期');
  });

  test('6 a person with special illness and inpatient only', () => {
    const person = someone('P1', '101', { scope: ['special-illness', 'inpatient'] });
    expect(counterFor(person).counter.register(person).err_msg).toBe('门诊不享受，请用现金支付');
  });

  test.each([
    [cityHospital, '门诊不享受，请用现金支付'],
    [tcmHospital, '门诊不享受，请用现金支付'],
    [townHospital, null],
  ])('6 a resident at $name', (hospital, text) => {
    const { counter } = counterFor(resident, { hospital });
    expect(counter.register(resident).err_msg).toBe(text);
    expect(counter.register(resident, '13').err_msg).toBe(text);
  });

  test('8 special illness: only with its registration, at its hospital', () => {
    const there = counterFor(diabetic, { hospital: tcmHospital }).counter;
    expect(there.register(diabetic, '14', '4').infcode).toBe(0);
    expect(there.register(diabetic, '14', '1').err_msg).toBe('取对应的门特登记信息失败');
    const elsewhere = counterFor(diabetic, { hospital: cityHospital }).counter;
    expect(elsewhere.register(diabetic, '14', '4').sim_prompt).toMatchObject({
      id: 'special-illness-lapsed',
      stage: 'special-illness',
      fact: { registered_at: tcmHospital.code, until: '2011-12-31' },
    });
  });

  test('a person in several states sees the first; the others stand beside it for a trainer', () => {
    const person = someone('P1', '101', {
      employerId: 'E2',
      scope: ['inpatient'],
      admissions: [{ hospitalCode: tcmHospital.code, admittedOn: dateOf('2011-08-01'), dischargedOn: undefined }],
    });
    expect(counterFor(person).counter.register(person, '14', '4').sim_prompt).toMatchObject({
      id: 'inpatient',
      also: ['month-unpaid', 'no-outpatient-benefit', 'special-illness-lapsed'],
    });
  });
});

describe('2001 runs the whole chain without registering', () => {
  function check(counter: Counter, person: PersonSeed) {
    const insutype = person.scheme === 'employee' ? '310' : '390';
    const data = { psn_no: person.psnNo, insutype, med_type: '11', begntime: counter.at(), dise_codg: null };
    return counter.send<{ trt_enjymnt_flag: string; trt_chk_rslt: string | null }>('2001', { data });
  }

  test('granted', () => {
    expect(check(counterFor(worker).counter, worker).output).toEqual({ trt_enjymnt_flag: '1', trt_chk_rslt: null });
  });

  test('not granted: the reason is the prompt, and it is done, not refused', () => {
    const answer = check(counterFor(resident).counter, resident);
    expect(answer).toMatchObject({ infcode: 0, err_msg: null, sim_prompt: { id: 'no-outpatient-benefit' } });
    expect(answer.output).toEqual({ trt_enjymnt_flag: '0', trt_chk_rslt: '门诊不享受，请用现金支付' });
  });
});

describe('mending brings someone back (inspection)', () => {
  test.each([
    ['pay-month', someone('P1', '101', { employerId: 'E2' }), { do: 'pay-month' }],
    ['pay-month', someone('P1', '101', { employerId: undefined, paidMonths: [july] }), { do: 'pay-month' }],
    [
      'discharge',
      someone('P1', '101', {
        admissions: [{ hospitalCode: tcmHospital.code, admittedOn: dateOf('2011-08-01'), dischargedOn: undefined }],
      }),
      { do: 'discharge' },
    ],
  ] as const)('%s', (_name, person, mending) => {
    const { center, counter } = counterFor(person);
    expect(counter.register(person).infcode).toBe(-1);
    expect(center.inspection.mend('P1', mending).ok).toBe(true);
    expect(counter.register(person).infcode).toBe(0);
    expect(center.inspection.mend('P1', mending).ok).toBe(false);
  });

  test('renew a special-illness registration', () => {
    const { center, counter } = counterFor(worker);
    expect(counter.register(worker, '14', '4').infcode).toBe(-1);
    const renewal = { do: 'renew-special-illness', illness: '4', hospitalCode: cityHospital.code } as const;
    expect(center.inspection.mend(worker.psnNo, renewal).ok).toBe(true);
    expect(counter.register(worker, '14', '4').infcode).toBe(0);
  });

  test('declare a card lost, and found again', () => {
    const { center, counter } = counterFor(worker);
    const { identification } = cardOf(worker);
    center.inspection.mend(worker.psnNo, { do: 'declare-card', identification, state: 'lost' });
    expect(counter.identify(worker).err_msg).toBe('该卡无效');
    center.inspection.mend(worker.psnNo, { do: 'declare-card', identification, state: 'normal' });
    expect(counter.identify(worker).infcode).toBe(0);
    expect(center.inspection.person(worker.psnNo)?.cards).toMatchObject([{ state: 'normal' }]);
  });

  test.each([
    [{ do: 'discharge' }],
    [{ do: 'renew-special-illness', illness: '99', hospitalCode: cityHospital.code }],
    [{ do: 'renew-special-illness', illness: '4', hospitalCode: 'nowhere' }],
    [{ do: 'declare-card', identification: 'F'.repeat(32), state: 'lost' }],
  ] as const)('nothing to mend is a value: %j', (mending) => {
    expect(counterFor(worker).center.inspection.mend(worker.psnNo, mending).ok).toBe(false);
    expect(counterFor(worker).center.inspection.mend('nobody', mending).ok).toBe(false);
  });
});
