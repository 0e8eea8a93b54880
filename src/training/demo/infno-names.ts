// What each transaction is called (3-protocol, Transactions).

import type { Text } from '../../domain/language.ts';

export const infnoNames: Readonly<Record<string, Text>> = {
  '9001': { zh: '签到', en: 'sign in' },
  '9002': { zh: '签退', en: 'sign out' },
  '1101': { zh: '人员信息', en: 'person' },
  '1312': { zh: '目录查询', en: 'catalogue' },
  '2001': { zh: '待遇检查', en: 'benefit check' },
  '2201': { zh: '挂号', en: 'register' },
  '2202': { zh: '取消挂号', en: 'cancel registration' },
  '2203A': { zh: '就诊和诊断', en: 'visit and diagnosis' },
  '2204': { zh: '费用明细上传', en: 'fee lines' },
  '2205': { zh: '费用明细撤销', en: 'withdraw fee lines' },
  '2206A': { zh: '预结算', en: 'trial settlement' },
  '2207A': { zh: '结算', en: 'settlement' },
  '2208': { zh: '退费', en: 'refund' },
  '2601': { zh: '冲正', en: 'reversal' },
  '3201': { zh: '对总账', en: 'daily totals' },
  '3202': { zh: '对明细账', en: 'daily detail' },
  '5201': { zh: '就诊查询', en: 'visits' },
  '5203': { zh: '结算查询', en: 'outcome' },
  '5206': { zh: '年度累计', en: 'year totals' },
  '5301': { zh: '门特登记', en: 'special illnesses' },
  '5303': { zh: '在院查询', en: 'open admissions' },
  confirm: { zh: '确认', en: 'confirm' },
};
