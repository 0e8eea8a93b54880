// Why a key does nothing just now, and what was expected where typing is refused; in both languages.

import type { Text } from '../../domain/language.ts';

export const reasonMessages = {
  pinIsSixDigits: { zh: '密码是六位数字', en: 'The PIN is six digits' },
  enterOfPin: {
    zh: '密码后面的回车不算数，要继续请再按一次 Enter',
    en: 'The Enter after a PIN does not count: press it again to go on',
  },
  noSuchDepartment: {
    zh: '没有这个科室，请改拼音码、编码或汉字',
    en: 'No such department: other initials, code or characters',
  },
  noDoctorToday: { zh: '该科室今日没有医生，请改科室', en: 'No doctor in this department today: choose another' },
  queueIsEmpty: { zh: '现在没有人在等', en: 'Nobody is waiting' },
  noSuchTicket: { zh: '没有这张票', en: 'No such ticket' },
  noSuchDiagnosis: {
    zh: '没有这个诊断，请改拼音码、编码或汉字',
    en: 'No such diagnosis: other initials, code or characters',
  },
  noSuchItem: { zh: '目录中没有这个项目', en: 'No such item in the catalogue' },
  typeItemFirst: {
    zh: '请先输入项目；全部开好后按 Ctrl+S 送出',
    en: 'Type an item first; when all is ordered, Ctrl+S sends',
  },
  consentNeeded: { zh: '自费项目，收费前须患者签字同意', en: 'Self-pay item: the patient signs before it is charged' },
  quantityExpected: {
    zh: '数量写法不对，应如 2 或 1.5，药品可加天数如 2 3',
    en: 'Not a quantity: write 2 or 1.5, for drugs also days as in 2 3',
  },
  daysOnlyForDrugs: { zh: '只有药品有天数，请只写数量', en: 'Only drugs have days: write the quantity alone' },
  nothingToRemove: { zh: '处方里还没有项目', en: 'Nothing is ordered yet' },
  diagnosisFirst: { zh: '请先下诊断', en: 'A diagnosis comes first' },
  finishLineFirst: { zh: '请先填好这一项的数量', en: 'Finish the quantity of this item first' },
  nothingOrdered: { zh: '处方是空的', en: 'Nothing is ordered yet' },
  amountExpected: { zh: '金额写法不对，应如 25.20', en: 'Not an amount: write it as in 25.20' },
  notEnough: (due: string): Text => ({ zh: `不够，应收 ${due}`, en: `Not enough: ${due} is due` }),
  nothingInFlight: { zh: '没有在途交易，不用对账', en: 'Nothing is in flight' },
  nothingLikeThat: { zh: '没有相符的，请改输入', en: 'Nothing matches: type something else' },
  noCardInReader: { zh: '读卡器里没有卡', en: 'No card is in the reader' },
  cardComes: { zh: '正在读卡，请稍候', en: 'The card is about to be read' },
  chooseAfterPrompt: { zh: '请先看提示，再选上面的一项', en: 'Read the prompt, then choose one of its keys' },
  finishVisitFirst: { zh: '本次就诊还没有结束', en: 'Finish this visit first' },
  pricingCannotStop: { zh: '正在预结算，请等中心回答', en: 'Wait for the center: the trial is under way' },
  settlingCannotStop: { zh: '结算已发出，不能中断，请等中心回答', en: 'The settlement is sent: wait for the center' },
  reconcilingCannotStop: { zh: '正在对账，请等中心回答', en: 'Reconciling: wait for the center' },
  writingDown: { zh: '正在登记，马上就好', en: 'Being written down, just a moment' },
} as const satisfies Record<string, Text | ((...facts: never[]) => Text)>;
