// The reader tray (10-counter, mock only): what is in it, and that it stays still while it is searched.

import { afterEach, describe, expect, it } from 'vitest';
import type { LineHand } from '../../src/hospital/center-line.ts';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';

let opened: OpenedCounter | undefined;

async function open(setting: Setting = {}): Promise<OpenedCounter> {
  opened = await openCounter(setting);
  return opened;
}

afterEach(async () => {
  await opened?.quit();
  opened = undefined;
});

describe('the reader tray', () => {
  it('is not there with a real reader', async () => {
    const { screen, keyboard } = await open({ withoutMock: true });
    keyboard.type('\u0012?');
    await screen.shows('帮助：现在可用的键');
    expect(screen.text()).not.toContain('Ctrl+R');
  });

  it('lists cards by what they are good for, narrows by typing, and Enter puts the card in', async () => {
    const { screen, keyboard, desk } = await open();
    keyboard.type('\u0012');
    await screen.shows('当月未缴费');
    keyboard.type('糖尿');
    await screen.until((it) => it.text().includes('退休，门特糖尿病') && !it.text().includes('当月未缴费'));
    keyboard.type('\r');
    await screen.shows('请患者输入六位密码');
    expect(desk.snapshot().visit.at).toBe('entering-pin');
  });

  it('finds a name without the space or the hyphen in it', async () => {
    const { screen, keyboard, desk } = await open();
    keyboard.type('\u0012');
    await screen.shows('当月未缴费');
    keyboard.type('王秀兰wang\r');
    await screen.shows('请患者输入六位密码');
    expect(desk.snapshot().visit).toMatchObject({ at: 'entering-pin', holder: { name: '王秀兰' } });
  });

  it('is as high with one row as with all, counts what is below, and says when nothing is left', async () => {
    const { screen, keyboard } = await open({ trayCards: 30 });
    keyboard.type('\u0012');
    await screen.shows('下面还有');
    const rowOf = (text: string) => screen.lines().findIndex((line) => line.includes(text));
    const [field, edge] = [rowOf('查找'), rowOf('└')];
    keyboard.type('糖尿');
    await screen.until((it) => !it.text().includes('下面还有'));
    expect([rowOf('查找'), rowOf('└')]).toEqual([field, edge]);
    keyboard.type('qqq');
    await screen.shows('没有找到');
    expect([rowOf('查找'), rowOf('└')]).toEqual([field, edge]);
  });

  it('closes behind a fault and says what was set; reopened, the fault is marked', async () => {
    const { screen, keyboard } = await open();
    keyboard.type('\u0012mute\r');
    await screen.shows('故障已设：mute-card');
    expect(screen.text()).not.toContain('读卡器 (模拟)');
    keyboard.type('\u0012mute');
    await screen.until((it) => /mute-card.* {2}\[现行\]/.test(it.text()));
  });

  it('closes behind what befalls the line, so that the next Enter does not do it again', async () => {
    const acts: string[] = [];
    const { screen, keyboard } = await open({ line: lineHand(acts) });
    keyboard.type('\u0012line cut\r');
    await screen.shows('下一次结算：中心记账之后断开');
    keyboard.type('\r');
    expect(acts.filter((act) => act === 'befall')).toHaveLength(1);
  });
});

function lineHand(acts: string[]): LineHand {
  return {
    state: () => 'up',
    up: () => void acts.push('up'),
    down: () => void acts.push('down'),
    clear: () => void acts.push('clear'),
    befall: () => void acts.push('befall'),
    letGo: async () => {},
  };
}
