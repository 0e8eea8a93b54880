// What the cashier may do after a prompt or a problem. All four steps are always listed: one that makes no sense is shown
// quiet, with the reason. What a prompt allows in general is the catalogue's; here it is narrowed by this visit's state.

import type { Text } from '../../domain/language.ts';
import { promptEntry, promptSteps } from '../../domain/prompt-catalog.ts';
import type { VisitContext } from './context.ts';
import type { Problem } from './problem.ts';
import type { NextStep, NextStepKind, Refusal, VisitState } from './state.ts';

const blocked: Text = {
  zh: '密码已锁定，请持卡人拨打12333',
  en: 'the PIN is blocked: the holder calls 12333',
};
const elsewhere: Text = {
  zh: '须由提示中的医院对账，本院没有这笔在途交易',
  en: 'the hospital named in the prompt reconciles; nothing of it is in flight here',
};
const nothingToSettle: Text = {
  zh: '尚未选定要结算的内容',
  en: 'there is nothing to settle yet',
};
const notAPrompt: Text = {
  zh: '不是医保提示，请先排除故障',
  en: 'this is no prompt of the insurance: mend the fault first',
};

const nothingCharged: Text = {
  zh: '退费不收钱',
  en: 'a refund takes no money',
};

/** Whether the stopped visit knows for whom and for what cash would be taken. */
function canSettleInCash(stopped: VisitState): boolean {
  if (stopped.at === 'pricing') return true;
  if (stopped.at === 'entering-pin') return stopped.goal.to === 'register';
  if (stopped.at !== 'identifying') return false;
  return stopped.goal.to === 'register' || stopped.ticket?.stage.at === 'ordered';
}

/** Why a step that the catalogue allows makes no sense in this visit. */
function hindrance(step: NextStepKind, refusal: Refusal, stopped: VisitState, context: VisitContext): Text | undefined {
  switch (step) {
    case 'retry':
      return refusal.prompt === 'wrong-pin' && refusal.triesLeft === 0 ? blocked : undefined;
    case 'settle-in-cash':
      if (stopped.at === 'refunding') return nothingCharged;
      return canSettleInCash(stopped) ? undefined : nothingToSettle;
    case 'reconcile':
      // Prompt 3 is settled at the hospital that it names: here, where that is us or a message of ours is in flight.
      return refusal.text.includes(context.hospitalName) || context.inFlight > 0 ? undefined : elsewhere;
    case 'end-visit':
      return undefined;
  }
}

export function stepsAfterPrompt(refusal: Refusal, stopped: VisitState, context: VisitContext): readonly NextStep[] {
  const allowed = promptEntry(refusal.prompt).steps;
  return promptSteps.map((step) => {
    const permission = allowed[step];
    return { step, disabled: permission.may ? hindrance(step, refusal, stopped, context) : permission.because };
  });
}

function stepsAfterProblem({ hopeless }: Problem): readonly NextStep[] {
  const hindered: Partial<Record<NextStepKind, Text | undefined>> = {
    retry: hopeless,
    'settle-in-cash': notAPrompt,
    reconcile: notAPrompt,
  };
  return promptSteps.map((step) => ({ step, disabled: hindered[step] }));
}

export function refuse(refusal: Refusal, resume: VisitState, context: VisitContext): VisitState {
  return { at: 'refused', refusal, resume, options: stepsAfterPrompt(refusal, resume, context) };
}

export function troubled(problem: Problem, resume: VisitState): VisitState {
  return { at: 'problem', problem, resume, options: stepsAfterProblem(problem) };
}

export function mayDo(options: readonly NextStep[], kind: NextStepKind): boolean {
  return options.some((option) => option.step === kind && option.disabled === undefined);
}
