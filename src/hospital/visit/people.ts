// Who is at the window, as the hospital knows them: first from the card, then from the center.

import type { CalendarDate } from '../../domain/date.ts';
import type { Fen } from '../../domain/money.ts';
import type { CivilServant, InsuredStatus, Scheme, Sex } from '../../domain/person.ts';

/** The holder as the card says; nothing of it is proven yet. */
export interface CardHolder {
  readonly cardIdentification: string;
  readonly cardNumber: string;
  readonly idNumber: string;
  readonly name: string;
  readonly sex: Sex;
  readonly birth: CalendarDate;
}

/** 门特登记 */
export interface SpecialIllness {
  readonly code: string;
  readonly name: string;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

/** The year so far on the ledger that the visit will use. Undefined standards: no such benefit here. */
export interface YearSoFar {
  readonly inScope: Fen;
  readonly deductibleTaken: Fen;
  readonly deductible: Fen | undefined;
  readonly limit: Fen | undefined;
  readonly fund: Fen;
}

/** The insured person as the center knows them. */
export interface Insured {
  readonly psnNo: string;
  readonly name: string;
  readonly idNumber: string;
  readonly sex: Sex;
  readonly birth: CalendarDate;
  /** Full years on the business date. */
  readonly age: number;
  readonly scheme: Scheme;
  readonly status: InsuredStatus;
  readonly veteranWorker: boolean;
  readonly modelWorker: boolean;
  readonly civilServant: CivilServant;
  readonly employer: string | undefined;
  /** The personal account's balance. */
  readonly account: Fen;
  readonly year: YearSoFar;
  readonly specialIllnesses: readonly SpecialIllness[];
}

/** The person at the window: the card's word, and the center's once it has answered. */
export type Patient =
  | { readonly known: 'by-card'; readonly holder: CardHolder }
  | { readonly known: 'by-center'; readonly holder: CardHolder; readonly insured: Insured };
