// A disk that fails while the desk runs: before anything is sent it is a problem with a remedy; after 2207A is sent, the
// intent on disk makes it a doubt. The counter goes on; what the center has is never forgotten.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { CounterEvent } from '../../src/hospital/visit/events.ts';
import { leftoversAtCenter, receiptsAt, settledAtCenter } from './audit.ts';
import { consult, identify, register, takeCash } from './steps.ts';
import {
  cardShowing,
  centerFile,
  choiceAt,
  openTownCenter,
  openWindow,
  people,
  pocketCard,
  type Window,
} from './town.ts';

let folder: string;
let center: EmbeddedCenter;
let window: Window;
/** The other hand on the hospital's file. */
let file: Database.Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
  center = openTownCenter(centerFile(folder));
  window = openWindow({ center, folder });
  file = new Database(window.store.path);
});
afterEach(async () => {
  file.close();
  await window.close();
  center.close();
  rmSync(folder, { recursive: true, force: true });
});

/** From now on the file takes no such row any more; the answer mends it. */
function refuse(what: string): () => void {
  file.exec(`CREATE TRIGGER disk_is_full BEFORE ${what} BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`);
  return () => file.exec('DROP TRIGGER disk_is_full');
}

const wang = pocketCard('wang-xiulan');
const unpaid = cardShowing('month-unpaid');
const choose = (): CounterEvent => ({ kind: 'choice-made', choice: choiceAt(window.desk) });
const retry: CounterEvent = { kind: 'step-chosen', step: 'retry' };
const inCash: CounterEvent = { kind: 'step-chosen', step: 'settle-in-cash' };
const enter: CounterEvent = { kind: 'confirmed' };
const failed = {
  at: 'problem',
  problem: { kind: 'disk', message: expect.stringMatching(/disk is full.*请检查磁盘空间/u) },
};
const atCenter = () => settledAtCenter(centerFile(folder)).map(({ state }) => state);

describe('before anything is sent', () => {
  it('a trial that cannot be journaled is a problem, and priced when the disk is well again', async () => {
    await identify(window, wang);
    const mend = refuse('INSERT ON intents');
    expect((await window.act(choose())).visit).toMatchObject(failed);
    mend();
    expect((await window.act(retry)).visit.at).toBe('trial-shown');
  });

  it('a settlement that cannot be journaled is not sent; tried again, it is charged once and nothing is left over', async () => {
    await identify(window, wang);
    await window.act(choose());
    const mend = refuse("INSERT ON intents WHEN NEW.infno = '2207A'");
    expect((await window.act(enter)).visit).toMatchObject(failed);
    expect(atCenter()).toEqual([]);
    mend();
    expect((await window.act(retry)).visit.at).toBe('trial-shown');
    await window.act(enter);
    expect((await takeCash(window)).visit.at).toBe('registered');
    expect(atCenter()).toEqual(['confirmed']);
    expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 0, lines: 0 });
  });

  it('a charge in cash that cannot be written goes back to its price; the cash that cannot, to what is due', async () => {
    await identify(window, unpaid);
    await window.act(choose());
    await window.act(inCash);
    const mend = refuse('INSERT ON receipts');
    expect((await window.act(enter)).visit).toMatchObject({ ...failed, resume: { at: 'trial-shown-in-cash' } });
    expect(receiptsAt(folder, people)).toEqual([]);
    mend();
    await window.act(retry);
    expect((await window.act(enter)).visit.at).toBe('cash-due');
    const mendAgain = refuse('UPDATE ON receipts');
    expect((await takeCash(window)).visit).toMatchObject({ ...failed, resume: { at: 'cash-due' } });
    mendAgain();
    expect((await window.act(retry)).visit.at).toBe('cash-due');
    expect((await takeCash(window)).visit.at).toBe('registered');
  });

  it('orders that cannot be saved stay on the screen', async () => {
    await register(window, wang);
    const mend = refuse('UPDATE ON tickets');
    expect((await consult(window)).visit).toMatchObject({ ...failed, resume: { at: 'consulting' } });
    mend();
    const back = await window.act(retry);
    expect(back.visit).toMatchObject({ at: 'consulting', orders: { lines: [{}, {}] } });
    expect((await window.act({ kind: 'orders-sent' })).visit.at).toBe('orders-sent');
  });

  it('a file that another program holds locked is said to be so', async () => {
    await identify(window, unpaid);
    await window.act(choose());
    await window.act(inCash);
    file.exec('BEGIN IMMEDIATE');
    const locked = await window.act(enter);
    file.exec('ROLLBACK');
    expect(locked.visit).toMatchObject({
      at: 'problem',
      problem: { kind: 'disk', message: expect.stringMatching(/SQLITE_BUSY.*locked/) },
    });
    await window.act(retry);
    expect((await window.act(enter)).visit.at).toBe('cash-due');
  }, 30_000);
});

describe('a trial that was given up', () => {
  it('and could not be written off is in flight all the same, and goes with the next reconciliation', async () => {
    await identify(window, wang);
    expect((await window.act(choose())).inFlight).toEqual([]);
    const mend = refuse("INSERT ON journal WHEN NEW.kind = 'abandoned'");
    const left = await window.act({ kind: 'back' });
    expect(left).toMatchObject({ visit: { at: 'awaiting-card' }, inFlight: [{ infno: '2201' }] });
    mend();
    expect((await window.act({ kind: 'reconcile-asked' })).inFlight).toEqual([]);
    expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 0, lines: 0 });
  });
});

describe('after 2207A was sent', () => {
  const outcome = "INSERT ON journal WHEN NEW.kind = 'outcome' AND NEW.note IS NOT NULL";

  it('an outcome that cannot be written leaves the visit in doubt; reconciliation takes the charge back', async () => {
    await identify(window, wang);
    await window.act(choose());
    const mend = refuse(outcome);
    const doubt = await window.act(enter);
    expect(doubt.visit).toMatchObject({ at: 'in-doubt', refusal: { prompt: 'center-call-failed' } });
    expect(doubt.inFlight).toMatchObject([{ infno: '2207A', patient: '王秀兰' }]);
    expect(atCenter()).toEqual(['unconfirmed']);
    mend();
    const reconciled = await window.act({ kind: 'step-chosen', step: 'reconcile' });
    expect(reconciled.visit).toMatchObject({ at: 'reconciled', outcomes: [{ verdict: 'reversed' }] });
    expect(atCenter()).toEqual(['reversed']);
  });

  it('so does a disk that takes nothing at all any more; a reconciliation it does not let end stays in doubt', async () => {
    await identify(window, wang);
    await window.act(choose());
    const mend = refuse("INSERT ON journal WHEN NEW.kind <> 'intent'");
    expect((await window.act(enter)).visit.at).toBe('in-doubt');
    const stuck = await window.act({ kind: 'step-chosen', step: 'reconcile' });
    expect(stuck.visit).toMatchObject({ ...failed, resume: { at: 'in-doubt' } });
    mend();
    expect((await window.act(retry)).visit.at).toBe('in-doubt');
    await window.act({ kind: 'step-chosen', step: 'reconcile' });
    expect(atCenter()).toEqual(['reversed']);
  });

  it('a confirmation that cannot be written takes nothing from the receipt: it waits for reconciliation', async () => {
    await identify(window, wang);
    await window.act(choose());
    const mend = refuse("INSERT ON journal WHEN NEW.kind = 'confirmed'");
    await window.act(enter);
    const registered = await takeCash(window);
    expect(registered).toMatchObject({ visit: { at: 'registered' }, inFlight: [{ infno: '2207A' }] });
    mend();
    await window.act(enter);
    expect((await window.act({ kind: 'reconcile-asked' })).visit).toMatchObject({
      outcomes: [{ verdict: 'confirmed' }],
    });
  });
});
