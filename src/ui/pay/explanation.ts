// The center's account of how a figure came about, for whoever reads English: its fixed words have a translation, whatever
// else it writes stays as it wrote it. Amounts are grouped as everywhere on the screen. Pure.

import type { Language } from '../../domain/language.ts';
import { formatYuanGrouped, parseYuan } from '../../domain/money.ts';

/** The longer ones first: a fund's name may hold another's. */
const translations: readonly (readonly [zh: string, en: string])[] = [
  ['城镇职工基本医疗保险统筹基金', "Employees' pooled fund"],
  ['城乡居民基本医疗保险基金', "Residents' fund"],
  ['职工门诊大额医疗费补助', "Employees' outpatient subsidy"],
  ['公务员医疗补助', "Civil servants' supplement"],
  ['居民大病保险', "Residents' critical-illness insurance"],
  ['医疗救助', 'Medical aid'],
  ['其他基金', 'Other fund'],
  ['个人账户', 'Personal account'],
  ['账户余额', 'balance'],
  ['起付标准', 'yearly deductible'],
  ['本次起付', 'deductible taken now'],
  ['范围内', 'in scope'],
  ['限额', 'limit'],
  ['比例', 'rate'],
  ['：', ': '],
  ['，', ', '],
];

/** Yuan with two decimals, as the center writes amounts; rates are whole or have a percent sign. */
const amount = /\d+\.\d{2}(?!\d| ?%)/g;

export function explanationIn(text: string, language: Language): string {
  const grouped = text.replaceAll(amount, (found) => {
    const parsed = parseYuan(found);
    return parsed.ok ? formatYuanGrouped(parsed.value) : found;
  });
  if (language === 'zh') return grouped;
  return translations.reduce((said, [zh, en]) => said.replaceAll(zh, en), grouped);
}
