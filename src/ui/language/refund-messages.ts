// What the refund station says, in both languages.

import type { Text } from '../../domain/language.ts';

export const refundMessages = {
  stationRefund: { zh: '退费', en: 'Refund' },
  insertToRefund: {
    zh: '插卡调出患者的票 (退药、退号)，或选、输票号',
    en: 'Card, or a ticket: drugs, or a visit not begun',
  },
  paidLately: (n: number): Text => ({ zh: `近三日可退 ${n} 张`, en: `In 3 days: ${n}` }),
  onlyRegistered: { zh: '候诊', en: 'wait' },
  cancelRegistration: { zh: '退号', en: 'Cancel registration' },
  cancelsRegistration: {
    zh: '挂号费全退，挂号撤销，不再就诊',
    en: 'The whole fee comes back; there is no visit',
  },
  cancelledTitle: { zh: '退号完成', en: 'Cancelled' },
  cancelsAndBack: (patient: string, amount: string, cash: string): Text => ({
    zh: `${patient} 退号 ${amount}，退现金 ${cash}`,
    en: `${patient}: registration of ${amount} back, ${cash} in cash`,
  }),
  nonePaid: { zh: '近三日没有可退的；更早的请输入完整票号', en: 'None in 3 days: type a whole ticket number' },
  wholeNumber: { zh: '近三日没有；更早的请输入完整票号', en: 'Not in 3 days: type the whole ticket number' },
  whichTicket: { zh: '退哪一张票？', en: 'Which ticket?' },
  chooseDrugs: { zh: '只退药品；选一项，可输入数量', en: 'Drugs only: choose a line, type a quantity or take all' },
  returns: (quantity: string): Text => ({ zh: `退${quantity}`, en: `${quantity} back` }),
  returnQuantity: { zh: '退回数量', en: 'Quantity back' },
  allOf: (quantity: string): Text => ({ zh: `Enter 即全部 ${quantity}`, en: `Enter: all ${quantity}` }),
  enterTries: { zh: 'Enter 试算，或改数量', en: 'Enter goes on, or another quantity' },
  comesBackOfPrice: { zh: '所退药价', en: 'Price of what comes back' },
  comesBackLines: { zh: '退回的药品', en: 'What comes back' },
  chargedBefore: { zh: '原结算', en: 'Charged' },
  keptNow: { zh: '余下', en: 'Kept' },
  comesBack: { zh: '退回', en: 'Back' },
  cashBack: { zh: '应退现金', en: 'Cash to hand back' },
  refundedTitle: { zh: '退费完成', en: 'Refunded' },
  refundReceipt: (number: string, approver: string): Text => ({
    zh: `退费收据号 ${number}  批准 ${approver}`,
    en: `Refund receipt ${number}, approved by ${approver}`,
  }),
  tryingRefund: { zh: '正在向医保中心试算退费', en: 'Asking the center what comes back' },
  sendingRefund: { zh: '正在向医保中心退费', en: 'Refunding at the center' },
  refundIsDifference: {
    zh: '余下的按从未收取所退药品重新结算，退回的是差额',
    en: 'What is kept is settled as if the rest had never been charged; the difference comes back',
  },
  nothingKept: { zh: '全部退回，没有余下', en: 'All of it comes back, nothing is kept' },
  keptTitle: { zh: '余下部分的结算', en: 'How what is kept was settled' },
  refundInDoubt: {
    zh: '退费已发出，没有收到回答：不知道是否已退',
    en: 'The refund was sent; no answer came: it may or may not be done',
  },
  refundInDoubtNext: {
    zh: '现在对账查明；查明之前不退现金，也不再退费',
    en: 'Reconcile now to find out; no cash and no other refund before',
  },
  refundedToday: { zh: '退费', en: 'Refunded' },
  giveBack: (patient: string, amount: string, cash: string): Text => ({
    zh: `${patient} 退药 ${amount}，退现金 ${cash}`,
    en: `${patient}: drugs of ${amount} back, ${cash} in cash`,
  }),

  openForRefund: { zh: '退这张票', en: 'open' },
  returnAll: { zh: '全退此项', en: 'all of it' },
  returnSoMuch: { zh: '退此数量', en: 'so much' },
  tryRefund: { zh: '试算', en: 'what comes back' },
  dropReturned: { zh: '不退此项', en: 'keep it' },
  approveRefund: { zh: '组长批准', en: 'approval' },
  changeReturned: { zh: '改退项', en: 'change' },
  endRefund: { zh: '不退了', en: 'no refund' },
  printRefund: { zh: '打印退费收据', en: 'print receipt' },

  nothingReturned: { zh: '还没有选退的药品', en: 'Nothing is chosen yet' },
  notReturned: { zh: '这一项没有退', en: 'This line does not come back' },
  moveToDrug: { zh: '此项不能退；Ctrl+S 试算已选的', en: 'Not this line; Ctrl+S goes on with what is chosen' },
  quantityToReturn: (most: string): Text => ({
    zh: `数量写法不对或超出，最多 ${most}`,
    en: `Not a quantity, or too much: at most ${most}`,
  }),
  refundTrialCannotStop: { zh: '正在试算，请等中心回答', en: 'Wait for the center: the trial is under way' },
  refundCannotStop: { zh: '退费已发出，不能中断，请等中心回答', en: 'The refund is sent: wait for the center' },
} as const satisfies Record<string, Text | ((...facts: never[]) => Text)>;
