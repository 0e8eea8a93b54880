// The field's own words for the domain's values (ARCHITECTURE, Words): never a code without its meaning.

import type { Text } from '../../domain/language.ts';
import type { CivilServant, InsuredStatus, Scheme, Sex } from '../../domain/person.ts';
import type { CatalogueItem, VisitKind } from '../../hospital/visit/charge.ts';
import type { ReconciliationOutcome } from '../../hospital/visit/state.ts';

export const schemeWords: Readonly<Record<Scheme, Text>> = {
  employee: { zh: '城镇职工', en: 'Employee' },
  resident: { zh: '城乡居民', en: 'Resident' },
};

export const statusWords: Readonly<Record<InsuredStatus, Text>> = {
  'in-service': { zh: '在职', en: 'in service' },
  retired: { zh: '退休', en: 'retired' },
  adult: { zh: '成年', en: 'adult' },
  minor: { zh: '学生儿童', en: 'minor' },
};

export const civilServantWords: Readonly<Record<Exclude<CivilServant, 'none'>, Text>> = {
  'in-service': { zh: '公务员', en: 'civil servant' },
  retired: { zh: '退休公务员', en: 'retired civil servant' },
  privileged: { zh: '医疗照顾', en: 'privileged care' },
};

export const sexWords: Readonly<Record<Sex, Text>> = {
  male: { zh: '男', en: 'M' },
  female: { zh: '女', en: 'F' },
};

export const kindWords: Readonly<Record<VisitKind, Text>> = {
  ordinary: { zh: '普通', en: 'Ordinary' },
  emergency: { zh: '急诊', en: 'Emergency' },
  'special-illness': { zh: '门特', en: 'Special' },
};

export const classWords: Readonly<Record<CatalogueItem['class'], Text>> = {
  A: { zh: '甲', en: 'A' },
  B: { zh: '乙', en: 'B' },
  C: { zh: '丙', en: 'C' },
};

export const levelWords: Readonly<Record<1 | 2 | 3, Text>> = {
  1: { zh: '一级', en: 'L1' },
  2: { zh: '二级', en: 'L2' },
  3: { zh: '三级', en: 'L3' },
};

const stillOpen: Text = { zh: '仍未查清，稍后再对账', en: 'still unknown: reconcile again later' };
const stays: Text = { zh: '已退费一次，挂号中心未撤销', en: 'given back once; the registration stays' };
const registrationWords = {
  'registration-stays': stays,
  'registration-cancelled': { zh: '挂号已撤销', en: 'registration cancelled' },
  'registration-open': { zh: '挂号尚未撤销，稍后再对账', en: 'not cancelled yet: reconcile later' },
} as const;

export const verdictWords: Readonly<
  Record<ReconciliationOutcome['of'], Readonly<Record<ReconciliationOutcome['verdict'], Text>>>
> = {
  charge: {
    confirmed: { zh: '已确认，只收了一次', en: 'confirmed: charged, once' },
    reversed: { zh: '已冲正，没有收费', en: 'reversed: nothing is charged' },
    dropped: { zh: '中心未收到，没有收费', en: 'never arrived: nothing is charged' },
    open: stillOpen,
    ...registrationWords,
  },
  refund: {
    confirmed: { zh: '已确认，只退了一次', en: 'confirmed: given back, once' },
    reversed: { zh: '已冲正，没有退费', en: 'reversed: nothing is given back' },
    dropped: { zh: '中心未收到，没有退费', en: 'never arrived: nothing is given back' },
    open: stillOpen,
    ...registrationWords,
  },
};
