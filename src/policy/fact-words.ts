// The facts of a bill and their values in words, for explanations that a cashier can read to a patient.

import { inLanguage, type Language, type Text } from '../domain/language.ts';
import type { FactName } from './facts.ts';

const names: Readonly<Record<FactName | 'class', Text>> = {
  scheme: { zh: '险种', en: 'scheme' },
  status: { zh: '人员身份', en: 'status' },
  age: { zh: '年龄', en: 'age' },
  veteranWorker: { zh: '老工人', en: 'veteran worker' },
  modelWorker: { zh: '劳模', en: 'model worker' },
  civilServant: { zh: '公务员身份', en: 'civil servant' },
  level: { zh: '医院等级', en: 'hospital level' },
  visit: { zh: '就诊类别', en: 'visit' },
  place: { zh: '就医地', en: 'place' },
  hospitalKind: { zh: '医疗机构类型', en: 'kind of hospital' },
  designated: { zh: '定点医疗机构', en: 'designated hospital' },
  urgent: { zh: '急诊急救', en: 'emergency' },
  illness: { zh: '病种', en: 'illness' },
  criticalIllness: { zh: '重大疾病', en: 'critical illness' },
  hardship: { zh: '困难群体', en: 'hardship' },
  contributionYears: { zh: '缴费年限', en: 'years of contribution' },
  monthsOfBreak: { zh: '断缴月数', en: 'months of break' },
  class: { zh: '项目类别', en: 'class' },
};

const values: Readonly<Record<string, Text>> = {
  '': { zh: '无', en: 'none' },
  employee: { zh: '城镇职工', en: 'employee' },
  resident: { zh: '城乡居民', en: 'resident' },
  'in-service': { zh: '在职', en: 'in service' },
  retired: { zh: '退休', en: 'retired' },
  adult: { zh: '成年人', en: 'adult' },
  minor: { zh: '学生儿童', en: 'minor' },
  true: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
  none: { zh: '非公务员', en: 'none' },
  privileged: { zh: '医疗照顾', en: 'privileged' },
  outpatient: { zh: '门诊', en: 'outpatient' },
  emergency: { zh: '急诊', en: 'emergency' },
  'special-illness': { zh: '门特', en: 'special illness' },
  inpatient: { zh: '住院', en: 'inpatient' },
  local: { zh: '统筹区内', en: 'local' },
  province: { zh: '省内统筹区外', en: 'elsewhere in the province' },
  outside: { zh: '省外', en: 'outside the province' },
  general: { zh: '一般医院', en: 'general hospital' },
  'chinese-medicine': { zh: '中医医院', en: 'hospital of Chinese medicine' },
  township: { zh: '乡镇卫生院', en: 'township health centre' },
  village: { zh: '村卫生室', en: 'village clinic' },
};

/** The fact's name; one that has no words is shown as it is. */
export function factText(fact: string, language: Language): string {
  const name = names[fact as FactName];
  return name ? inLanguage(name, language) : fact;
}

/** A value, or several behind each other, as a condition writes them: "retired | adult", "≥ 10". */
export function factValueText(value: string, language: Language): string {
  const or = language === 'zh' ? '、' : ' or ';
  return value
    .split(' | ')
    .map((one) => {
      const words = values[one];
      return words ? inLanguage(words, language) : one;
    })
    .join(or);
}
