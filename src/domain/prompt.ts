// The ten documented prompts: their facts, their exact text, their precedence.
// Source: training deck 000, （二）社会保障卡联网就医常见问题及解决办法, items 1–10 (punctuation: full-width comma everywhere).
// What a prompt means to a cashier (cause, remedy, who acts) is in prompt-catalog.ts.

import { type CalendarMonth, monthNumber } from './date.ts';

export type PromptId =
  | 'card-invalid'
  | 'month-unpaid'
  | 'open-reconciliation'
  | 'inpatient'
  | 'center-call-failed'
  | 'no-outpatient-benefit'
  | 'person-unknown'
  | 'special-illness-lapsed'
  | 'wrong-pin'
  | 'waiting-period';

/** A prompt with the facts that its text is filled from. */
export type Prompt =
  | { readonly id: 'card-invalid' }
  | { readonly id: 'month-unpaid'; readonly month: CalendarMonth }
  | { readonly id: 'open-reconciliation'; readonly hospitalName: string; readonly data: string }
  | { readonly id: Exclude<PromptId, 'card-invalid' | 'month-unpaid' | 'open-reconciliation'> };

/** A person in several states sees one prompt: the first of these stages that refuses (1-prompts, Precedence). */
export const promptStages = [
  { stage: 'card-contact', prompt: 'card-invalid' },
  { stage: 'pin', prompt: 'wrong-pin' },
  { stage: 'network', prompt: 'center-call-failed' },
  { stage: 'card-at-center', prompt: 'card-invalid' },
  { stage: 'person-at-center', prompt: 'person-unknown' },
  { stage: 'open-reconciliation', prompt: 'open-reconciliation' },
  { stage: 'open-admission', prompt: 'inpatient' },
  { stage: 'contributions', prompt: 'month-unpaid' },
  { stage: 'waiting-period', prompt: 'waiting-period' },
  { stage: 'benefit-scope', prompt: 'no-outpatient-benefit' },
  { stage: 'special-illness', prompt: 'special-illness-lapsed' },
] as const satisfies readonly { stage: string; prompt: PromptId }[];

export type PromptStage = (typeof promptStages)[number]['stage'];

/** The exact text that the terminal shows for a prompt, without the brackets of the documents. */
export function promptText(prompt: Prompt): string {
  switch (prompt.id) {
    case 'card-invalid':
      return '该卡无效';
    case 'month-unpaid': {
      const { year, month } = monthNumber(prompt.month);
      return `${year}年${month}月未缴费，请用现金结算`;
    }
    case 'open-reconciliation':
      return `存在未完成的对账信息，提示${prompt.hospitalName}${prompt.data}`;
    case 'inpatient':
      return '住院期间不能门诊挂号';
    case 'center-call-failed':
      return '调用中心交易失败';
    case 'no-outpatient-benefit':
      return '门诊不享受，请用现金支付';
    case 'person-unknown':
      return '中心没有此人信息';
    case 'special-illness-lapsed':
      return '取对应的门特登记信息失败';
    case 'wrong-pin':
      return '密码错误';
    case 'waiting-period':
      return '个人缴费有六个月的等待期';
  }
}
