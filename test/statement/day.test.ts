// The day's end between a real hospital file and a real center: each verdict from what brought it about, what comes next for
// each row, and 3201 flat afterwards as the proof (3-protocol, Reconciliation, Day's end).

import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { leaveInDoubt } from '../hospital/desks.ts';
import { identify, register, takeCash } from '../hospital/steps.ts';
import { businessDay, choiceAt, pocketCard, type Window } from '../hospital/town.ts';
import { corrections, dayTown, hospitalName } from './day-town.ts';
import { allow, mendFirst, secondPerson, stateDay, stated } from './stated.ts';
import { visit } from './week.ts';

const wang = pocketCard('wang-xiulan');
const li = pocketCard('li-jianguo');
const resident = pocketCard('zheng-xiaoyan');
const community = 'H12990000003';

const { open, losing } = dayTown();

const verdicts = async (window: Window) => (await stated(window)).lines.map(({ verdict }) => verdict);
const days = async (window: Window) => (await window.desk.settled()).statementDays;

describe('a day that is flat', () => {
  it('is stated by insurance, settlements and refunds apart, with both sides’ figures, and is closed', async () => {
    // A resident has an outpatient benefit at level 1 only.
    const window = open(1, community);
    for (const card of [wang, li, resident]) {
      await identify(window, card);
      await window.act({ kind: 'choice-made', choice: choiceAt(window.desk, 'qk') });
      await window.act({ kind: 'confirmed' });
      await takeCash(window);
      await window.remove();
      await window.act({ kind: 'confirmed' });
    }
    const { lines, rows } = await stateDay(window);
    expect(lines).toMatchObject([
      { insutype: '310', refund: '0', verdict: 'flat', own: { count: 2 } },
      { insutype: '310', refund: '1', verdict: 'flat', own: { count: 0 } },
      { insutype: '390', refund: '0', verdict: 'flat', own: { count: 1 } },
      { insutype: '390', refund: '1', verdict: 'flat', own: { count: 0 } },
    ]);
    for (const { own, center } of lines) expect(center).toEqual(own);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['flat', 'flat', 'flat']);
    expect(await days(window)).toMatchObject([{ day: businessDay, at: 'closed', flat: true }]);
  });

  it('is open again once more is settled on it, and keeps every answer of the center', async () => {
    const window = open();
    await register(window, wang);
    await stateDay(window);
    await window.remove();
    await register(window, li);
    expect(await days(window)).toMatchObject([{ at: 'open', flat: true }]);
    await stateDay(window);
    expect(await days(window)).toMatchObject([{ at: 'closed' }]);
    const db = new Database(window.store.path, { readonly: true });
    expect(db.prepare('SELECT day, operator, flat FROM statements').all()).toEqual(
      Array.from({ length: 2 }, () => ({ day: businessDay, operator: window.desk.place.operator.code, flat: 1 })),
    );
    db.close();
  });

  it('with a settlement in flight: that is reconciled first, and then it is flat', async () => {
    const window = open();
    await leaveInDoubt(window);
    await window.act({ kind: 'step-chosen', step: 'end-visit' });
    const { outcomes } = await stateDay(window);
    expect(outcomes).toMatchObject([{ verdict: 'reversed' }]);
    expect(await verdicts(window)).toEqual(['flat', 'flat', 'flat', 'flat']);
    expect(await days(window)).toMatchObject([{ at: 'closed' }]);
  });

  it('does not close while another window waits for a settlement’s answer', async () => {
    const busy = open(3);
    await identify(busy, wang);
    await busy.act({ kind: 'choice-made', choice: choiceAt(busy.desk) });
    busy.line.hand.befall({ fault: 'late', times: 1, infno: '2207A' });
    busy.desk.dispatch({ kind: 'confirmed' });
    const other = open(1);
    expect((await stateDay(other)).lines.every(({ verdict }) => verdict === 'flat')).toBe(true);
    expect(await days(other)).toMatchObject([{ at: 'open' }]);
    await busy.line.hand.letGo();
  });

  it('that cannot be stated because the line is down says so with prompt 5, and keeps nothing', async () => {
    const window = open();
    await register(window, wang);
    window.line.hand.down();
    const { statement } = await stateDayAnyhow(window);
    expect(statement).toMatchObject({
      at: 'failed',
      problem: { kind: 'unreached', refusal: { prompt: 'center-call-failed' } },
    });
    expect(await days(window)).toMatchObject([{ at: 'open', statedAt: undefined }]);
  });
});

it('a day that has not come is refused by the center, whoever asks, and nothing is kept of it', async () => {
  const window = open();
  const { statement } = await stateDayAnyhow(window, dateOf('2011-08-16'));
  expect(statement).toMatchObject({ at: 'failed', problem: { kind: 'refused' } });
  expect((await days(window)).map(({ day }) => day)).not.toContain('2011-08-16');
});

async function stateDayAnyhow(window: Window, day = businessDay) {
  window.desk.dispatch({ kind: 'day-asked', day, backUp: false });
  return window.desk.settled();
}

describe('the center has more', () => {
  it('unconfirmed, and the file here lost it: reversed (2601) with a second person’s word, then flat', async () => {
    const window = await losing(hospitalName, leaveInDoubt);
    const { rows, lines } = await stateDay(window);
    expect(lines[0]).toMatchObject({ verdict: 'center-more', own: { count: 0 }, center: { count: 1 } });
    expect(rows).toMatchObject([
      { verdict: 'center-more', patient: '王秀兰', center: { state: 'unconfirmed' }, sentBy: undefined },
    ]);
    await mendFirst(window, secondPerson(window, 'reconcile-for-another'));
    expect(await verdicts(window)).toEqual(['flat', 'flat', 'flat', 'flat']);
    expect((await register(window, wang)).visit.at).toBe('registered');
    expect((await stateDay(window)).lines[0]).toMatchObject({ verdict: 'flat', own: { count: 1 } });
  });

  it('final, and the file here lost it: accepted into the books as the center has it, then flat', async () => {
    const window = await losing(hospitalName, (at) => register(at, wang));
    const { rows } = await stateDay(window);
    expect(rows).toMatchObject([{ verdict: 'center-more', insutype: '310', center: { state: 'confirmed' } }]);
    await mendFirst(window, secondPerson(window, 'reconcile-for-another'));
    const { lines } = await stated(window);
    expect(lines.map(({ verdict }) => verdict)).toEqual(['flat', 'flat', 'flat', 'flat']);
    expect(lines[0]?.own).toEqual(lines[0]?.center);
    expect(lines[0]?.own.count).toBe(1);
    expect(await days(window)).toMatchObject([{ at: 'closed' }]);
  });

  it('nothing of that happens without a second person, nor with one’s own word or a word for something else', async () => {
    const window = await losing(hospitalName, leaveInDoubt);
    await stateDay(window);
    const { operator } = window.desk.place;
    for (const approval of [
      undefined,
      allow('reconcile-for-another', operator, operator),
      secondPerson(window, 'refund'),
    ]) {
      const { statement } = await mendFirst(window, approval);
      expect(statement).toMatchObject({
        at: 'failed',
        problem: { kind: 'approval-needed', action: 'reconcile-for-another' },
      });
      await backToRows(window);
    }
    expect((await stateDay(window)).lines[0]?.verdict).toBe('center-more');
  });

  it('a reversal whose answer is lost is looked up, not sent again', async () => {
    const window = await losing(hospitalName, leaveInDoubt);
    await stateDay(window);
    window.line.hand.befall({ fault: 'cut-after-arrival', times: 1, infno: '2601' });
    await mendFirst(window, secondPerson(window, 'reconcile-for-another'));
    expect(await verdicts(window)).toEqual(['flat', 'flat', 'flat', 'flat']);
    expect(corrections(window)).toMatchObject([{ kind: 'reversal-intent' }, { kind: 'reversed' }]);
  });
});

async function backToRows(window: Window): Promise<void> {
  window.desk.dispatch({ kind: 'statement-back' });
  await window.desk.settled();
}

describe('the hospital has more', () => {
  it('the center lost it: cancelled here with a second person’s word, the cash owed back, the receipt as it was; then flat', async () => {
    const window = await losing('center', (at) => visit(at, wang));
    const receipt = () => window.store.statements.rows.of(businessDay);
    const before = receipt();
    const { lines, rows } = await stateDay(window);
    expect(lines[0]).toMatchObject({ verdict: 'hospital-more', own: { count: 2 }, center: { count: 0 } });
    expect(rows).toMatchObject([{ own: { receipt: before[0]?.receipt } }, { own: { receipt: before[1]?.receipt } }]);
    for (const row of before) {
      await mendFirst(window, secondPerson(window, 'refund'));
      expect(corrections(window)).toContainEqual({
        kind: 'cancelled',
        owed: row.cash,
        receipt: row.receipt,
        asked_by: window.desk.place.operator.code,
        approved_by: '9001',
      });
    }
    expect(await verdicts(window)).toEqual(['flat', 'flat', 'flat', 'flat']);
    expect(receipt()).toEqual([]);
    const db = new Database(window.store.path, { readonly: true });
    expect(db.prepare('SELECT count(*) AS kept FROM receipts').get()).toEqual({ kept: 2 });
    db.close();
  });

  it('the center forgot only the confirmation: the receipt here confirms it, without a second person', async () => {
    const unconfirmed = open();
    unconfirmed.line.hand.befall({ fault: 'cut-before-arrival', times: 1, infno: 'confirm' });
    await register(unconfirmed, wang);
    await unconfirmed.act({ kind: 'confirmed' });
    const window = await losing('center', (at) => at.act({ kind: 'reconcile-asked' }), unconfirmed);
    const { lines, rows } = await stateDay(window);
    expect(lines[0]?.verdict).toBe('flat');
    expect(rows).toMatchObject([{ verdict: 'flat', center: { state: 'unconfirmed' } }]);
    await mendFirst(window);
    expect((await stated(window)).rows).toMatchObject([{ verdict: 'flat', center: { state: 'confirmed' } }]);
    expect(await days(window)).toMatchObject([{ at: 'closed' }]);
  });
});

describe('both have it, with other figures', () => {
  it('both are shown side by side, and nothing is done automatically', async () => {
    const window = open();
    await register(window, wang);
    const db = new Database(window.store.path);
    // No true history leads here: what the store refuses is done behind its back.
    db.exec(
      'DROP TRIGGER receipts_take_cash_once; UPDATE receipts SET total = total + 100, cash = cash + 100, tendered = tendered + 100',
    );
    db.close();
    const { lines, rows } = await stateDay(window);
    expect(lines[0]).toMatchObject({ verdict: 'differs', said: expect.stringContaining('金额不符') });
    const [row] = rows;
    expect(row).toMatchObject({ verdict: 'differs' });
    expect((row?.own?.total ?? 0) - (row?.center?.total ?? 0)).toBe(100);
    expect((await mendFirst(window)).statement).toMatchObject({ at: 'failed', problem: { kind: 'not-done' } });
    expect(await days(window)).toMatchObject([{ at: 'open', flat: false }]);
  });
});
