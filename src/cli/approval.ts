// A second person's word at a terminal, for commands that one person may not do alone: number and password, not echoed.

import { inLanguage, type Language, type Text } from '../domain/language.ts';
import type { Approval, ApprovedAction, Operator } from '../domain/operator.ts';
import type { Operators } from '../hospital/operators/operators.ts';
import { actionWords, type OperatorRefusal } from '../hospital/operators/refusal.ts';
import { ExitCode } from './exit.ts';
import { openQuestions, type Questions } from './questions.ts';

export const numberQuestion: Text = { zh: '工号: ', en: 'Number: ' };
export const passwordQuestion: Text = { zh: '密码 (不显示): ', en: 'Password (not shown): ' };

/** Says on standard error why it was refused, and what to do; the business refused, exit 3. */
export function reportOperatorRefusal({ kind, cause, remedy }: OperatorRefusal, language: Language): void {
  process.stderr.write(`yibao-pos: ${inLanguage(cause, language)}\n  → ${inLanguage(remedy, language)}\n`);
  process.exitCode = kind === 'disk' ? ExitCode.bug : ExitCode.refused;
}

export interface ApprovalAsked {
  readonly operators: Operators;
  readonly action: ApprovedAction;
  readonly askedBy: Operator;
  readonly language: Language;
  /** Where other answers are asked for as well: the same questions. */
  readonly questions?: Questions;
}

/** Asks once. Undefined: refused, which has been said. */
export async function approvalOrReport(asked: ApprovalAsked): Promise<Approval | undefined> {
  const { operators, action, askedBy, language } = asked;
  const questions = asked.questions ?? openQuestions();
  try {
    const what = inLanguage(actionWords[action], language);
    const title = inLanguage({ zh: `${what}需要第二人批准\n`, en: `A second person approves ${what}\n` }, language);
    process.stderr.write(title);
    const code = await questions.ask(inLanguage(numberQuestion, language));
    const password = await questions.askSecret(inLanguage(passwordQuestion, language));
    const answer = operators.approve(action, askedBy, code.trim(), password);
    if (answer.ok) return answer.value;
    reportOperatorRefusal(answer.error, language);
    return undefined;
  } finally {
    if (!asked.questions) questions.close();
  }
}
