// The figures on the screen (10-counter, 2-benefits Who pays): whose they are, what they are called, how they came about.

import { afterEach, describe, expect, it } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { fen } from '../../src/domain/money.ts';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
import { insuredOf, wang } from './support/people.ts';
import { namedStates } from './support/states.ts';

let opened: OpenedCounter | undefined;

async function open(setting: Setting = {}): Promise<OpenedCounter> {
  opened = await openCounter(setting);
  return opened;
}

afterEach(async () => {
  await opened?.quit();
  opened = undefined;
});

describe('money', () => {
  it('shows the account and the year as they are after the settlement', async () => {
    const { screen, desk } = await open();
    const { visit } = namedStates.find(({ name }) => name === 'paid')!;
    desk.show(visit);
    await screen.shows('收费完成');
    expect(screen.text()).toContain('1,269.20');
    expect(fen(128450 - 1530)).toBe(126920);
  });

  it('names the supplement of civil servants to civil servants only', async () => {
    const { screen, desk } = await open();
    const { visit } = namedStates.find(({ name }) => name === 'trial-shown')!;
    desk.show(visit);
    await screen.shows('Enter 结算');
    expect(screen.text()).not.toContain('公务员补助');
    const fund = screen.lines().findIndex((text) => text.includes('账户支付'));
    if (visit.at !== 'trial-shown' || visit.subject.purpose !== 'fees') throw new Error('fees expected');
    const insured = insuredOf(wang, { civilServant: 'in-service' });
    const patient = { known: 'by-center', holder: wang, insured } as const;
    desk.show({ ...visit, subject: { ...visit.subject, ticket: { ...visit.subject.ticket, patient } } });
    await screen.shows('公务员补助');
    expect(screen.lines().findIndex((text) => text.includes('账户支付'))).toBe(fund);
  });

  it('explains itself in the language of the screen, with thousands separators', async () => {
    for (const [language, expected] of [
      ['zh', '城镇职工基本医疗保险统筹基金：范围内 33.10，起付标准 700.00，限额 5,500.00，比例 65 %'],
      ['en', "Employees' pooled fund: in scope 33.10, yearly deductible 700.00, limit 5,500.00, rate"],
    ] as const) {
      const counter = await open({ language });
      const { visit } = namedStates.find(({ name }) => name === 'trial-shown')!;
      if (visit.at !== 'trial-shown') throw new Error('a trial expected');
      const explanation = ['城镇职工基本医疗保险统筹基金：范围内 33.10，起付标准 700.00，限额 5500.00，比例 65 %'];
      counter.desk.show({ ...visit, split: { ...visit.split, explanation } });
      counter.keyboard.type('w');
      await counter.screen.until((it) => it.text().replaceAll(/[│\s]/g, '').includes(expected.replaceAll(' ', '')));
      await counter.quit();
    }
  });
});

describe('a special illness', () => {
  const lapsed = { code: '01', name: '系统性红斑狼疮', from: dateOf('2010-01-01'), until: dateOf('2011-06-30') };

  it('that has lapsed is said in one sentence on one line', async () => {
    const { screen, desk, keyboard } = await open();
    desk.script.insured = (holder) => insuredOf(holder, { specialIllnesses: [lapsed] });
    desk.insert(wang);
    keyboard.type('123456\t\t');
    await screen.shows('系统性红斑狼疮 登记已于 2011-06-30 到期');
  });

  it('keeps name and the word before the date in English too', async () => {
    const { screen, desk, keyboard } = await open({ language: 'en' });
    desk.insert(wang);
    keyboard.type('123456');
    await screen.shows('糖尿病 to 2011-12-31');
  });

  it('lapsed, its name still stands before the date in English', async () => {
    const { screen, desk, keyboard } = await open({ language: 'en' });
    desk.script.insured = (holder) => insuredOf(holder, { specialIllnesses: [{ ...lapsed, name: '糖尿病' }] });
    desk.insert(wang);
    keyboard.type('123456');
    await screen.shows('糖尿病 lapsed 2011-06-30');
  });

  it('shows the figures of its own ledger whole, however large, at 80 columns', async () => {
    for (const language of ['zh', 'en'] as const) {
      const counter = await open({ language });
      const year = {
        ledger: 'special-illness',
        inScope: fen(594_000),
        deductibleTaken: fen(130_000),
        deductible: fen(130_000),
        limit: fen(15_000_000),
        fund: fen(0),
      } as const;
      counter.desk.script.insured = (holder) => insuredOf(holder, { year });
      counter.desk.insert(wang);
      counter.keyboard.type('123456');
      await counter.screen.shows('1,300.00/1,300.00');
      await counter.screen.shows('5,940.00/150,000.00');
      await counter.quit();
    }
  });
});
