// Invented people, departments and items for the screen's tests.

import { dateOf } from '../../../src/domain/date.ts';
import { type Fen, fen } from '../../../src/domain/money.ts';
import { idNumberCheckDigit } from '../../../src/domain/person.ts';
import type { CatalogueItem, Department, DiagnosisCode, Doctor } from '../../../src/hospital/visit/charge.ts';
import type { CardHolder, Insured, SocialSecurityHolder } from '../../../src/hospital/visit/people.ts';

export function holder(name: string, first17: string, card: string): SocialSecurityHolder {
  const idNumber = first17 + idNumberCheckDigit(first17);
  const birth = dateOf(`${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`);
  return {
    by: 'social-security-card',
    cardIdentification: card.padEnd(32, '0'),
    cardNumber: card,
    idNumber,
    name,
    sex: 'female',
    birth,
  };
}

export const wang = holder('王秀兰', '12990119460301002', 'A00000001');
export const zhao = holder('买买提·赵建国', '12990119700505001', 'A00000002');

export function insuredOf(of: CardHolder, change: Partial<Insured> = {}): Insured {
  return {
    psnNo: '12990000000000000001',
    name: of.name,
    idNumber: of.idNumber,
    sex: of.sex,
    birth: of.birth,
    age: 65,
    scheme: 'employee',
    status: 'retired',
    veteranWorker: false,
    modelWorker: false,
    civilServant: 'none',
    employer: '海河市第一纺织厂',
    account: fen(128450),
    year: {
      ledger: 'outpatient',
      inScope: fen(186000),
      deductibleTaken: fen(70000),
      deductible: fen(70000),
      limit: fen(550000),
      fund: fen(63800),
    },
    specialIllnesses: [{ code: '04', name: '糖尿病', from: dateOf('2011-01-01'), until: dateOf('2011-12-31') }],
    ...change,
  };
}

export const departments: readonly Department[] = [
  { code: '01', name: '内科', initials: 'nk', registrationItem: '200001' },
  { code: '02', name: '外科', initials: 'wk', registrationItem: '200001' },
  { code: '05', name: '骨科', initials: 'gk', registrationItem: '200001' },
  { code: '11', name: '心血管内科', initials: 'xxgnk', registrationItem: '200001' },
  { code: '17', name: '专家门诊', initials: 'zjmz', registrationItem: '200003' },
];

export const doctors: readonly Doctor[] = [
  { code: '1011', name: '周立新' },
  { code: '1012', name: '孙敏华' },
];

function item(
  code: string,
  initials: string,
  name: string,
  specification: string,
  cls: CatalogueItem['class'],
  price: string,
  unit: string,
  category: CatalogueItem['category'] = 'drug',
): CatalogueItem {
  const selfPayRatio = cls === 'B' ? '0.05' : cls === 'C' ? '1' : '0';
  return { code, initials, name, specification, class: cls, price, unit, category, selfPayRatio, ceiling: undefined };
}

export const items: readonly CatalogueItem[] = [
  item('100002', 'amxljn', '阿莫西林胶囊', '0.25g×24', 'B', '12.60', '盒'),
  item('300001', 'xcg', '血常规', '', 'A', '20.00', '次', 'service'),
  item('400001', 'ycxzsq', '一次性注射器', '', 'C', '1.50', '支', 'facility'),
  item('100021', 'xbdpksp', '硝苯地平控释片', '30mg×14片', 'A', '32.40', '盒'),
  item('100022', 'xbdpksp', '硝苯地平控释片', '30mg×28片', 'A', '63.20', '盒'),
  item('100016', 'nfsxjn', '诺氟沙星胶囊', '0.1g×24粒', 'A', '5.60', '盒'),
];

export const registrationItem = item('200001', 'ptmzghf', '普通门诊挂号费', '', 'A', '4.50', '次', 'service');

export const diagnoses: readonly DiagnosisCode[] = [
  { code: 'J06.9', name: '急性上呼吸道感染', initials: 'jxshxdgr' },
  { code: 'E11.9', name: '2型糖尿病', initials: '2xtnb' },
];

export const yuan = (amount: number): Fen => fen(Math.round(amount * 100));
