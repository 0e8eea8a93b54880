// Examinations: the same seed is the same paper, and every question has one right answer that the rules in force bear out.

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { loadPack } from '../../src/policy/load-pack.ts';
import { loadBank } from '../../src/training/exam/bank.ts';
import { drawnApart, randomFrom, shuffled } from '../../src/training/exam/draw.ts';
import { paperOf } from '../../src/training/exam/paper.ts';
import { promptQuestions } from '../../src/training/exam/prompt-questions.ts';
import { ruleQuestions } from '../../src/training/exam/rule-questions.ts';
import { loadShelf } from '../../src/training/scenario/shelf.ts';
import { top } from '../support/paths.ts';

function value<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const day = dateOf('2011-08-15');
const pack = value(loadPack('tianjin-2011'));
const sources = { shelf: value(loadShelf(join(top, 'fixtures', 'scenarios'))), bank: value(loadBank()), pack, day };

describe('a paper is drawn by its seed', () => {
  test('the same seed is the same paper, another seed another one', () => {
    const size = { seed: 7, scenarios: 5, questions: 12 };
    const paper = paperOf(sources, size);
    expect(paperOf(sources, size)).toEqual(paper);
    expect(paperOf(sources, { ...size, seed: 8 })).not.toEqual(paper);
    expect(paper.items).toHaveLength(5);
    expect(paper.questions).toHaveLength(12);
  });

  test('scenarios are drawn apart: no prompt comes twice before every one has come', () => {
    const random = randomFrom(3);
    const drawn = drawnApart(['a1', 'a2', 'a3', 'b1', 'c1'], 3, (name) => name.charAt(0), random);
    expect(new Set(drawn.map((name) => name.charAt(0))).size).toBe(3);
  });

  test('a shuffle loses nothing', () => {
    const list = Array.from({ length: 50 }, (_, index) => index);
    expect(shuffled(list, randomFrom(1)).sort((a, b) => a - b)).toEqual(list);
  });
});

describe('theory questions are true for the rules in force', () => {
  test('retired, 65, level 2: 65 % above 700 (deck 000, 城镇职工门急诊)', () => {
    const questions = ruleQuestions(pack, day, randomFrom(1));
    const answerTo = (zh: string) => {
      const asked = questions.find(({ text }) => text.zh === zh);
      return asked?.answers[asked.right]?.zh;
    };
    expect(answerTo('退休职工，65 岁普通门诊一年的起付标准是')).toBe('700.00 元');
    expect(answerTo('退休职工，65 岁在二级医院看普通门诊，起付线以上报销')).toBe('65 %');
    expect(answerTo('建国前参加革命工作的老工人在三级医院看普通门诊，起付线以上报销')).toBe('95 %');
    expect(answerTo('城乡居民，成年在三级医院看普通门诊，起付线以上报销')).toBeUndefined();
  });

  test('every question has at least two different answers, one of which is right', () => {
    const questions = [...ruleQuestions(pack, day, randomFrom(2)), ...promptQuestions(randomFrom(2))];
    expect(questions.length).toBeGreaterThan(40);
    for (const { answers, right } of questions) {
      expect(answers.length).toBeGreaterThan(1);
      expect(new Set(answers.map(({ zh }) => zh)).size).toBe(answers.length);
      expect(answers[right]).toBeDefined();
    }
  });
});
