// What is charged: the registration fee or the ordered items; in trial, settled, or in cash.

import type { Timestamp } from '../../domain/date.ts';
import type { Fen } from '../../domain/money.ts';
import type { SettlementTrace } from './settlement-trace.ts';

export type VisitKind = 'ordinary' | 'emergency' | 'special-illness';

export interface Department {
  readonly code: string;
  readonly name: string;
  /** Pinyin initials: 内科 nk. */
  readonly initials: string;
  /** Registration fees in fen. */
  readonly registrationItem: string;
}

export interface Doctor {
  readonly code: string;
  readonly name: string;
}

/** What is registered for. */
export interface RegistrationChoice {
  readonly kind: VisitKind;
  readonly illness: { readonly code: string; readonly name: string } | undefined;
  readonly department: Department;
  readonly doctor: Doctor;
}

/** An item of the hospital's catalogue (三目). Ratios and ceilings are the center's; here they only inform. */
export interface CatalogueItem {
  readonly code: string;
  readonly name: string;
  readonly initials: string;
  readonly category: 'drug' | 'service' | 'facility';
  readonly class: 'A' | 'B' | 'C';
  readonly specification: string;
  readonly unit: string;
  /** Yuan with up to 4 decimals, as text. */
  readonly price: string;
  readonly selfPayRatio: string;
  readonly ceiling: string | undefined;
}

export interface DiagnosisCode {
  readonly code: string;
  readonly name: string;
  readonly initials: string;
}

export interface OrderLine {
  readonly item: CatalogueItem;
  /** Up to 4 decimals, as text. */
  readonly quantity: string;
  /** Days of supply, for drugs. */
  readonly days: number | undefined;
  /** price × quantity, half-up to the fen. */
  readonly amount: Fen;
  /** The patient agreed to pay it wholly: insurance does not. Kept with the ticket and printed. */
  readonly consent?: true | undefined;
}

/** What the doctor ordered. */
export interface Orders {
  readonly diagnosis: DiagnosisCode | undefined;
  readonly lines: readonly OrderLine[];
}

export type ChargePurpose = 'registration' | 'fees';

/** What is to be charged, before the center has it. */
export interface ChargeDraft {
  readonly purpose: ChargePurpose;
  readonly lines: readonly OrderLine[];
  readonly total: Fen;
}

export interface Charge extends ChargeDraft {
  /** Batch number of the fee lines at the center: a new one whenever the lines are sent up. */
  readonly batch: string;
}

/** A line of a settled charge. */
export interface SettledLine extends OrderLine {
  /** Its number at the center (feedetl_sn); unknown of charges in cash and of those from before there were refunds. */
  readonly serial?: string | undefined;
}

/** A line as the center priced it. */
export interface PricedLine extends SettledLine {
  readonly fullSelfPay: Fen;
  readonly overCeiling: Fen;
  readonly priorSelfPay: Fen;
  readonly inScope: Fen;
}

/** The split of the money, from a trial (no settlement id) or a settlement. Identities: 2-benefits, Who pays. */
export interface Split {
  readonly total: Fen;
  readonly fullSelfPay: Fen;
  readonly overCeiling: Fen;
  readonly priorSelfPay: Fen;
  readonly inScope: Fen;
  readonly deductibleTaken: Fen;
  /** Residents' pool, employees' outpatient subsidy, civil servants' supplement, and their sum with the others. */
  readonly residentsFund: Fen;
  readonly employeesFund: Fen;
  readonly supplement: Fen;
  readonly fundTotal: Fen;
  readonly account: Fen;
  readonly cash: Fen;
  readonly balanceAfter: Fen;
  /** How each fund came to its figure, as the center explains it. */
  readonly explanation: readonly string[];
  /** Rule by rule; undefined where the center sent none, or none that could be read. */
  readonly trace?: SettlementTrace | undefined;
  readonly lines: readonly SettledLine[];
}

/** How a charge ended. */
export type Settled =
  | {
      readonly by: 'network';
      readonly settlementId: string;
      readonly dataString: string;
      readonly receiptNumber: string;
      readonly time: Timestamp;
      readonly split: Split;
    }
  | {
      readonly by: 'cash';
      readonly receiptNumber: string;
      readonly time: Timestamp;
      /** The prompt after which the cashier settled in cash; undefined where the registration was in cash already. */
      readonly because: string | undefined;
      readonly total: Fen;
      readonly lines: readonly OrderLine[];
    };

export interface Tendered {
  readonly due: Fen;
  readonly tendered: Fen;
  readonly change: Fen;
}
