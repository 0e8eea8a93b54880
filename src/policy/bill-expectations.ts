// What each key of a bill must be, in words: the texts behind the messages of the schema in bill-input.ts.

import type { Text } from '../domain/language.ts';

export const billExpectations: Readonly<Record<string, Text>> = {
  bill: { zh: '一张账单（键值映射）', en: 'a bill (a map of keys to values)' },
  pack: {
    zh: '规则包的名字（yibao-pos rules list 可列出）',
    en: 'the name of a rule pack (`yibao-pos rules list` shows them)',
  },
  date: { zh: '存在的日期，写作 yyyy-MM-dd', en: 'an existing day as yyyy-MM-dd' },
  person: { zh: '参保人员：scheme、birth、status 等', en: 'the insured person: scheme, birth, status …' },
  scheme: { zh: 'employee（职工）或 resident（居民）', en: 'employee or resident' },
  status: { zh: 'in-service、retired、adult 或 minor', en: 'in-service, retired, adult or minor' },
  employeeStatus: { zh: '职工为 in-service 或 retired', en: 'in-service or retired, for an employee' },
  residentStatus: { zh: '居民为 adult 或 minor', en: 'adult or minor, for a resident' },
  birthAfter: { zh: '不晚于结算日期的出生日期', en: 'a birth date not after the day of the bill' },
  flag: { zh: 'true 或 false', en: 'true or false' },
  civilServant: { zh: 'none、in-service、retired 或 privileged', en: 'none, in-service, retired or privileged' },
  hospital: {
    zh: '{ level: 1 | 2 | 3 }，可加 place、kind、designated',
    en: '{ level: 1 | 2 | 3 }, with place, kind and designated where known',
  },
  place: { zh: 'local、province 或 outside', en: 'local, province or outside' },
  hospitalKind: {
    zh: 'general、chinese-medicine、township 或 village',
    en: 'general, chinese-medicine, township or village',
  },
  count: { zh: '0 到 1200 的整数', en: 'a whole number from 0 to 1200' },
  kind: { zh: 'drug、service 或 facility', en: 'drug, service or facility' },
  household: { zh: '{ members, fund }', en: '{ members, fund }' },
  family: { zh: '{ account, used }', en: '{ account, used }' },
  refund: { zh: '{ date, lines }', en: '{ date, lines }' },
  refundLines: { zh: '至少一个明细序号的列表', en: 'a list of at least one line number' },
  lineNumber: { zh: '本账单的明细序号，从 1 起，不重复', en: 'the number of a line of this bill, from 1, each once' },
  refundDate: { zh: '不早于结算日期的日期', en: 'a day not before that of the bill' },
  level: { zh: '医院等级 1、2 或 3', en: 'a hospital level: 1, 2 or 3' },
  visit: {
    zh: 'outpatient、emergency、special-illness 或 inpatient',
    en: 'outpatient, emergency, special-illness or inpatient',
  },
  illness: { zh: '门特病种代码（visit 为 special-illness 时必填）', en: 'a special-illness code (required there)' },
  ledger: {
    zh: '{ inScope, deductible, fund, supplement, ownBurden, seriousIllness, aid }',
    en: '{ inScope, deductible, fund, supplement, ownBurden, seriousIllness, aid }',
  },
  amount: {
    zh: '带引号的非负金额，至多两位小数，小于十亿元，如 "150.00"',
    en: 'an amount in quotes, not negative, at most two decimals, below a thousand million, as in "150.00"',
  },
  lines: { zh: '至少一条收费明细的列表', en: 'a list of at least one fee line' },
  line: { zh: '一条收费明细：name、class、price、quantity', en: 'a fee line: name, class, price, quantity' },
  name: { zh: '项目名称', en: 'the name of the item' },
  class: { zh: 'A、B 或 C', en: 'A, B or C' },
  decimal: {
    zh: '带引号的非负小数，至多四位小数，如 "12.60"',
    en: 'a decimal in quotes, not negative, at most four decimals, as in "12.60"',
  },
  ratio: {
    zh: '带引号的比例，0 到 1，至多四位小数，如 "0.4"',
    en: 'a ratio in quotes, from 0 to 1, at most four decimals, as in "0.4"',
  },
  largest: { zh: '单价 × 数量小于十亿元', en: 'price × quantity below a thousand million yuan' },
};
