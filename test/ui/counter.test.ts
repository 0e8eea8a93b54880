// The counter under a cashier's hands (10-counter): what the keys do, counted and read back from the screen.

import { afterEach, describe, expect, it } from 'vitest';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
import { wang } from './support/people.ts';
import { namedStates, ticket } from './support/states.ts';

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

describe('a full visit', () => {
  it('takes at most 30 keystrokes besides the PIN and the orders', async () => {
    const { desk, screen, keyboard } = await open();
    let strokes = 0;
    const press = (keys: string) => {
      strokes += [...keys].length;
      keyboard.type(keys);
    };
    desk.insert(wang);
    await screen.shows('请患者输入六位密码');
    keyboard.type('123456');
    await screen.shows('类别');
    press('nk\r');
    await screen.shows('周立新');
    press('\r');
    await screen.shows('统筹支付');
    press('\r');
    await screen.shows('挂号完成');
    press('\r');
    await screen.shows('今日');
    press('2\r');
    await screen.shows('(未下)');
    keyboard.type('jxs\ramx\r2 3\rxcg\r\rycx\r2\r');
    await screen.shows('一次性注射');
    press('\u0013');
    await screen.shows('处方已送收费处');
    press('3');
    await screen.shows('[3 收费]');
    await screen.shows('统筹支付');
    press('\r');
    await screen.shows('应收现金');
    press('50\r');
    await screen.shows('收费完成');
    press('p');
    await screen.shows('receipt 20110815-0042');
    expect(desk.snapshot().visit.at).toBe('paid');
    expect(strokes).toBeLessThanOrEqual(30);
  });

  it('loses no key of a whole visit typed in one burst', async () => {
    const { desk, screen, keyboard } = await open();
    desk.insert(wang);
    keyboard.type('123456nk\r\r\r\r2\rjxs\ramx\r2 3\rxcg\r\r\u0013\r');
    await screen.shows('候诊 0 人');
    expect(desk.snapshot().queue.pay).toHaveLength(1);
    expect(desk.snapshot().queue.pay[0]!.stage).toMatchObject({
      orders: { lines: [{ quantity: '2', days: 3 }, { quantity: '1' }] },
    });
  });
});

describe('the PIN', () => {
  it('is six places, never digits, backspace takes one back, the sixth sends it', async () => {
    const { desk, screen, keyboard } = await open();
    desk.insert(wang);
    await screen.shows('○ ○ ○ ○ ○ ○');
    keyboard.type('9876');
    await screen.shows('● ● ● ● ○ ○');
    keyboard.type('\u007f');
    await screen.shows('● ● ● ○ ○ ○');
    keyboard.type('x');
    await screen.shows('密码是六位数字');
    keyboard.type('543');
    await screen.shows('类别');
    expect(desk.events).toContainEqual({ kind: 'pin-entered', pin: '987543' });
    expect(screen.written).not.toMatch(/987|9876|543/);
  });

  it('a wrong one says 密码错误 and the tries left; a blocked one is said as such (prompt 9)', async () => {
    const { desk, screen, keyboard } = await open();
    let triesLeft = 6;
    desk.script.pin = () => {
      triesLeft = triesLeft === 6 ? 5 : 0;
      return { kind: 'pin-rejected', triesLeft };
    };
    desk.insert(wang);
    keyboard.type('111111');
    await screen.shows('还可试 5 次');
    expect(screen.text()).toContain('密码错误');
    keyboard.type('r');
    await screen.shows('请患者输入六位密码');
    keyboard.type('111111');
    await screen.shows('密码已锁定');
    keyboard.type('r');
    await screen.shows('12333');
    expect(desk.snapshot().visit.at).toBe('refused');
  });
});

describe('keys that do nothing just now', () => {
  it('are quiet in the footer and say why when pressed', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show({ at: 'consulting', ticket, orders: { diagnosis: undefined, lines: [] } });
    await screen.shows('(未下)');
    keyboard.type('\u0013');
    await screen.shows('请先下诊断');
  });

  it('a settlement under way cannot be stopped, and says so', async () => {
    const { desk, screen, keyboard, clock } = await open();
    desk.show(stateNamed('settling'));
    keyboard.type('\u001b');
    clock.advance(50);
    await screen.shows('结算已发出，不能中断');
    expect(desk.snapshot().visit.at).toBe('settling');
  });

  it('another station waits until the visit has ended', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show(stateNamed('trial-shown'));
    await screen.shows('统筹支付');
    keyboard.type('2');
    await screen.shows('本次就诊还没有结束');
    expect(desk.snapshot().station).toBe('register');
  });
});

describe('typing', () => {
  it('narrows the list by initials, code or characters, and says when nothing is left', async () => {
    const { desk, screen, keyboard } = await open();
    desk.insert(wang);
    keyboard.type('123456');
    for (const query of ['xx', '11', '心血']) {
      keyboard.type(`\u0015${query}`);
      await screen.until((it) => it.text().includes('心血管内科') && !it.text().includes('骨科'));
    }
    keyboard.type('\u0015qqq');
    await screen.shows('没有这个科室');
    keyboard.type('\r');
    expect(desk.snapshot().visit.at).toBe('choosing');
  });

  it('registers a special-illness visit with the illness that the person is registered for', async () => {
    const { desk, screen, keyboard } = await open();
    desk.insert(wang);
    keyboard.type('123456\t\t');
    await screen.shows('[门特 糖尿病]');
    keyboard.type('nk\r\r');
    await screen.shows('统筹支付');
    expect(desk.events).toContainEqual({
      kind: 'choice-made',
      choice: expect.objectContaining({ kind: 'special-illness', illness: { code: '04', name: '糖尿病' } }),
    });
  });
});

describe('waiting', () => {
  it('is said after 150 ms with what is awaited, the limit, and what Esc does', async () => {
    const { desk, screen, keyboard, clock } = await open();
    desk.show(stateNamed('trial-shown'));
    desk.script.held = true;
    await screen.shows('统筹支付');
    keyboard.type('\r');
    clock.advance(149);
    await screen.until((it) => !it.text().includes('Enter 结算'));
    expect(screen.text()).not.toContain('正在向医保中心结算');
    clock.advance(1);
    await screen.shows('正在向医保中心结算… 0 秒，最长 10 秒');
    expect(screen.text()).toContain('Esc 现在无效');
    clock.advance(2000);
    await screen.shows('2 秒');
    desk.release();
    await screen.shows('应收现金');
  });

  it('a settlement without an answer says that it is in doubt and what happens next', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show(stateNamed('trial-shown'));
    desk.script.loseAnswers = true;
    await screen.shows('统筹支付');
    keyboard.type('\r');
    await screen.shows('不知道是否已收费');
    expect(screen.text()).toContain('查明之前不会再次收费');
    keyboard.type('\r');
    await screen.shows('已冲正，没有收费');
  });
});

describe('repainting', () => {
  it('Ctrl+L draws everything again over whatever spoiled the screen', async () => {
    const { screen, keyboard } = await open();
    const before = screen.text();
    screen.spoil('\u001b[5;5Hgarbage from elsewhere');
    await screen.shows('请插入');
    keyboard.type('\u000c');
    await screen.until((it) => it.text() === before);
  });
});
