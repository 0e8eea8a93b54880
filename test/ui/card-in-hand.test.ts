// The card leads (10-counter): in, out at a wrong moment, another one, one left lying, and a reader that fell silent.

import { afterEach, describe, expect, it } from 'vitest';
import type { ReaderStatus } from '../../drivers/reader.ts';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
import { wang, zhao } from './support/people.ts';
import { namedStates } from './support/states.ts';

let opened: OpenedCounter | undefined;

async function open(setting: Setting = {}): Promise<OpenedCounter> {
  opened = await openCounter(setting);
  return opened;
}

afterEach(async () => {
  await opened?.quit();
  opened = undefined;
});

const gone: ReaderStatus = {
  at: 'absent',
  since: 0,
  cause: { kind: 'port-closed', cause: 'the line is down', remedy: { zh: '接好线', en: 'Plug it in' } },
};

describe('cards that come and go', () => {
  it('a pulled card pauses the visit and says whose is wanted; the same card goes on', async () => {
    const { screen, desk } = await open();
    desk.insert(wang);
    desk.dispatch({ kind: 'pin-entered', pin: '123456' });
    await screen.shows('类别');
    desk.pull();
    await screen.shows('请把 王秀兰 的卡插回');
    desk.insert(wang);
    await screen.shows('类别');
  });

  it('another card is another person and is said', async () => {
    const { screen, desk } = await open();
    desk.insert(wang);
    desk.dispatch({ kind: 'pin-entered', pin: '123456' });
    desk.pull();
    desk.insert(zhao);
    await screen.shows('插入的是 买买提·赵建国 的卡；本次就诊是 王秀兰');
  });

  it('a reader that fell silent is not a pulled card', async () => {
    const { screen, desk } = await open();
    const { visit } = namedStates.find(({ name }) => name === 'choosing')!;
    desk.show({ at: 'card-pulled', holder: wang, resume: visit }, { reader: gone });
    await screen.shows('读卡器没有回答，不知道卡是否还在里面');
    expect(screen.text()).not.toContain('卡已拔出');
    desk.show({ at: 'card-pulled', holder: wang, resume: visit }, { reader: { at: 'no-card' } });
    await screen.shows('卡已拔出');
  });

  it('a card that was never in is asked for, not called pulled', async () => {
    const { screen, desk } = await open();
    desk.show(namedStates.find(({ name }) => name === 'card-pulled')!.visit);
    await screen.shows('请插入 王秀兰 的卡');
    expect(screen.text()).toContain('─ 请出示卡 ─');
    expect(screen.text()).not.toContain('卡已拔出');
  });

  it('left lying after the payment, it begins no registration at the next station by itself; Enter does', async () => {
    const { screen, desk, keyboard } = await open();
    desk.insert(wang);
    desk.dispatch({ kind: 'pin-entered', pin: '123456' });
    await screen.shows('类别');
    desk.show(namedStates.find(({ name }) => name === 'paid')!.visit, { station: 'pay' });
    await screen.shows('收费完成');
    keyboard.type('\r1');
    await screen.shows('读卡器里有卡');
    expect(desk.snapshot().visit.at).toBe('awaiting-card');
    keyboard.type('\r');
    await screen.shows('类别');
  });

  it('carried on from registration to payment, it asks nothing', async () => {
    const { screen, desk, keyboard } = await open();
    desk.insert(wang);
    keyboard.type('123456nk\r\r\r\r2\rjxs\ramx\r2 3\r\u0013');
    await screen.shows('处方已送收费处');
    keyboard.type('3');
    await screen.shows('统筹支付');
  });
});
