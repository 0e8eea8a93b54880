// A city of a few people, made by hand: the least that a center can be tested on. Every person and number is invented.

import type { CardSeed, CitySeed, HospitalSeed, PersonSeed } from '../../src/center/city-seed.ts';
import { type CalendarDate, type CalendarMonth, dateOf } from '../../src/domain/date.ts';
import { fen } from '../../src/domain/money.ts';
import { birthFromIdNumber, idNumberCheckDigit } from '../../src/domain/person.ts';

export const foundedOn = dateOf('2011-08-15');
export const august = '2011-08' as CalendarMonth;
export const july = '2011-07' as CalendarMonth;

export const cityHospital: HospitalSeed = {
  code: 'H12999900001',
  number: '0001',
  name: '海河市人民医院',
  level: 3,
  area: '129999',
};
export const tcmHospital: HospitalSeed = {
  code: 'H12999900002',
  number: '0002',
  name: '海河市中医医院',
  level: 2,
  area: '129999',
};
export const townHospital: HospitalSeed = {
  code: 'H12999900003',
  number: '0003',
  name: '东堤社区医院',
  level: 1,
  area: '129999',
};

/** "1299" and district 99, so that nobody has it. */
function idNumber(birth: string, serial: string): string {
  const first = `129999${birth}${serial}`;
  return `${first}${idNumberCheckDigit(first)}`;
}

const sound = {
  sex: 'female',
  scheme: 'employee',
  status: 'in-service',
  veteranWorker: false,
  modelWorker: false,
  civilServant: 'none',
  employerId: 'E1',
  paidMonths: [],
  paysOnTime: true,
  account: fen(5000),
  scope: ['outpatient', 'special-illness', 'inpatient'],
  waitingPeriodFrom: undefined,
  specialIllnesses: [],
  admissions: [],
  history: [],
} as const satisfies Partial<PersonSeed>;

/** Someone in service whose state is sound, but for what is said. */
export function someone(
  psnNo: string,
  serial: string,
  but: Partial<PersonSeed> & { readonly born?: string } = {},
): PersonSeed {
  const { born = '19700301', ...rest } = but;
  const id = idNumber(born, serial);
  return { ...sound, psnNo, name: `张${serial}`, idNumber: id, birth: birthFromIdNumber(id), ...rest };
}

export const worker = someone('P001', '001');
export const retiree = someone('P002', '002', { born: '19460301', status: 'retired', employerId: undefined });
export const resident = someone('P003', '003', {
  scheme: 'resident',
  status: 'adult',
  employerId: undefined,
  paidMonths: [july, august],
  account: fen(0),
});
export const diabetic = someone('P004', '004', {
  specialIllnesses: [
    { code: '4', hospitalCode: tcmHospital.code, from: dateOf('2011-01-01'), until: dateOf('2011-12-31') },
  ],
});

export function cardOf(person: PersonSeed, state: CardSeed['state'] = 'normal'): CardSeed {
  const serial = person.psnNo.replace(/\D/g, '').padStart(8, '0');
  return {
    identification: `129900${serial.padStart(26, 'A')}`,
    cardNumber: `H${serial}`,
    idNumber: person.idNumber,
    state,
  };
}

export interface CityChanges {
  readonly people?: readonly PersonSeed[];
  readonly cards?: readonly CardSeed[];
  readonly employers?: CitySeed['employers'];
  readonly foundedOn?: CalendarDate;
}

export function smallCity(changes: CityChanges = {}): CitySeed {
  const people = changes.people ?? [worker, retiree, resident, diabetic];
  return {
    foundedOn: changes.foundedOn ?? foundedOn,
    hospitals: [cityHospital, tcmHospital, townHospital],
    employers: changes.employers ?? [
      { id: 'E1', name: '海河机械厂', paidMonths: [july, august], paysOnTime: true },
      { id: 'E2', name: '东堤纺织厂', paidMonths: ['2011-06' as CalendarMonth], paysOnTime: false },
    ],
    people,
    cards: changes.cards ?? people.map((person) => cardOf(person)),
    catalogue: [
      { code: 'FEE', name: '挂号费', class: 'A', category: 'service', selfPayRatio: '0', ceiling: undefined },
      { code: 'A', name: '血常规', class: 'A', category: 'service', selfPayRatio: '0', ceiling: undefined },
      { code: 'B', name: '阿莫西林胶囊', class: 'B', category: 'drug', selfPayRatio: '0.05', ceiling: '10.00' },
      { code: 'D', name: '硝苯地平片', class: 'A', category: 'drug', selfPayRatio: '0', ceiling: undefined },
      { code: 'C', name: '一次性注射器', class: 'C', category: 'service', selfPayRatio: '0', ceiling: undefined },
    ],
    illnesses: [
      { code: '1', name: '肾透析' },
      { code: '4', name: '糖尿病' },
    ],
  };
}
