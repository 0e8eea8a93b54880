// What lies over the work and is longer than its room (10-counter): scrolled with keys that the footer names.

import { afterEach, describe, expect, it } from 'vitest';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
import { namedStates, orders, ticket } from './support/states.ts';

let opened: OpenedCounter | undefined;

async function open(setting: Setting = {}): Promise<OpenedCounter> {
  opened = await openCounter(setting);
  return opened;
}

afterEach(async () => {
  await opened?.quit();
  opened = undefined;
});

const long = Array.from({ length: 40 }, (_, row) => `paper line ${row + 1}.`);

describe('a receipt longer than the screen', () => {
  it('names its keys in the footer, and does not remember being scrolled past the end', async () => {
    const { desk, screen, keyboard } = await open({ receiptLines: long });
    desk.show(namedStates.find(({ name }) => name === 'paid')!.visit);
    await screen.shows('收费完成');
    keyboard.type('p');
    await screen.shows('PgDn 还有');
    expect(screen.lines().at(-1)).toContain('PgDn 向下一页');
    keyboard.type('\u001b[6~'.repeat(12));
    await screen.shows('paper line 40.');
    keyboard.type('\u001b[A');
    await screen.until((it) => !it.text().includes('paper line 40.'));
    expect(screen.text()).toContain('paper line 39.');
  });

  it('where everything is seen, no key scrolls', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show(namedStates.find(({ name }) => name === 'paid')!.visit);
    keyboard.type('p');
    await screen.shows('receipt 20110815-0042');
    expect(screen.lines().at(-1)).not.toContain('PgDn');
  });
});

describe('help', () => {
  it('scrolled past its end goes back at the first key', async () => {
    const { desk, screen, keyboard } = await open();
    desk.show({ at: 'consulting', ticket, orders });
    await screen.shows('合计');
    keyboard.type('?');
    await screen.shows('帮助：现在可用的键');
    const first = screen.text();
    expect(first).toContain('PgDn 还有');
    keyboard.type(' '.repeat(9));
    await screen.shows('已到末尾');
    keyboard.type('\u001b[5~');
    await screen.until((it) => it.text() === first);
  });
});
