// The date and time of day in a city that was opened at a given moment: seconds go on as somebody says, days pass when they are
// let pass. It takes no time from anywhere.

import { addDays, addSeconds, dateOfTimestamp, type Timestamp, timestampOf } from '../../domain/date.ts';

export interface CityCalendar {
  /** The moment so many milliseconds after the start, and as many days later as have passed. */
  at(milliseconds: number): Timestamp;
  passDays(days: number): void;
}

export function cityCalendar(start: Timestamp): CityCalendar {
  let passed = 0;
  return {
    at(milliseconds) {
      const time = addSeconds(start, Math.floor(milliseconds / 1000));
      return passed === 0 ? time : timestampOf(addDays(dateOfTimestamp(time), passed), time.slice(11));
    },
    passDays(days) {
      passed += days;
    },
  };
}
