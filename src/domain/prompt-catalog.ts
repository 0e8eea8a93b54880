// What each of the ten prompts means to the people at the counter: cause, remedy, who acts, and what may be done now.
// Source: training deck 000, （二）社会保障卡联网就医常见问题及解决办法, items 1–10. The texts themselves are made in prompt.ts.

import type { Text } from './language.ts';
import { type PromptId, type PromptStage, promptStages } from './prompt.ts';
import { type PromptFacts, type PromptStep, promptEntries } from './prompt-entries.ts';

export {
  type PromptActor,
  type PromptStep,
  promptSteps,
  type RetryPromise,
  type StepPermission,
} from './prompt-entries.ts';

export interface PromptEntry extends PromptFacts {
  readonly id: PromptId;
  /** Where it can arise, in the order in which the chain meets it. */
  readonly stages: readonly PromptStage[];
  /** The places of those stages in the chain, from 1: the lowest that holds is the prompt that is shown. */
  readonly precedence: readonly number[];
}

function entryOf(id: PromptId): PromptEntry {
  const met = promptStages
    .map((stage, index) => ({ ...stage, place: index + 1 }))
    .filter(({ prompt }) => prompt === id);
  return {
    ...promptEntries[id],
    id,
    stages: met.map(({ stage }) => stage),
    precedence: met.map(({ place }) => place),
  };
}

/** The ten prompts in the order of the deck. */
export const promptCatalog: readonly PromptEntry[] = (Object.keys(promptEntries) as PromptId[])
  .map(entryOf)
  .sort((a, b) => a.number - b.number);

const byId = new Map<string, PromptEntry>(promptCatalog.map((entry) => [entry.id, entry]));

export function promptEntry(id: PromptId): PromptEntry {
  return byId.get(id) ?? entryOf(id);
}

/** The entry of an id that somebody typed; undefined where there is no such prompt. */
export function findPromptEntry(id: string): PromptEntry | undefined {
  return byId.get(id);
}

export const stepNames: Readonly<Record<PromptStep, Text>> = {
  retry: { zh: '重试', en: 'retry' },
  'settle-in-cash': { zh: '现金结算', en: 'settle in cash' },
  reconcile: { zh: '对账', en: 'reconcile' },
  'end-visit': { zh: '结束本次就诊', en: 'end the visit' },
};

export const stageNames: Readonly<Record<PromptStage, Text>> = {
  'card-contact': { zh: '读卡', en: 'card contact' },
  pin: { zh: '密码', en: 'PIN' },
  network: { zh: '网络', en: 'network' },
  'card-at-center': { zh: '中心的卡状态', en: 'card at the center' },
  'person-at-center': { zh: '中心的人员信息', en: 'person at the center' },
  'open-reconciliation': { zh: '未完成的对账', en: 'open reconciliation' },
  'open-admission': { zh: '在院', en: 'open admission' },
  contributions: { zh: '缴费', en: 'contributions' },
  'waiting-period': { zh: '等待期', en: 'waiting period' },
  'benefit-scope': { zh: '待遇范围', en: 'benefit scope' },
  'special-illness': { zh: '门特登记', en: 'special-illness registration' },
};
