// The locked counter (Ctrl+O): nothing of the patient is seen, no key does anything but sign in, and the visit goes on
// with whoever signs in.

import { describe, expect, it } from 'vitest';
import { openCounter } from './support/counter.ts';
import { wang } from './support/people.ts';

const lock = '\u000f';

async function lockedInAVisit(setting: Parameters<typeof openCounter>[0] = {}) {
  const counter = await openCounter(setting);
  counter.desk.insert(wang);
  await counter.screen.until(({ written }) => written.includes('王秀兰'));
  counter.keyboard.type('123');
  counter.keyboard.type(lock);
  await counter.screen.until(() => counter.screen.text().includes('窗口已锁定'));
  return counter;
}

describe('while the counter is locked', () => {
  it('nothing of the patient is on the screen, also to a screen reader, and the header names nobody', async () => {
    for (const environment of [{}, { INK_SCREEN_READER: 'true' }]) {
      const { screen, quit } = await lockedInAVisit({ environment });
      const text = screen.text();
      expect(text).not.toMatch(/王秀兰|1299|李敏/);
      expect(text).toContain('已锁定');
      await quit();
    }
  });

  it('a wrong password is refused with stars only; the right one shows the visit where it stood, the PIN empty', async () => {
    const { desk, screen, keyboard, quit } = await lockedInAVisit();
    const refusal = {
      kind: 'wrong-password' as const,
      cause: { zh: '密码不对', en: '' },
      remedy: { zh: '再试', en: '' },
    };
    const asked: unknown[] = [];
    desk.script.signIn = (code, password) => {
      asked.push([code, password]);
      return password === 'jade?9' ? { ok: true, value: undefined } : { ok: false, error: refusal };
    };
    keyboard.type('1003\rwrong');
    await screen.until(() => screen.text().includes('*****'));
    expect(screen.text()).not.toContain('wrong');
    keyboard.type('\r');
    await screen.until(() => screen.text().includes('密码不对'));
    keyboard.type('jade?9\r');
    await screen.until(() => screen.text().includes('王秀兰'));
    expect(asked).toEqual([
      ['1003', 'wrong'],
      ['1003', 'jade?9'],
    ]);
    expect(desk.snapshot().visit.at).toBe('entering-pin');
    expect(desk.events.some(({ kind }) => kind === 'pin-entered')).toBe(false);
    expect(screen.text()).toContain('李敏 练习');
    await quit();
  });

  it('stations, tray and help do not open', async () => {
    const { desk, screen, keyboard, quit } = await lockedInAVisit();
    keyboard.type('\u0012');
    keyboard.type('?');
    keyboard.type('2');
    await screen.until(() => /工号 +2/.test(screen.text()));
    expect(desk.snapshot().station).toBe('register');
    expect(screen.text()).toContain('窗口已锁定');
    await quit();
  });
});

describe('a station that does not open for the role', () => {
  it('says why', async () => {
    const { desk, screen, keyboard, quit } = await openCounter();
    const reason = { zh: '收费员不能开处方，请医生登录', en: '' };
    desk.show({ at: 'awaiting-card' }, { closed: { consult: reason } });
    keyboard.type('2');
    await screen.until(() => screen.text().includes(reason.zh));
    expect(desk.snapshot().station).toBe('register');
    await quit();
  });
});
