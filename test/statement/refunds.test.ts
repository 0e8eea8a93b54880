// Refunds in the day's end (3-protocol, Day's end; 2-benefits, section 7): a refund is stated with what it undid, negated,
// under flag 1, and what was kept under flag 0, on the day on which it was given; in doubt it is a row with a next step.

import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/date.ts';
import { approvalFor, type DayStatement, nextStep } from '../../src/hospital/statement/day-statement.ts';
import { payFor, refund, refundOf, tryRefund, approval as word } from '../hospital/refunding.ts';
import { businessDay, people, pocketCard, type Window } from '../hospital/town.ts';
import { runProgram } from '../support/program.ts';
import { corrections, dayTown, hospitalName, slowDoor } from './day-town.ts';
import { mendFirst, secondPerson, stateDay, stated } from './stated.ts';

const wang = pocketCard('wang-xiulan');
const { open, losing, clock, center, folder } = dayTown();
const drug = 'amxljn';
const test = 'xcg';

/** Gives so many of the first line back and puts the receipt away. */
async function giveBack(window: Window, ticket: string, quantity = '1'): Promise<void> {
  const done = refundOf(await refund(window, ticket, quantity));
  if (done.at !== 'refunded') throw new Error(done.at);
  await window.act({ kind: 'confirmed' });
}

/** Sends a refund whose answer is lost, and leaves it. */
async function loseRefund(window: Window, ticket: string): Promise<void> {
  await tryRefund(window, ticket);
  window.line.hand.befall({ fault: 'cut-after-arrival', times: 1, infno: '2208' });
  const left = await window.act({ kind: 'refund-approved', approval: word });
  expect(refundOf(left).at).toBe('in-doubt');
}

interface Closed {
  readonly statement: { readonly lines: readonly { verdict: string; hospital: { count: number } }[] };
  readonly backups: readonly string[];
}

const verdicts = ({ lines }: DayStatement) => lines.map(({ verdict }) => verdict);
const flat = ['flat', 'flat', 'flat', 'flat'];
/** Employees' settlements and refunds, as both sides have them. */
function employees({ lines }: DayStatement) {
  const [settled, given] = lines;
  if (!settled || !given) throw new Error('no lines');
  return { settled: settled.own, given: given.own };
}
const isClosed = async (window: Window, day = businessDay) =>
  (await window.desk.settled()).statementDays.find((each) => each.day === day)?.at === 'closed';

describe('a refund on the day of its settlement', () => {
  it('of the whole bill: the original negated under flag 1, and the two come to nothing', async () => {
    const window = open();
    const ticket = await payFor(window, wang, [drug]);
    const before = employees(await stateDay(window));
    await giveBack(window, ticket, '2');
    const statement = await stateDay(window);
    expect(verdicts(statement)).toEqual(flat);
    const { settled, given } = employees(statement);
    expect(settled).toEqual(before.settled);
    expect(given).toMatchObject({ count: 1, total: -2520 });
    const [fee] = statement.rows.flatMap(({ own }) => (own?.total === 2520 ? [own] : []));
    if (!fee) throw new Error('no fees');
    expect([given.fund + fee.fund, given.account + fee.account]).toEqual([0, 0]);
    expect(await isClosed(window)).toBe(true);
  });

  it('of a part: the whole original negated under flag 1, what was kept settled anew under flag 0', async () => {
    const window = open();
    const ticket = await payFor(window, wang, [drug, test]);
    const before = employees(await stateDay(window));
    await giveBack(window, ticket);
    const statement = await stateDay(window);
    expect(verdicts(statement)).toEqual(flat);
    const { settled, given } = employees(statement);
    expect(settled.count).toBe(before.settled.count + 1);
    expect(given.count).toBe(1);
    expect(settled.total + given.total).toBe(before.settled.total - 1260);
    const ofRefund = statement.rows.filter(({ infno }) => infno === '2208');
    expect(ofRefund.map(({ refund: flag, verdict }) => [flag, verdict])).toEqual([
      ['1', 'flat'],
      ['0', 'flat'],
    ]);
    expect(new Set(ofRefund.map(({ msgid }) => msgid)).size).toBe(1);
  });

  it('in parts, one after the other: each negates what the one before it left', async () => {
    const window = open();
    const ticket = await payFor(window, wang, [drug, test], '3');
    for (const quantity of ['1', '2']) await giveBack(window, ticket, quantity);
    const statement = await stateDay(window);
    expect(verdicts(statement)).toEqual(flat);
    const { settled, given } = employees(statement);
    expect([settled.count, given.count]).toEqual([4, 2]);
    expect(center().inspection.contradictions()).toEqual([]);
  });
});

describe('a refund on a later day', () => {
  it('is stated on its own day with what was kept; the day of the settlement stays as it was stated', async () => {
    const first = open();
    const ticket = await payFor(first, wang, [drug, test]);
    const before = await stateDay(first);
    const later = addDays(businessDay, 1);
    clock().set(`${later} 09:00:00`);
    const window = open(2);
    await giveBack(window, ticket);
    expect(await isClosed(window)).toBe(true);
    const ofLater = await stateDay(window, later);
    expect(verdicts(ofLater)).toEqual(flat);
    expect(employees(ofLater)).toMatchObject({ settled: { count: 1 }, given: { count: 1 } });
    expect(await isClosed(window, later)).toBe(true);
    const again = await stateDay(window);
    expect(again.lines).toEqual(before.lines);
    expect(again.rows).toEqual(before.rows);
  });

  it('is closed from the back office: `reconcile --day --close` states both days with their refunds, and backs up', async () => {
    const first = open();
    await giveBack(first, await payFor(first, wang, [drug]), '2');
    const ticket = await payFor(first, wang, [drug, test]);
    const later = addDays(businessDay, 1);
    clock().set(`${later} 09:00:00`);
    await giveBack(open(2), ticket);
    const flags: unknown[] = [];
    for (const day of [businessDay, later]) {
      const at = ['--data', folder(), '--date', later, '--day', day, '--close', '--json'];
      const { code, stdout } = await runProgram(['reconcile', ...at]);
      expect(code).toBe(0);
      const { statement, backups } = JSON.parse(stdout) as Closed;
      expect(statement.lines.map(({ verdict }) => verdict)).toEqual(flat);
      expect(backups).toHaveLength(2);
      flags.push(statement.lines.slice(0, 2).map(({ hospital }) => hospital.count));
    }
    expect(flags).toEqual([
      [4, 1],
      [1, 1],
    ]);
    expect(await isClosed(open(3))).toBe(true);
  });
});

describe('a refund in doubt', () => {
  it('whose answer was lost here: reversed before the day is stated, and then it is flat without it', async () => {
    const window = open();
    const ticket = await payFor(window, wang, [drug, test]);
    await loseRefund(window, ticket);
    const statement = await stateDay(window);
    expect(statement.outcomes).toMatchObject([{ of: 'refund', verdict: 'reversed' }]);
    expect(verdicts(statement)).toEqual(flat);
    expect(employees(statement).given.count).toBe(0);
    await giveBack(window, ticket);
    expect(verdicts(await stateDay(window))).toEqual(flat);
  });

  it('whose answer another window still waits for: both rows wait for that window, and the day stays open', async () => {
    const door = slowDoor(center());
    const busy = open(3, people, door);
    const ticket = await payFor(busy, wang, [drug, test]);
    await tryRefund(busy, ticket);
    const answer = door.holdNext();
    busy.desk.dispatch({ kind: 'refund-approved', approval: word });
    await answer.given;
    const window = open();
    const statement = await stateDay(window);
    expect(statement.outcomes).toEqual([]);
    const waiting = statement.rows.filter(({ infno }) => infno === '2208');
    expect(waiting.map(nextStep)).toEqual([
      { do: 'wait', window: 3 },
      { do: 'wait', window: 3 },
    ]);
    expect(await isClosed(window)).toBe(false);
    answer.letGo();
    expect(refundOf(await busy.desk.settled()).at).toBe('refunded');
    expect(verdicts(await stateDay(window))).toEqual(flat);
    expect(await isClosed(window)).toBe(true);
  });

  it('unconfirmed at the center, and the file here lost it: both rows are reversed by one message, with a second person’s word', async () => {
    const before = open();
    const ticket = await payFor(before, wang, [drug, test]);
    const window = await losing(hospitalName, (at) => loseRefund(at, ticket), before);
    const statement = await stateDay(window);
    expect(verdicts(statement)).toEqual(['center-more', 'center-more', 'flat', 'flat']);
    const doubtful = statement.rows.filter(({ infno }) => infno === '2208');
    expect(doubtful.map((row) => [row.refund, row.center?.state, nextStep(row).do])).toEqual([
      ['1', 'unconfirmed', 'reverse'],
      ['0', 'unconfirmed', 'reverse'],
    ]);
    await mendFirst(window, secondPerson(window, 'reconcile-for-another'));
    expect(verdicts(await stated(window))).toEqual(flat);
    expect(await isClosed(window)).toBe(true);
    expect(corrections(window)).toMatchObject([{ kind: 'reversal-intent' }, { kind: 'reversed' }]);
    await giveBack(window, ticket);
  });

  it('only its confirmation was forgotten: each of its rows is confirmed by the receipt here', async () => {
    const before = open();
    const ticket = await payFor(before, wang, [drug, test]);
    before.line.hand.befall({ fault: 'cut-before-arrival', times: 1, infno: 'confirm' });
    await giveBack(before, ticket);
    const window = await losing('center', (at) => at.act({ kind: 'reconcile-asked' }), before);
    const statement = await stateDay(window);
    expect(verdicts(statement)).toEqual(flat);
    const unconfirmed = statement.rows.filter(({ center: there }) => there?.state === 'unconfirmed');
    expect(unconfirmed.map((row) => nextStep(row).do)).toEqual(['confirm', 'confirm']);
    await mendFirst(window);
    expect((await stated(window)).rows.every(({ center: there }) => there?.state === 'confirmed')).toBe(true);
    expect(await isClosed(window)).toBe(true);
  });
});

describe('a refund that one side lost', () => {
  it('final at the center: both rows are accepted as the center has them, and it is flat', async () => {
    const before = open();
    const ticket = await payFor(before, wang, [drug, test]);
    const window = await losing(hospitalName, (at) => giveBack(at, ticket), before);
    const { rows } = await stateDay(window);
    expect(rows.map((row) => nextStep(row).do).filter((step) => step !== 'nothing')).toEqual(['accept', 'accept']);
    for (let row = 0; row < 2; row += 1) await mendFirst(window, secondPerson(window, 'reconcile-for-another'));
    const statement = await stated(window);
    expect(verdicts(statement)).toEqual(flat);
    expect(employees(statement).given).toMatchObject({ count: 1 });
    expect(await isClosed(window)).toBe(true);
  });

  it('at the center: cancelled here; of its cash the patient owes what came back, less what was kept', async () => {
    const before = open();
    const ticket = await payFor(before, wang, [drug, test]);
    const cashBefore = (await before.desk.settled()).day.cashTotal;
    const window = await losing('center', (at) => giveBack(at, ticket), before);
    const given = cashBefore - (await window.desk.settled()).day.cashTotal;
    const { rows } = await stateDay(window);
    const lost = rows.filter((row) => nextStep(row).do === 'cancel');
    expect(lost.map(({ refund: flag }) => flag)).toEqual(['1', '0']);
    const asking = { window: 1, operator: window.desk.place.operator.code };
    expect(lost.map((row) => approvalFor(row, asking))).toEqual(['refund', 'refund']);
    for (const _ of lost) await mendFirst(window, secondPerson(window, 'refund'));
    expect(verdicts(await stated(window))).toEqual(flat);
    const owed = (corrections(window) as readonly { owed: number }[]).reduce((sum, each) => sum + each.owed, 0);
    expect(owed).toBe(-given);
  });
});
