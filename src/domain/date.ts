// Calendar dates and wall-clock times as the hospital and the center write them. No time zone and no clock in here:
// the business date and the time are always handed in.

import { failure, ok, type Result } from './result.ts';

declare const dateBrand: unique symbol;
declare const timeBrand: unique symbol;
declare const monthBrand: unique symbol;

/** "yyyy-MM-dd", an existing day. Sorts as text. */
export type CalendarDate = string & { readonly [dateBrand]: true };
/** "yyyy-MM". Sorts as text. */
export type CalendarMonth = string & { readonly [monthBrand]: true };
/** "yyyy-MM-dd HH:mm:ss", local time of the city. Sorts as text. */
export type Timestamp = string & { readonly [timeBrand]: true };

/** Where times come from; handed to whoever needs it, so that a test or a replay decides what time it is. */
export interface Clock {
  now(): Timestamp;
}

export interface DateProblem {
  readonly kind: 'date';
  readonly text: string;
  readonly expected: string;
}

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

function two(n: number): string {
  return n.toString().padStart(2, '0');
}

function fromUtc(at: Date): CalendarDate {
  return `${at.getUTCFullYear().toString().padStart(4, '0')}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}` as CalendarDate;
}

function toUtc(date: CalendarDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** Reads "yyyy-MM-dd"; a day that does not exist (2011-02-30) is refused. */
export function parseDate(text: string): Result<CalendarDate, DateProblem> {
  const match = datePattern.exec(text);
  const at = match ? new Date(`${text}T00:00:00Z`) : undefined;
  if (!at || Number.isNaN(at.getTime()) || fromUtc(at) !== text) {
    return failure({ kind: 'date', text, expected: 'an existing day as yyyy-MM-dd, for example 2011-08-15' });
  }
  return ok(text as CalendarDate);
}

/** A date that the program itself writes; throws where it does not exist. */
export function dateOf(text: string): CalendarDate {
  const parsed = parseDate(text);
  if (!parsed.ok) throw new Error(`no such date: ${text}`);
  return parsed.value;
}

export function yearOf(date: CalendarDate | Timestamp): number {
  return Number(date.slice(0, 4));
}

export function monthOf(date: CalendarDate | Timestamp): CalendarMonth {
  return date.slice(0, 7) as CalendarMonth;
}

export function monthNumber(month: CalendarMonth): { year: number; month: number } {
  return { year: Number(month.slice(0, 4)), month: Number(month.slice(5, 7)) };
}

export function dateOfTimestamp(time: Timestamp): CalendarDate {
  return time.slice(0, 10) as CalendarDate;
}

export function timestampOf(date: CalendarDate, clock = '00:00:00'): Timestamp {
  return `${date} ${clock}` as Timestamp;
}

/** yyyyMMddHHmmss, as message ids and data strings carry it. */
export function compactTimestamp(time: Timestamp): string {
  return time.replace(/\D/g, '');
}

/** yyyyMMdd, as cards and ticket numbers carry it. */
export function compactDate(date: CalendarDate): string {
  return date.replaceAll('-', '');
}

/** Turns the day where it passes midnight. */
export function addSeconds(time: Timestamp, seconds: number): Timestamp {
  const later = new Date(Date.parse(`${time.replace(' ', 'T')}Z`) + seconds * 1000);
  return later.toISOString().slice(0, 19).replace('T', ' ') as Timestamp;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  const at = toUtc(date);
  at.setUTCDate(at.getUTCDate() + days);
  return fromUtc(at);
}

export function addMonths(month: CalendarMonth, months: number): CalendarMonth {
  const { year, month: number } = monthNumber(month);
  const index = year * 12 + (number - 1) + months;
  return `${Math.floor(index / 12)
    .toString()
    .padStart(4, '0')}-${two((((index % 12) + 12) % 12) + 1)}` as CalendarMonth;
}

/** The same day some months on; where that month is shorter, its last day (31 January + 1 month = 28 February). */
export function addMonthsToDate(date: CalendarDate, months: number): CalendarDate {
  const month = addMonths(monthOf(date), months);
  const lastDay = Number(addDays(`${addMonths(month, 1)}-01` as CalendarDate, -1).slice(8));
  return `${month}-${two(Math.min(Number(date.slice(8)), lastDay))}` as CalendarDate;
}

const ZERO = '0'.charCodeAt(0);

/** A date as the number yyyymmdd. Digit by digit, as every settlement asks for an age. */
function numberOf(date: CalendarDate): number {
  let number = 0;
  for (let place = 0; place < date.length; place += 1) {
    const digit = date.charCodeAt(place) - ZERO;
    if (digit >= 0) number = number * 10 + digit;
  }
  return number;
}

const YEAR = 10_000;

/** Full years on a day; someone born on 29 February grows a year older on 1 March of a common year. */
export function ageOn(birth: CalendarDate, day: CalendarDate): number {
  return Math.floor((numberOf(day) - numberOf(birth)) / YEAR);
}
