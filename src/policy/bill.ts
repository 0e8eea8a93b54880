// What is to be settled: a bill, the person's year so far, and the account. Pure shapes; nothing is computed here.
// Reading a bill from YAML or JSON is bill-input.ts; settling it is settle.ts.

import type { CalendarDate } from '../domain/date.ts';
import type { Fen } from '../domain/money.ts';
import type { HospitalLevel, PersonClass } from '../domain/person.ts';

/** 甲, 乙, 丙: wholly in scope; in scope after the patient's own share; wholly the patient's. */
export type ItemClass = 'A' | 'B' | 'C';
export type VisitKind = 'outpatient' | 'emergency' | 'special-illness' | 'inpatient';

/** One fee line. Decimals are text of at most 4 places and never negative: a price has more places than a fen. */
export interface BillLine {
  readonly name: string;
  readonly class: ItemClass;
  /** Yuan per unit. */
  readonly price: string;
  readonly quantity: string;
  /** The highest price per unit, in yuan, that counts; absent: none. */
  readonly ceiling?: string;
  /** 增付比例 of a class-B item, 0 to 1; absent: 0. */
  readonly selfPayRatio?: string;
}

/** The year before this bill, one ledger (台账) per benefit: see `ledgerOf`. */
export interface YearLedger {
  readonly inScope: Fen;
  readonly deductible: Fen;
  readonly fund: Fen;
  readonly supplement: Fen;
}

export interface Bill {
  readonly date: CalendarDate;
  readonly person: PersonClass;
  readonly hospitalLevel: HospitalLevel;
  readonly visit: VisitKind;
  /** The special-illness code; only there. */
  readonly illness?: string;
  readonly ledger: YearLedger;
  /** The personal account before this bill. */
  readonly account: Fen;
  readonly lines: readonly BillLine[];
}
