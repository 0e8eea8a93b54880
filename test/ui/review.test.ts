// What review says, on the screen where doctor and cashier can act on it: a sign and a word in place, never the colour alone.

import { afterEach, expect, test } from 'vitest';
import { reviewProblem } from '../../src/hospital/visit/problem.ts';
import type { ReviewFinding } from '../../src/hospital/visit/review.ts';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
import { charge, namedStates, orders, subject, ticket } from './support/states.ts';

let opened: OpenedCounter | undefined;

async function open(setting: Setting = {}): Promise<OpenedCounter> {
  opened = await openCounter(setting);
  return opened;
}

afterEach(async () => {
  await opened?.quit();
  opened = undefined;
});

const tooLong: ReviewFinding = {
  rule: 'supply-ordinary',
  title: { zh: '普通处方不超过 7 日用量', en: 'at most 7 days' },
  severity: 'refuse',
  line: 0,
  message: { zh: '用药 9 天，普通处方最多 7 天', en: '9 days of supply, at most 7' },
  remedy: { zh: '请医生改为 7 天以内', en: 'the doctor shortens it' },
  act: 'change',
};
const dear: ReviewFinding = {
  ...tooLong,
  rule: 'price-ceiling',
  severity: 'warn',
  message: { zh: '高于限价', en: 'above' },
};
const selfPay: ReviewFinding = { ...tooLong, rule: 'self-pay-consent', line: 1, act: 'consent' };
const ctrl = { s: '\u0013', n: '\u000e', u: '\u0015' };

test.each([
  [80, 24, 'zh', '×拒付', '× 拒付 用药 9 天', '办法 请医生改为 7 天以内'],
  [120, 40, 'zh', '×拒付', '× 拒付 用药 9 天', '办法 请医生改为 7 天以内'],
  [80, 24, 'en', '×deny', '× Refused 9 days', 'Remedy the doctor shortens it'],
] as const)(
  'at %i×%i in %s a refused line is marked in place, with why and what helps',
  async (columns, rows, language, mark, why, helps) => {
    const { desk, screen, keyboard } = await open({ columns, rows, language });
    desk.script.review = ({ lines }) => (lines[0]?.days === 7 ? [] : [tooLong]);
    desk.show({ at: 'consulting', ticket, orders });
    keyboard.type(ctrl.s);
    await screen.shows(mark);
    for (const text of [why, helps]) expect(screen.text()).toContain(text);
    expect(desk.snapshot().visit.at).toBe('consulting');
  },
);

test('Ctrl+N changes quantity and days in place, and the mark goes with what it was about', async () => {
  const { desk, screen, keyboard } = await open();
  desk.show({ at: 'consulting', ticket, orders: { ...orders, lines: orders.lines.slice(0, 1) }, findings: [tooLong] });
  await screen.shows('×拒付');
  keyboard.type(ctrl.n);
  await screen.shows('数量:');
  keyboard.type(`${ctrl.u}3 7\r`);
  await screen.shows('3盒7天');
  expect(screen.text()).not.toContain('拒付');
  expect(desk.snapshot().visit).toMatchObject({ orders: { lines: [{ quantity: '3', days: 7 }] } });
});

test('consent is asked once, with the price: Enter records it and sends, Esc leads back to the orders', async () => {
  const { desk, screen, keyboard, clock } = await open();
  desk.script.review = ({ lines }) => (lines[1]?.consent ? [dear] : [selfPay]);
  desk.show({ at: 'consulting', ticket, orders });
  keyboard.type(ctrl.s);
  await screen.shows('患者同意吗');
  keyboard.type('\u001b');
  clock.advance(50);
  await screen.shows('审核未通过');
  keyboard.type(ctrl.s);
  await screen.shows('患者同意吗');
  keyboard.type('\r');
  await screen.shows('! 提醒 高于限价');
  expect(desk.snapshot().visit).toMatchObject({ at: 'orders-sent', orders: { lines: [{}, { consent: true }, {}] } });
  keyboard.type('e');
  await screen.shows('诊断:');
  expect(desk.snapshot().visit).toMatchObject({ at: 'consulting', findings: [dear] });
});

test.each([
  [80, 24],
  [120, 40],
] as const)(
  'at %i×%i warnings stand beside the trial, and every payer with them; v shows all of it',
  async (columns, rows) => {
    const { desk, screen, keyboard } = await open({ columns, rows });
    const trial = namedStates.find(({ visit }) => visit.at === 'trial-shown');
    if (trial?.visit.at !== 'trial-shown') throw new Error('no trial');
    desk.show({ ...trial.visit, findings: Array.from({ length: 9 }, () => dear) });
    await screen.shows('! 提醒 高于限价');
    for (const text of ['合计', '统筹支付', '账户支付', '现金', '审核提示']) expect(screen.text()).toContain(text);
    keyboard.type('v');
    await screen.shows('实时审核');
    expect(screen.text()).toContain('price-ceiling');
  },
);

test('refused when it is charged, it sends the patient back to the doctor, whose typing finds the orders again', async () => {
  const { desk, screen, keyboard } = await open({ station: 'consult' });
  const problem = reviewProblem('用药 9 天', [tooLong]);
  desk.show({ at: 'problem', problem, resume: { at: 'pricing', subject, charge }, options: [] });
  await screen.shows('请患者回诊室');
  expect(screen.text()).toContain('× 拒付 用药 9 天');
  const sent = { ...ticket, stage: { at: 'ordered', orders } } as const;
  desk.show({ at: 'awaiting-card' }, { queue: { consult: [], pay: [sent], refund: [] } });
  await screen.shows('候诊 0 人');
  keyboard.type(ticket.number.slice(-3));
  await screen.shows(ticket.number);
});
