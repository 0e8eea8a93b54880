// The city as it is founded on days that are awkward each in its own way.

import { type CityFixtures, loadCity } from '../../src/center/city-fixtures.ts';
import { type CalendarDate, dateOf } from '../../src/domain/date.ts';

/** The year of the deck; a leap day; New Year's Day, when the year has no past; an ordinary day. */
export const foundingDays = ['2011-08-15', '2024-02-29', '2026-01-01', '2026-11-21'].map(dateOf);

export function cityOn(day: CalendarDate): CityFixtures {
  const city = loadCity(day);
  if (!city.ok) throw new Error(JSON.stringify(city.error, null, 2));
  return city.value;
}
