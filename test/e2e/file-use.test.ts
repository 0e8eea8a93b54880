// A hospital's file is for practice or for patients, as processes find it (8-cli): practice opens with passwords that
// everybody knows, so the books of patients are never opened for it, nor practised visits for service.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { openStore } from '../../src/hospital/store/open-store.ts';
import { register } from '../hospital/steps.ts';
import { centerFile, openTownCenter, openWindow, people, pocketCard, walkingClock } from '../hospital/town.ts';
import { runProgram } from '../support/program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'use-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = '2011-08-15 00:00:01' as Timestamp;

function storeAt<Value>(work: (store: Extract<ReturnType<typeof openStore>, { ok: true }>['value']) => Value): Value {
  const opened = openStore({ folder, hospitalCode: people, window: 1 }, now);
  if (!opened.ok) throw new Error(opened.error.cause);
  try {
    return work(opened.value);
  } finally {
    opened.value.close(now);
  }
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
      stderr: expect.stringContaining('正式业务的账，不能用来练习'),
    });
    expect(practice.stderr).toMatch(/--no-practice.*--data/);
    expect(await trial(ticket, own, '--no-practice')).toMatchObject({ code: 0 });
    expect(await run(['reconcile'])).toMatchObject({ code: 0 });
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
