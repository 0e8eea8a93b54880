// What is to be settled: a bill, the person's year so far, and the account. Pure shapes; nothing is computed here.
// Reading a bill from YAML or JSON is bill-input.ts; settling it is settle.ts.

import type { CalendarDate } from '../domain/date.ts';
import type { Fen } from '../domain/money.ts';
import type { HospitalLevel, PersonClass } from '../domain/person.ts';
import type { Decimal4, Ratio } from './exact.ts';

/** 甲, 乙, 丙: wholly in scope; in scope after the patient's own share; wholly the patient's. */
export type ItemClass = 'A' | 'B' | 'C';
export type VisitKind = 'outpatient' | 'emergency' | 'special-illness' | 'inpatient';
/** 药品, 诊疗项目, 服务设施. */
export type ItemKind = 'drug' | 'service' | 'facility';
/** Where the hospital lies: in the insured person's own area, elsewhere in the province, outside it. */
export type Place = 'local' | 'province' | 'outside';
/** 中医医院, 乡镇卫生院 (社区卫生服务中心), 村卫生室 (社区卫生服务站), or any other. */
export type HospitalKind = 'general' | 'chinese-medicine' | 'township' | 'village';

/** One fee line. Decimals are in ten-thousandths and never negative: a price has more places than a fen. */
export interface BillLine {
  readonly name: string;
  readonly class: ItemClass;
  /** Yuan per unit. */
  readonly price: Decimal4;
  readonly quantity: Decimal4;
  /** The highest price per unit, in yuan, that counts; absent: none. */
  readonly ceiling?: Decimal4 | undefined;
  /** 增付比例 of a class-B item, 0 to 1; absent: 0. */
  readonly selfPayRatio?: Ratio | undefined;
  /** Asked for by refunds only; absent: not known. */
  readonly kind?: ItemKind | undefined;
}

/** The year before this bill, one ledger (台账) per benefit: see `ledgerOf`. */
export interface YearLedger {
  readonly inScope: Fen;
  readonly deductible: Fen;
  readonly fund: Fen;
  readonly supplement: Fen;
  /** In-scope expense that the funds left to the person, before any serious-illness payment; absent: nothing yet. */
  readonly ownBurden?: Fen;
  /** What serious-illness insurance has paid of it. */
  readonly seriousIllness?: Fen;
  /** What aid has paid above the ceiling of it. */
  readonly aid?: Fen;
}

/** What only some policies ask of a person; every absent key is zero or false. */
export interface Standing {
  /** Full years of contribution. */
  readonly contributionYears?: number;
  /** Full months of the last break in contributions. */
  readonly monthsOfBreak?: number;
  /** Full months since contributions were resumed after it. */
  readonly monthsSinceResumed?: number;
  /** 特困人员, 低保对象. */
  readonly hardship?: boolean;
}

/** A household whose members share a limit (家庭封顶线). */
export interface Household {
  readonly members: number;
  /** What the fund has paid for all of them this year. */
  readonly fund: Fen;
}

/** The personal account of a relative, of which a share is open to the family (共济账户). */
export interface FamilyAccount {
  readonly account: Fen;
  /** What has been used of the share. */
  readonly used: Fen;
}

export interface Bill {
  readonly date: CalendarDate;
  readonly person: PersonClass;
  readonly hospitalLevel: HospitalLevel;
  readonly visit: VisitKind;
  /** Absent: local. */
  readonly place?: Place;
  /** Absent: general. */
  readonly hospitalKind?: HospitalKind;
  /** 定点医疗机构. Absent: yes. */
  readonly designated?: boolean;
  /** 急诊急救, of a stay that began as one as well. Absent: as the visit says. */
  readonly urgent?: boolean;
  /** 恶性肿瘤、器官移植 and what else a policy singles out. Absent: no. */
  readonly criticalIllness?: boolean;
  readonly standing?: Standing;
  /** The special-illness code; only there. */
  readonly illness?: string;
  readonly ledger: YearLedger;
  /** The personal account before this bill. */
  readonly account: Fen;
  readonly household?: Household;
  readonly family?: FamilyAccount;
  readonly lines: readonly BillLine[];
}
