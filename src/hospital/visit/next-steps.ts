// What the cashier may do after a prompt or a problem. All four are always listed: one that makes no sense is shown
// quiet, with the reason. Source: training deck 000, prompts 1–10; 1-prompts, What a prompt is made of.

import type { Text } from '../../domain/language.ts';
import type { PromptId } from '../../domain/prompt.ts';
import type { VisitContext } from './context.ts';
import type { NextStep, NextStepKind, Refusal, VisitState } from './state.ts';
import { holderOf } from './step.ts';

/** A cash settlement is a way on after these six; after the others it would pay for the wrong thing. */
const cashHelps: ReadonlySet<PromptId> = new Set([
  'month-unpaid',
  'open-reconciliation',
  'center-call-failed',
  'no-outpatient-benefit',
  'special-illness-lapsed',
  'waiting-period',
]);

const blocked: Text = {
  zh: '密码已锁定，请持卡人拨打12333',
  en: 'The PIN is blocked: the holder calls 12333',
};
const cashDoesNotHelp: Text = {
  zh: '出现此提示时不能改用现金结算',
  en: 'After this prompt the visit cannot be settled in cash',
};
const nothingToReconcile: Text = {
  zh: '此提示与未完成的对账无关',
  en: 'This prompt does not come from an open reconciliation',
};
const elsewhere: Text = {
  zh: '须由提示中的医院对账，本院没有这笔在途交易',
  en: 'The hospital named in the prompt reconciles; nothing of it is in flight here',
};

function step(kind: NextStepKind, disabled: Text | undefined): NextStep {
  return { step: kind, disabled };
}

/** Prompt 3 is settled at the hospital that it names: here, where that is us or where we have a message in flight. */
function reconcileDisabled(refusal: Refusal, context: VisitContext): Text | undefined {
  if (refusal.prompt !== 'open-reconciliation') return nothingToReconcile;
  return refusal.text.includes(context.hospitalName) || context.inFlight > 0 ? undefined : elsewhere;
}

export function stepsAfterPrompt(refusal: Refusal, resume: VisitState, context: VisitContext): readonly NextStep[] {
  const cash = cashHelps.has(refusal.prompt) && holderOf(resume) !== undefined;
  return [
    step('retry', refusal.prompt === 'wrong-pin' && refusal.triesLeft === 0 ? blocked : undefined),
    step('settle-in-cash', cash ? undefined : cashDoesNotHelp),
    step('reconcile', reconcileDisabled(refusal, context)),
    step('end-visit', undefined),
  ];
}

export function stepsAfterProblem(): readonly NextStep[] {
  return [
    step('retry', undefined),
    step('settle-in-cash', cashDoesNotHelp),
    step('reconcile', nothingToReconcile),
    step('end-visit', undefined),
  ];
}

export function refuse(refusal: Refusal, resume: VisitState, context: VisitContext): VisitState {
  return { at: 'refused', refusal, resume, options: stepsAfterPrompt(refusal, resume, context) };
}

export function mayDo(options: readonly NextStep[], kind: NextStepKind): boolean {
  return options.some((option) => option.step === kind && option.disabled === undefined);
}
