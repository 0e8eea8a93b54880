// The state that a city is founded with: what the fixtures say, made absolute for the founding day.
// These are facts of the insurance world (rows), never instructions about prompts.

import type { CalendarDate, CalendarMonth } from '../domain/date.ts';
import type { Fen } from '../domain/money.ts';
import type { HospitalLevel, PersonClass, Sex } from '../domain/person.ts';
import type { PinHash } from './pin.ts';

export interface HospitalSeed {
  /** 12 characters, the institution code of the envelope. */
  readonly code: string;
  /** 4 digits, the first part of a data string. */
  readonly number: string;
  readonly name: string;
  readonly level: HospitalLevel;
  /** 6 digits. */
  readonly area: string;
}

export interface EmployerSeed {
  readonly id: string;
  readonly name: string;
  /** Months paid, oldest first. */
  readonly paidMonths: readonly CalendarMonth[];
  /** Whether coming months will be paid as they come (the city's clock goes on). */
  readonly paysOnTime: boolean;
}

export type BenefitScope = 'outpatient' | 'special-illness' | 'inpatient';

export interface PersonSeed extends PersonClass {
  readonly psnNo: string;
  readonly name: string;
  readonly idNumber: string;
  readonly sex: Sex;
  /** Absent: pays individually (个人缴费), or a resident. */
  readonly employerId: string | undefined;
  /** For those without an employer: months paid by the person. */
  readonly paidMonths: readonly CalendarMonth[];
  readonly paysOnTime: boolean;
  readonly account: Fen;
  /** Absent: identified by the social-security card only. */
  readonly credentials?: CredentialSeed;
  readonly scope: readonly BenefitScope[];
  /** Individual payers who paid late or short: the day the six months began. */
  readonly waitingPeriodFrom: CalendarDate | undefined;
  readonly specialIllnesses: readonly {
    readonly code: string;
    readonly hospitalCode: string;
    readonly from: CalendarDate;
    readonly until: CalendarDate;
  }[];
  readonly admissions: readonly {
    readonly hospitalCode: string;
    readonly admittedOn: CalendarDate;
    readonly dischargedOn: CalendarDate | undefined;
  }[];
  /** Earlier visits of this year: settled by the center itself at founding, so that the ledger is a sum of settlements. */
  readonly history: readonly {
    readonly on: CalendarDate;
    readonly hospitalCode: string;
    readonly visit: 'outpatient' | 'special-illness';
    readonly illness: string | undefined;
    /** `item` is a code of the catalogue; `price` what the hospital charged a unit, in yuan with up to 4 decimals. */
    readonly lines: readonly { readonly item: string; readonly quantity: string; readonly price: string }[];
  }[];
}

/** What stands for a person besides the social-security card. */
export interface CredentialSeed {
  /** The unique part of the e-voucher, 17 digits. */
  readonly voucher: string;
  /** Of the PIN that the center keeps. */
  readonly pin: PinHash;
  /** None said: all of them. */
  readonly triesLeft?: number;
}

export interface CardSeed {
  /** 卡识别码, 32 hex digits. */
  readonly identification: string;
  readonly cardNumber: string;
  readonly idNumber: string;
  readonly state: 'normal' | 'lost' | 'cancelled';
}

export interface CatalogueSeed {
  readonly code: string;
  readonly name: string;
  readonly class: 'A' | 'B' | 'C';
  readonly category: 'drug' | 'service' | 'facility';
  /** Decimals with up to 4 places. */
  readonly selfPayRatio: string;
  readonly ceiling: string | undefined;
}

export interface CitySeed {
  readonly foundedOn: CalendarDate;
  readonly hospitals: readonly HospitalSeed[];
  readonly employers: readonly EmployerSeed[];
  readonly people: readonly PersonSeed[];
  /** Cards that the center knows. A card that it does not know is simply not here. */
  readonly cards: readonly CardSeed[];
  readonly catalogue: readonly CatalogueSeed[];
  readonly illnesses: readonly { readonly code: string; readonly name: string }[];
}
