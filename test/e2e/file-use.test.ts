// A hospital's file is for practice or for patients, as processes find it (8-cli): practice opens with passwords that
// everybody knows, so the books of patients are never opened for it, nor practised visits for service.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { loadHospital } from '../../src/hospital/hospital-fixtures.ts';
import { createOperators } from '../../src/hospital/operators/operators.ts';
import { hashPassword } from '../../src/hospital/operators/password.ts';
import { openFile } from '../../src/hospital/store/open-file.ts';
import { type HospitalStore, openStore, type StoreMachine } from '../../src/hospital/store/open-store.ts';
import { fileLocks } from '../../src/hospital/store/session-lock.ts';
import { register } from '../hospital/steps.ts';
import { centerFile, openTownCenter, openWindow, people, pocketCard, walkingClock } from '../hospital/town.ts';
import { runProgram } from '../support/program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'use-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = '2011-08-15 00:00:01' as Timestamp;

function storeOf(window: number, machine?: StoreMachine): HospitalStore {
  const opened = openStore({ folder, hospitalCode: people, window }, now, machine);
  if (!opened.ok) throw new Error(opened.error.cause);
  return opened.value;
}

function storeAt<Value>(work: (store: HospitalStore) => Value): Value {
  const store = storeOf(1);
  try {
    return work(store);
  } finally {
    store.close(now);
  }
}

/** 1003 signs in at a window with a password of their own, outside practice. */
function signIn({ operators, use }: HospitalStore) {
  const data = loadHospital(people);
  if (!data.ok) throw new Error(people);
  const { roster } = data.value;
  operators.setPassword('1003', hashPassword('jade.river9'), { by: '1003' }, now);
  const here = createOperators({ roster, store: operators, clock: { now: () => now }, practice: false, use });
  return here.signIn('1003', 'jade.river9');
}

/** A registration as any earlier version left it: the file does not say what it is for. */
async function registeredHere(): Promise<string> {
  const clock = walkingClock(now);
  const center = openTownCenter(centerFile(folder), clock);
  const window = openWindow({ center, folder, clock });
  const { visit } = await register(window, pocketCard('wang-xiulan'));
  if (visit.at !== 'registered') throw new Error(visit.at);
  await window.close();
  center.close();
  return visit.ticket.number;
}

const run = (args: readonly string[], input = '') =>
  runProgram([...args, '--data', folder, '--date', '2011-08-15'], { input });
const trial = (ticket: string, password: string, ...more: readonly string[]) =>
  run(['refund', ticket, '--trial', '--operator', '1003', ...more], `${password}\n`);

describe('a file that does not say what it is for, as those of before', () => {
  it('opens for practice and for service, until somebody signs in outside practice: then practice is refused, the back office not', async () => {
    const ticket = await registeredHere();
    const own = 'jade.river9';
    expect(await trial(ticket, '10031003')).toMatchObject({ code: 0 });
    // Nobody got in: nothing is decided by that.
    expect(await trial(ticket, '10031003', '--no-practice')).toMatchObject({ code: 3 });
    expect(await trial(ticket, '10031003')).toMatchObject({ code: 0 });
    expect(await run(['operator', 'password', '1003'], `10031003\n${own}\n${own}\n`)).toMatchObject({ code: 0 });
    expect(await trial(ticket, own, '--no-practice')).toMatchObject({ code: 0 });

    const practice = await trial(ticket, own);
    expect(practice).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('正式业务的账，该文件夹不能用来练习'),
    });
    expect(practice.stderr).toMatch(/--no-practice.*--data.*不加 --center/);
    expect(await trial(ticket, own, '--no-practice')).toMatchObject({ code: 0 });
    expect(await run(['reconcile'])).toMatchObject({ code: 0 });

    // They share the folder's center.
    const beside = ['refund', '02000001', '--trial', '--operator', '2003', '--hospital', '0002'];
    const practised = await run(beside, '20032003\n');
    expect(practised).toMatchObject({ code: 2, stderr: expect.stringContaining(`hospital-${people}.db`) });
  });
});

describe('a new file that is practised on', () => {
  it('is refused for service once a visit was practised with it, and practised on further', async () => {
    expect(storeAt(({ use }) => use.open('practice', now))).toBeUndefined();
    const ticket = await registeredHere();
    const service = await trial(ticket, '10031003', '--no-practice', '--lang', 'en');
    expect(service).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('were practised') });
    expect(await trial(ticket, '10031003')).toMatchObject({ code: 0 });
  });

  it('may serve patients while nothing was practised yet; from then on it does for good', () => {
    expect(storeAt(({ use }) => use.open('practice', now))).toBeUndefined();
    expect(storeAt(({ use }) => [use.open('service', now), use.serve(now)][0])).toBeUndefined();
    expect(storeAt(({ use }) => use.open('practice', now))).toBe('service');
    expect(storeAt(({ use }) => use.open('service', now))).toBeUndefined();
  });
});

describe('a file that windows have open for practice and for service at once', () => {
  const practises = { error: { kind: 'practised', cause: { en: 'Window 1 practises with this data' } } };

  it.each(['a new one', 'one of before'])('%s: nobody signs in outside practice while one practises', async (kind) => {
    if (kind === 'one of before') await registeredHere();
    const [practice, service] = [storeOf(1), storeOf(2)];
    expect([practice.use.open('practice', now), service.use.open('service', now)]).toEqual([undefined, undefined]);
    expect(signIn(service)).toMatchObject(practises);
    expect(service.use.serve(now)).toEqual({ at: 'practising', window: 1 });
    // So it may go on: nothing has become the books of patients under it.
    practice.close(now);
    expect(signIn(service).ok).toBe(true);
    expect(storeAt(({ use }) => use.open('practice', now))).toBe('service');
    service.close(now);
  });

  it('a window whose program died is in nobody’s way', () => {
    const practice = storeOf(1, { open: openFile, locks: { ...fileLocks, hold: () => () => undefined } });
    practice.use.open('practice', now);
    const service = storeOf(2);
    expect(signIn(service).ok).toBe(true);
    for (const each of [practice, service]) each.close(now);
  });

  it('nobody signs in outside practice at a window that was open before the first visit was practised', async () => {
    const [practice, service] = [storeOf(1), storeOf(2)];
    practice.use.open('practice', now);
    expect(service.use.open('service', now)).toBeUndefined();
    await registeredHere();
    practice.close(now);
    expect(signIn(service)).toMatchObject({
      error: { kind: 'practised', remedy: { en: expect.stringContaining('another folder') } },
    });
    expect(service.use.serve(now)).toEqual({ at: 'practised' });
    service.close(now);
    expect(storeAt(({ use }) => use.open('practice', now))).toBeUndefined();
  });
});
