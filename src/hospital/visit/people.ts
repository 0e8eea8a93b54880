// Who is at the window, as the hospital knows them: first from what they show, then from the center.

import type { CalendarDate } from '../../domain/date.ts';
import type { Fen } from '../../domain/money.ts';
import type { CivilServant, InsuredStatus, Scheme, Sex } from '../../domain/person.ts';

interface HolderFacts {
  readonly idNumber: string;
  readonly name: string;
  readonly sex: Sex;
  readonly birth: CalendarDate;
}

/** As the card says; its PIN is on the card. */
export interface SocialSecurityHolder extends HolderFacts {
  readonly by: 'social-security-card';
  readonly cardIdentification: string;
  readonly cardNumber: string;
}

/** As the resident identity card says; its PIN is at the center. The card need not stay where it was read. */
export interface IdCardHolder extends HolderFacts {
  readonly by: 'id-card';
}

/** As the center says of an e-voucher, which names nobody itself and has no PIN. */
export interface EVoucherHolder extends HolderFacts {
  readonly by: 'e-voucher';
  /** All 28 digits. */
  readonly code: string;
}

/** The holder as what they show says; nothing of it is proven yet. */
export type CardHolder = SocialSecurityHolder | IdCardHolder | EVoucherHolder;

/** Whether two are the same person showing the same thing. */
export function isSameShown(one: CardHolder, other: CardHolder): boolean {
  if (one.by === 'social-security-card' && other.by === 'social-security-card')
    return one.cardIdentification === other.cardIdentification;
  return one.by === other.by && one.idNumber === other.idNumber;
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
  /** Which account of the year the figures are of: 普通门诊 or 门诊特殊病. */
  readonly ledger: 'outpatient' | 'special-illness';
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
