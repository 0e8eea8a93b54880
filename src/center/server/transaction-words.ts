// What each transaction is for, in a line of each language: the summaries of the API document.

import type { Text } from '../../domain/language.ts';

export const transactionWords: Readonly<Record<string, Text>> = {
  '9001': { zh: '签到', en: 'Sign in for the day; every other transaction carries the sign_no answered here.' },
  '9002': { zh: '签退', en: 'Sign out: the sign_no is good for nothing afterwards.' },
  '1101': { zh: '人员信息获取', en: 'Who is this? By card, identity card or e-voucher.' },
  '1312': { zh: '医保目录信息查询', en: 'The catalogue, page by page, by code or part of the name.' },
  '2001': { zh: '人员待遇享受检查', en: 'Benefit check: the whole chain of eligibility, registering nothing.' },
  '2201': { zh: '门诊挂号', en: 'Register a visit.' },
  '2202': { zh: '门诊挂号撤销', en: 'Cancel a registration that nothing is settled for.' },
  '2203A': { zh: '门诊就诊信息上传', en: 'Visit and diagnoses.' },
  '2204': { zh: '门诊费用明细信息上传', en: 'Fee lines of one batch; the answer prices each.' },
  '2205': {
    zh: '门诊费用明细信息撤销',
    en: 'Withdraw fee lines that are not settled; 0000 withdraws all of the visit’s.',
  },
  '2206A': { zh: '门诊预结算', en: 'Trial settlement: what 2207A would answer; nothing is settled.' },
  '2207A': {
    zh: '门诊结算',
    en: 'Settle a batch. It stays unconfirmed, and bars the person elsewhere, until confirm.',
  },
  '2208': { zh: '门诊结算撤销（退费）', en: 'Undo a settlement, wholly or in part; what was kept is settled anew.' },
  confirm: { zh: '结算确认（模拟器自有）', en: 'The hospital has the outcome on its own disk (the simulator’s own).' },
  '2601': { zh: '冲正交易', en: 'Reverse a message whose outcome is unknown: 2201, 2204, 2207A, 2208. Once.' },
  '3101': {
    zh: '明细审核事前分析',
    en: 'What real-time review would find in lines that are not sent up yet; it changes nothing.',
  },
  '3201': { zh: '医药机构费用结算对总账', en: 'Compare a day in total, settlements and refunds each by themselves.' },
  '3202': { zh: '医药机构费用结算对明细账', en: 'Compare a day row by row; the file travels along.' },
  '5201': { zh: '就诊信息查询', en: 'The visits of a person at this hospital, newest first.' },
  '5203': { zh: '结算信息查询', en: 'One settlement, or by sim_omsgid what became of any message.' },
  '5206': { zh: '人员累计信息查询', en: 'The year’s totals of a person.' },
  '5301': { zh: '人员慢特病备案查询', en: 'Special-illness registrations of a person.' },
  '5303': { zh: '在院信息查询', en: 'Open admissions of a person, at any hospital.' },
};
