// The desk against the real center: prompts 3 and 5 arise from the line, and what reconciliation makes of a doubt.

import { describe, expect, it } from 'vitest';
import { mayDo } from '../../src/hospital/visit/next-steps.ts';
import { choose, deskTown, leaveInDoubt, step, wang } from './desks.ts';
import { identify, takeCash } from './steps.ts';
import { chineseMedicine, choiceAt } from './town.ts';

const town = deskTown();
const { openAt, atCenter, leftovers } = town;

describe('prompts 3 and 5 arise from the line', () => {
  it('5: the line is down; nothing was sent, and the visit goes on when it is back', async () => {
    const window = openAt();
    window.line.hand.down();
    const refused = await identify(window, wang);
    expect(refused.visit).toMatchObject({
      at: 'refused',
      refusal: { prompt: 'center-call-failed', text: '调用中心交易失败' },
    });
    expect(refused.center).toBe('down');
    window.line.hand.up();
    expect(await window.act(step('retry'))).toMatchObject({ visit: { at: 'choosing' }, center: 'up' });
  });

  it('5: the line falls before 2207A leaves: not in doubt, nothing left at the center, priced anew', async () => {
    const window = openAt();
    await identify(window, wang);
    await window.act(choose(window));
    window.line.hand.down();
    const refused = await window.act({ kind: 'confirmed' });
    expect(refused.visit).toMatchObject({ at: 'refused', refusal: { prompt: 'center-call-failed' } });
    window.line.hand.up();
    const again = await window.act(step('retry'));
    expect(again.visit.at).toBe('trial-shown');
    await window.act({ kind: 'confirmed' });
    expect(await takeCash(window)).toMatchObject({ visit: { at: 'registered' }, inFlight: [] });
    expect(atCenter()).toHaveLength(1);
    expect(leftovers()).toEqual({ visits: 0, lines: 0 });
  });

  it('3: the answer to a settlement is lost; the person is refused everywhere until the named hospital reconciles', async () => {
    const here = openAt();
    const doubt = await leaveInDoubt(here);
    expect(doubt.visit).toMatchObject({ at: 'in-doubt', refusal: { text: '调用中心交易失败' } });
    expect(doubt.inFlight).toMatchObject([{ infno: '2207A', patient: '王秀兰' }]);

    const elsewhere = openAt({ hospital: chineseMedicine });
    await identify(elsewhere, wang);
    const refused = await elsewhere.act(choose(elsewhere));
    const { visit } = refused;
    if (visit.at !== 'refused') throw new Error(visit.at);
    expect(visit.refusal.text).toMatch(/^存在未完成的对账信息，提示海河市人民医院0001\d{19}$/);
    expect(mayDo(visit.options, 'reconcile')).toBe(false);
    expect(mayDo(visit.options, 'settle-in-cash')).toBe(true);

    const reconciled = await here.act(step('reconcile'));
    expect(reconciled.visit).toMatchObject({
      at: 'reconciled',
      outcomes: [{ verdict: 'reversed', patient: '王秀兰' }],
    });
    expect(reconciled.inFlight).toEqual([]);
    expect(atCenter().map(({ state }) => state)).toEqual(['reversed']);
    expect((await elsewhere.act(step('retry'))).visit.at).toBe('trial-shown');
  });

  it('in doubt: the same person cannot be charged again here, also not by putting the card in anew', async () => {
    const window = openAt();
    await leaveInDoubt(window);
    await window.act(step('end-visit'));
    await window.remove();
    const again = await identify(window, wang);
    expect(again.visit).toMatchObject({ at: 'in-doubt' });
    await window.act({ kind: 'confirmed' });
    expect(atCenter()).toHaveLength(1);
  });

  it('a confirm that is lost leaves the receipt printable and the message in flight; reconciliation confirms it', async () => {
    const window = openAt();
    await identify(window, wang);
    await window.act(choose(window));
    window.line.hand.befall({ fault: 'cut-before-arrival', times: 1, infno: 'confirm' });
    await window.act({ kind: 'confirmed' });
    const registered = await takeCash(window);
    expect(registered).toMatchObject({ visit: { at: 'registered' }, inFlight: [{ infno: '2207A' }] });
    expect(atCenter().map(({ state }) => state)).toEqual(['unconfirmed']);
    await window.act({ kind: 'confirmed' });
    const reconciled = await window.act({ kind: 'reconcile-asked' });
    expect(reconciled.visit).toMatchObject({ at: 'reconciled', outcomes: [{ verdict: 'confirmed' }] });
    expect(atCenter().map(({ state }) => state)).toEqual(['confirmed']);
  });

  it('a settlement that arrives after it was dropped is not settled any more', async () => {
    const window = openAt();
    await identify(window, wang);
    await window.act(choose(window));
    window.line.hand.befall({ fault: 'late', times: 1, infno: '2207A' });
    await window.act({ kind: 'confirmed' });
    const reconciled = await window.act(step('reconcile'));
    expect(reconciled.visit).toMatchObject({ outcomes: [{ verdict: 'dropped' }] });
    await window.line.hand.letGo();
    expect(atCenter()).toEqual([]);
  });

  it('taken back, the registration goes on as it was chosen: nothing is typed twice', async () => {
    const window = openAt();
    await leaveInDoubt(window);
    await window.act(step('reconcile'));
    const again = await window.act({ kind: 'confirmed' });
    expect(again.visit).toMatchObject({ at: 'trial-shown', subject: { choice: choiceAt(window.desk) } });
    await window.act({ kind: 'confirmed' });
    expect((await takeCash(window)).visit.at).toBe('registered');
  });

  it('reconciliation without a line leaves everything as it is, and may be asked again', async () => {
    const window = openAt();
    await leaveInDoubt(window);
    window.line.hand.down();
    const open = await window.act(step('reconcile'));
    expect(open.visit).toMatchObject({ outcomes: [{ verdict: 'open' }], resume: { at: 'in-doubt' } });
    expect(open.inFlight).toHaveLength(1);
    window.line.hand.up();
    await window.act({ kind: 'confirmed' });
    expect((await window.act(step('reconcile'))).visit).toMatchObject({ outcomes: [{ verdict: 'reversed' }] });
  });

  it('the next start reconciles by itself and tells the cashier', async () => {
    const before = openAt();
    await leaveInDoubt(before);
    await town.close(before);
    const next = openAt();
    expect(await next.desk.settled()).toMatchObject({
      visit: { at: 'reconciled', outcomes: [{ verdict: 'reversed' }] },
      inFlight: [],
    });
  });
});
