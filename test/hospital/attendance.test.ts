// Who works at a desk: nothing begins before the sign-in that was demanded, roles open their own stations, and what is done
// is told of whoever is signed in.

import { describe, expect, it } from 'vitest';
import { rowsOfFile } from '../../src/cli/audit-files.ts';
import type { Timestamp } from '../../src/domain/date.ts';
import { hashPassword } from '../../src/hospital/operators/password.ts';
import { deskTown, wang } from './desks.ts';
import { identify, register } from './steps.ts';
import { people } from './town.ts';

const town = deskTown();

describe('a counter that demands a sign-in', () => {
  it('begins with no card before it, and with the one that waits after it', async () => {
    const window = town.openAt({ signIn: 'demanded' });
    expect((await window.insert(wang)).visit.at).toBe('awaiting-card');
    expect(window.desk.snapshot().attended.at).toBe('locked');
    expect(window.desk.signIn('1003', '10031003').ok).toBe(true);
    const { visit, attended } = await window.desk.settled();
    expect(visit.at).toBe('entering-pin');
    expect(attended).toEqual({ at: 'signed-in', practice: true });
    expect(window.desk.place.operator).toEqual({ code: '1003', name: '李敏', role: 'cashier' });
  });
});

describe('outside practice', () => {
  const mine = 'jade.river9';

  it('nobody sits there by the roster alone: a sign-in is demanded, and the practice password is none', async () => {
    const window = town.openAt({ practice: false });
    expect((await window.insert(wang)).visit.at).toBe('awaiting-card');
    expect(window.desk.snapshot().attended).toEqual({ at: 'locked' });
    expect(window.desk.signIn('1001', '10011001')).toMatchObject({ error: { kind: 'practice-password' } });
    expect(window.desk.snapshot().attended).toEqual({ at: 'locked' });
  });

  it('a cashier opens no consulting room and a doctor only that; a doctor cannot take over an open visit', async () => {
    const window = town.openAt({ practice: false });
    const own = (code: string) => {
      const at = '2011-08-15 10:00:00' as Timestamp;
      window.store.operators.setPassword(code, hashPassword(mine), { by: code }, at);
    };
    own('1001');
    expect(window.desk.signIn('1001', mine).ok).toBe(true);
    window.desk.openStation('consult');
    expect(window.desk.snapshot()).toMatchObject({
      station: 'register',
      closed: { consult: { zh: '收费员不能开处方，请医生登录' } },
    });
    await identify(window, wang);
    await window.remove();
    await window.act({ kind: 'back' });
    expect(window.desk.signIn('1011', '10111011')).toMatchObject({ error: { kind: 'practice-password' } });
    own('1011');
    expect(window.desk.signIn('1011', mine).ok).toBe(true);
    expect(window.desk.snapshot()).toMatchObject({ station: 'consult' });
    window.desk.openStation('pay');
    expect(window.desk.snapshot().station).toBe('consult');
    expect(window.desk.signIn('1009', '10091009')).toMatchObject({ error: { kind: 'role' } });
  });
});

describe('after a change of operators', () => {
  it('journal and center have what follows under the second', async () => {
    const window = town.openAt();
    window.desk.lock();
    expect(window.desk.signIn('1002', '10021002').ok).toBe(true);
    await register(window, wang);
    const wanted = { since: undefined, person: undefined };
    const here = rowsOfFile(town.folder(), `hospital-${people}.db`, wanted);
    expect(here.filter(({ event }) => event === 'locked').map(({ operator }) => operator)).toEqual(['1001']);
    expect(new Set(here.filter(({ event }) => event === 'intent').map(({ operator }) => operator))).toEqual(
      new Set(['1002']),
    );
    const there = rowsOfFile(town.folder(), 'center.db', wanted);
    expect(there.filter(({ event }) => event === '2207A').map(({ operator }) => operator)).toEqual(['1002']);
  });
});
