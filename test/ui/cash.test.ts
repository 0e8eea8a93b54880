// Cash at the counter (10-counter): what is due, what is taken, what goes back.

import { afterEach, describe, expect, it } from 'vitest';
import { fen } from '../../src/domain/money.ts';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
import { wang, zhao } from './support/people.ts';
import { namedStates, prompts } from './support/states.ts';

let opened: OpenedCounter | undefined;

async function open(setting: Setting = {}): Promise<OpenedCounter> {
  opened = await openCounter(setting);
  return opened;
}

afterEach(async () => {
  await opened?.quit();
  opened = undefined;
});

function stateNamed(name: string) {
  return namedStates.find((one) => one.name === name)!.visit;
}

describe('cash', () => {
  it('a mistyped amount is refused in place, with what was expected; too little too; the change is shown', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show(stateNamed('cash-due'));
    await screen.shows('应收现金');
    keyboard.type('12.345');
    await screen.shows('金额写法不对，应如 25.20');
    keyboard.type('\r');
    expect(desk.snapshot().visit.at).toBe('cash-due');
    keyboard.type('\u00151');
    await screen.shows('不够，应收');
    keyboard.type('\r');
    expect(desk.snapshot().visit.at).toBe('cash-due');
    keyboard.type('\u0015400');
    const due = stateNamed('cash-due');
    const change = due.at === 'cash-due' ? fen(40000 - due.due) : fen(0);
    await screen.until((it) => it.text().includes(`${(change / 100).toFixed(2)}`));
    keyboard.type('\r');
    await screen.shows('收费完成');
    expect(desk.events).toContainEqual({ kind: 'cash-tendered', tendered: fen(40000) });
  });

  it('Enter alone takes exactly what is due', async () => {
    const { desk, screen, keyboard } = await open();
    const due = stateNamed('cash-due');
    desk.show(due);
    await screen.shows('正好收讫');
    keyboard.type('\r');
    await screen.shows('收费完成');
    expect(desk.events).toContainEqual({ kind: 'cash-tendered', tendered: due.at === 'cash-due' && due.due });
  });

  it('the real cursor stands at the field, in the column where amounts end', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show(stateNamed('cash-due'));
    await screen.shows('应收现金');
    keyboard.type('12');
    await screen.until((it) => it.lines().some((text) => /实收 +12$/.test(text)));
    const row = screen.lines().findIndex((text) => /实收 +12$/.test(text));
    const { x, y } = screen.cursor();
    expect(y).toBe(row);
    expect(screen.cells(y)[x - 1]?.text).toBe('2');
    expect(screen.cells(y)[x]?.text.trim()).toBe('');
  });
});

describe('an implausible amount', () => {
  it('with 100.00 or more to give back is read back, and taken only at a second Enter', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show(stateNamed('cash-due'));
    await screen.shows('应收现金');
    keyboard.type('100000\r');
    await screen.shows('读到实收 100,000.00，找零 99,694.27：对吗？');
    expect(screen.lines().at(-1)).toContain('Enter 无误，收款');
    expect(desk.snapshot().visit.at).toBe('cash-due');
    keyboard.type('\r');
    await screen.shows('收费完成');
    expect(desk.events).toContainEqual({ kind: 'cash-tendered', tendered: fen(10_000_000) });
  });

  it('is asked about anew when it was changed', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show(stateNamed('cash-due'));
    await screen.shows('应收现金');
    keyboard.type('500\r');
    await screen.shows('读到实收 500.00');
    keyboard.type('0\r');
    await screen.shows('读到实收 5,000.00');
    expect(desk.snapshot().visit.at).toBe('cash-due');
    keyboard.type('\u0015400\r');
    await screen.shows('收费完成');
    expect(desk.events).toContainEqual({ kind: 'cash-tendered', tendered: fen(40000) });
  });
});

describe('cash that is not there', () => {
  it('Esc parks the ticket and says where it stays; the window serves the next, and the ticket is found again', async () => {
    const { desk, screen, keyboard, clock } = await open();
    desk.insert(wang);
    desk.script.account = fen(0);
    keyboard.type('123456nk\r\r');
    await screen.shows('统筹支付');
    keyboard.type('\r');
    await screen.shows('应收现金');
    expect(screen.lines().at(-1)).toContain('Esc 稍后收款');
    keyboard.type('\u001b');
    clock.advance(50);
    await screen.shows('票 20110815-0042 未收款');
    expect(screen.text()).toContain('留在待收费队列');
    desk.pull();
    desk.insert(zhao);
    await screen.shows('请患者输入六位密码');
    keyboard.type('\u001b');
    clock.advance(50);
    await screen.shows('今日');
    desk.pull();
    keyboard.type('3');
    await screen.shows('> 20110815-0042');
    keyboard.type('\r');
    await screen.shows('应收现金');
  });
});

describe('cash in place of insurance (prompt 2)', () => {
  it('shows the full price before anything is settled; only Enter settles', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show(prompts.find(({ refusal }) => refusal.prompt === 'month-unpaid')!.visit);
    await screen.shows('c 现金结算');
    keyboard.type('c');
    await screen.shows('全额现金');
    expect(screen.text()).toMatch(/应收现金 +345\.20/);
    expect(desk.snapshot().visit.at).toBe('trial-shown-in-cash');
    expect(desk.snapshot().queue.pay).toEqual([]);
    keyboard.type('\r');
    await screen.shows('实收');
    expect(desk.snapshot().visit.at).toBe('cash-due');
  });
});
