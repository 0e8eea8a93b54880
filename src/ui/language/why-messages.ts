// What 「为什么」 says of rules, in both languages.

import type { Text } from '../../domain/language.ts';

/** The names that rule files choose between, where a patient hears them. */
const choices: Readonly<Record<string, Text>> = {
  fund: { zh: '基金支付', en: 'what the fund pays' },
  expense: { zh: '范围内费用', en: 'the in-scope expense' },
};

export const whyMessages = {
  whyTitle: { zh: '为什么是这些金额', en: 'Why these amounts' },
  ruleSentence: (name: string, change: string, reason: string): Text => ({
    zh: `${name}：${change}，${reason}`,
    en: `${name}: ${change}, ${reason}`,
  }),
  becomes: (from: string, to: string): Text => ({ zh: `由 ${from} 变为 ${to}`, en: `from ${from} to ${to}` }),
  staysAt: (amount: string): Text => ({ zh: `${amount} 不变`, en: `${amount} as before` }),
  inForceSince: (date: string): Text => ({ zh: `（${date} 起）`, en: ` (since ${date})` }),
  choiceNamed: (written: string): Text => choices[written] ?? { zh: written, en: written },
  sourceIs: (source: string): Text => ({ zh: `依据 ${source}`, en: `Source: ${source}` }),
  sameSource: { zh: '同上', en: 'as above' },
  didNotApply: (rules: number): Text => ({ zh: `未适用的规则 ${rules} 条`, en: `Rules that did not apply: ${rules}` }),
  rulesLeftOut: (rules: number): Text => ({
    zh: `另有 ${rules} 条未适用的规则，中心未随结算送达`,
    en: `${rules} more rules that did not apply were not sent with the settlement`,
  }),
} as const satisfies Record<string, Text | ((...facts: never[]) => Text)>;
