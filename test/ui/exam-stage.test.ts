// An examination's stage: it is put down before anything is shown, nobody leaves it unasked, the time ends it wherever it is, and
// its result has a reason for every point that is wanting.

import { describe, expect, onTestFinished, test } from 'vitest';
import type { Text } from '../../src/domain/language.ts';
import { failure, ok } from '../../src/domain/result.ts';
import type { ExamPart } from '../../src/training/exam/answers.ts';
import { randomFrom } from '../../src/training/exam/draw.ts';
import { promptQuestions } from '../../src/training/exam/prompt-questions.ts';
import { ExamStage } from '../../src/ui/exam/exam-stage.ts';
import { counterOf, Drills, handsOn, holderName, insert, shelvedNamed, surroundingsOf } from './support/stage.ts';

const items = [shelvedNamed('prompt-person-unknown'), shelvedNamed('prompt-inpatient')];
const questions = promptQuestions(randomFrom(1)).slice(0, 3);

function openExam(language: 'zh' | 'en' = 'zh', cannotBegin?: Text) {
  const drills = new Drills();
  const hand = surroundingsOf(language);
  const kept: { readonly parts: readonly ExamPart[]; readonly seconds: number }[] = [];
  const order: string[] = [];
  const stage = new ExamStage({
    surroundings: hand.surroundings,
    clock: drills.clock,
    paper: { seed: 7, items, questions },
    terms: { trainee: 'T', seed: 7, items: 2, questions: 3, passMark: 60, limit: 600, attempt: 1 },
    names: holderName,
    hospitalName: () => 'H',
    begin() {
      order.push(`begun, shown: ${stage.view().sheet.title.en}`);
      return cannotBegin ? failure(cannotBegin) : ok(2);
    },
    open(shelved) {
      order.push(`open ${shelved.name}`);
      return drills.open(shelved);
    },
    counter: counterOf(hand, drills.clock, true),
    finish(parts, seconds) {
      kept.push({ parts: [...parts], seconds });
      return { passed: false };
    },
  });
  onTestFinished(() => stage.close());
  return { stage, drills, hand, kept, order, ...handsOn(stage, hand) };
}

type Exam = ReturnType<typeof openExam>;

async function atFirstCounter({ press, sees }: Exam): Promise<void> {
  press('enter', 'enter');
  await sees('插入社会保障卡');
}

/** Every point that is wanting has its reason. */
function expectReasons({ kept }: Exam): void {
  for (const { points, of, lost } of kept[0]?.parts ?? []) {
    expect(lost.reduce((sum, each) => sum + each.points, 0)).toBe(of - points);
  }
}

describe('from the terms to the result', () => {
  test('it is put down before anything of the paper is shown; worked by keys it comes to its points and the attempt', async () => {
    const exam = openExam();
    const { stage, drills, kept, order, hand, press, text, sees } = exam;
    press('enter');
    expect(order).toEqual(['begun, shown: Examination']);
    expect(text()).toContain('实操 1 / 2');
    press('enter');
    await sees('插入社会保障卡');
    // No title and no hint: they would name the prompt.
    press('ctrl+p');
    expect(text()).not.toContain('中心没有此人信息');
    if (!drills.last) throw new Error('nothing opened');
    await insert({ drill: drills.last }, 'cao-jinlong');
    press('1', '2', '3', '4', '5', '6');
    await sees('中心没有此人信息');
    press('ctrl+y', '3', 'ctrl+f');
    await sees('交这一题吗');
    press('escape');
    await sees('12333');
    press('ctrl+f', 'y', 'y');
    await sees('实操 2 / 2');
    expect(drills.begun).toHaveLength(1);
    press('enter');
    await sees('插入社会保障卡');
    press('ctrl+f', 'ctrl+f');
    await sees('理论 1 / 3');
    const right = (place: number) => String((questions[place]?.right ?? 0) + 1);
    const wrong = String((((questions[1]?.right ?? 0) + 1) % (questions[1]?.answers.length ?? 2)) + 1);
    press('0', '9', right(0), wrong, right(2), right(2), right(2));
    await sees('不及格，第 2 次考这张试卷');
    expect(kept).toHaveLength(1);
    expect(kept[0]?.parts.map(({ points, of }) => [points, of])).toEqual([
      [80, 80],
      [0, expect.any(Number)],
      [20, 30],
    ]);
    expectReasons(exam);
    expect(kept[0]?.parts[2]?.lost).toEqual([
      expect.objectContaining({ points: 10, zh: expect.stringMatching(/^2\. .+：.+；应为.+（deck 000/) }),
    ]);
    const first = text();
    press('page-down');
    expect(text()).not.toBe(first);
    press('enter');
    expect(hand.quits).toBe(1);
    await stage.close();
    expect(kept).toHaveLength(1);
  });

  test('the tray does not say what a card is good for, and repairs neither reader nor line', async () => {
    const exam = openExam();
    await atFirstCounter(exam);
    exam.press('ctrl+r', ...'cao-j');
    expect(exam.text()).toContain('曹金龙 cao-jinlong');
    for (const word of ['没有登记', 'line up', 'mute']) {
      exam.press('ctrl+u', ...word);
      expect(exam.text(), word).toContain('没有找到');
    }
  });

  test('what cannot be put down is not begun', () => {
    const { press, text } = openExam('zh', { zh: '磁盘满了', en: 'the disk is full' });
    press('enter');
    expect(text()).toContain('磁盘满了');
    expect(text()).toContain('及格线');
  });
});

describe('whoever wants to leave is asked first', () => {
  test('Ctrl+Q and Ctrl+C before a scenario, at the counter and at a question; no goes back, yes shows the result', async () => {
    const exam = openExam();
    const { press, text, sees, kept, drills } = exam;
    press('enter', 'ctrl+c');
    expect(text()).toContain('放弃考试吗');
    press('x', '1', 'n');
    expect(text()).toContain('实操 1 / 2');
    press('enter');
    await sees('插入社会保障卡');
    for (const key of ['ctrl+q', 'ctrl+c']) {
      press(key);
      expect(text()).toContain('放弃考试吗');
      press('enter');
      expect(text()).toContain('插入社会保障卡');
    }
    press('ctrl+f', 'y');
    await sees('实操 2 / 2');
    press('enter');
    await sees('插入社会保障卡');
    press('ctrl+f', 'y');
    await sees('理论 1 / 3');
    press('ctrl+q');
    expect(text()).toContain('放弃考试吗');
    press('1', 'escape');
    expect(text()).toContain('理论 1 / 3');
    press('ctrl+q', 'ctrl+q');
    await sees('不及格');
    expect(kept[0]?.parts.at(-1)?.lost).toHaveLength(3);
    expect(kept[0]?.parts.at(-1)?.lost[0]?.zh).toContain('没有回答');
    expectReasons(exam);
    expect(drills.atOnce).toBe(0);
  });

  test('given up in the midst of a scenario: it counts as it was left, what was not reached counts nothing', async () => {
    const exam = openExam();
    await atFirstCounter(exam);
    exam.press('ctrl+q', 'y', 'y');
    await exam.sees('不及格');
    expect(exam.drills.begun).toMatchObject([{ ended: 'left' }]);
    expect(exam.kept[0]?.parts.map(({ points }) => points)).toEqual([0, 0, 0]);
    expectReasons(exam);
  });

  test('a scenario that does not open can be tried again or given up', async () => {
    const exam = openExam();
    exam.drills.fails = { zh: '磁盘满了', en: 'the disk is full' };
    exam.press('enter', 'enter');
    await exam.sees('磁盘满了');
    expect(exam.text()).toContain('Ctrl+Q 放弃考试');
    exam.press('ctrl+q', 'n');
    expect(exam.text()).toContain('磁盘满了');
    exam.press('enter');
    await exam.sees('插入社会保障卡');
    expect(exam.drills.begun).toHaveLength(1);
  });
});

describe('the time', () => {
  test('of a scenario: it ends there, and the next one comes', async () => {
    const exam = openExam();
    await atFirstCounter(exam);
    exam.drills.clock.advance((items[0]?.scenario.limit ?? 0) * 1000 + 2000);
    await exam.sees('实操 2 / 2');
    expect(exam.drills.begun).toMatchObject([{ ended: 'out-of-time' }]);
  });

  test('of everything: over in the midst of a scenario, even while it is asked whether to give up', async () => {
    const exam = openExam();
    exam.press('enter');
    exam.drills.clock.advance(590_000);
    exam.press('enter');
    await exam.sees('插入社会保障卡');
    exam.press('ctrl+q');
    expect(exam.text()).toContain('00:10');
    exam.drills.clock.advance(20_000);
    await exam.sees('不及格');
    expect(exam.drills.begun).toMatchObject([{ ended: 'out-of-time' }]);
    expect(exam.kept).toMatchObject([{ seconds: 600 }]);
    expectReasons(exam);
  });
});

test('in English every page is without a Chinese word but names and what stands in the prompts themselves', async () => {
  const exam = openExam('en');
  const { press, sheet, sees } = exam;
  const quoted = /“[^”]*”|曹金龙/gu;
  const expectEnglish = () => expect(sheet().replace(quoted, '')).not.toMatch(/[\p{Script=Han}，。：；（）]/u);
  expectEnglish();
  press('enter');
  expectEnglish();
  exam.drills.fails = { zh: '磁盘满了', en: 'the disk is full' };
  press('enter');
  await sees('the disk is full');
  expectEnglish();
  press('enter');
  await sees('nothing yet');
  expectEnglish();
  press('ctrl+y');
  expectEnglish();
  press('1', 'ctrl+f');
  expectEnglish();
  press('escape', 'ctrl+q');
  expectEnglish();
  press('y');
  await sees('not passed');
  expectEnglish();
  press('page-down', 'page-down');
  expectEnglish();
});
