// Why a day could not be stated, or a row not put right. Nothing was changed by it that is not on disk.

import type { Text } from '../../domain/language.ts';
import type { ApprovedAction } from '../../domain/operator.ts';
import type { Problem } from '../visit/problem.ts';
import type { Refusal } from '../visit/state.ts';

export type StatementProblem =
  /** Prompt 5: no answer. */
  | { readonly kind: 'unreached'; readonly refusal: Refusal }
  /** The center refused, in its own words; or the clocks differ. */
  | { readonly kind: 'refused'; readonly text: Text; readonly advice?: Problem['advice'] }
  /** A second person has to allow it first. */
  | { readonly kind: 'approval-needed'; readonly action: ApprovedAction; readonly text: Text }
  /** The disk, or the row is not what it was. */
  | { readonly kind: 'not-done'; readonly text: Text };

/** In the center's words; nobody translates them. */
export function unsaid(words: string): StatementProblem {
  return { kind: 'refused', text: { zh: words, en: words } };
}

/** With why, and what to do, where that is known. */
export function refusedBy({ text, advice }: Problem): StatementProblem {
  return { kind: 'refused', text, ...(advice && { advice }) };
}

/** Why it is so, and what to do, where that is known. */
export function adviceOf(problem: StatementProblem): Problem['advice'] {
  return problem.kind === 'refused' ? problem.advice : undefined;
}

export function problemText(problem: StatementProblem): Text {
  if (problem.kind !== 'unreached') return problem.text;
  const { text } = problem.refusal;
  return { zh: text, en: `${text} (no answer from the center)` };
}

export function approvalNeeded(action: ApprovedAction): StatementProblem {
  const text: Text = {
    zh: '须由第二人同意（值班长），不能由本人办理',
    en: 'A second person (supervisor) has to allow this; nobody does it alone',
  };
  return { kind: 'approval-needed', action, text };
}

export const putRightAlready: StatementProblem = {
  kind: 'not-done',
  text: { zh: '这一笔已经处理过，请重新对账', en: 'This row was put right already: state the day again' },
};

export const nothingToDo: StatementProblem = {
  kind: 'not-done',
  text: { zh: '这一笔没有可以自动办理的事', en: 'There is nothing to be done to this row automatically' },
};
