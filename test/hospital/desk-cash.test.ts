// The desk against the real center: cash in place of insurance, cash that is not there, and trials that are given up.

import { describe, expect, it } from 'vitest';
import type { Fen } from '../../src/domain/money.ts';
import { receiptsAt } from './audit.ts';
import { choose, deskTown, step, wang } from './desks.ts';
import { bringToTrial, consult, identify, register, takeCash } from './steps.ts';
import { cardShowing, people } from './town.ts';

const town = deskTown();
const { openAt, atCenter, leftovers } = town;

describe('in cash', () => {
  const unpaid = cardShowing('month-unpaid');

  it('after prompt 2: registered and paid at full price, with change, and the center hears of neither', async () => {
    const window = openAt();
    await identify(window, unpaid);
    const refused = await window.act(choose(window));
    expect(refused.visit).toMatchObject({ at: 'refused', refusal: { text: '2011年8月未缴费，请用现金结算' } });
    const shown = await window.act(step('settle-in-cash'));
    expect(shown.visit).toMatchObject({ at: 'trial-shown-in-cash', charge: { purpose: 'registration' } });
    expect(receiptsAt(town.folder(), people)).toEqual([]);
    const due = await window.act({ kind: 'confirmed' });
    expect(due.visit).toMatchObject({ at: 'cash-due', settled: { by: 'cash', because: 'month-unpaid' } });
    const registered = await takeCash(window);
    expect(registered.visit).toMatchObject({ at: 'registered', ticket: { registeredBy: { way: 'cash' } } });

    await consult(window);
    window.desk.openStation('pay');
    expect((await window.desk.settled()).visit).toMatchObject({ at: 'trial-shown-in-cash', because: undefined });
    const fees = await window.act({ kind: 'confirmed' });
    expect(fees.visit).toMatchObject({ at: 'cash-due', purpose: 'fees', settled: { by: 'cash' } });
    const paid = await window.act({ kind: 'cash-tendered', tendered: 1_000_00 as Fen });
    if (paid.visit.at !== 'paid') throw new Error(paid.visit.at);
    expect(paid.visit.tendered.change).toBe(1_000_00 - paid.visit.tendered.due);
    const receipts = receiptsAt(town.folder(), people);
    expect(receipts.map(({ way }) => way)).toEqual(['cash', 'cash']);
    expect(paid.day.cashTotal).toBe(receipts.reduce((sum, { total }) => sum + total, 0));
    expect(paid.day).toMatchObject({ fundTotal: 0, accountTotal: 0 });
    expect(atCenter()).toEqual([]);
    expect(leftovers()).toEqual({ visits: 0, lines: 0 });
  });

  it('after prompt 5 at the pay station: a visit registered through insurance is paid at full price', async () => {
    const window = openAt();
    await register(window, wang);
    await consult(window);
    window.line.hand.down();
    window.desk.openStation('pay');
    const refused = await window.desk.settled();
    expect(refused.visit).toMatchObject({ at: 'refused', refusal: { prompt: 'center-call-failed' } });
    await window.act(step('settle-in-cash'));
    const due = await window.act({ kind: 'confirmed' });
    expect(due.visit).toMatchObject({ at: 'cash-due', settled: { by: 'cash', because: 'center-call-failed' } });
    expect((await takeCash(window)).visit.at).toBe('paid');
  });

  it('that is not there is parked with Esc: the window serves the next, and the ticket waits in the queue to pay', async () => {
    const window = openAt();
    await identify(window, unpaid);
    await window.act(choose(window));
    await window.act(step('settle-in-cash'));
    await window.act({ kind: 'confirmed' });
    const parked = await window.act({ kind: 'back' });
    expect(parked.visit.at).toBe('awaiting-card');
    const [ticket] = parked.queue.pay;
    expect(ticket?.stage.at).toBe('fee-due');
    await window.remove();
    expect((await register(window, wang)).visit.at).toBe('registered');
    await window.remove();
    window.desk.openStation('pay');
    if (ticket) await window.act({ kind: 'ticket-opened', ticket, to: 'pay' });
    expect((await takeCash(window)).visit).toMatchObject({ at: 'registered', ticket: { number: ticket?.number } });
    expect((await window.desk.settled()).queue.pay).toEqual([]);
  });

  it('that was not taken yet is asked for when the card comes back', async () => {
    const window = openAt();
    await register(window, wang);
    await consult(window, ['amxljn'], '20');
    await bringToTrial(window, wang);
    const due = await window.act({ kind: 'confirmed' });
    if (due.visit.at !== 'cash-due') throw new Error(`the bill leaves nothing in cash: ${due.visit.at}`);
    await window.act({ kind: 'back' });
    await window.remove();
    const back = await identify(window, wang);
    expect(back.visit).toMatchObject({ at: 'cash-due', purpose: 'fees' });
    expect(atCenter()).toHaveLength(2);
  });
});

describe('the trial', () => {
  it('given up with Esc is taken back at the center; the next registration is not barred', async () => {
    const window = openAt();
    await identify(window, wang);
    await window.act(choose(window));
    await window.act({ kind: 'back' });
    expect(leftovers()).toEqual({ visits: 0, lines: 0 });
    expect((await window.desk.settled()).inFlight).toEqual([]);
    expect((await register(window, wang)).visit.at).not.toBe('refused');
  });

  it('given up while the line is down is shown in flight, and taken back by reconciliation', async () => {
    const window = openAt();
    await identify(window, wang);
    await window.act(choose(window));
    window.line.hand.down();
    const left = await window.act({ kind: 'back' });
    expect(left.visit.at).toBe('awaiting-card');
    expect(left.inFlight.length).toBeGreaterThan(0);
    window.line.hand.up();
    const reconciled = await window.act({ kind: 'reconcile-asked' });
    expect(reconciled.inFlight).toEqual([]);
    expect(leftovers()).toEqual({ visits: 0, lines: 0 });
  });

  it('open when the desk is closed is taken back', async () => {
    const window = openAt();
    await identify(window, wang);
    await window.act(choose(window));
    await town.close(window);
    expect(leftovers()).toEqual({ visits: 0, lines: 0 });
  });
});
