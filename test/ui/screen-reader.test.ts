// The screen as a screen reader speaks it (10-counter): linear, boxless, and whole on the least terminal.

import { afterEach, describe, expect, it } from 'vitest';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
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

describe('for a screen reader', () => {
  it('says everything in one column, without frames, and leaves nothing out', async () => {
    const { desk, screen } = await open({ environment: { INK_SCREEN_READER: 'true' }, columns: 100, rows: 60 });
    await screen.shows('请插入社会保障卡');
    for (const { refusal, visit } of prompts) {
      desk.show(visit);
      await screen.until((it) => it.lines().includes(refusal.text));
      expect(screen.text()).not.toMatch(/[─│┌|]/);
      expect(screen.text()).toContain('1299**********0021');
      expect(screen.text()).toContain('谁来办');
    }
  });

  it('every state fits a terminal of 80×24, with header, patient, what is in front and the keys', async () => {
    for (const language of ['zh', 'en'] as const) {
      const counter = await open({ environment: { INK_SCREEN_READER: 'true' }, language });
      const { desk, screen } = counter;
      for (const { name, visit } of namedStates) {
        const since = screen.written.length;
        desk.show({ at: 'awaiting-card' });
        desk.show(visit);
        await screen.until(({ written }) => written.length > since);
        await screen.until((it) => it.text().trim() !== '' && /\? (帮助|help)$/.test(lastSaid(it.lines())));
        const lines = screen.lines();
        expect(lines[0], `${name}: ${lines.join('\n')}`).toContain('海河市人民医院');
        expect(screen.text(), name).toMatch(/3 号窗口|Window 3/);
      }
      for (const { refusal, visit } of prompts) {
        desk.show(visit);
        await screen.until((it) => it.lines().includes(refusal.text));
        expect(screen.lines()[0], refusal.prompt).toContain('海河市人民医院');
        for (const known of ['1299**********0021', '1,284.50']) expect(screen.text(), refusal.prompt).toContain(known);
        expect(screen.text(), refusal.prompt).toMatch(/谁来办|Who acts/);
      }
      await counter.quit();
    }
  });
});

function lastSaid(lines: readonly string[]): string {
  return lines.findLast((text) => text !== '') ?? '';
}
