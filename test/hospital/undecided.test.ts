// A center whose disk is full refuses for the moment: nothing of the message is kept, so a copy of it that is still on its
// way may be done when it comes. A refusal for who sent it says nothing of a copy that came before. The hospital holds either
// for no answer (3-protocol, What must always hold).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { createLine } from '../../src/hospital/center-line.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { inFlightAt, leftoversAtCenter, settledAtCenter } from './audit.ts';
import { approval, payFor, refundOf, tryRefund } from './refunding.ts';
import { bringToTrial, consult, identify, register } from './steps.ts';
import { centerFile, choiceAt, openTownCenter, openWindow, people, pocketCard, type Window } from './town.ts';

const wang = pocketCard('wang-xiulan');
let folder: string;
let center: EmbeddedCenter;
let window: Window;
/** The other hand on the center's file. */
let file: Database.Database;
/** The last message of each transaction. */
const sent = new Map<string, string>();
/** The network brings this transaction twice; between the copies the sign-in expires, and the second answer is heard. */
let twice: string | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
  center = openTownCenter(centerFile(folder));
  file = new Database(centerFile(folder));
  const inner = createLine({ handle: center.handle, schedule: systemSchedule, deadline: 5000 });
  twice = undefined;
  const exchange = async (request: string) => {
    const infno = /"infno":"([^"]*)"/.exec(request)?.[1] ?? '?';
    sent.set(infno, request);
    if (infno === twice) {
      center.handle(request);
      file.exec("UPDATE sign_in SET signed_at = '2011-08-14 23:59:59'");
    }
    return inner.transport.exchange(request);
  };
  window = openWindow({ center, folder, line: { hand: inner.hand, transport: { exchange } } });
});
afterEach(async () => {
  await window.close();
  file.close();
  center.close();
  rmSync(folder, { recursive: true, force: true });
});

/** From now on the center cannot keep what it answers; the answer mends it. */
function fillDisk(): () => void {
  file.exec(`CREATE TRIGGER disk_is_full BEFORE INSERT ON message
    BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`);
  return () => file.exec('DROP TRIGGER disk_is_full');
}

/** What the network still had of it arrives. */
const copyArrives = (infno: string): { infcode: number; err_msg: string | null } =>
  JSON.parse(center.handle(sent.get(infno) ?? ''));

const refundsAtCenter = () => file.prepare('SELECT state FROM refund').pluck().all();

function nothingIsLeft(): void {
  expect(inFlightAt(folder, people)).toBe(0);
  expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 0, lines: 0 });
  expect(center.inspection.contradictions()).toEqual([]);
}

describe('a refund (2208) that a full disk at the center refused', () => {
  beforeEach(async () => {
    await tryRefund(window, await payFor(window, wang));
    const mend = fillDisk();
    const doubt = await window.act({ kind: 'refund-approved', approval });
    mend();
    expect(refundOf(doubt).at).toBe('in-doubt');
  });

  it('and a copy of it then did: reconciliation finds it and takes it back', async () => {
    expect(copyArrives('2208').infcode).toBe(0);
    const { visit } = await window.act({ kind: 'reconcile-asked' });
    expect(visit).toMatchObject({ at: 'reconciled', outcomes: [{ of: 'refund', verdict: 'reversed' }] });
    expect(refundsAtCenter()).toEqual(['reversed']);
    nothingIsLeft();
  });

  it('is dropped by reconciliation; a copy of it that comes afterwards is refused', async () => {
    const { visit } = await window.act({ kind: 'reconcile-asked' });
    expect(visit).toMatchObject({ at: 'reconciled', outcomes: [{ of: 'refund', verdict: 'dropped' }] });
    expect(copyArrives('2208')).toMatchObject({ infcode: -1, err_msg: expect.stringContaining('declared absent') });
    expect(refundsAtCenter()).toEqual([]);
    nothingIsLeft();
  });
});

describe('a settlement (2207A) that a full disk at the center refused', () => {
  beforeEach(async () => {
    await register(window, wang);
    await consult(window);
    await window.remove();
    await bringToTrial(window, wang);
    const mend = fillDisk();
    const doubt = await window.act({ kind: 'confirmed' });
    mend();
    expect(doubt.visit).toMatchObject({ at: 'in-doubt', refusal: { prompt: 'center-call-failed' } });
  });
  const states = () => settledAtCenter(centerFile(folder)).map(({ state }) => state);

  it('and a copy of it then did: reconciliation finds it and takes it back', async () => {
    expect(copyArrives('2207A').infcode).toBe(0);
    const { visit } = await window.act({ kind: 'reconcile-asked' });
    expect(visit).toMatchObject({ at: 'reconciled', outcomes: [{ verdict: 'reversed' }] });
    expect(states()).toEqual(['confirmed', 'reversed']);
    nothingIsLeft();
  });

  it('is dropped by reconciliation; a copy of it that comes afterwards is refused', async () => {
    const { visit } = await window.act({ kind: 'reconcile-asked' });
    expect(visit).toMatchObject({ at: 'reconciled', outcomes: [{ verdict: 'dropped' }] });
    expect(copyArrives('2207A').infcode).toBe(-1);
    expect(states()).toEqual(['confirmed']);
    nothingIsLeft();
  });
});

it('a registration (2201) that a full disk at the center refused, and a copy of it then did, is taken back', async () => {
  await identify(window, wang);
  const mend = fillDisk();
  const shown = await window.act({ kind: 'choice-made', choice: choiceAt(window.desk) });
  mend();
  expect(shown.visit).toMatchObject({ at: 'refused', refusal: { prompt: 'center-call-failed' } });
  expect(shown.inFlight).toMatchObject([{ infno: '2201' }]);
  expect(copyArrives('2201').infcode).toBe(0);
  await window.act({ kind: 'step-chosen', step: 'end-visit' });
  await window.act({ kind: 'reconcile-asked' });
  nothingIsLeft();
});

describe('brought twice by the network, its sign-in expired in between', () => {
  it('a settlement (2207A) refused for the sign-in was done all the same: reconciliation finds it and takes it back', async () => {
    await register(window, wang);
    await consult(window);
    await window.remove();
    await bringToTrial(window, wang);
    twice = '2207A';
    const doubt = await window.act({ kind: 'confirmed' });
    expect(doubt.visit).toMatchObject({
      at: 'in-doubt',
      refusal: { fact: { cause: expect.stringContaining('sign_no') } },
    });
    const { visit } = await window.act({ kind: 'reconcile-asked' });
    expect(visit).toMatchObject({ at: 'reconciled', outcomes: [{ verdict: 'reversed' }] });
    expect(settledAtCenter(centerFile(folder)).map(({ state }) => state)).toEqual(['confirmed', 'reversed']);
    nothingIsLeft();
  });

  it('a refund (2208) likewise', async () => {
    await tryRefund(window, await payFor(window, wang));
    twice = '2208';
    const doubt = await window.act({ kind: 'refund-approved', approval });
    expect(refundOf(doubt).at).toBe('in-doubt');
    const { visit } = await window.act({ kind: 'reconcile-asked' });
    expect(visit).toMatchObject({ at: 'reconciled', outcomes: [{ of: 'refund', verdict: 'reversed' }] });
    expect(refundsAtCenter()).toEqual(['reversed']);
    nothingIsLeft();
  });
});
