import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addMonthsToDate,
  ageOn,
  type CalendarDate,
  type CalendarMonth,
  compactTimestamp,
  dateOf,
  monthOf,
  parseDate,
  timestampOf,
} from '../../src/domain/date.ts';

const dates = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => dateOf(at.toISOString().slice(0, 10)));

describe('calendar dates', () => {
  test.each(['2011-02-29', '2011-13-01', '2011-00-10', '2011-8-15', '20110815', '2011-08-15 ', ''])(
    '%j is no day',
    (text) => {
      expect(parseDate(text).ok).toBe(false);
    },
  );

  test('29 February exists in a leap year', () => {
    expect(parseDate('2012-02-29')).toEqual({ ok: true, value: '2012-02-29' });
  });

  test('days forth and back lead to where they began', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date);
      }),
    );
  });

  test('months forth and back lead to where they began', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const month = monthOf(date);
        expect(addMonths(addMonths(month, months), -months)).toBe(month);
      }),
    );
  });

  test.each([
    ['2011-12', 1, '2012-01'],
    ['2011-01', -1, '2010-12'],
    ['2011-08', -20, '2009-12'],
  ])('%s and %i months is %s', (month, months, expected) => {
    expect(addMonths(month as CalendarMonth, months)).toBe(expected);
  });

  test.each([
    ['2011-01-31', 1, '2011-02-28'],
    ['2011-08-31', 6, '2012-02-29'],
    ['2011-08-15', 6, '2012-02-15'],
  ])('%s and %i months is %s: where the month is shorter, its last day', (date, months, expected) => {
    expect(addMonthsToDate(dateOf(date), months)).toBe(expected);
  });

  test('a message id carries the time without its signs', () => {
    expect(compactTimestamp(timestampOf(dateOf('2011-08-14'), '09:31:05'))).toBe('20110814093105');
  });
});

describe('age in full years on the day (2-benefits, section 2)', () => {
  test.each([
    ['1946-03-01', '2011-02-28', 64],
    ['1946-03-01', '2011-03-01', 65],
    ['1952-02-29', '2011-02-28', 58],
    ['1952-02-29', '2011-03-01', 59],
    ['1952-02-29', '2012-02-29', 60],
  ])('born %s, on %s: %i', (birth, day, age) => {
    expect(ageOn(dateOf(birth), dateOf(day))).toBe(age);
  });

  test('nobody grows younger', () => {
    fc.assert(
      fc.property(dates, dates, fc.nat(400), (birth, day, days) => {
        const later = addDays(day, days) as CalendarDate;
        expect(ageOn(birth, later)).toBeGreaterThanOrEqual(ageOn(birth, day));
      }),
    );
  });
});
