// Words about real-time review, in both languages.

import type { Text } from '../../domain/language.ts';

export const reviewMessages = {
  reviewing: { zh: '正在请医保中心审核处方', en: 'The center reviews the orders' },
  reviewingCannotStop: { zh: '正在审核，请等中心回答', en: 'Wait for the center: the review is under way' },
  reviewTitle: { zh: '实时审核', en: 'Real-time review' },
  reviewRefused: {
    zh: '审核未通过：改正标出的行，再按 Ctrl+S 送出',
    en: 'Not passed: mend the marked lines, then Ctrl+S',
  },
  moreFindings: (n: number): Text => ({
    zh: `另有 ${n} 条审核提示，v 看全部`,
    en: `${n} more from review: v shows all`,
  }),
  moreByLine: (n: number): Text => ({
    zh: `另有 ${n} 条审核提示，↑↓ 逐行看`,
    en: `${n} more from review: up and down the lines`,
  }),
  consentTitle: { zh: '患者同意', en: "The patient's consent" },
  consentAsked: {
    zh: '以下项目医保不支付。请告知患者须全额自费，患者同意吗？',
    en: 'Insurance does not pay these. Tell the patient that they are wholly theirs to pay. Do they agree?',
  },
  consentYes: { zh: '患者同意，继续', en: 'they agree, go on' },
  consentNo: { zh: '不同意，返回', en: 'they do not, back' },
  showReview: { zh: '审核提示', en: 'review' },
  changeLine: { zh: '改数量', en: 'change quantity' },
  changeOrders: { zh: '改处方', en: 'change orders' },
  backToDoctor: {
    zh: '请患者回诊室：医生按票号调出处方，改正后重新送出',
    en: 'Back to the doctor: found by the ticket number, the orders are mended and sent again',
  },
} as const satisfies Record<string, Text | ((...facts: never[]) => Text)>;
