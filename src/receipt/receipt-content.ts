// What a receipt is printed from: the hospital's own records, of which these are the parts that paper needs.
// Shapes only. A ticket, a settled charge and a desk's place fit as they are.

import type { Timestamp } from '../domain/date.ts';
import type { Fen } from '../domain/money.ts';
import type { HospitalLevel } from '../domain/person.ts';

/** Where and by whom. */
export interface PrintedPlace {
  readonly hospital: { readonly name: string; readonly level: HospitalLevel };
  readonly window: number;
  readonly operator: { readonly code: string; readonly name: string };
}

export interface PrintedTicket {
  /** yyyyMMdd-nnnn */
  readonly number: string;
  readonly registeredAt: Timestamp;
  /** Name and number are masked on paper. */
  readonly patient: { readonly holder: { readonly name: string; readonly idNumber: string } };
  readonly choice: {
    readonly kind: 'ordinary' | 'emergency' | 'special-illness';
    readonly illness: { readonly name: string } | undefined;
    readonly department: { readonly name: string };
    readonly doctor: { readonly name: string };
  };
}

export interface PrintedLine {
  readonly item: {
    readonly name: string;
    readonly class: 'A' | 'B' | 'C';
    readonly specification: string;
    readonly unit: string;
    readonly price: string;
  };
  readonly quantity: string;
  readonly amount: Fen;
  /** The patient agreed to pay it wholly. */
  readonly consent?: true | undefined;
}

/** The figures of a networked settlement; their identities hold (2-benefits, Who pays). */
export interface PrintedSplit {
  readonly total: Fen;
  readonly fullSelfPay: Fen;
  readonly overCeiling: Fen;
  readonly priorSelfPay: Fen;
  readonly inScope: Fen;
  readonly deductibleTaken: Fen;
  readonly residentsFund: Fen;
  readonly employeesFund: Fen;
  readonly supplement: Fen;
  readonly fundTotal: Fen;
  readonly account: Fen;
  readonly cash: Fen;
  readonly balanceAfter: Fen;
  readonly lines: readonly PrintedLine[];
}

export interface NetworkedCharge {
  readonly by: 'network';
  readonly settlementId: string;
  readonly receiptNumber: string;
  readonly time: Timestamp;
  readonly split: PrintedSplit;
}

export interface CashCharge {
  readonly by: 'cash';
  readonly receiptNumber: string;
  readonly time: Timestamp;
  readonly total: Fen;
  readonly lines: readonly PrintedLine[];
}

export type PrintedCharge = NetworkedCharge | CashCharge;

/** What the patient handed over; `due` is the charge's cash part. */
export interface PrintedTendered {
  readonly due: Fen;
  readonly tendered: Fen;
  readonly change: Fen;
}

/** What was given back of a charge; each amount zero or above. */
export interface PrintedRefund {
  readonly receiptNumber: string;
  readonly time: Timestamp;
  readonly approvedBy: { readonly code: string; readonly name: string };
  readonly returned: readonly PrintedLine[];
  readonly back: { readonly total: Fen; readonly fund: Fen; readonly account: Fen; readonly cash: Fen };
  /** Undefined where the charge was in cash. */
  readonly negated: { readonly settlementId: string } | undefined;
  readonly balanceAfter: Fen | undefined;
  /** What stands in place of the charge; undefined where all of it was given back. */
  readonly remainder: PrintedCharge | undefined;
}

export interface PrintedRefundReceipt {
  readonly place: PrintedPlace;
  readonly ticket: PrintedTicket;
  readonly refund: PrintedRefund;
  /** What is given back of: the fees, or the registration, which is taken back with it (退号). */
  readonly of: 'fees' | 'registration';
  /** The receipt that was given for what is given back now. */
  readonly ofReceipt: string;
}

export interface PrintedReceipt {
  readonly place: PrintedPlace;
  readonly ticket: PrintedTicket;
  readonly settled: PrintedCharge;
  readonly tendered: PrintedTendered;
}
