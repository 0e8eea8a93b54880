// Code lists of the national interface that this product speaks, and what they stand for in the domain.

import type { InsuredStatus, Scheme, Sex } from '../person.ts';

/** 险种: 310 employees, 390 residents. */
export const insutypeOf = { employee: '310', resident: '390' } as const satisfies Record<Scheme, string>;
export type Insutype = (typeof insutypeOf)[Scheme];

/** 人员类别: 11 in service, 12 retired, 14 minor, 15 adult resident; a veteran worker is 136010 (under 13 离休). */
export const psnTypeOf: Readonly<Record<InsuredStatus, string>> = {
  'in-service': '1101',
  retired: '12',
  minor: '14',
  adult: '15',
};
export const psnTypeVeteranWorker = '136010';

/** 医疗类别 */
export const medType = { ordinary: '11', registration: '12', emergency: '13', specialIllness: '14' } as const;
export type MedType = (typeof medType)[keyof typeof medType];

/** 就诊凭证类型 */
export const certType = { eVoucher: '01', idCard: '02', socialSecurityCard: '03' } as const;

export const genderCode: Readonly<Record<Sex, string>> = { male: '1', female: '2' };

/** 参保状态 */
export const insuredState = { normal: '1', suspended: '2', ended: '4' } as const;

/** 收费项目等级 */
export const chargeLevel = { A: '01', B: '02', C: '03' } as const;

/** 结算方式: by item. */
export const settleByItem = '01';
/** 清算类别: outpatient. */
export const clearOutpatient = '11';
/** 基金支付类型 and its name. */
export const fundType = {
  employees: '310100',
  account: '310200',
  civilServants: '320100',
  largeAmount: '330100',
  residents: '390100',
} as const;

/** 公务员标志 as this center answers it. */
export const civilServantCode = { none: '0', 'in-service': '1', retired: '2', privileged: '3' } as const;

/** 人员身份类别 in `idetinfo`: a model worker (劳模). This center's own code: the national list has none for it. */
export const identityModelWorker = 'sim-model-worker';
