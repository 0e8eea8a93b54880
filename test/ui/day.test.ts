// The clerk's day (10-counter): the queues, what is in flight, and the end of the work.

import { afterEach, describe, expect, it } from 'vitest';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
import { wang } from './support/people.ts';
import { inFlight, namedStates, ticket } from './support/states.ts';

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

describe("the day's queue", () => {
  it('keeps somebody chosen when another window serves the last one', async () => {
    const { desk, screen, keyboard } = await open({ station: 'consult' });
    const second = { ...ticket, number: '20110815-0043' };
    desk.show({ at: 'awaiting-card' }, { queue: { consult: [ticket, second], pay: [], refund: [] } });
    keyboard.type('\u001b[B');
    await screen.shows('> 20110815-0043');
    desk.show({ at: 'awaiting-card' }, { queue: { consult: [ticket], pay: [], refund: [] } });
    await screen.shows('> 20110815-0042');
    keyboard.type('\r');
    await screen.shows('(未下)');
  });

  it('stands beside the work from 40 rows on', async () => {
    const { desk, screen } = await open({ columns: 100, rows: 40 });
    desk.show(stateNamed('trial-shown'), { queue: { consult: [ticket], pay: [], refund: [] } });
    await screen.shows('候诊 1 人');
    expect(screen.text()).toContain('0042  王秀兰');
  });
});

describe('reconciliation', () => {
  it('lists what is in flight and reconciles with one key', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show({ at: 'awaiting-card' }, { inFlight: inFlight(2) });
    keyboard.type('5');
    await screen.shows('1,234.57');
    keyboard.type('y');
    await screen.shows('对账结果');
  });
});

describe('leaving', () => {
  it('asks before it quits an open visit, and not otherwise', async () => {
    const { desk, screen, keyboard, ended } = await open();
    desk.insert(wang);
    await screen.shows('请患者输入六位密码');
    keyboard.type('\u0003');
    await screen.shows('本次就诊还没有结束，确定退出吗？');
    keyboard.type('n');
    await screen.until((it) => !it.text().includes('确定退出'));
    desk.show({ at: 'awaiting-card' });
    keyboard.type('\u0003');
    await ended;
  });

  it('asks before orders that were not sent are given up', async () => {
    const { desk, screen, keyboard, clock } = await open();
    desk.show({ at: 'consulting', ticket, orders: { diagnosis: undefined, lines: [...ticketLines()] } });
    await screen.shows('合计');
    keyboard.type('\u001b');
    clock.advance(50);
    await screen.shows('处方还没有送出');
    keyboard.type('y');
    await screen.shows('今日');
  });

  it('told to end, leaves the terminal as it found it', async () => {
    const { screen, ended } = await open();
    await screen.shows('今日');
    process.emit('SIGTERM', 'SIGTERM');
    await ended;
    // The alternate screen and bracketed paste are off again, the cursor is back.
    expect(screen.written.lastIndexOf('\u001b[?1049l')).toBeGreaterThan(screen.written.lastIndexOf('\u001b[?1049h'));
    expect(screen.written.lastIndexOf('\u001b[?2004l')).toBeGreaterThan(screen.written.lastIndexOf('\u001b[?2004h'));
    expect(screen.written.lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.written.lastIndexOf('\u001b[?25l'));
  });

  it('ends when the terminal is gone', async () => {
    const { screen, keyboard, ended } = await open();
    await screen.shows('今日');
    keyboard.emit('end');
    await expect(ended).resolves.toEqual({ receipts: [] });
  });

  it('writes the receipts that were printed to the primary screen, each once', async () => {
    const { desk, screen, keyboard, ended } = await open();
    desk.show(stateNamed('paid'));
    await screen.shows('收费完成');
    keyboard.type('p');
    await screen.shows('已打印，存于 20110815-0042.txt');
    keyboard.type('p\u001b');
    keyboard.type('\u0011');
    const { receipts } = await ended;
    expect(receipts).toEqual([['receipt 20110815-0042', '合计']]);
    await screen.shows('receipt 20110815-0042');
  });
});

function ticketLines() {
  const visit = stateNamed('orders-sent');
  return visit.at === 'orders-sent' ? visit.orders.lines : [];
}
