// The ten prompts: exact texts, what the deck says of each, and the order in which they are met (1-prompts; deck 000).

import { describe, expect, test } from 'vitest';
import type { CalendarMonth } from '../../src/domain/date.ts';
import { type Prompt, promptStages, promptText } from '../../src/domain/prompt.ts';
import { findPromptEntry, promptCatalog, promptEntry, promptSteps } from '../../src/domain/prompt-catalog.ts';

/** The table of 1-prompts, character for character. */
const texts = {
  'card-invalid': '该卡无效',
  'month-unpaid': '{yyyy}年{m}月未缴费，请用现金结算',
  'open-reconciliation': '存在未完成的对账信息，提示{hospital}{data}',
  inpatient: '住院期间不能门诊挂号',
  'center-call-failed': '调用中心交易失败',
  'no-outpatient-benefit': '门诊不享受，请用现金支付',
  'person-unknown': '中心没有此人信息',
  'special-illness-lapsed': '取对应的门特登记信息失败',
  'wrong-pin': '密码错误',
  'waiting-period': '个人缴费有六个月的等待期',
};

/** A prompt with some facts in it, and what the placeholders of its template become then. */
function filled(id: (typeof promptCatalog)[number]['id']): { prompt: Prompt; facts: Record<string, string> } {
  if (id === 'month-unpaid')
    return { prompt: { id, month: '2011-08' as CalendarMonth }, facts: { yyyy: '2011', m: '8' } };
  if (id === 'open-reconciliation') {
    const facts = { hospital: '海河市中医医院', data: '00022011081409310500017' };
    return { prompt: { id, hospitalName: facts.hospital, data: facts.data }, facts };
  }
  return { prompt: { id }, facts: {} };
}

describe('the catalogue', () => {
  test('has the ten prompts of the deck in its order, with their exact texts', () => {
    expect(promptCatalog.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(Object.fromEntries(promptCatalog.map(({ id, template }) => [id, template]))).toEqual(texts);
  });

  test.each(promptCatalog)('$id: the template, filled, is what the terminal shows', ({ id, template }) => {
    const { prompt, facts } = filled(id);
    expect(template.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '')).toBe(promptText(prompt));
  });

  test('every stage of the chain has its place with its prompt; card-invalid has two (1-prompts, Precedence)', () => {
    expect(promptCatalog.flatMap(({ precedence }) => precedence).sort((a, b) => a - b)).toEqual(
      promptStages.map((_, index) => index + 1),
    );
    expect(promptEntry('card-invalid')).toMatchObject({
      precedence: [1, 4],
      stages: ['card-contact', 'card-at-center'],
    });
    const firstPlace = (id: keyof typeof texts) => promptEntry(id).precedence[0]!;
    const order = [
      ...(['card-invalid', 'wrong-pin', 'center-call-failed', 'person-unknown', 'open-reconciliation'] as const),
      ...(['inpatient', 'month-unpaid', 'waiting-period', 'no-outpatient-benefit', 'special-illness-lapsed'] as const),
    ];
    expect(order.map(firstPlace)).toEqual(order.map(firstPlace).sort((a, b) => a - b));
  });

  test('cash is a way on after prompts 2, 3, 5, 6, 8 and 10, and after no other (1-prompts)', () => {
    const cash = promptCatalog.filter(({ steps }) => steps['settle-in-cash'].may).map(({ number }) => number);
    expect(cash).toEqual([2, 3, 5, 6, 8, 10]);
  });

  test('the visit can always be ended; a step that may not be taken says why, in both languages', () => {
    for (const { steps } of promptCatalog) {
      expect(steps['end-visit'].may).toBe(true);
      for (const step of promptSteps) {
        const permission = steps[step];
        if (permission.may) continue;
        expect(permission.because.zh).toMatch(/\p{Script=Han}/u);
        expect(permission.because.en).toMatch(/^[a-z]/);
      }
    }
  });

  test('a retry is offered wherever it can help, and nowhere else', () => {
    for (const { retry, steps } of promptCatalog) expect(steps.retry.may).toBe(retry !== 'no');
  });

  test.each(promptCatalog)('$id has cause, remedy and actor in both languages, and its source', (entry) => {
    for (const text of [entry.cause, entry.remedy, entry.actorName]) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
    }
    expect(entry.source).toContain(`, ${entry.number}`);
  });

  test('an id that is none is not found', () => {
    expect(findPromptEntry('toString')).toBeUndefined();
    expect(findPromptEntry('inpatient')?.number).toBe(4);
  });
});
