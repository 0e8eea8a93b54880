// What stands for a person besides the social-security card: identity card with the PIN at the center (1101, 02), e-voucher
// (1101, 01). Sources: 3-protocol, 1101; 1-prompts, 9; 4-card, e-voucher.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { PersonSeed } from '../../src/center/city-seed.ts';
import { hashPin, isPin } from '../../src/center/pin.ts';
import { openDatabase } from '../../src/center/store/database.ts';
import { applicationId, migrations } from '../../src/center/store/migrations.ts';
import { eVoucherOf, parseEVoucher } from '../../src/domain/e-voucher.ts';
import type { PersonFound } from '../../src/domain/protocol/transactions.ts';
import { temporaryFolder } from '../support/program.ts';
import { Counter, openCity } from './counter.ts';
import { resident, smallCity, worker as workerWithout } from './small-city.ts';

const unique = '12345678901234567';
const pin = hashPin('246810', 'ab'.repeat(16));
const worker: PersonSeed = { ...workerWithout, credentials: { voucher: unique, pin } };

function city(credentials: Partial<NonNullable<PersonSeed['credentials']>> = {}, file?: string) {
  const person = { ...worker, credentials: { voucher: unique, pin, ...credentials } };
  return new Counter(
    openCity({ seed: smallCity({ people: [person, resident] }), ...(file === undefined ? {} : { file }) }),
  );
}

const byIdCard = (sim_pin: string | null, of: PersonSeed = worker) => ({
  data: {
    mdtrt_cert_type: '02',
    mdtrt_cert_no: of.idNumber,
    card_sn: null,
    psn_name: of.name,
    certno: of.idNumber,
    sim_pin,
  },
});
const byVoucher = (code: string) => ({
  data: { mdtrt_cert_type: '01', mdtrt_cert_no: code, card_sn: null, psn_name: null, certno: null },
});
const ask = (counter: Counter, input: object, msgid?: string) => counter.send<PersonFound>('1101', input, msgid);

describe('the PIN at the center (1-prompts, 9: for ID identification the center rejects the PIN)', () => {
  test('the right one identifies; every wrong one costs a try and tells how many are left; 0 is blocked', () => {
    const counter = city();
    expect(ask(counter, byIdCard('246810'))).toMatchObject({ infcode: 0, output: { baseinfo: { psn_no: 'P001' } } });
    for (const left of ['5', '4', '3', '2', '1', '0', '0']) {
      expect(ask(counter, byIdCard('000000'))).toMatchObject({
        infcode: -1,
        err_msg: '密码错误',
        sim_prompt: { id: 'wrong-pin', stage: 'pin', fact: { tries_left: left } },
        output: null,
      });
    }
    expect(ask(counter, byIdCard('246810')).err_msg).toBe('密码错误');
  });

  test('the right one gives all tries back', () => {
    const counter = city();
    ask(counter, byIdCard('000000'));
    ask(counter, byIdCard('246810'));
    expect(ask(counter, byIdCard('000000')).sim_prompt?.fact).toMatchObject({ tries_left: '5' });
  });

  test('the same message sent again costs no second try', () => {
    const counter = city();
    const msgid = counter.nextMsgid();
    const first = ask(counter, byIdCard('000000'), msgid);
    expect(ask(counter, byIdCard('000000'), msgid)).toEqual(first);
    expect(ask(counter, byIdCard('000000')).sim_prompt?.fact).toMatchObject({ tries_left: '4' });
  });

  test('card and person must match: another name, another number', () => {
    const counter = city();
    for (const other of [
      { ...worker, name: '李四' },
      { ...worker, idNumber: '129900197003010990' },
    ])
      expect(ask(counter, byIdCard('246810', other))).toMatchObject({ err_msg: '中心没有此人信息' });
    const mixed = { data: { ...byIdCard('246810').data, certno: resident.idNumber, psn_name: resident.name } };
    expect(ask(counter, mixed).sim_prompt?.id).toBe('person-unknown');
  });

  test('who has no PIN there is told to use the card; a PIN of another form is named by its field', () => {
    const counter = city();
    expect(ask(counter, byIdCard('246810', resident)).err_msg).toMatch(/^input\.data\.sim_pin: 此人在中心没有密码/);
    expect(ask(counter, byIdCard('12345')).err_msg).toMatch(/^input\.data\.sim_pin: /);
    expect(ask(counter, { data: { ...byIdCard('246810').data, certno: null } }).err_msg).toMatch(/certno: /);
  });

  test('nobody registers on an identity card whose PIN was not accepted at this hospital today', () => {
    const counter = city();
    counter.credential = () => ({ mdtrt_cert_type: '02', mdtrt_cert_no: worker.idNumber, card_sn: null as never });
    expect(counter.register(worker).err_msg).toMatch(/^input\.data\.mdtrt_cert_type: 持身份证就医须先在本院校验密码/);
    expect(ask(counter, byIdCard(null)).infcode).toBe(0);
    expect(counter.register(worker).infcode).toBe(-1);
    ask(counter, byIdCard('246810'));
    expect(counter.register(worker).infcode).toBe(0);
  });

  test('neither the digits nor a fingerprint of them is kept', () => {
    const file = join(temporaryFolder(), 'center.db');
    const center = openCity({ seed: smallCity({ people: [worker, resident] }), file });
    const counter = new Counter(center);
    const msgid = counter.nextMsgid();
    const refused = ask(counter, byIdCard('135799'), msgid);
    // The fingerprint knows no PIN: the same message with another one is the same message, and costs nothing.
    expect(ask(counter, byIdCard('246810'), msgid)).toEqual(refused);
    ask(counter, byIdCard('246810'));
    center.close();
    for (const digits of ['246810', '135799']) expect(readFileSync(file).includes(digits)).toBe(false);
  });

  test('the hash is salted scrypt: the same PIN twice is two hashes', () => {
    const [one, other] = [hashPin('123456'), hashPin('123456')];
    expect(one.hash).not.toBe(other.hash);
    expect(isPin('123456', one) && isPin('123456', other)).toBe(true);
    expect(isPin('123457', one)).toBe(false);
  });
});

describe('the e-voucher: 28 digits = issuer 424 + 17 unique + 2 random + 2 province + 4 extension', () => {
  const code = eVoucherOf(unique, '12', '07');

  test('has 28 digits, and its parts are found again', () => {
    expect(code).toBe('4241234567890123456707120000');
    expect(parseEVoucher(` ${code}\r`)).toEqual({ ok: true, value: { code, unique, province: '12' } });
  });

  test.each([
    ['27 digits', code.slice(1), 'length'],
    ['29 digits', `${code}0`, 'length'],
    ['nothing', '', 'length'],
    ['a letter', `${code.slice(0, 27)}X`, 'digits'],
    ['another issuer', `425${code.slice(3)}`, 'issuer'],
    ['another extension', `${code.slice(0, 24)}0001`, 'extension'],
  ])('%s is refused with what was expected', (_what, scanned, part) => {
    const parsed = parseEVoucher(scanned);
    expect(parsed).toMatchObject({ ok: false, error: { part } });
    if (!parsed.ok) expect(parsed.error.expected.zh).toMatch(/应/);
  });

  test('alone says who it is, whatever its random part', () => {
    const counter = city();
    for (const random of ['00', '41'])
      expect(ask(counter, byVoucher(eVoucherOf(unique, '12', random)))).toMatchObject({
        infcode: 0,
        output: { baseinfo: { psn_no: 'P001', psn_name: worker.name, certno: worker.idNumber } },
      });
  });

  test('one that nobody has is prompt 7; one that is none is refused by its field', () => {
    const counter = city();
    expect(ask(counter, byVoucher(eVoucherOf('9'.repeat(17), '12'))).sim_prompt?.id).toBe('person-unknown');
    expect(ask(counter, byVoucher('123')).err_msg).toMatch(/^input\.data\.mdtrt_cert_no: /);
  });

  test('registers its holder, and nobody else', () => {
    const counter = city();
    counter.credential = () => ({ mdtrt_cert_type: '01', mdtrt_cert_no: code, card_sn: null as never });
    expect(counter.register(resident).sim_prompt?.id).toBe('person-unknown');
    expect(counter.register(worker).infcode).toBe(0);
    counter.credential = () => ({
      mdtrt_cert_type: '01',
      mdtrt_cert_no: eVoucherOf('9'.repeat(17), '12'),
      card_sn: null as never,
    });
    expect(counter.register(worker).sim_prompt?.id).toBe('person-unknown');
  });
});

describe('a file of the first version', () => {
  test('is brought to the second: its people have no PIN there yet, and nothing else changes', () => {
    const file = join(temporaryFolder(), 'center.db');
    const old = new Sqlite(file);
    old.exec(migrations[0] ?? '');
    old.pragma(`application_id = ${applicationId}`);
    old.pragma('user_version = 1');
    old.close();
    const opened = openDatabase(file);
    if (!opened.ok) throw new Error(opened.error.kind);
    expect(opened.value.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(opened.value.prepare('SELECT count(*) FROM center_pin').pluck().get()).toBe(0);
    opened.value.close();
  });
});
