// What a trainee answered to the theory questions, what it was worth, and why points were lost.

import type { Text } from '../../domain/language.ts';
import type { Loss } from '../drill/finding.ts';
import type { Scenario } from '../scenario/format.ts';
import type { Question } from './question.ts';

/** Points for a right answer. */
export const answerPoints = 10;

/** One scenario, or the theory, and what it was worth; the losses add up to what is wanting. */
export interface ExamPart {
  readonly title: Text;
  readonly points: number;
  readonly of: number;
  readonly lost: readonly Loss[];
}

function lossOf(question: Question, place: number, chosen: number | undefined): Loss {
  const { text, answers, right, source } = question;
  const should = answers[right] ?? { zh: '', en: '' };
  const said = chosen === undefined ? undefined : answers[chosen];
  const answered = said ?? { zh: '没有回答', en: 'not answered' };
  return {
    zh: `${place + 1}. ${text.zh}：${answered.zh}；应为${should.zh}（${source.zh}）`,
    en: `${place + 1}. ${text.en}: ${answered.en}; right: ${should.en} (${source.en})`,
    points: answerPoints,
  };
}

/** `chosen`: by question, from 0; shorter than the questions where the time was over. */
export function theoryPart(title: Text, questions: readonly Question[], chosen: readonly number[]): ExamPart {
  const wrong = questions.flatMap((question, place) =>
    chosen[place] === question.right ? [] : [lossOf(question, place, chosen[place])],
  );
  const of = questions.length * answerPoints;
  return { title, points: of - wrong.length * answerPoints, of, lost: wrong };
}

/** What a scenario can be worth: a part that it has no occasion for does not count. */
export function worthOf({ points, tell, steps }: Scenario): number {
  const chooses = steps.some(({ step }) => step.name === 'choose');
  const { path, economy, money } = points;
  return path + economy + money + (tell.length > 0 ? points.told : 0) + (chooses ? points.choice : 0);
}

const notReached: Text = { zh: '没有办到', en: 'not reached' };

export function unreachedPart(scenario: Scenario): ExamPart {
  const of = worthOf(scenario);
  return { title: scenario.title, points: 0, of, lost: [{ ...notReached, points: of }] };
}
