// Number and password over a real file: who is let in, who approves, what is counted, what is kept.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rowsOfFile } from '../../src/cli/audit-files.ts';
import type { Operator } from '../../src/domain/operator.ts';
import { hashPassword } from '../../src/hospital/operators/password.ts';
import { hospitalCode, house } from './house.ts';

const at = house();
const everything = { since: undefined, person: undefined };

const cashier: Operator = { code: '1003', name: '李敏', role: 'cashier' };
const supervisor: Operator = { code: '1008', name: '何静宜', role: 'supervisor' };

describe('signing in', () => {
  it('with the practice password answers who it is; its hash is kept, the password is not', () => {
    const { operators, folder } = at();
    expect(operators(true).signIn('1003', '10031003')).toEqual({ ok: true, value: cashier });
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(bytes.join('')).not.toContain('10031003');
  });

  it('with an unknown number, and with a wrong password, says what is wrong and what to do', () => {
    const { operators } = at();
    expect(operators(true).signIn('7777', 'whatever')).toMatchObject({
      ok: false,
      error: { kind: 'unknown-operator' },
    });
    expect(operators(true).signIn('1003', 'whatever')).toMatchObject({
      ok: false,
      error: { kind: 'wrong-password', cause: { zh: '密码不对，还可试 4 次' }, remedy: { zh: '09:00:01 起可再试' } },
    });
  });

  it('after five wrong passwords is locked for five minutes, also for the right one and after a restart', () => {
    const { operators, wait, reopen } = at();
    for (const pause of [1, 2, 4, 8]) {
      operators(true).signIn('1003', 'wrong');
      expect(operators(true).signIn('1003', '10031003')).toMatchObject({ error: { kind: 'paused' } });
      wait(pause);
    }
    expect(operators(true).signIn('1003', 'wrong')).toMatchObject({ error: { kind: 'wrong-password' } });
    reopen();
    wait(299);
    expect(at().operators(true).signIn('1003', '10031003')).toMatchObject({
      error: { kind: 'locked', remedy: { zh: expect.stringContaining('operator password') } },
    });
    expect(
      at()
        .operators(true)
        .list()
        .find(({ code }) => code === '1003')?.locked,
    ).toBe(true);
    wait(1);
    expect(at().operators(true).signIn('1003', '10031003').ok).toBe(true);
  });

  it('a right password ends the count of the wrong ones; the count of one is not that of another', () => {
    const { operators, wait } = at();
    for (const pause of [1, 2, 4, 8]) {
      operators(true).signIn('1003', 'wrong');
      wait(pause);
    }
    expect(operators(true).signIn('1001', '10011001').ok).toBe(true);
    expect(operators(true).signIn('1003', '10031003').ok).toBe(true);
    expect(operators(true).signIn('1003', 'wrong')).toMatchObject({
      error: { cause: { zh: '密码不对，还可试 4 次' } },
    });
  });
});

describe("a second person's word", () => {
  it('is a supervisor’s with their own password', () => {
    expect(at().operators(true).approve('refund', cashier, '1008', '10081008')).toEqual({
      ok: true,
      value: { action: 'refund', by: supervisor, to: cashier },
    });
  });

  it('is never that of the one who asks, though it be a supervisor', () => {
    expect(at().operators(true).approve('refund', supervisor, '1008', '10081008')).toMatchObject({
      error: { kind: 'same-person' },
    });
  });

  it.each([
    ['another cashier', '1001', '10011001'],
    ['a doctor', '1011', '10111011'],
    ['a trainer, outside practice', '1009', '10091009'],
  ])('is not that of %s', (_who, code, password) => {
    expect(at().operators().approve('reversal', cashier, code, password)).toMatchObject({ error: { kind: 'role' } });
  });

  it('is a trainer’s in practice', () => {
    expect(at().operators(true).approve('reconcile-for-another', cashier, '1009', '10091009').ok).toBe(true);
  });

  it('counts wrong passwords together with those of signing in', () => {
    const { operators, wait } = at();
    operators(true).approve('refund', cashier, '1008', 'wrong');
    wait(1);
    expect(operators(true).signIn('1008', 'wrong')).toMatchObject({
      error: { cause: { zh: '密码不对，还可试 3 次' } },
    });
  });
});

describe('a new password', () => {
  const next = 'jade.river9';
  const mine = 'quiet.harbor7';
  const own = 'slow.lotus7';

  it('is set by its owner with the present one, and the old one is good for nothing', () => {
    const { operators, wait } = at();
    expect(operators(true).setPassword('1003', { code: '1003', password: '10031003' }, next).ok).toBe(true);
    expect(operators(true).signIn('1003', next).ok).toBe(true);
    expect(operators(true).signIn('1003', '10031003').ok).toBe(false);
    wait(1);
    expect(
      operators(true)
        .list()
        .find(({ code }) => code === '1003')?.hasPracticePassword,
    ).toBe(false);
  });

  it('is set by a supervisor for whoever is locked out, and lets them in at once', () => {
    const { operators, wait } = at();
    for (const pause of [1, 2, 4, 8, 0]) {
      operators(true).signIn('1003', 'wrong');
      wait(pause);
    }
    const bySupervisor = (password: string) => operators(true).setPassword('1003', { code: '1008', password }, next);
    expect(bySupervisor('10081008')).toMatchObject({ error: { kind: 'practice-password' } });
    expect(operators(true).setPassword('1008', { code: '1008', password: '10081008' }, own).ok).toBe(true);
    expect(bySupervisor(own).ok).toBe(true);
    expect(operators(true).signIn('1003', next).ok).toBe(true);
  });

  it('of a supervisor is set by another only with a third one’s word, and the audit names all of them', () => {
    const { operators, store, folder, now } = at();
    const roster = ['1008', '1018', '1028', '1003'].map((code) => ({
      ...{ code, name: code, windows: [], practicePassword: `${code}${code}` },
      role: code === '1003' ? ('cashier' as const) : ('supervisor' as const),
    }));
    for (const { code } of roster) store.operators.setPassword(code, hashPassword(own), { by: code }, now());
    const set = (by: string, second?: string, password = own) =>
      operators(false, roster).setPassword(
        '1008',
        { code: by, password: own },
        next,
        second === undefined ? undefined : { code: second, password },
      );
    const alone = {
      error: { kind: 'second-supervisor', remedy: { en: expect.stringContaining('--by CODE --approver CODE') } },
    };
    for (const second of [undefined, '1018', '1008', '1003']) expect(set('1018', second)).toMatchObject(alone);
    expect(set('1003', '1028')).toMatchObject({ error: { kind: 'role' } });
    expect(set('1018', '1028', 'wrong')).toMatchObject({ error: { kind: 'wrong-password' } });
    expect(operators(false, roster).signIn('1008', own).ok).toBe(true);
    at().wait(1);
    expect(set('1018', '1028').ok).toBe(true);
    expect(operators(false, roster).signIn('1008', next).ok).toBe(true);
    const told = rowsOfFile(folder, `hospital-${hospitalCode}.db`, everything);
    expect(told.filter(({ event }) => event === 'password-allowed').map(({ operator }) => operator)).toContain('1028');
    expect(told.findLast(({ event }) => event === 'password-set')?.body).toContain('"with":"1028"');
  });

  it('of one of two supervisors is set by the other with the trainer’s word, and nobody else’s; it is audited', () => {
    const { operators, store, folder, now } = at();
    const roles = { '1008': 'supervisor', '1018': 'supervisor', '1009': 'trainer', '1003': 'cashier' } as const;
    const roster = Object.entries(roles).map(([code, role]) => ({
      ...{ code, role, name: code, windows: [], practicePassword: `${code}${code}` },
    }));
    for (const code of ['1008', '1018', '1003'])
      store.operators.setPassword(code, hashPassword(own), { by: code }, now());
    const set = (by: string, second?: string) =>
      operators(false, roster).setPassword(
        '1008',
        { code: by, password: own },
        next,
        second === undefined ? undefined : { code: second, password: second === '1009' ? mine : own },
      );
    const withTrainer = {
      error: { kind: 'second-supervisor', remedy: { en: expect.stringContaining('the trainer') } },
    };
    for (const second of [undefined, '1018', '1008', '1003']) expect(set('1018', second)).toMatchObject(withTrainer);
    expect(set('1003', '1009')).toMatchObject({ error: { kind: 'role' } });
    expect(set('1009', '1018')).toMatchObject({ error: { kind: 'role' } });
    // The trainer's practice password is everybody's.
    expect(set('1018', '1009')).toMatchObject({ error: { kind: 'practice-password' } });
    store.operators.setPassword('1009', hashPassword(mine), { by: '1009' }, now());
    expect(set('1018', '1009').ok).toBe(true);
    expect(operators(false, roster).signIn('1008', next).ok).toBe(true);
    const told = rowsOfFile(folder, `hospital-${hospitalCode}.db`, everything);
    expect(told.findLast(({ event }) => event === 'password-set')?.body).toContain('"with":"1009"');
  });

  it('of one of three is not set with the trainer’s word; of the only one by nobody, until the roster has another', () => {
    const { operators } = at();
    const person = (code: string, role: 'supervisor' | 'trainer') => ({
      ...{ code, role, name: code, windows: [], practicePassword: `${code}${code}` },
    });
    const trainer = person('1009', 'trainer');
    const three = [...['1008', '1018', '1028'].map((code) => person(code, 'supervisor')), trainer];
    expect(operators(false, three).maySetPassword('1008', '1018', '1009')).toMatchObject({
      error: { kind: 'second-supervisor', remedy: { en: expect.stringContaining('two other supervisors') } },
    });
    const only = [person('1008', 'supervisor'), trainer];
    expect(operators(false, only).maySetPassword('1008', '1009')).toMatchObject({
      error: { kind: 'second-supervisor', remedy: { en: expect.stringContaining('on the roster') } },
    });
    const another = [...only, person('1018', 'supervisor')];
    expect(operators(false, another).maySetPassword('1008', '1018', '1009').ok).toBe(true);
  });

  it('is not set by another cashier, nor with a wrong password; one with the number in it will not do', () => {
    const { operators } = at();
    const set = (by: string, password: string, wanted = next) =>
      operators(true).setPassword('1003', { code: by, password }, wanted);
    expect(set('1001', '10011001')).toMatchObject({ error: { kind: 'role' } });
    expect(set('1003', '10031003', 'my1003word')).toMatchObject({ error: { kind: 'unfit-password' } });
    expect(set('1003', '10031003', 'short')).toMatchObject({ error: { kind: 'unfit-password' } });
    expect(set('1003', 'wrong')).toMatchObject({ error: { kind: 'wrong-password' } });
  });
});

describe('outside practice', () => {
  const mine = 'jade.river9';
  const refusal = {
    kind: 'practice-password',
    remedy: {
      zh: '请先自设密码：yibao-pos operator password 1008',
      en: 'Set your own password: yibao-pos operator password 1008',
    },
  };

  it('the practice password neither signs in nor approves, nor sets a password of somebody else', () => {
    const { operators } = at();
    expect(operators().signIn('1008', '10081008')).toMatchObject({ error: refusal });
    expect(operators().approve('refund', cashier, '1008', '10081008')).toMatchObject({ error: refusal });
    expect(operators().setPassword('1003', { code: '1008', password: '10081008' }, mine)).toMatchObject({
      error: refusal,
    });
    expect(operators(true).approve('refund', cashier, '1008', '10081008').ok).toBe(true);
  });

  it('the first own password is set with it, and counts from then on', () => {
    const { operators } = at();
    expect(operators().setPassword('1008', { code: '1008', password: '10081008' }, mine).ok).toBe(true);
    expect(operators().signIn('1008', mine)).toEqual({ ok: true, value: supervisor });
    expect(operators().approve('refund', cashier, '1008', mine).ok).toBe(true);
  });
});
