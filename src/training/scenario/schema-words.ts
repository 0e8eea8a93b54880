// What the format of a scenario expects, where a type's name does not say it: written in English beside the schema, and here in
// Chinese. A sentence that is missing here would be shown in English.

import type { Text } from '../../domain/language.ts';

export const expects = {
  day: 'a day as yyyy-MM-dd',
  time: 'a time in quotes as "HH:mm:ss"',
  text: 'text, or { zh: text, en: text }',
  oneRight: 'exactly one telling with right: true',
  because: 'because: why it is not right, for every other',
  yuan: 'yuan in quotes with two decimals, as in "25.20"',
  quantity: 'a quantity in quotes with at most four decimals',
  pin: 'right, wrong, or six digits in quotes',
  voucher: '{ of: CARD }, or { digits: "…" }',
  open: '{ of: CARD, to: consult or pay }, or { ticket: "…", to: … }',
  refund: '{ of: CARD }, or { ticket: "…" }',
  mendRow: '{ of: CARD, do: confirm, reverse, accept or cancel, by: "…" }, or { settlement: "…", do: … }',
  tender: 'exact, or yuan in quotes with two decimals, as in "25.20"',
  mend:
    '{ pay: CARD }, { discharge: CARD }, { renew: CARD, illness: "…", at: HOSPITAL }, ' +
    '{ card: CARD, state: normal, lost or cancelled }, { end-waiting: CARD }, { grant: CARD }, { enrol: CARD } or { issue: CARD }',
  befall: '{ unpay: CARD }, { admit: CARD, at: HOSPITAL } or { lapse: CARD, illness: "…" }',
} as const;

const chinese: Readonly<Record<keyof typeof expects, string>> = {
  day: '日期，写成 yyyy-MM-dd',
  time: '时间，加引号，写成 "HH:mm:ss"',
  text: '文字，或 { zh: 文字, en: 文字 }',
  oneRight: '恰好一句有 right: true',
  because: '其余每一句都写 because：为什么不对',
  yuan: '金额，加引号，两位小数，如 "25.20"',
  quantity: '数量，加引号，最多四位小数',
  pin: 'right、wrong，或加引号的六位数字',
  voucher: '{ of: 卡 }，或 { digits: "…" }',
  open: '{ of: 卡, to: consult 或 pay }，或 { ticket: "…", to: … }',
  refund: '{ of: 卡 }，或 { ticket: "…" }',
  mendRow: '{ of: 卡, do: confirm、reverse、accept 或 cancel, by: "…" }，或 { settlement: "…", do: … }',
  tender: 'exact，或加引号、两位小数的金额，如 "25.20"',
  mend:
    '{ pay: 卡 }、{ discharge: 卡 }、{ renew: 卡, illness: "…", at: 医院 }、' +
    '{ card: 卡, state: normal、lost 或 cancelled }、{ end-waiting: 卡 }、{ grant: 卡 }、{ enrol: 卡 } 或 { issue: 卡 }',
  befall: '{ unpay: 卡 }、{ admit: 卡, at: 医院 } 或 { lapse: 卡, illness: "…" }',
};

const byMessage: ReadonlyMap<string, Text> = new Map(
  Object.entries(expects).map(([name, en]) => [en, { zh: chinese[name as keyof typeof expects], en }]),
);

/** The sentence of a schema in both languages; undefined: it is none of these. */
export function expectationNamed(message: string): Text | undefined {
  return byMessage.get(message);
}
