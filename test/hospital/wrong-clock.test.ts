// A machine whose clock shows another day than the center's: the cashier is told so, with both times, and nobody is sent to
// pay in cash as if the insurance were down (1-prompts: prompt 5 is a center that cannot be reached).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { CalendarDate, Clock, Timestamp } from '../../src/domain/date.ts';
import type { DeskSnapshot } from '../../src/hospital/desk.ts';
import { adviceOf, problemText } from '../../src/hospital/statement/problem.ts';
import { mayDo } from '../../src/hospital/visit/next-steps.ts';
import { settledAtCenter } from './audit.ts';
import { leaveInDoubt } from './desks.ts';
import { approval, payFor, registerAndGo, tryRefund } from './refunding.ts';
import { identify, register } from './steps.ts';
import { centerFile, choiceAt, openTownCenter, openWindow, pocketCard, type Window } from './town.ts';

const wang = pocketCard('wang-xiulan');

let folder: string;
let center: EmbeddedCenter;
let windows: Window[];
let atCenter: Timestamp;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
  atCenter = '2011-08-15 10:00:00' as Timestamp;
  center = openTownCenter(centerFile(folder), { now: () => atCenter });
  windows = [];
});
afterEach(async () => {
  for (const window of windows) await window.close();
  center.close();
  rmSync(folder, { recursive: true, force: true });
});

function openAt(clock: Clock): Window {
  const window = openWindow({ center, folder, clock });
  windows.push(window);
  return window;
}

/** Told as it is, with both times; the line is up, trying again is offered, cash and a reconciliation are not. */
function expectClockTold({ visit, center: line }: DeskSnapshot, own: string, there: string): void {
  expect(visit).toMatchObject({ at: 'problem', problem: { kind: 'clock' } });
  if (visit.at !== 'problem') throw new Error(visit.at);
  const { text, advice } = visit.problem;
  expect(text.zh).toContain(`本机 ${own}，中心 ${there}`);
  expect(text.en).toContain(`here ${own}, there ${there}`);
  expect(advice?.remedy.zh).toMatch(/校准本机.*信息科/);
  expect(line).toBe('up');
  const may = (['retry', 'settle-in-cash', 'reconcile', 'end-visit'] as const).map((step) =>
    mayDo(visit.options, step),
  );
  expect(may).toEqual([true, false, false, true]);
}

describe('a counter at a center of its own clock', () => {
  for (const [name, own] of [
    ['a day behind', '2011-08-14 10:00:00'],
    ['a day ahead', '2011-08-16 10:00:00'],
    ['behind, six minutes over midnight', '2011-08-14 23:54:00'],
  ] as const) {
    it(`${name}: told with both times; the same visit goes on once the clock is set`, async () => {
      if (name.includes('midnight')) atCenter = '2011-08-15 00:00:01' as Timestamp;
      let now = own as Timestamp;
      const window = openAt({ now: () => now });
      expectClockTold(await identify(window, wang), own, atCenter);
      expect(settledAtCenter(centerFile(folder))).toEqual([]);
      now = atCenter;
      const again = await window.act({ kind: 'step-chosen', step: 'retry' });
      expect(again.visit.at).toBe('choosing');
    });
  }

  it('that is set wrong while it works: at the next message, and nothing is settled on another day', async () => {
    let now = '2011-08-15 10:00:00' as Timestamp;
    const window = openAt({ now: () => now });
    await identify(window, wang);
    now = '2011-08-13 10:00:00' as Timestamp;
    const chosen = await window.act({ kind: 'choice-made', choice: choiceAt(window.desk) });
    expectClockTold(chosen, now, atCenter);
    expect(settledAtCenter(centerFile(folder))).toEqual([]);
  });

  it('that is set wrong before a refund: told there as well, and nothing is given back', async () => {
    let now = '2011-08-15 10:00:00' as Timestamp;
    const window = openAt({ now: () => now });
    const ticket = await payFor(window, wang);
    now = '2011-08-13 10:00:00' as Timestamp;
    expectClockTold(await tryRefund(window, ticket), now, atCenter);
  });

  it('that is set wrong while money is in doubt: reconciling tells it, and ends the doubt once it is set', async () => {
    let now = '2011-08-15 10:00:00' as Timestamp;
    const window = openAt({ now: () => now });
    await leaveInDoubt(window);
    now = '2011-08-13 10:00:00' as Timestamp;
    const { visit, center: line } = await window.act({ kind: 'step-chosen', step: 'reconcile' });
    expect(visit).toMatchObject({
      at: 'reconciled',
      outcomes: [{ verdict: 'open' }],
      problem: { kind: 'clock', text: { zh: `本机时钟与医保中心不一致：本机 ${now}，中心 ${atCenter}` } },
    });
    expect(line).toBe('up');
    now = atCenter;
    await window.act({ kind: 'confirmed' });
    const ended = (await window.act({ kind: 'step-chosen', step: 'reconcile' })).visit;
    expect(ended).toMatchObject({ at: 'reconciled', outcomes: [{ verdict: 'reversed' }] });
    expect(ended).not.toHaveProperty('problem');
  });

  it('that is set wrong before the day’s end: the day is not stated, and says so in both languages with what to do', async () => {
    let now = '2011-08-15 10:00:00' as Timestamp;
    const window = openAt({ now: () => now });
    await registerAndGo(window, wang);
    now = '2011-08-13 10:00:00' as Timestamp;
    window.desk.dispatch({ kind: 'day-asked', day: '2011-08-15' as CalendarDate, backUp: false });
    const { statement } = await window.desk.settled();
    if (statement.at !== 'failed') throw new Error(statement.at);
    const { problem } = statement;
    expect(problemText(problem)).toEqual({
      zh: `本机时钟与医保中心不一致：本机 ${now}，中心 ${atCenter}`,
      en: `This machine's clock and the center's differ: here ${now}, there ${atCenter}`,
    });
    expect(adviceOf(problem)?.remedy.zh).toMatch(/校准本机.*信息科/);
  });

  it('some seconds behind at midnight is right enough: the visit goes on', async () => {
    atCenter = '2011-08-16 00:00:20' as Timestamp;
    const window = openAt({ now: () => '2011-08-15 23:59:50' as Timestamp });
    expect((await register(window, wang)).visit.at).toBe('registered');
  });
});

it('a counter whose center is on the same machine, behind a day that was worked on: its clock is told, not prompt 5', async () => {
  let now = '2011-08-16 10:00:00' as Timestamp;
  atCenter = now;
  const window = openAt({ now: () => now });
  await identify(window, wang);
  now = '2011-08-15 10:00:00' as Timestamp;
  atCenter = now;
  expectClockTold(await window.act({ kind: 'choice-made', choice: choiceAt(window.desk) }), now, '2011-08-16');
});

it('a center whose own clock was set back says so: nobody is told to set the clock of the counter', async () => {
  atCenter = '2011-08-16 10:00:00' as Timestamp;
  const window = openAt({ now: () => '2011-08-16 10:00:00' as Timestamp });
  await identify(window, wang);
  atCenter = '2011-08-15 10:00:00' as Timestamp;
  const { visit } = await window.act({ kind: 'choice-made', choice: choiceAt(window.desk) });
  expect(visit).toMatchObject({ at: 'problem', problem: { kind: 'clock' } });
  if (visit.at !== 'problem') throw new Error(visit.at);
  expect(visit.problem.text.zh).toContain('医保中心的时钟有误：中心已到过 2011-08-16');
  expect(visit.problem.advice?.remedy.zh).not.toContain('本机');
  expect(mayDo(visit.options, 'settle-in-cash')).toBe(false);
});

describe('a center whose own clock is set back between a trial and what it tried', () => {
  const now = '2011-08-16 10:00:00' as Timestamp;
  const told = { kind: 'clock', text: { zh: expect.stringContaining('医保中心的时钟有误：中心已到过 2011-08-16') } };

  it('the settlement is in doubt, and its screen says why in place of prompt 5', async () => {
    atCenter = now;
    const window = openAt({ now: () => now });
    await identify(window, wang);
    await window.act({ kind: 'choice-made', choice: choiceAt(window.desk) });
    atCenter = '2011-08-15 10:00:00' as Timestamp;
    expect((await window.act({ kind: 'confirmed' })).visit).toMatchObject({ at: 'in-doubt', problem: told });
    expect(settledAtCenter(centerFile(folder))).toEqual([]);
  });

  it('so is a refund', async () => {
    atCenter = now;
    const window = openAt({ now: () => now });
    const ticket = await payFor(window, wang);
    await tryRefund(window, ticket);
    atCenter = '2011-08-15 10:00:00' as Timestamp;
    const { visit } = await window.act({ kind: 'refund-approved', approval });
    expect(visit).toMatchObject({ at: 'refunding', refund: { at: 'in-doubt', problem: told } });
  });
});
