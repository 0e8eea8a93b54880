// The city's clock: the latest business date that the center has seen, and what the turn of a month brings.
// Who pays on time has paid the new month when it begins; who does not stays in arrears. It takes no time from anywhere.

import { addMonths, type CalendarDate, type CalendarMonth, monthOf } from '../domain/date.ts';
import type { Database } from './store/database.ts';

export type ClockReading = { readonly at: 'on-time' } | { readonly at: 'earlier'; readonly latest: CalendarDate };

export interface CityClock {
  readonly foundedOn: () => CalendarDate;
  readonly date: () => CalendarDate;
  /** Brings the city to `today`, month by month; a day before the latest one changes nothing. Inside a transaction. */
  readonly advance: (today: CalendarDate) => ClockReading;
}

/** The months after one day's month up to another's. */
function monthsBetween(from: CalendarDate, to: CalendarDate): CalendarMonth[] {
  const months: CalendarMonth[] = [];
  for (let month = addMonths(monthOf(from), 1); month <= monthOf(to); month = addMonths(month, 1)) months.push(month);
  return months;
}

export function cityClockIn(database: Database): CityClock {
  const founded = database.prepare<[], CalendarDate>('SELECT founded_on FROM meta').pluck();
  const latest = database.prepare<[], CalendarDate>('SELECT city_date FROM meta').pluck();
  const turn = database.prepare<[CalendarDate]>('UPDATE meta SET city_date = ?');
  const employersPay = database.prepare<[CalendarMonth]>(
    'INSERT OR IGNORE INTO employer_contribution SELECT id, ? FROM employer WHERE pays_on_time = 1',
  );
  const peoplePay = database.prepare<[CalendarMonth]>(
    `INSERT OR IGNORE INTO person_contribution
     SELECT psn_no, ? FROM person WHERE pays_on_time = 1 AND duty = 'individual'`,
  );

  function known(date: CalendarDate | undefined): CalendarDate {
    if (date === undefined) throw new Error('the city was not founded');
    return date;
  }

  return {
    foundedOn: () => known(founded.get()),
    date: () => known(latest.get()),
    advance(today) {
      const before = known(latest.get());
      if (today < before) return { at: 'earlier', latest: before };
      if (today === before) return { at: 'on-time' };
      for (const month of monthsBetween(before, today)) {
        employersPay.run(month);
        peoplePay.run(month);
      }
      turn.run(today);
      return { at: 'on-time' };
    },
  };
}
