// The sheets of an examination: what awaits the trainee, one theory question, and the result.

import type { Text } from '../../domain/language.ts';
import type { Question } from '../../training/exam/question.ts';
import { clockText } from '../drill/drill-sheets.ts';
import type { Sheet, SheetPart } from '../stage/sheet.ts';

/** One scenario, or the theory, and what it was worth. */
export interface ExamPart {
  readonly title: Text;
  readonly points: number;
  readonly of: number;
}

export interface ExamTerms {
  readonly trainee: string;
  readonly seed: number;
  readonly items: number;
  readonly questions: number;
  /** Percent of all points. */
  readonly passMark: number;
  /** Seconds for everything. */
  readonly limit: number;
}

const words = {
  title: { zh: '考试', en: 'Examination' },
  trainee: { zh: '学员', en: 'Trainee' },
  seed: { zh: '试卷号', en: 'Paper' },
  items: { zh: '实操', en: 'Scenarios' },
  questions: { zh: '理论', en: 'Questions' },
  passMark: { zh: '及格线', en: 'Pass mark' },
  limit: { zh: '总时限', en: 'Time' },
  noHints: { zh: '没有提示；每个情景到时即止', en: 'no hints; each scenario ends when its time is over' },
  begin: { zh: '开始', en: 'begin' },
  passed: { zh: '及格', en: 'passed' },
  failed: { zh: '不及格', en: 'not passed' },
  theory: { zh: '理论', en: 'Theory' },
  signed: { zh: '成绩已签名并保存', en: 'the result is signed and kept' },
  end: { zh: '结束', en: 'finish' },
} satisfies Record<string, Text>;

export const theoryName = words.theory;

function same(text: string): Text {
  return { zh: text, en: text };
}

export function termsSheet({ trainee, seed, items, questions, passMark, limit }: ExamTerms): Sheet {
  const facts: readonly (readonly [Text, string])[] = [
    [words.trainee, trainee],
    [words.seed, String(seed)],
    [words.items, String(items)],
    [words.questions, String(questions)],
    [words.passMark, `${passMark} %`],
    [words.limit, clockText(limit)],
  ];
  return {
    title: words.title,
    parts: [
      ...facts.map(([label, text]): SheetPart => ({ is: 'fact', label, text: same(text) })),
      { is: 'gap' },
      { is: 'text', text: words.noHints },
    ],
    keys: [{ key: 'enter', label: words.begin }],
  };
}

export function questionSheet({ text, answers }: Question, place: number, count: number, left: number): Sheet {
  return {
    title: {
      zh: `理论 ${place} / ${count}    剩余 ${clockText(left)}`,
      en: `Question ${place} of ${count}    ${clockText(left)} left`,
    },
    parts: [
      { is: 'text', text, strong: true },
      { is: 'gap' },
      ...answers.map(
        (answer, index): SheetPart => ({ is: 'choice', key: String(index + 1), text: answer, chosen: false }),
      ),
    ],
    keys: [{ key: `1–${answers.length}`, label: { zh: '选择', en: 'choose' } }],
  };
}

export function resultSheet(parts: readonly ExamPart[], passed: boolean): Sheet {
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  const of = parts.reduce((sum, part) => sum + part.of, 0);
  const percent = of === 0 ? 0 : Math.floor((points * 100) / of);
  const word = passed ? words.passed : words.failed;
  return {
    title: { zh: `${words.title.zh}：${percent} 分，${word.zh}`, en: `${words.title.en}: ${percent} %, ${word.en}` },
    parts: [
      ...parts.map(
        (part): SheetPart => ({
          is: 'bar',
          label: part.title,
          share: part.of === 0 ? 1 : part.points / part.of,
          text: same(`${part.points} / ${part.of}`),
        }),
      ),
      { is: 'gap' },
      { is: 'text', text: words.signed, meaning: 'fine' },
    ],
    keys: [{ key: 'enter', label: words.end }],
  };
}
