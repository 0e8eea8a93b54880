// What a new scenario begins with: it runs as it stands, and every line says what to put in its place.

import type { CalendarDate } from '../../domain/date.ts';

/** `schema`: where the JSON Schema is, for editors. */
export function skeleton(date: CalendarDate, schema: string): string {
  return `# yaml-language-server: $schema=${schema}
# 一句话：谁来窗口，什么情况，收费员怎么做。/ In a sentence: who comes, what has happened, what a good cashier does.
title: { zh: "单位未缴费，现金挂号", en: "The employer has not paid: registered in cash" }
date: ${date}
time: "09:30:00"
hospital: "0001"
says: { zh: "我的卡怎么不行？", en: "Why does my card not work?" }
tell:
  - say: { zh: "卡坏了，去补办", en: "The card is broken, have it replaced" }
    because: { zh: "卡读得出来，是本月没有缴费", en: "the card reads; it is the month that is unpaid" }
  - say: { zh: "本月医保费没有缴，这次用现金，请问问单位", en: "This month is not paid: cash this time, and please ask the employer" }
    right: true
  - say: { zh: "再刷几次", en: "Swipe it a few more times" }
    because: { zh: "不缴费，再刷也一样", en: "without the payment it stays so" }
steps:
  # 谁的卡：yibao-pos cards；能用的步骤：docs/authoring.zh-CN.md / Whose card: yibao-pos cards; the steps: docs/authoring.md
  - insert: xie-gang
  - pin: right
  - register: { department: nk }
  - expect: { prompt: month-unpaid, offers: [retry, settle-in-cash, end-visit] }
  - choose: settle-in-cash
  # 挂号诊查费 4.00，全额现金 / The fee of 4.00, at full price
  - expect: { at: trial-shown-in-cash, due: "4.00" }
  - confirm:
  - tender: "5.00"
  - expect: { at: registered, change: "1.00" }
`;
}
