// The 24-hour rule: what was settled on a day is due at the center 24 hours after the day's end.

import { addDays, type CalendarDate, type Timestamp, timestampOf } from '../../domain/date.ts';

/** Until when a day is to be stated. */
export function dueAt(day: CalendarDate): Timestamp {
  return timestampOf(addDays(day, 2));
}

/** `minutes`: whole ones, zero or above; a minute that has begun still counts as left. */
export type TimeLeft = { readonly at: 'left' | 'overdue'; readonly minutes: number };

const utc = (time: Timestamp) => Date.parse(`${time.replace(' ', 'T')}Z`);

export function timeLeft(day: CalendarDate, now: Timestamp): TimeLeft {
  const past = (utc(now) - utc(dueAt(day))) / 60_000;
  return past < 0 ? { at: 'left', minutes: Math.ceil(-past) } : { at: 'overdue', minutes: Math.floor(past) };
}
