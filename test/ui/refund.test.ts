// The refund station at the keys (10-counter, header row "4 退费"; 2-benefits, section 7).

import { afterEach, describe, expect, it } from 'vitest';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
import { namedStates } from './support/states.ts';

let opened: OpenedCounter | undefined;
afterEach(async () => {
  await opened?.quit();
  opened = undefined;
});

function paidTicket() {
  const paid = namedStates.find(({ name }) => name === 'paid')?.visit;
  if (paid?.at !== 'paid') throw new Error('no paid ticket');
  return paid.ticket;
}

/** The free refund station with one paid ticket in its list, and that ticket opened by Enter. */
async function openedTicket(setting: Setting = {}): Promise<OpenedCounter> {
  opened = await openCounter({ station: 'refund', ...setting });
  const ticket = paidTicket();
  opened.desk.keep(ticket);
  opened.desk.show({ at: 'awaiting-card' });
  await opened.screen.shows(ticket.number);
  opened.keyboard.type('\r');
  await opened.screen.shows(setting.language === 'en' ? 'Quantity back' : '退回数量');
  return opened;
}

describe('the refund station', () => {
  it('gives back by Enter alone: the whole line, the trial, and then a second person', async () => {
    const { keyboard, screen, desk } = await openedTicket();
    keyboard.type('\r');
    await screen.shows('退2/2盒');
    keyboard.type('\r');
    await screen.shows('应退现金');
    // The figures of all three columns and the cash to hand back end in the same column.
    const ends = (text: string) => {
      const row = screen.lines().findIndex((each) => each.includes(text));
      return screen.cells(row).findLastIndex((cell) => cell.text.trim() !== '');
    };
    expect(ends('合计')).toBe(ends('应退现金'));
    keyboard.type('\r');
    await screen.shows('需要第二人批准');
    keyboard.type('1008\r');
    keyboard.type('10081008\r');
    await screen.shows('退费完成');
    expect(screen.text()).toContain('批准 何静宜');
    expect(JSON.stringify(desk.events)).not.toContain('10081008');
    expect(screen.lines().at(-1)).toMatch(/Enter 下一位.*p 打印退费收据/);
  });

  it('takes a quantity that is typed, refuses more than was charged, and takes a line back out', async () => {
    const { keyboard, screen } = await openedTicket();
    keyboard.type('3\r');
    await screen.shows('最多 2盒');
    keyboard.type('\u007f1\r');
    await screen.shows('退1/2盒');
    keyboard.type('\u0004');
    await screen.until((it) => !it.text().includes('退1/2盒'));
    keyboard.type('\u0013');
    await screen.shows('还没有选退的药品');
  });

  it('shows what is no drug quiet, with the reason, and Enter says it', async () => {
    const { keyboard, screen } = await openedTicket({ language: 'en', columns: 120, rows: 40 });
    expect(screen.text()).toContain('(only drugs can be given back)');
    keyboard.type('\u001b[B');
    keyboard.type('\r');
    await screen.until((it) => it.lines().at(-2)?.includes('only drugs') === true || it.text().includes('> 血常规'));
    keyboard.type('\r');
    expect(screen.text()).not.toContain('Cash to hand back');
  });

  it('explains a trial with w: the difference first, then how what is kept was settled', async () => {
    const { keyboard, screen } = await openedTicket({ rows: 40, columns: 100 });
    keyboard.type('\r');
    await screen.shows('退2/2盒');
    keyboard.type('\r');
    await screen.shows('应退现金');
    keyboard.type('w');
    await screen.shows('余下部分的结算');
  });
});
