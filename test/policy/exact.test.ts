// Exact arithmetic: decimals of four places in integers, one half-up rounding, the same at any size.

import { Decimal as Plain } from 'decimal.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fen } from '../../src/domain/money.ts';
import {
  type Decimal4,
  extendedPrice,
  parseDecimal4,
  parseRatio,
  type Ratio,
  shareOf,
} from '../../src/policy/exact.ts';

// The default of 20 digits would round a product of two large decimals.
const Decimal = Plain.clone({ precision: 60 });

test.each(['0', '12', '12.6', '12.60', '0.0001', '007.5', '99999999999.9999'])('%s is a decimal', (text) => {
  expect(parseDecimal4(text)).toBe(new Decimal(text).times(10_000).toNumber());
});

test.each([
  '',
  '.',
  '.5',
  '5.',
  '1.23456',
  '-1',
  '+1',
  '1e3',
  ' 1',
  '1 ',
  '1,5',
  '１２',
  '0x10',
  'NaN',
  '1.2.3',
  '100000000000',
  '1_000',
])('"%s" is no decimal', (text) => expect(parseDecimal4(text)).toBeUndefined());

test('a ratio lies from 0 to 1', () => {
  expect(parseRatio('1')).toBe(10_000);
  expect(parseRatio('0.05')).toBe(500);
  expect(parseRatio('1.0001')).toBeUndefined();
});

test('price × quantity is rounded half-up once, also beyond the safe integers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: 0, max: 10 ** 9 }), (price, quantity) => {
      const exactly = new Decimal(price).times(quantity).div(10_000).div(10_000).times(100);
      fc.pre(exactly.lessThan(Number.MAX_SAFE_INTEGER));
      const half = exactly.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
      expect(extendedPrice(price as Decimal4, quantity as Decimal4)).toBe(half);
    }),
    { numRuns: 1000 },
  );
});

test('a share is rounded half-up once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 13 }), fc.integer({ min: 0, max: 10_000 }), (amount, ratio) => {
      const exactly = new Decimal(amount).times(ratio).div(10_000).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
      expect(shareOf(fen(amount), ratio as Ratio)).toBe(exactly);
    }),
    { numRuns: 1000 },
  );
});
