// What the screen says of keys that are off, and that it says it once (10-counter, the prompt).

import { afterEach, describe, expect, it } from 'vitest';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
import { wang } from './support/people.ts';
import { inFlight, prompts, ticket } from './support/states.ts';

let opened: OpenedCounter | undefined;

async function open(setting: Setting = {}): Promise<OpenedCounter> {
  opened = await openCounter(setting);
  return opened;
}

afterEach(async () => {
  await opened?.quit();
  opened = undefined;
});

describe('keys that are off at a prompt', () => {
  it.each([{}, { environment: { NO_COLOR: '1' } }])(
    'stand in brackets, with the reason where there is room: a blocked PIN at 80×24 %o',
    async (setting) => {
      const { desk, screen, keyboard } = await open(setting);
      desk.script.pin = () => ({ kind: 'pin-rejected', triesLeft: 0 });
      desk.insert(wang);
      keyboard.type('111111');
      await screen.shows('密码已锁定');
      const text = screen.text();
      for (const key of ['(r 重试)', '(c 现金结算)', '(y 对账)']) expect(text).toContain(key);
      expect(text).toContain('(r 重试) 密码已锁定，请持卡人拨打12333');
      expect(text).toContain('王秀兰');
    },
  );

  it.each(['zh', 'en'] as const)('keep their brackets at every prompt, in %s', async (language) => {
    const { desk, screen } = await open({ language });
    for (const { refusal, visit } of prompts) {
      desk.show(visit);
      await screen.shows(refusal.text);
      if (visit.at !== 'refused') throw new Error('a prompt expected');
      const off = visit.options.filter(({ disabled }) => disabled !== undefined);
      const shown = screen.text().match(/\((r|c|y) [^()]+\)/g) ?? [];
      expect(shown.length, `${refusal.prompt}\n${screen.text()}`).toBe(off.length);
    }
  });
});

describe('a refusal', () => {
  function times(text: string, part: string): number {
    return text.replaceAll(/\s/g, '').split(part).length - 1;
  }

  it('that stands beside the field is not repeated in the status row', async () => {
    const { desk, screen, keyboard } = await open();
    desk.insert(wang);
    keyboard.type('123456qqq');
    await screen.shows('没有这个科室');
    keyboard.type('\r');
    // Drawn after the key: what it brought about is on the grid by then.
    desk.show(desk.snapshot().visit, { inFlight: inFlight(3) });
    await screen.shows('在途 3 笔');
    expect(times(screen.text(), '没有这个科室')).toBe(1);
    expect(screen.lines().at(-2)).toMatch(/^─+$/);
  });

  it('of a mistyped amount stands in place only', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show({
      at: 'cash-due',
      ticket,
      purpose: 'registration',
      settled: ticket.registrationFee,
      due: 400 as never,
    });
    await screen.shows('应收现金');
    keyboard.type('1.234\r');
    await screen.shows('金额写法不对');
    expect(times(screen.text(), '金额写法不对')).toBe(1);
  });
});

describe('Enter while ordering', () => {
  it('is offered only where there is something to take, and says what is missing', async () => {
    const { desk, screen, keyboard } = await open();
    const orders = { diagnosis: { code: 'J06.9', name: '急性上呼吸道感染', initials: 'j' }, lines: [] };
    desk.show({ at: 'consulting', ticket, orders });
    await screen.shows('(Enter 选项目)');
    keyboard.type('\r');
    await screen.shows('请先输入项目');
    keyboard.type('amx');
    await screen.until((it) => / Enter 选项目/.test(it.lines().at(-1) ?? ''));
    keyboard.type('qqq');
    await screen.shows('(Enter 选项目)');
  });
});

describe('a search of the queue', () => {
  it('that finds nobody says so in place', async () => {
    const { desk, screen, keyboard } = await open({ station: 'consult' });
    desk.show({ at: 'awaiting-card' }, { queue: { consult: [ticket], pay: [], refund: [] } });
    keyboard.type('qqq');
    await screen.shows('没有这张票');
    expect(screen.lines().at(-1)).toContain('(Enter 接诊)');
  });
});

describe('packs of one name', () => {
  it('are told apart at 80 columns, in the list and in the orders', async () => {
    const { desk, screen, keyboard } = await open();
    const orders = { diagnosis: { code: 'J06.9', name: '急性上呼吸道感染', initials: 'j' }, lines: [] };
    desk.show({ at: 'consulting', ticket, orders });
    keyboard.type('xbdp');
    await screen.shows('硝苯地平控释片 30mg×14片');
    await screen.shows('硝苯地平控释片 30mg×28片');
    keyboard.type('\r\r');
    await screen.shows('硝苯地平控… 30mg×14片');
    await screen.until((it) => /1盒 +32\.40/.test(it.text()));
  });
});

describe('the header of a hospital with a long name', () => {
  it('at 80 columns shortens the name, never window or operator', async () => {
    const { screen } = await open({ hospital: '海河市滨河社区卫生服务中心' });
    expect(screen.lines()[0]).toMatch(/^ 海河市滨河.*… 三级 │ 3 号窗口 李敏 .* 读卡器 无卡$/);
  });
});
