// The life of a settlement under repetition, doubt and reversal (3-protocol, The life of a settlement).

import { beforeEach, describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { immediately, openDatabase } from '../../src/center/store/database.ts';
import { savepointsIn } from '../../src/center/store/savepoint.ts';
import { Counter, clockAt, fee, openCity } from './counter.ts';
import { tcmHospital, worker } from './small-city.ts';

let center: EmbeddedCenter;
let counter: Counter;
const clock = clockAt('2011-08-15 09:00:00');
beforeEach(() => {
  clock.set('2011-08-15 09:00:00');
  center = openCity({ clock });
  counter = new Counter(center);
});
const state = () => center.inspection.person('P001');

describe('the same msgid', () => {
  test('with the same body is answered byte for byte, and changes nothing more', () => {
    const { request } = counter.charge(worker, [fee]);
    const after = state();
    clock.set('2011-08-15 11:30:00');
    const again = center.handle(request);
    expect(again).toBe(center.handle(request));
    expect(JSON.parse(again).output.setlinfo.setl_time).toBe('2011-08-15 09:00:00');
    expect(state()).toEqual(after);
  });

  test('a refusal is repeated too, even when its reason is gone', () => {
    const { msgid } = counter.charge(worker, [fee]);
    const refused = counter.register(worker);
    const request = counter.lastRequest;
    counter.must(counter.confirm(worker, msgid));
    expect(JSON.parse(center.handle(request))).toEqual(refused);
    expect(counter.register(worker).infcode).toBe(0);
  });

  test('with another body is refused, and the first answer still stands', () => {
    const { data, sums, msgid, request } = counter.charge(worker, [fee]);
    const first = center.handle(request);
    const answer = counter.settle({ ...data, acct_used_flag: '0' }, sums, msgid);
    expect(answer.err_msg).toMatch(/^msgid: /);
    expect(center.handle(request)).toBe(first);
  });

  test('of another transaction is refused', () => {
    const { msgid } = counter.charge(worker, [fee]);
    expect(counter.send('5301', { data: { psn_no: 'P001' } }, msgid).err_msg).toMatch(/^msgid: /);
  });

  test('under a new sign-in and at another time is the same message; the order of its keys does not matter', () => {
    const { request } = counter.charge(worker, [fee]);
    const first = center.handle(request);
    counter.signIn();
    const { input, ...envelope } = JSON.parse(request);
    const again = { input, ...envelope, sign_no: counter.signNo, inf_time: '2011-08-15 10:00:00' };
    expect(center.handle(JSON.stringify(again))).toBe(first);
  });

  test('a message that could not be read was not kept: corrected, it may come under its number', () => {
    const msgid = counter.nextMsgid();
    expect(counter.send('5301', { data: {} }, msgid).err_msg).toMatch(/^input\.data\.psn_no: /);
    expect(counter.send('5301', { data: { psn_no: 'P001' } }, msgid).infcode).toBe(0);
  });
});

describe('confirm', () => {
  test('said again with the same receipt it is still done; with another it is refused', () => {
    const { msgid } = counter.charge(worker, [fee]);
    for (let time = 0; time < 3; time += 1) expect(counter.confirm(worker, msgid).infcode).toBe(0);
    expect(counter.confirm(worker, msgid, 'R0002').err_msg).toMatch(/^input\.data\.sim_invono: /);
  });

  test('with the receipt that it was sent with, from the first time on; the refusal names it and leaves it open', () => {
    const { msgid } = counter.charge(worker, [fee]);
    expect(counter.confirm(worker, msgid, 'R0077').err_msg).toBe(
      'input.data.sim_invono: 结算时的收据号为 R0001 (it was sent with receipt R0001)',
    );
    expect(counter.outcome(worker, msgid).output).toMatchObject({
      sim_fate: 'unconfirmed',
      setlinfo: { invono: 'R0001' },
    });
    expect(counter.confirm(worker, msgid).infcode).toBe(0);
    expect(counter.outcome(worker, msgid).output?.sim_fate).toBe('confirmed');
  });

  test('only of a settlement of this hospital, this person, this transaction', () => {
    const { msgid } = counter.charge(worker, [fee]);
    const other = new Counter(center, tcmHospital);
    expect(other.confirm(worker, msgid).err_msg).toMatch(/^input\.data\.omsgid: /);
    expect(counter.confirm({ ...worker, psnNo: 'P002' }, msgid).err_msg).toMatch(/^input\.data\.psn_no: /);
    const data = { psn_no: 'P001', omsgid: msgid, oinfno: '2208', sim_invono: 'R' };
    expect(counter.send('confirm', { data }).err_msg).toMatch(/^input\.data\.oinfno: /);
    expect(counter.outcome(worker, msgid).output?.sim_fate).toBe('unconfirmed');
  });
});

describe('2601', () => {
  test('undoes a settlement exactly: ledger and account as before, the batch free again, nobody refused', () => {
    const mdtrtId = counter.must(counter.register(worker)).data.mdtrt_id;
    const before = state();
    const { msgid, data, sums } = counter.chargeVisit(worker, mdtrtId, [fee]);
    expect(state()?.person.account).toBe(4500);
    counter.must(counter.reverse(worker, msgid));
    expect(state()?.person).toEqual(before?.person);
    expect(state()?.state).toEqual(before?.state);
    expect(state()?.ledgers).toMatchObject([{ inScope: 0, deductible: 0, fund: 0, supplement: 0 }]);
    expect(counter.outcome(worker, msgid).output?.sim_fate).toBe('reversed');
    expect(counter.settle(data, sums).infcode).toBe(0);
    expect(center.inspection.settlements('P001').map((row) => row.state)).toEqual(['reversed', 'unconfirmed']);
    expect(center.inspection.contradictions()).toEqual([]);
  });

  test('a second reversal of the same message is refused', () => {
    const { msgid } = counter.charge(worker, [fee]);
    counter.must(counter.reverse(worker, msgid));
    const request = counter.lastRequest;
    expect(counter.reverse(worker, msgid).err_msg).toMatch(/^input\.data\.omsgid: 已冲正/);
    expect(JSON.parse(center.handle(request)).infcode).toBe(0);
    expect(state()?.person.account).toBe(5000);
  });

  test('a reversed settlement cannot be confirmed, a confirmed one cannot be reversed', () => {
    const first = counter.charge(worker, [fee]);
    counter.must(counter.reverse(worker, first.msgid));
    expect(counter.confirm(worker, first.msgid).err_msg).toMatch(/^input\.data\.omsgid: /);
    const second = counter.chargeVisit(worker, first.mdtrtId, [fee]);
    counter.must(counter.confirm(worker, second.msgid));
    expect(counter.reverse(worker, second.msgid).err_msg).toMatch(/^input\.data\.omsgid: /);
    expect(state()?.person.account).toBe(4500);
  });

  test('a registration: the visit is gone, unless something of it is settled', () => {
    const mdtrtId = counter.must(counter.register(worker)).data.mdtrt_id;
    const registration = counter.lastMsgid;
    const { msgid } = counter.chargeVisit(worker, mdtrtId, [fee]);
    expect(counter.reverse(worker, registration, '2201').err_msg).toMatch(/^input\.data\.omsgid: /);
    counter.must(counter.reverse(worker, msgid));
    counter.must(counter.reverse(worker, registration, '2201'));
    expect(counter.lines(worker, mdtrtId, 'B', [fee]).err_msg).toMatch(/^input\.feedetail\.0\.mdtrt_id: /);
  });

  test('fee lines: withdrawn, and their numbers free again, unless their batch is settled', () => {
    const mdtrtId = counter.must(counter.register(worker)).data.mdtrt_id;
    counter.must(counter.lines(worker, mdtrtId, 'B', [fee]));
    const lines = counter.lastMsgid;
    counter.must(counter.reverse(worker, lines, '2204'));
    expect(counter.trial(counter.trialData(worker, mdtrtId, 'B', '11', '5.00')).err_msg).toMatch(/chrg_bchno: /);
    counter.must(counter.lines(worker, mdtrtId, 'B', [fee]));
    const again = counter.lastMsgid;
    const data = counter.trialData(worker, mdtrtId, 'B', '11', '5.00');
    counter.must(counter.settle(data, counter.must(counter.trial(data)).setlinfo));
    expect(counter.reverse(worker, again, '2204').err_msg).toMatch(/^input\.data\.omsgid: /);
  });

  test.each(['9001', '1101', '2203A', '2206A', '2601', 'confirm', '5203'])('%s cannot be reversed', (infno) => {
    expect(counter.reverse(worker, counter.lastMsgid, infno).err_msg).toMatch(/^input\.data\.oinfno: /);
  });

  test('only by the hospital that sent it, of the person and transaction that it was, and only if it did something', () => {
    const { msgid } = counter.charge(worker, [fee]);
    expect(new Counter(center, tcmHospital).reverse(worker, msgid).err_msg).toMatch(/omsgid: /);
    expect(counter.reverse({ ...worker, psnNo: 'P002' }, msgid).err_msg).toMatch(/psn_no: /);
    expect(counter.reverse(worker, msgid, '2201').err_msg).toMatch(/oinfno: /);
    expect(counter.register(worker).infcode).toBe(-1);
    expect(counter.reverse(worker, counter.lastMsgid, '2201').err_msg).toMatch(/omsgid: /);
    expect(counter.reverse(worker, counter.nextMsgid()).err_msg).toMatch(/omsgid: /);
    expect(counter.outcome(worker, msgid).output?.sim_fate).toBe('unconfirmed');
  });
});

describe('5203: what became of a message', () => {
  test('unconfirmed, confirmed, reversed, refused, absent', () => {
    const { msgid, settled } = counter.charge(worker, [fee]);
    const open = counter.must(counter.outcome(worker, msgid));
    expect(open).toEqual({ sim_fate: 'unconfirmed', setlinfo: { ...settled, invono: 'R0001' } });
    counter.register(worker);
    expect(counter.outcome(worker, counter.lastMsgid).output).toEqual({ sim_fate: 'refused', setlinfo: null });
    counter.must(counter.confirm(worker, msgid));
    expect(counter.outcome(worker, msgid).output?.sim_fate).toBe('confirmed');
    expect(counter.outcome(worker, counter.nextMsgid()).output).toEqual({ sim_fate: 'absent', setlinfo: null });
  });

  test('of a registration', () => {
    counter.must(counter.register(worker));
    const registration = counter.lastMsgid;
    expect(counter.outcome(worker, registration).output?.sim_fate).toBe('confirmed');
    counter.must(counter.reverse(worker, registration, '2201'));
    expect(counter.outcome(worker, registration).output?.sim_fate).toBe('reversed');
  });

  test('"absent" is a promise: the message is refused when it arrives after all', () => {
    const mdtrtId = counter.must(counter.register(worker)).data.mdtrt_id;
    counter.must(counter.lines(worker, mdtrtId, 'B', [fee]));
    const data = counter.trialData(worker, mdtrtId, 'B', '11', '5.00');
    const sums = counter.must(counter.trial(data)).setlinfo;
    const late = counter.nextMsgid();
    expect(counter.outcome(worker, late).output?.sim_fate).toBe('absent');
    expect(counter.settle(data, sums, late).err_msg).toMatch(/^msgid: /);
    expect(state()?.state.unconfirmed).toBeUndefined();
    expect(counter.outcome(worker, late).output?.sim_fate).toBe('absent');
  });

  test('by settlement number', () => {
    const { settled } = counter.charge(worker, [fee]);
    const ask = (setl_id: string | null, by = counter) =>
      by.send<{ setlinfo: unknown }>('5203', { data: { psn_no: 'P001', setl_id, mdtrt_id: null, sim_omsgid: null } });
    expect(ask(settled.setl_id).output?.setlinfo).toEqual({ ...settled, invono: 'R0001' });
    expect(ask('0').err_msg).toMatch(/setl_id: /);
    expect(ask(null).err_msg).toMatch(/setl_id: /);
    expect(ask(settled.setl_id, new Counter(center, tcmHospital)).err_msg).toMatch(/setl_id: /);
  });

  test("another hospital's messages are none of one's business", () => {
    const { msgid } = counter.charge(worker, [fee]);
    expect(new Counter(center, tcmHospital).outcome(worker, msgid).err_msg).toMatch(/sim_omsgid: /);
  });
});

describe('a transaction that refuses', () => {
  test.each([
    ['refused', 0],
    ['done', 1],
  ] as const)('%s: what it had written before leaves %i row', (fate, rows) => {
    const opened = openDatabase(':memory:');
    if (!opened.ok) throw new Error(opened.error.cause.en);
    const database = opened.value;
    immediately(database, () =>
      savepointsIn(database)(
        () => database.prepare("INSERT INTO illness VALUES ('1', '肾透析')").run(),
        () => fate === 'done',
      ),
    );
    expect(database.prepare('SELECT count(*) FROM illness').pluck().get()).toBe(rows);
    database.close();
  });
});
