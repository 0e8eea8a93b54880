// What each transaction refuses, by the name of the field, and what it answers (3-protocol, Transactions).

import { beforeEach, describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { Counter, openCity } from './counter.ts';
import { expectRefused } from './refused.ts';
import { diabetic, resident, tcmHospital, worker } from './small-city.ts';

let center: EmbeddedCenter;
let counter: Counter;
beforeEach(() => {
  center = openCity();
  counter = new Counter(center);
});

function registered(person = worker): string {
  return counter.must(counter.register(person)).data.mdtrt_id;
}

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
