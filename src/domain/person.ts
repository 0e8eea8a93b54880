// Who someone is to the insurance: scheme, class, the identity number and how it is masked.

import { type CalendarDate, dateOf, parseDate } from './date.ts';

/** 城镇职工 | 城乡居民. On the wire: insutype 310 | 390. */
export type Scheme = 'employee' | 'resident';
/** Employees are in service or retired; residents adults or minors. */
export type InsuredStatus = 'in-service' | 'retired' | 'adult' | 'minor';
/** 公务员: none, in service, retired, or 医疗照顾. */
export type CivilServant = 'none' | 'in-service' | 'retired' | 'privileged';
export type Sex = 'male' | 'female';
export type HospitalLevel = 1 | 2 | 3;

/** Everything about a person that decides a benefit. */
export interface PersonClass {
  readonly scheme: Scheme;
  readonly status: InsuredStatus;
  readonly birth: CalendarDate;
  /** 建国前参加革命老工人; always retired. */
  readonly veteranWorker: boolean;
  /** 劳模; counts only when retired. */
  readonly modelWorker: boolean;
  readonly civilServant: CivilServant;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The 18th character of an identity number from its first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). */
export function idNumberCheckDigit(first17: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(first17[place]), 0);
  return '10X98765432'.charAt(sum % 11);
}

/** Whether 18 characters are an identity number: digits, an existing birth date, a correct check digit. */
export function isIdNumber(text: string): boolean {
  return (
    /^\d{17}[\dX]$/.test(text) &&
    parseDate(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`).ok &&
    idNumberCheckDigit(text.slice(0, 17)) === text[17]
  );
}

/** The birth date inside a valid identity number. */
export function birthFromIdNumber(idNumber: string): CalendarDate {
  return dateOf(`${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`);
}

/**
 * An identity number keeps its first and last four characters (1299**********0023), anything shorter than twelve its
 * first and last two (X0*****23): at least half of a number is never shown.
 */
export function maskNumber(number: string): string {
  const kept = number.length >= 12 ? 4 : Math.min(2, Math.floor(number.length / 4));
  return `${number.slice(0, kept)}${'*'.repeat(number.length - 2 * kept)}${number.slice(number.length - kept)}`;
}

/** A name on paper that others may see: the family name stays (张*, 王*兰). */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length <= 1) return name;
  if (characters.length === 2) return `${characters[0]}*`;
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`;
}
