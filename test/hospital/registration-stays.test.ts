// A registration whose fee is given back (2208), and which the center refuses for good to take back (2202): it comes to an
// end that is told (3-protocol, The life of a settlement).

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { refundDocument, refundText } from '../../src/cli/refund-text.ts';
import { isFlat } from '../../src/hospital/statement/day-statement.ts';
import { mendAll, stateDay } from '../statement/stated.ts';
import { runProgram } from '../support/program.ts';
import { cancelledAtCenter } from './audit.ts';
import { deskTown, wang } from './desks.ts';
import { approval, askRefund, refundOf, registerAndGo, tryRefund } from './refunding.ts';
import { consult, pay } from './steps.ts';
import { centerFile, people, type Window, walkingClock } from './town.ts';

const town = deskTown();

const cancelled = () => cancelledAtCenter(centerFile(town.folder()));

describe('whose 2202 the center refuses for good', () => {
  const mended = '已有结算，须先退费';

  /** The books as they are now, where somebody goes on with an old copy of them. */
  function copyOfBooks(window: Window): string {
    const folder = join(town.folder(), 'old-copy');
    mkdirSync(folder);
    const db = new Database(window.store.path, { readonly: true });
    db.prepare('VACUUM INTO ?').run(join(folder, `hospital-${people}.db`));
    db.close();
    return folder;
  }

  async function feesSettledFrom(folder: string): Promise<Window> {
    const other = town.openAt({ folder, window: 2, clock: walkingClock('2011-08-15 11:00:00') });
    await consult(other, ['amxljn']);
    expect((await pay(other, wang)).visit.at).toBe('paid');
    await other.act({ kind: 'confirmed' });
    await other.remove();
    return other;
  }

  /** 2208 is done and confirmed, 2202 is lost; meanwhile the fees of the visit are settled from an old copy of the books. */
  async function settledMeanwhile(): Promise<{
    readonly window: Window;
    readonly ticket: string;
    readonly other: Window;
  }> {
    const window = town.openAt();
    const ticket = await registerAndGo(window, wang);
    const folder = copyOfBooks(window);
    await askRefund(window, ticket);
    window.line.hand.befall({ fault: 'cut-before-arrival', times: 2, infno: ['2202', '5201'] });
    const done = await window.act({ kind: 'refund-approved', approval });
    expect(done.inFlight).toMatchObject([{ infno: '2208', ticket }]);
    await window.act({ kind: 'confirmed' });
    window.line.hand.clear();
    const other = await feesSettledFrom(folder);
    return { window, ticket, other };
  }

  it('ends: the money is back once, nothing stays in flight, and why the registration stays is told with what to do', async () => {
    const { window, ticket } = await settledMeanwhile();
    const { visit, inFlight } = await window.act({ kind: 'reconcile-asked' });
    expect(visit).toMatchObject({
      at: 'reconciled',
      outcomes: [{ of: 'refund', ticket, verdict: 'registration-stays', said: expect.stringContaining(mended) }],
    });
    expect(inFlight).toEqual([]);
    expect(cancelled()).toEqual([]);
    expect(window.store.tickets.get(ticket)?.stage.at).toBe('cancelled');
    // Once more: nothing is left to reconcile.
    expect((await window.act({ kind: 'reconcile-asked' })).visit).toMatchObject({ at: 'reconciled', outcomes: [] });
  });

  it('is counted by the day where an idle window met the refusal and nobody was told', async () => {
    const { window } = await settledMeanwhile();
    window.desk.tidy();
    const { inFlight, statementDays, visit } = await window.desk.settled();
    expect({ inFlight, at: visit.at }).toEqual({ inFlight: [], at: 'awaiting-card' });
    expect(statementDays).toMatchObject([{ day: '2011-08-15', registrationsLeft: 1 }]);
  });

  it('is told at the day’s end too, whose money is flat, and is done there once what hindered it is put right', async () => {
    const { window, ticket, other } = await settledMeanwhile();
    await window.act({ kind: 'reconcile-asked' });
    // The fees of the old copy are taken into the books.
    const before = await mendAll(window);
    expect(isFlat(before.lines)).toBe(true);
    expect(before.outcomes).toMatchObject([{ ticket, verdict: 'registration-stays' }]);
    await tryRefund(other, ticket, '2');
    expect(refundOf(await other.act({ kind: 'refund-approved', approval })).at).toBe('refunded');
    window.desk.dispatch({ kind: 'statement-back' });
    expect((await stateDay(window)).outcomes).toMatchObject([{ ticket, verdict: 'registration-cancelled' }]);
    expect(cancelled()).toEqual([ticket]);
    window.desk.dispatch({ kind: 'statement-back' });
    expect((await stateDay(window)).outcomes).toEqual([]);
  });

  it('at once: the window that gave the fee back says so beside the receipt', async () => {
    let before2202: (() => Promise<unknown>) | undefined;
    const door = {
      async handle(request: string) {
        if (request.includes('"infno":"2202"')) await before2202?.();
        return town.center().handle(request);
      },
    };
    const window = town.openAt({ center: door });
    const ticket = await registerAndGo(window, wang);
    const folder = copyOfBooks(window);
    before2202 = () => feesSettledFrom(folder);
    await askRefund(window, ticket);
    const done = await window.act({ kind: 'refund-approved', approval });
    expect(refundOf(done)).toMatchObject({ at: 'refunded', stays: expect.stringContaining(mended) });
    expect(done.inFlight).toEqual([]);
    // `yibao-pos refund`, of the same visit.
    expect(refundText(done.visit, 'zh')).toMatch(new RegExp(`中心不撤销挂号：${mended}\\n.*不再退费`));
    expect(refundDocument(done.visit, 'zh')).toMatchObject({
      state: 'refunded',
      registration_stays: {
        said: expect.stringContaining(mended),
        cause: expect.any(String),
        remedy: expect.any(String),
      },
    });
  });

  it('not for a clock that was wrong for one message: it is asked again, and is done', async () => {
    let early: string | undefined;
    const door = {
      handle(request: string) {
        const said = request.includes('"infno":"2202"') ? early : undefined;
        early = said === undefined ? early : undefined;
        return said ?? town.center().handle(request);
      },
    };
    const window = town.openAt({ center: door });
    const ticket = await registerAndGo(window, wang);
    await askRefund(window, ticket);
    const err_msg = "inf_time: 中心已到 2011-08-16 (the center's day is 2011-08-16 already)";
    early = JSON.stringify({
      infcode: -1,
      err_msg,
      sim_prompt: null,
      sim_review: null,
      sim_undecided: '1',
      output: null,
    });
    const done = await window.act({ kind: 'refund-approved', approval });
    expect(refundOf(done)).toMatchObject({ at: 'refunded' });
    expect(refundOf(done)).not.toHaveProperty('stays');
    await window.act({ kind: 'confirmed' });
    const { visit } = await window.act({ kind: 'reconcile-asked' });
    expect(visit).toMatchObject({ at: 'reconciled', outcomes: [{ ticket, verdict: 'confirmed' }] });
    expect(cancelled()).toEqual([ticket]);
  });

  it('is told by the back office as well: whose, why and what to do, and exit 3 although the day is flat', async () => {
    const { window, ticket } = await settledMeanwhile();
    await window.act({ kind: 'reconcile-asked' });
    await mendAll(window);
    await town.close(window);
    const reconcile = (...more: readonly string[]) =>
      runProgram(['reconcile', '--data', town.folder(), '--date', '2011-08-15', '--hospital', people, ...more]);
    const told = await reconcile();
    expect(told).toMatchObject({ code: 3, stdout: expect.stringContaining('已退费一次，挂号中心未撤销') });
    expect(told.stdout).toMatch(new RegExp(`${ticket}  中心不撤销挂号：${mended}\\n.*请信息科找医保中心`));
    const { inFlight, statement } = JSON.parse((await reconcile('--json')).stdout);
    expect(statement).toMatchObject({ flat: true });
    expect(inFlight).toMatchObject([{ ticket, verdict: 'registration-stays', said: expect.stringContaining(mended) }]);
  });
});
