// The desk against the real center: cards that come and go or stay, and windows side by side.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { choose, deskTown, step, wang } from './desks.ts';
import { bringToTrial, consult, identify, pay, register, takeCash } from './steps.ts';
import { pocketCard } from './town.ts';

const town = deskTown();
const { openAt, atCenter, leftovers } = town;

const li = pocketCard('li-jianguo');

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
    for (const name of readdirSync(town.folder())) {
      expect(readFileSync(join(town.folder(), name)).includes(secret.pin), name).toBe(false);
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
        return town.center().handle(request);
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
    expect(leftovers()).toEqual({ visits: 0, lines: 0 });
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
