// 「为什么」 on the real grid (10-counter; 2-benefits): each figure with its rules, their place, value and source, from the
// settlement panel and from the receipt, in both languages. The trace is the real policy's, through center and hospital.

import { afterEach, describe, expect, it } from 'vitest';
import type { Split } from '../../src/hospital/visit/charge.ts';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import { penFor } from '../../src/ui/language/pen.ts';
import { whyLines } from '../../src/ui/pay/why.ts';
import { asciiFrames } from '../../src/ui/text/frames.ts';
import { lineCells, plainText } from '../../src/ui/text/line.ts';
import { type OpenedCounter, openCounter, type Setting } from './support/counter.ts';
import { namedStates, patient } from './support/states.ts';
import type { ScreenDouble } from './support/terminal.ts';
import { bandedSplit, tracedSplit } from './support/traced.ts';

let opened: OpenedCounter | undefined;

async function open(setting: Setting = {}): Promise<OpenedCounter> {
  opened = await openCounter(setting);
  return opened;
}

afterEach(async () => {
  await opened?.quit();
  opened = undefined;
});

function stateAt<At extends VisitState['at']>(at: At): Extract<VisitState, { at: At }> {
  const found = namedStates.find(({ visit }) => visit.at === at)?.visit;
  if (found?.at !== at) throw new Error(`no state ${at}`);
  return found as Extract<VisitState, { at: At }>;
}

const traced = tracedSplit(stateAt('trial-shown').split);
const trialShown: VisitState = { ...stateAt('trial-shown'), split: traced };

function paidWith(split: Split): VisitState {
  const visit = stateAt('paid');
  const { stage } = visit.ticket;
  if (stage.at !== 'paid' || stage.settled.by !== 'network') throw new Error('paid through insurance expected');
  return { ...visit, ticket: { ...visit.ticket, stage: { ...stage, settled: { ...stage.settled, split } } } };
}

function registeredWith(split: Split): VisitState {
  const visit = stateAt('registered');
  const { registrationFee } = visit.ticket;
  if (registrationFee.by !== 'network') throw new Error('registered through insurance expected');
  return { ...visit, ticket: { ...visit.ticket, registrationFee: { ...registrationFee, split } } };
}

/** What stands inside the frame, row by row. */
function inside(screen: ScreenDouble): string[] {
  return screen.lines().flatMap((text) => /^ [│|] {2}(.*?) *[│|]$/.exec(text)?.[1] ?? []);
}

const pageDown = '\u001b[6~';

/** How many lines are still below, as the overlay's last row says. */
function below(page: readonly string[]): number {
  return Number(/\d+/.exec(page.at(-1) ?? '')?.[0] ?? 0);
}

/** What the overlay says, scrolled page by page as a cashier does, until this is read; spaces left out. */
async function readUntil({ screen, keyboard }: OpenedCounter, last: string): Promise<string> {
  let page = inside(screen);
  let read = page.slice(0, -1);
  while (!squeezed(read.join('')).includes(squeezed(last))) {
    const left = below(page);
    if (left === 0) throw new Error(`never said: ${last}\n${read.join('\n')}`);
    keyboard.type(pageDown);
    await screen.until((it) => below(inside(it)) < left);
    page = inside(screen);
    read = [...read, ...page.slice(0, -1).slice(below(page) - left)];
  }
  return squeezed(read.join(''));
}

const squeezed = (text: string) => text.replaceAll(/\s/g, '');

describe('the trace at the counter', () => {
  it('begins with the figures and the rules that made them, each with place, key, value, date and source', async () => {
    const counter = await open();
    counter.desk.show(trialShown);
    await counter.screen.shows('Enter 结算');
    counter.keyboard.type('w');
    await counter.screen.shows('为什么是这些金额');
    expect(counter.screen.text()).toContain('全自费');
    expect(counter.screen.text()).toContain('6,000.00');
    const [applied = '', others = ''] = (await readUntil(counter, '超限价部分由个人负担：400.00 不变')).split(
      '未适用的规则',
    );
    for (const said of [
      '+一次性注射器·全额自费：由6,000.00变为0.00，目录外项目，全部由个人负担',
      'tianjin-2011/lines.yaml:4lines.full-self-pay',
      '+城镇职工门（急）诊起付标准700.00（2011-01-01起）：由878.80变为178.80，适用',
      'tianjin-2011/deductibles.yaml:11employee-outpatient.deductible[2]',
      '依据医疗保险基本知识培训·城镇职工基本医疗保险门(急)诊报销比例：起付标准',
      '+城镇职工门（急）诊报销比例65%（2011-01-01起）：由178.80变为62.58，适用',
      'tianjin-2011/rates.yaml:16employee-outpatient.rate[6]',
      '账户支付150.00',
      '现金6,637.78',
    ]) {
      expect(applied).toContain(said);
    }
    expect(others).toContain('-阿莫西林胶囊·全额自费：504.00不变，项目类别为B，规则要求C');
  });

  it('ends with every rule that did not apply and why not, those of other benefits under their benefit', () => {
    const lines = whyLines(traced, patient, penFor('zh', asciiFrames), 72);
    const [, others = ''] = squeezed(lines.map(plainText).join('')).split('未适用的规则');
    for (const said of [
      '-城镇职工门（急）诊起付标准650.00（2011-01-01起）：878.80不变，年龄为65，规则要求≥70',
      'tianjin-2011/deductibles.yaml:10employee-outpatient.deductible[1]',
      '-限额所限基金支付（2011-01-01起）：178.80不变，属于未选用的口径limit-on-fund',
      '-城乡居民门（急）诊（一级医院）：878.80不变，险种为城镇职工，规则要求城乡居民',
      '-城镇职工门特最高支付限额150,000.00（2011-01-01起）tianjin-2011/special-illness.yaml:34',
      '-对个人负担部分再予补助：178.80不变，公务员身份为非公务员',
    ]) {
      expect(others).toContain(said);
    }
  });

  it('tells each band by itself: what of the bill lies in it, and what the fund leaves (county-2006: 16, 12, 8 %)', () => {
    const lines = whyLines(bandedSplit(traced), patient, penFor('zh', asciiFrames), 112);
    const told = squeezed(lines.map(plainText).join(''));
    for (const said of [
      '0.00–3,000.00:84%（2006-01-01起）：由2,300.00变为368.00，此段按84%支付',
      '3,000.00–10,000.00:88%（2006-01-01起）：由7,000.00变为840.00，此段按88%支付',
      '10,000.00–:92%（2006-01-01起）：由2,000.00变为160.00，此段按92%支付',
    ]) {
      expect(told).toContain(said);
    }
  });

  it('is complete in English', async () => {
    const counter = await open({ language: 'en', columns: 120, rows: 40 });
    counter.desk.show(trialShown);
    counter.keyboard.type('w');
    await counter.screen.shows('Why these amounts');
    const text = await readUntil(counter, 'class is B, the rule asks for C');
    expect(text).toContain(squeezed('rate 65 % (since 2011-01-01): from 178.80 to 62.58, fits the bill'));
    expect(text).toContain('tianjin-2011/rates.yaml:16employee-outpatient.rate[6]Source:');
    expect(text).toContain(squeezed('Rules that did not apply: '));
    expect(text).not.toMatch(/依据|未适用|不变/);
  });

  it.each([
    ['zh', 72],
    ['en', 72],
    ['zh', 112],
    ['en', 112],
  ] as const)('in %s no line is wider than %i cells, and every rule has its file and line', (language, width) => {
    const lines = whyLines(traced, patient, penFor(language, asciiFrames), width);
    for (const each of lines) expect(lineCells(each), plainText(each)).toBeLessThanOrEqual(width);
    const text = lines.map(plainText).join('\n').replaceAll(/\s+/g, '');
    for (const { at } of traced.trace?.rules ?? []) expect(text).toContain(`${at.file}:${at.line}`);
    expect(traced.trace?.rules.length).toBeGreaterThan(60);
  });

  it('says how many rules were not sent', () => {
    const { trace } = traced;
    if (!trace) throw new Error('a trace expected');
    const lines = whyLines({ ...traced, trace: { ...trace, leftOut: 7 } }, patient, penFor('zh', asciiFrames), 72);
    expect(plainText(lines.at(-1) ?? [])).toContain('另有 7 条');
  });

  it('is asked from the receipt too, and goes back to it', async () => {
    const { desk, screen, keyboard, clock } = await open();
    desk.show(paidWith(traced));
    await screen.shows('收费完成');
    keyboard.type('p');
    await screen.shows('receipt 20110815-0042');
    expect(screen.lines().at(-1)).toContain('w 为什么');
    keyboard.type('w');
    await screen.shows('由 6,000.00 变为 0.00');
    keyboard.type('\u001b');
    clock.advance(50);
    await screen.shows('receipt 20110815-0042');
    keyboard.type('\u001b');
    clock.advance(50);
    await screen.until((it) => !it.text().includes('receipt 20110815-0042'));
    expect(screen.text()).toContain('收费完成');
  });

  it.each([
    ['registered', registeredWith(traced), '挂号完成'],
    ['paid', paidWith(traced), '收费完成'],
  ] as const)('is asked after it is %s', async (_, visit, title) => {
    const { desk, screen, keyboard } = await open();
    desk.show(visit);
    await screen.shows(title);
    expect(screen.lines().at(-1)).toContain('w 为什么');
    keyboard.type('w');
    await screen.shows('由 6,000.00 变为 0.00');
  });
});
