// The desk against the real center: prompts that arise from state, cash, cards that come and go, windows side by side.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { CounterEvent } from '../../src/hospital/visit/events.ts';
import { mayDo } from '../../src/hospital/visit/next-steps.ts';
import { leftoversAtCenter, receiptsAt, settledAtCenter } from './audit.ts';
import { bringToTrial, consult, identify, pay, register, takeCash } from './steps.ts';
import {
  cardShowing,
  centerFile,
  chineseMedicine,
  choiceAt,
  openTownCenter,
  openWindow,
  people,
  pocketCard,
  type Window,
  type WindowOptions,
} from './town.ts';

let folder: string;
let center: EmbeddedCenter;
let windows: Window[];

function openAt(options: Partial<WindowOptions> = {}): Window {
  const opened = openWindow({ center, folder, ...options });
  windows.push(opened);
  return opened;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
  center = openTownCenter(centerFile(folder));
  windows = [];
});
afterEach(async () => {
  for (const window of windows) await window.close();
  center.close();
  rmSync(folder, { recursive: true, force: true });
});

const wang = pocketCard('wang-xiulan');
const li = pocketCard('li-jianguo');
const choose = (window: Window): CounterEvent => ({ kind: 'choice-made', choice: choiceAt(window.desk) });
const step = (chosen: 'retry' | 'settle-in-cash' | 'reconcile' | 'end-visit'): CounterEvent => ({
  kind: 'step-chosen',
  step: chosen,
});
const atCenter = () => settledAtCenter(centerFile(folder));

/** Registers with the answer to 2207A lost on its way. */
async function leaveInDoubt(window: Window) {
  await identify(window, wang);
  await window.act(choose(window));
  window.line.hand.befall({ fault: 'cut-after-arrival', times: 1, infno: '2207A' });
  return window.act({ kind: 'confirmed' });
}

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
    expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 0, lines: 0 });
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
    await before.close();
    windows = [];
    const next = openAt();
    expect(await next.desk.settled()).toMatchObject({
      visit: { at: 'reconciled', outcomes: [{ verdict: 'reversed' }] },
      inFlight: [],
    });
  });
});

describe('in cash', () => {
  const unpaid = cardShowing('month-unpaid');

  it('after prompt 2: registered and paid at full price, with change, and the center hears of neither', async () => {
    const window = openAt();
    await identify(window, unpaid);
    const refused = await window.act(choose(window));
    expect(refused.visit).toMatchObject({ at: 'refused', refusal: { text: '2011年8月未缴费，请用现金结算' } });
    const shown = await window.act(step('settle-in-cash'));
    expect(shown.visit).toMatchObject({ at: 'trial-shown-in-cash', charge: { purpose: 'registration' } });
    expect(receiptsAt(folder, people)).toEqual([]);
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
    const receipts = receiptsAt(folder, people);
    expect(receipts.map(({ way }) => way)).toEqual(['cash', 'cash']);
    expect(paid.day.cashTotal).toBe(receipts.reduce((sum, { total }) => sum + total, 0));
    expect(paid.day).toMatchObject({ fundTotal: 0, accountTotal: 0 });
    expect(atCenter()).toEqual([]);
    expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 0, lines: 0 });
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
    expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 0, lines: 0 });
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
    expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 0, lines: 0 });
  });

  it('open when the desk is closed is taken back', async () => {
    const window = openAt();
    await identify(window, wang);
    await window.act(choose(window));
    await window.close();
    windows = [];
    expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 0, lines: 0 });
  });
});

describe('card and reader', () => {
  it('fouled contacts read at the third try (deck 000, prompt 1)', async () => {
    const window = openAt();
    window.reader.foul(2);
    for (let swipe = 1; swipe <= 2; swipe += 1) {
      const refused = await window.insert(wang);
      expect(refused.visit).toMatchObject({ at: 'refused', refusal: { text: '该卡无效' } });
      await window.remove();
    }
    expect((await window.insert(wang)).visit.at).toBe('entering-pin');
  });

  it('pulled at the trial and put back, the visit goes on without the PIN; unplugged and back, too', async () => {
    const window = openAt();
    await identify(window, wang);
    await window.act(choose(window));
    expect((await window.remove()).visit.at).toBe('card-pulled');
    expect((await window.insert(li)).visit.at).toBe('other-card');
    expect((await window.remove()).visit.at).toBe('card-pulled');
    expect((await window.insert(wang)).visit.at).toBe('trial-shown');
    window.reader.unplug();
    expect((await window.desk.settled()).visit.at).toBe('card-pulled');
    window.reader.plugIn();
    expect((await window.desk.settled()).visit.at).toBe('trial-shown');
  });

  it('the PIN is in no file and no picture of the desk', async () => {
    const secret = { ...wang, pin: '907153' };
    const window = openAt();
    await window.insert(secret);
    const seen: string[] = [];
    window.desk.subscribe(() => seen.push(JSON.stringify(window.desk.snapshot())));
    await window.act({ kind: 'pin-entered', pin: secret.pin });
    await window.act(choose(window));
    await window.act({ kind: 'confirmed' });
    await takeCash(window);
    expect(seen.join()).not.toContain(secret.pin);
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes(secret.pin), name).toBe(false);
    }
  });

  it('wrong six times is blocked, and said as such', async () => {
    const window = openAt();
    await window.insert({ ...wang, pin: '000000' });
    for (const left of [5, 4, 3, 2, 1, 0]) {
      const wrong = await window.act({ kind: 'pin-entered', pin: '111111' });
      expect(wrong.visit).toMatchObject({ at: 'refused', refusal: { text: '密码错误', triesLeft: left } });
      await window.act(step('retry'));
    }
    expect((await window.desk.settled()).visit.at).toBe('refused');
  });
});

describe('a card that is left lying after its visit', () => {
  it('is not registered anew by opening the station: that asks for Enter', async () => {
    const window = openAt();
    await register(window, wang);
    await consult(window);
    await pay(window, wang);
    await window.act({ kind: 'confirmed' });
    window.desk.openStation('register');
    expect((await window.desk.settled()).visit.at).toBe('awaiting-card');
    expect((await window.act({ kind: 'confirmed' })).visit.at).toBe('choosing');
  });

  it('is not asked to pay again by opening the cashier at its receipt', async () => {
    const window = openAt();
    await register(window, wang);
    await consult(window);
    await pay(window, wang);
    window.desk.openStation('pay');
    expect((await window.desk.settled()).visit.at).toBe('awaiting-card');
  });

  it('within the same visit leads on from registration to the cashier, and nothing is asked', async () => {
    const window = openAt();
    await register(window, wang);
    await consult(window);
    window.desk.openStation('pay');
    expect((await window.desk.settled()).visit.at).toBe('trial-shown');
  });
});

describe('windows of one hospital share its file', () => {
  it('a ticket registered at one is consulted at another and paid at a third', async () => {
    const [first, second, third] = [
      openAt({ window: 1 }),
      openAt({ window: 2 }),
      openAt({ window: 3, station: 'pay' }),
    ];
    await register(first, wang);
    await consult(second);
    third.desk.refresh();
    expect((await third.desk.settled()).queue.pay).toHaveLength(1);
    expect((await pay(third, wang)).visit.at).toBe('paid');
  });

  it('a reconciliation at one leaves the trial on the screen of another alone', async () => {
    const [first, second] = [openAt({ window: 1 }), openAt({ window: 2 })];
    await identify(first, wang);
    await first.act(choose(first));
    const reconciled = await second.act({ kind: 'reconcile-asked' });
    expect(reconciled.visit).toMatchObject({ at: 'reconciled', outcomes: [] });
    await first.act({ kind: 'confirmed' });
    expect((await takeCash(first)).visit.at).toBe('registered');
  });

  it('a reconciliation at one leaves the settlement that another is waiting for alone', async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow = {
      async handle(request: string) {
        if (request.includes('"infno":"2207A"')) await held;
        return center.handle(request);
      },
    };
    const [first, second] = [openAt({ window: 1, center: slow }), openAt({ window: 2 })];
    await identify(first, wang);
    await first.act(choose(first));
    first.desk.dispatch({ kind: 'confirmed' });
    const reconciled = await second.act({ kind: 'reconcile-asked' });
    expect(reconciled.visit).toMatchObject({ at: 'reconciled', outcomes: [] });
    answer();
    await first.desk.settled();
    expect((await takeCash(first)).visit.at).toBe('registered');
    expect(atCenter().map(({ state }) => state)).toEqual(['confirmed']);
  });

  it('two windows at one ticket: one settles it, the other is told', async () => {
    const [first, second] = [openAt({ window: 1 }), openAt({ window: 2, station: 'pay' })];
    await register(first, wang);
    await consult(first);
    await bringToTrial(first, wang);
    await bringToTrial(second, wang);
    await first.act({ kind: 'confirmed' });
    const told = await second.act({ kind: 'confirmed' });
    expect(told.visit).toMatchObject({ at: 'problem', problem: { kind: 'ticket-taken' } });
    expect(atCenter()).toHaveLength(2);
    expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 0, lines: 0 });
  });
});

it('says what is waited for, since when and how long it may take', async () => {
  const window = openAt();
  const seen = new Set<string>();
  window.desk.subscribe(() => {
    const { waiting } = window.desk.snapshot();
    if (waiting) {
      seen.add(waiting.on);
      expect(waiting.limit).toBe(5000);
    }
  });
  await register(window, wang);
  expect([...seen]).toEqual(['card', 'pin', 'identity', 'pricing', 'settlement']);
  expect((await window.desk.settled()).waiting).toBeUndefined();
});
