// Every screen of every state on a real grid: 80×24, 120×40 and 80×24 in English (10-counter, the two drawings).

import { afterEach, describe, expect, it } from 'vitest';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import { layoutFor } from '../../src/ui/frame/layout.ts';
import { moneyEdge } from '../../src/ui/frame/money-rows.ts';
import { span } from '../../src/ui/text/line.ts';
import { coloursAllowed, lookOf } from '../../src/ui/theme.ts';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
import { inFlight, namedStates, prompts } from './support/states.ts';

let opened: OpenedCounter | undefined;

async function open(setting: Setting = {}): Promise<OpenedCounter> {
  opened = await openCounter(setting);
  return opened;
}

afterEach(async () => {
  await opened?.quit();
  opened = undefined;
});

const settings: readonly { readonly name: string; readonly setting: Setting }[] = [
  { name: '80×24', setting: {} },
  { name: '120×40', setting: { columns: 120, rows: 40 } },
  { name: '80×24 in English', setting: { language: 'en' } },
  { name: '100×30', setting: { columns: 100, rows: 30 } },
  { name: '80×24 in ASCII', setting: { ambiguous: 'two' } },
];

/** Shows a state and waits until the grid has it: a mark in the header changes with every state. */
async function show(counter: OpenedCounter, visit: VisitState, index: number): Promise<void> {
  const since = counter.screen.written.length;
  counter.desk.show(visit, {
    inFlight: inFlight(1 + (index % 7)),
    center: index % 2 === 0 ? 'up' : 'down',
  });
  await counter.screen.until(({ written }) => written.length > since);
  await counter.screen.until((screen) => screen.text().includes(`${1 + (index % 7)} `));
}

describe.each(settings)('at $name', ({ setting }) => {
  it('every state fills exactly the rows, and no line is wider than the columns', async () => {
    const counter = await open(setting);
    const columns = setting.columns ?? 80;
    const divider = (layoutFor({ columns, rows: setting.rows ?? 24 })?.leftCells ?? 0) + 0;
    for (const [index, { name, visit }] of namedStates.entries()) {
      await show(counter, visit, index);
      const lines = counter.screen.lines();
      expect(lines[0], name).toContain('海河市人民医院');
      expect(lines[2], name).toMatch(/^[─-]+$/);
      // The last row is the footer, whole, with help at hand.
      expect(lines.at(-1), name).toMatch(/\? (帮助|help)/);
      for (const row of [3, 4, 5]) {
        expect(counter.screen.cells(row)[divider]?.text, `${name}: divider in row ${row}`).toMatch(/[│|]/);
      }
      // Nothing scrolled away: the frame never exceeded the rows.
      expect(counter.screen.lines().length).toBe(setting.rows ?? 24);
    }
  });

  it('everything that lies over the work stays within its frame and the rows', async () => {
    const counter = await open(setting);
    const { keyboard, screen, desk } = counter;
    const english = setting.language === 'en';
    const columns = setting.columns ?? 80;
    const overlays = [
      { keys: '?', title: english ? 'Help: the keys' : '帮助：现在可用的键' },
      { keys: 'w', title: english ? 'Why these amounts' : '为什么是这些金额' },
      { keys: 'p', title: english ? 'Receipt' : '票据' },
      { keys: '\u0012', title: english ? 'Reader (mock)' : '读卡器 (模拟)' },
    ];
    desk.show(namedStates.find(({ name }) => name === 'paid')!.visit);
    for (const { keys, title } of overlays) {
      keyboard.type(keys);
      await screen.until((it) => it.lines().some((text) => /^ [┌+][─-] /.test(text) && text.includes(title)));
      const top = screen.lines().findIndex((text) => /^ [┌+][─-] /.test(text));
      const bottom = screen.lines().findLastIndex((text) => /^ [└+][─-]/.test(text));
      expect(bottom, title).toBeGreaterThan(top);
      for (let row = top + 1; row < bottom; row += 1) {
        const cells = screen.cells(row);
        expect(`${cells[1]?.text}${cells[columns - 2]?.text}`, `${title} row ${row}`).toMatch(/^(││|\|\|)$/);
      }
      expect(screen.lines()[0]).toContain('海河市人民医院');
      keyboard.type('\u001b');
      counter.clock.advance(50);
      await screen.until((it) => !it.lines().some((text) => /^ [┌+][─-] /.test(text)));
    }
  });

  it('all amounts of a bill and its split end in one column', async () => {
    const counter = await open(setting);
    const layout = layoutFor({ columns: setting.columns ?? 80, rows: setting.rows ?? 24 })!;
    const edge = layout.leftCells + 2 + moneyEdge(layout.rightCells - 2) - 1;
    for (const at of ['trial-shown', 'cash-due', 'paid'] as const) {
      const index = namedStates.findIndex(({ visit }) => visit.at === at);
      await show(counter, namedStates[index]!.visit, index);
      const amounts = counter.screen
        .lines()
        .map((text, row) => ({ text, cells: counter.screen.cells(row) }))
        .filter(({ cells }) => /\d/.test(cells[edge]?.text ?? '') && cells[edge - 2]?.text === '.');
      expect(amounts.length, at).toBeGreaterThanOrEqual(7);
      for (const { text, cells } of amounts) expect(cells[edge + 1]?.text, text).not.toMatch(/[\d.,]/);
    }
  });

  it('every prompt stands alone on its line, exactly, with cause, remedy and who acts, and covers no patient', async () => {
    const counter = await open(setting);
    const labels = setting.language === 'en' ? ['Cause', 'Remedy', 'Who acts'] : ['原因', '办法', '谁来办'];
    for (const { refusal, visit } of prompts) {
      counter.desk.show(visit);
      await counter.screen.shows(refusal.text);
      const rows = counter.screen.lines();
      const line = rows.find((text) => text.includes(refusal.text))!;
      expect(line.replaceAll(/[│|]/g, '').trim()).toBe(refusal.text);
      const text = counter.screen.text();
      for (const label of labels) expect(text, refusal.prompt).toContain(label);
      for (const known of ['王秀兰', '1299**********0021', '1,284.50', '700.00', '5,500.00', '2011-12-31']) {
        expect(text, refusal.prompt).toContain(known);
      }
    }
  });
});

describe('the header', () => {
  it('says hospital, level, window, operator, business date and time, center and reader', async () => {
    const { screen } = await open();
    expect(screen.lines()[0]).toBe(' 海河市人民医院 三级 │ 3 号窗口 李敏   2011-08-15 09:41 │ 医保 通 │ 读卡器 无卡');
  });
});

describe('smaller than 80×24', () => {
  it('says so in one sentence, waits for a resize, and then draws everything', async () => {
    const { screen } = await open();
    screen.resize(60, 20);
    await screen.shows('窗口太小');
    expect(screen.text().replaceAll('\n', '')).toContain('请放大到至少 80 列 24 行');
    screen.resize(100, 30);
    await screen.until((it) => it.text().includes('挂号') && it.lines()[2]!.length === 100);
  });
});

describe('a settlement in doubt (prompt 5 at the settlement)', () => {
  it('shows the prompt exactly, and that nobody knows', async () => {
    const { desk, screen } = await open();
    const { visit } = namedStates.find(({ name }) => name === 'in-doubt')!;
    const refusal = prompts.find((one) => one.refusal.prompt === 'center-call-failed')!.refusal;
    if (visit.at === 'in-doubt') desk.show({ ...visit, refusal });
    await screen.shows('不知道是否已收费');
    const line = screen.lines().find((text) => text.includes('调用中心交易失败'))!;
    expect(line.replaceAll('│', '').trim()).toBe('调用中心交易失败');
  });

  it('shows what the center has against a clock in its place, with what to do', async () => {
    for (const { visit } of namedStates) {
      const doubt = visit.at === 'refunding' ? visit.refund : visit;
      if (doubt.at !== 'in-doubt' || !doubt.problem) continue;
      const { desk, screen } = await open();
      desk.show(visit);
      await screen.shows('医保中心的时钟有误');
      expect(screen.text()).not.toContain('调用中心交易失败');
      expect(screen.text()).toContain(doubt.msgid);
      await opened?.quit();
    }
    expect.assertions(4);
  });
});

describe('colours', () => {
  it('say four meanings, and nothing where NO_COLOR is set or the terminal is dumb', () => {
    expect(coloursAllowed({})).toBe(true);
    expect(coloursAllowed({ NO_COLOR: '1' })).toBe(false);
    expect(coloursAllowed({ NO_COLOR: '' })).toBe(true);
    expect(coloursAllowed({ TERM: 'dumb' })).toBe(false);
    expect(lookOf(span('x', 'refused', true), true)).toEqual({ color: 'red', bold: true });
    expect(lookOf(span('x', 'refused', true), false)).toEqual({ bold: true });
  });

  it('NO_COLOR loses no character', async () => {
    const { visit } = namedStates.find(({ name }) => name === 'trial-shown')!;
    const texts: string[] = [];
    for (const environment of [{}, { NO_COLOR: '1' }]) {
      const counter = await open({ environment });
      counter.desk.show(visit);
      await counter.screen.shows('统筹支付');
      texts.push(counter.screen.text());
      await counter.quit();
    }
    expect(texts[1]).toBe(texts[0]);
  });
});

describe('the probe at the start (7-facts: ambiguous characters are two cells on Chinese consoles)', () => {
  it('draws light lines where the terminal answers that they take one cell', async () => {
    const { screen } = await open({ ambiguous: 'probe' });
    await screen.shows('│ 医保 通');
  });

  it('draws in ASCII where the terminal answers that they take two', async () => {
    const { screen, keyboard } = await open({ ambiguous: 'probe', silent: true });
    keyboard.type('\u001b[1;3R');
    await screen.shows('| 医保 通');
    expect(screen.text()).not.toMatch(/[─│█]/);
  });

  it('draws in ASCII where no answer comes in time, and loses no key typed meanwhile', async () => {
    const { screen, keyboard, clock } = await open({ ambiguous: 'probe', silent: true });
    keyboard.type('5');
    clock.advance(200);
    await screen.shows('[5 对账]');
    expect(screen.text()).not.toMatch(/[─│█]/);
  });
});
