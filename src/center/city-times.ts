// Times in the invented city are said relative to its founding day; here they become dates. Pure: the day is handed in.

import {
  addDays,
  addMonths,
  addMonthsToDate,
  type CalendarDate,
  type CalendarMonth,
  dateOf,
  monthOf,
  yearOf,
} from '../domain/date.ts';

export const relativeDay = {
  pattern: /^(?:today|(?:first|last) of the year|(\d{1,4}) (day|month|year)s? ago|in (\d{1,4}) (day|month|year)s?)$/,
  expected: 'a day as in `today`, `40 days ago`, `in 3 months`, `first of the year`',
} as const;

export const relativeMonth = {
  pattern: /^(?:this month|last month|(\d{1,2}) months? ago)$/,
  expected: 'a month as in `this month`, `last month`, `3 months ago`',
} as const;

export const birthday = {
  pattern: /^(?!02-29)(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2\d)|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31)$/,
  expected: 'a birthday as MM-dd that every year has, as in 03-12',
} as const;

function shift(foundedOn: CalendarDate, count: number, unit: string): CalendarDate {
  if (unit === 'day') return addDays(foundedOn, count);
  return addMonthsToDate(foundedOn, unit === 'year' ? count * 12 : count);
}

/** The day that a relative text means; throws on a text that does not match `relativeDay` (the schema saw to it). */
export function dayFrom(text: string, foundedOn: CalendarDate): CalendarDate {
  const match = relativeDay.pattern.exec(text);
  if (!match) throw new Error(`not a relative day: ${text}`);
  const [, back, backUnit, ahead, aheadUnit] = match;
  if (back !== undefined && backUnit !== undefined) return shift(foundedOn, -Number(back), backUnit);
  if (ahead !== undefined && aheadUnit !== undefined) return shift(foundedOn, Number(ahead), aheadUnit);
  if (text === 'first of the year') return dateOf(`${foundedOn.slice(0, 4)}-01-01`);
  if (text === 'last of the year') return dateOf(`${foundedOn.slice(0, 4)}-12-31`);
  return foundedOn;
}

/** Every month from January of the year before the founding up to the month that is meant, oldest first. */
export function monthsPaidUntil(text: string, foundedOn: CalendarDate): readonly CalendarMonth[] {
  const match = relativeMonth.pattern.exec(text);
  if (!match) throw new Error(`not a relative month: ${text}`);
  const back = text === 'this month' ? 0 : text === 'last month' ? 1 : Number(match[1]);
  const last = addMonths(monthOf(foundedOn), -back);
  const months: CalendarMonth[] = [];
  for (let month = addMonths(`${foundedOn.slice(0, 4)}-01` as CalendarMonth, -12); month <= last; ) {
    months.push(month);
    month = addMonths(month, 1);
  }
  return months;
}

/** The birth date of someone who is `age` full years old on the founding day. */
export function birthFrom(age: number, monthAndDay: string, foundedOn: CalendarDate): CalendarDate {
  const had = monthAndDay <= foundedOn.slice(5);
  return dateOf(`${yearOf(foundedOn) - age - (had ? 0 : 1)}-${monthAndDay}`);
}

/** The day when a share (0 … 1) of the year up to the founding day had passed; 0 is 1 January. */
export function dayOfThisYear(share: number, foundedOn: CalendarDate): CalendarDate {
  const newYear = dateOf(`${foundedOn.slice(0, 4)}-01-01`);
  const passed = (Date.parse(foundedOn) - Date.parse(newYear)) / 86_400_000;
  return addDays(newYear, Math.floor(passed * share));
}
