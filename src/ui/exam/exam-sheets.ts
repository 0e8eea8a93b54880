// The sheets of an examination: what awaits the trainee, one theory question, and the result.

import type { Text } from '../../domain/language.ts';
import type { ExamPart } from '../../training/exam/answers.ts';
import type { Question } from '../../training/exam/question.ts';
import { answerKeys, clockText, giveUpKey } from '../drill/drill-sheets.ts';
import type { Sheet, SheetPart } from '../stage/sheet.ts';

export interface ExamTerms {
  readonly trainee: string;
  readonly seed: number;
  readonly items: number;
  readonly questions: number;
  /** Percent of all points. */
  readonly passMark: number;
  /** Seconds for everything. */
  readonly limit: number;
  /** The how-manieth time that this trainee has this paper, from 1. */
  readonly attempt: number;
}

export interface ExamEnd {
  readonly passed: boolean;
  /** Why the result could not be kept; absent: it is. */
  readonly notKept?: Text;
}

const words = {
  title: { zh: '考试', en: 'Examination' },
  trainee: { zh: '学员', en: 'Trainee' },
  seed: { zh: '试卷号', en: 'Paper' },
  items: { zh: '实操', en: 'Scenarios' },
  questions: { zh: '理论', en: 'Questions' },
  passMark: { zh: '及格线', en: 'Pass mark' },
  limit: { zh: '总时限', en: 'Time' },
  attempt: { zh: '第几次', en: 'Attempt' },
  askGiveUp: { zh: '放弃考试吗？没有做的都不得分', en: 'Give the examination up? What was not done counts nothing' },
  giveUp: { zh: '放弃考试', en: 'Give up' },
  goesOn: { zh: '考试时间照常走', en: 'the time goes on meanwhile' },
  notOpened: { zh: '这一题打不开', en: 'This scenario does not open' },
  again: { zh: '再试一次', en: 'try again' },
  noHints: { zh: '没有提示；每个情景到时即止', en: 'no hints; each scenario ends when its time is over' },
  begin: { zh: '开始', en: 'begin' },
  leave: { zh: '不考了', en: 'leave' },
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

export function termsSheet(
  { trainee, seed, items, questions, passMark, limit, attempt }: ExamTerms,
  why?: Text,
): Sheet {
  const facts: readonly (readonly [Text, string])[] = [
    [words.trainee, trainee],
    [words.seed, String(seed)],
    [words.items, String(items)],
    [words.questions, String(questions)],
    [words.passMark, `${passMark} %`],
    [words.limit, clockText(limit)],
    [words.attempt, String(attempt)],
  ];
  return {
    title: words.title,
    parts: [
      ...facts.map(([label, text]): SheetPart => ({ is: 'fact', label, text: same(text) })),
      { is: 'gap' },
      { is: 'text', text: words.noHints },
    ],
    keys: [
      { key: 'enter', label: words.begin },
      { key: 'ctrl+q', label: words.leave },
    ],
    ...(why && { notice: { text: why, meaning: 'refused' } }),
  };
}

export function giveUpSheet(left: number): Sheet {
  return {
    title: words.giveUp,
    parts: [
      { is: 'text', text: words.askGiveUp, meaning: 'attention', strong: true },
      { is: 'gap' },
      { is: 'text', text: leftText(left) },
      { is: 'text', text: words.goesOn, meaning: 'quiet' },
    ],
    keys: answerKeys,
  };
}

/** A scenario that could not be opened: tried again, or everything given up. */
export function notOpenedSheet(why: Text): Sheet {
  return {
    title: words.notOpened,
    parts: [{ is: 'text', text: why, meaning: 'refused' }],
    keys: [{ key: 'enter', label: words.again }, giveUpKey],
  };
}

function leftText(left: number): Text {
  return { zh: `剩余 ${clockText(left)}`, en: `${clockText(left)} left` };
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
    keys: [{ key: `1-${answers.length}`, label: { zh: '选择', en: 'choose' } }, giveUpKey],
  };
}

export function resultSheet(parts: readonly ExamPart[], { passed, notKept }: ExamEnd, attempt: number): Sheet {
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  const of = parts.reduce((sum, part) => sum + part.of, 0);
  const percent = of === 0 ? 0 : Math.floor((points * 100) / of);
  const word = passed ? words.passed : words.failed;
  const again =
    attempt > 1 ? { zh: `，第 ${attempt} 次考这张试卷`, en: `, attempt ${attempt} at this paper` } : { zh: '', en: '' };
  return {
    title: {
      zh: `${words.title.zh}：${percent} 分，${word.zh}${again.zh}`,
      en: `${words.title.en}: ${percent} %, ${word.en}${again.en}`,
    },
    parts: [
      notKept ? { is: 'text', text: notKept, meaning: 'refused' } : { is: 'text', text: words.signed, meaning: 'fine' },
      ...parts.flatMap((part): SheetPart[] => [
        { is: 'gap' },
        { is: 'text', text: part.title, strong: true },
        {
          is: 'bar',
          label: same(''),
          share: part.of === 0 ? 1 : part.points / part.of,
          text: same(`${part.points} / ${part.of}`),
        },
        ...part.lost.map(({ points: lost, ...text }): SheetPart => ({ is: 'fact', label: same(`-${lost}`), text })),
      ]),
    ],
    keys: [{ key: 'enter', label: words.end }],
  };
}
