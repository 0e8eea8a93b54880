// A scanner that types (4-card: keystrokes ended by Enter), told from fingers by its pace; and the tray's other credentials.

import { describe, expect, it, onTestFinished } from 'vitest';
import type { MockHand } from '../../drivers/open.ts';
import type { Key } from '../../src/ui/keys/key.ts';
import { noModifiers } from '../../src/ui/keys/key.ts';
import { type Burst, burstWith, endsScan } from '../../src/ui/keys/scan.ts';
import { openCounter, type Setting } from './support/counter.ts';

const digit = (text: string): Key => ({ kind: 'character', text, alt: false });
const enter: Key = { kind: 'named', name: 'enter', modifiers: noModifiers };
const from = { station: 'register', view: 'station' } as const;

function typed(text: string, apart: number): { readonly burst: Burst | undefined; readonly at: number } {
  let burst: Burst | undefined;
  let at = 0;
  for (const one of text) {
    at += apart;
    burst = burstWith(burst, digit(one), at, from);
  }
  return { burst, at };
}

describe('a burst', () => {
  it('of 28 digits within 50 ms of one another, ended by Enter, is a scan', () => {
    const { burst, at } = typed('4241234567890123456707120000', 8);
    expect(burst?.digits).toHaveLength(28);
    expect(endsScan(burst, enter, at + 8)).toBe(true);
  });
  it('typed by hand is none', () => {
    const { burst, at } = typed('4241234567890123456707120000', 51);
    expect(burst?.digits).toBe('0');
    expect(endsScan(burst, enter, at + 51)).toBe(false);
  });
  it('is not ended by an Enter that comes later, nor by another key', () => {
    const { burst, at } = typed('42412345678901', 8);
    expect(endsScan(burst, enter, at + 60)).toBe(false);
    expect(endsScan(burst, digit('1'), at + 8)).toBe(false);
    expect(burstWith(burst, { kind: 'character', text: 'a', alt: false }, at, from)).toBeUndefined();
  });
  it('of seven digits is still a hand’s', () => {
    const { burst, at } = typed('1234567', 1);
    expect(endsScan(burst, enter, at)).toBe(false);
  });
});

async function open(setting: Setting = {}) {
  const counter = await openCounter(setting);
  onTestFinished(async () => void (await counter.quit()));
  return counter;
}
const code = '4241234567890123456707120000';

describe('at the counter', () => {
  it('the free window takes the scan, and is where it was, though 1, 2, 3 and 5 mean stations to fingers', async () => {
    const { desk, screen, keyboard } = await open();
    await screen.shows('扫医保电子凭证');
    keyboard.type(`${code}\r`);
    await screen.shows('正在向医保中心核实身份');
    expect(desk.snapshot()).toMatchObject({ station: 'register', visit: { at: 'recognising', code } });
  });

  it('one of a wrong length is refused with what was expected; the next is scanned at once', async () => {
    const { desk, screen, keyboard } = await open({ station: 'pay' });
    keyboard.type(`${code.slice(1)}\r`);
    await screen.shows('应为 28 位数字');
    keyboard.type(`${code}\r`);
    await screen.shows('正在向医保中心核实身份');
    expect(desk.snapshot()).toMatchObject({ station: 'pay', visit: { at: 'recognising' } });
  });

  it('fingers still change stations, and a PIN stays a PIN', async () => {
    const { desk, screen, keyboard, clock } = await open();
    keyboard.type('2');
    clock.advance(200);
    await screen.shows('候诊');
    keyboard.type('1');
    await screen.shows('插卡即开始挂号');
    expect(desk.events.some(({ kind }) => kind === 'voucher-scanned')).toBe(false);
  });
});

/** A hand that only notes whose card it laid down. */
function idHand(laid: string[]): MockHand {
  const done = { ok: true, value: undefined } as const;
  return {
    inserted: () => undefined,
    insert(id) {
      laid.push(id);
      return done;
    },
    remove() {},
    fault: () => done,
    clearFaults() {},
    activeFaults: () => [],
    faultNames: () => [],
  };
}

describe('the tray (mock only)', () => {
  it('finds beside somebody’s card their identity card and their voucher, and uses them', async () => {
    const used: string[] = [];
    const { desk, screen, keyboard } = await open({
      idMock: idHand(used),
      vouchers: [{ id: 'wang', holder: '王秀兰', code }],
    });
    keyboard.type('\u0012');
    await screen.shows('读卡器 (模拟)');
    keyboard.type('wang');
    await screen.shows('放置身份证');
    await screen.shows('扫医保电子凭证');
    keyboard.type('\u001b[B\r');
    await screen.shows('今日');
    expect(used).toEqual(['wang']);
    keyboard.type('\u0012wang\u001b[B\u001b[B\r');
    await screen.shows('正在向医保中心核实身份');
    expect(desk.events.at(-1)).toEqual({ kind: 'voucher-scanned', scanned: code });
  });
});
