// Why a step cannot be played, in both languages: what the window, the reader or the city does not have. States of a visit are
// called as a scenario's `at` calls them.

import type { Text } from '../../domain/language.ts';

/** What another part says in one language, for both. */
function same(text: string): Text {
  return { zh: text, en: text };
}

export const stepProblems = {
  same,
  notChoosing: (at: string): Text => ({
    zh: `现在不能挂号：就诊处于 ${at}`,
    en: `nobody can be registered while the visit is ${at}`,
  }),
  noDepartment: (department: string): Text => ({
    zh: `没有科室 ${department}，或该科室没有这位医生`,
    en: `no department ${department} with such a doctor`,
  }),
  noTicket: (to: 'consult' | 'pay'): Text => ({
    zh: to === 'pay' ? '没有这张待缴费的票' : '没有这张待就诊的票',
    en: `no such ticket waits to ${to}`,
  }),
  noItem: (code: string): Text => ({ zh: `没有项目 ${code}`, en: `no item ${code}` }),
  noDiagnosis: (code: string): Text => ({ zh: `没有诊断 ${code}`, en: `no diagnosis ${code}` }),
  noCashDue: (at: string): Text => ({
    zh: `现在不收现金：就诊处于 ${at}`,
    en: `no cash is due while the visit is ${at}`,
  }),
  noAmount: (amount: string): Text => ({ zh: `不是金额：${amount}`, en: `no amount: ${amount}` }),
  nothingPaid: (card: string): Text => ({
    zh: `${card} 的持卡人近三天在这里没有结算过；更早的票写票号`,
    en: `the holder of ${card} has paid nothing here in the last three days; name an older ticket by its number`,
  }),
  noLine: (line: number): Text => ({
    zh: `没有可退的第 ${line} 行`,
    en: `there is no line ${line} to give back`,
  }),
  notListed: (day: string): Text => ({ zh: `${day} 没有可对的账`, en: `there is nothing to state for ${day}` }),
  notStated: { zh: '还没有对账，没有行可处理', en: 'no day is stated, so there is no row to put right' } satisfies Text,
  noRow: (whose: string, what: string, found: string): Text => ({
    zh: `没有 ${whose} 待 ${what} 的行；现有：${found}`,
    en: `no row of ${whose} is to be put right by ${what}; there are: ${found}`,
  }),
  noCopy: (name: string): Text => ({
    zh: `没有 ${name} 的备份：先做 close-day`,
    en: `there is no copy of ${name}: close-day makes one`,
  }),
  nobodyWaits: { zh: '没有人在等医生', en: 'nobody waits for the doctor' } satisfies Text,
  stationClosed: (station: string): Text => ({
    zh: `现在不能离开这次就诊去 ${station} 台`,
    en: `the visit cannot be left for the station ${station} now`,
  }),
  noMock: { zh: '只有模拟读卡器能按名字插卡', en: 'only a mock reader takes cards by name' } satisfies Text,
  noIdMock: { zh: '没有模拟身份证阅读器', en: 'there is no mock reader of identity cards' } satisfies Text,
  noFault: (name: string, known: readonly string[]): Text => ({
    zh: `没有故障 ${name}；有：${known.join(', ')}`,
    en: `no fault ${name}; there are ${known.join(', ')}`,
  }),
  noWindow: (hospital: string): Text => ({
    zh: `患者没有去过医院 ${hospital}，那里没有开窗口`,
    en: `no window is open at ${hospital}: the patient was never there`,
  }),
  noVoucher: (card: string): Text => ({
    zh: `${card} 的持卡人没有医保电子凭证`,
    en: `nobody with an e-voucher holds the card ${card}`,
  }),
  noCard: (card: string): Text => ({ zh: `没有卡 ${card}`, en: `no card ${card}` }),
  noHolder: (card: string): Text => ({
    zh: `中心没有持卡 ${card} 的人`,
    en: `nobody at the center holds the card ${card}`,
  }),
  nothingToChange: (card: string): Text => ({
    zh: `${card} 的持卡人没有可改的：已经是这样了`,
    en: `there is nothing to change for the holder of ${card}: it is so already`,
  }),
};
