// 人民币大写: 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》, with its own examples.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fen } from '../../src/domain/money.ts';
import { capitalsOf } from '../../src/receipt/capitals.ts';

const digits = '零壹贰叁肆伍陆柒捌玖';
const places: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };

/** Reads a whole number in capitals back: what a careful person at the bank would do. */
function readWhole(text: string): number {
  for (const [unit, size] of [
    ['亿', 100_000_000],
    ['万', 10_000],
  ] as const) {
    const at = text.lastIndexOf(unit);
    if (at >= 0) return readWhole(text.slice(0, at)) * size + readWhole(text.slice(at + 1));
  }
  let sum = 0;
  let digit = 0;
  for (const sign of text) {
    if (sign in places) {
      sum += digit * places[sign]!;
      digit = 0;
    } else digit = digits.indexOf(sign);
  }
  return sum + digit;
}

function readCapitals(text: string): number {
  const match = /^(负)?(?:(.+?)元)?(?:零)?(?:(.)角)?(?:(.)分)?整?$/.exec(text)!;
  const [, minus, yuan, jiao, cents] = match;
  const value =
    (yuan ? readWhole(yuan) * 100 : 0) + (jiao ? digits.indexOf(jiao) * 10 : 0) + (cents ? digits.indexOf(cents) : 0);
  return minus ? -value : value;
}

describe('the examples of the rules', () => {
  test.each([
    [140_950, '壹仟肆佰零玖元伍角整'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
  ])('%i fen is %s', (amount, capitals) => expect(capitalsOf(fen(amount))).toBe(capitals));
});

describe('the forms', () => {
  test.each([
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [15, '壹角伍分'],
    [100, '壹元整'],
    [101, '壹元零壹分'],
    [120, '壹元贰角整'],
    [1_000, '壹拾元整'],
    [1_005, '壹拾元零伍分'],
    [1_010, '壹拾元零壹角整'],
    [10_100, '壹佰零壹元整'],
    [100_100, '壹仟零壹元整'],
    [101_000, '壹仟零壹拾元整'],
    [1_000_000, '壹万元整'],
    [1_000_100, '壹万零壹元整'],
    [10_000_000, '壹拾万元整'],
    [100_100_000, '壹佰万壹仟元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_050_000_000, '壹亿零伍拾万元整'],
    [100_000_000_000_000, '壹万亿元整'],
    [-4_820, '负肆拾捌元贰角整'],
  ])('%i fen is %s', (amount, capitals) => expect(capitalsOf(fen(amount))).toBe(capitals));
});

const anyAmount = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.maxSafeInteger(),
  // Amounts with many zeros, where the rules are.
  fc
    .tuple(
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 6 }),
    )
    .map(([a, m, b, n]) => a * 10 ** m + b * 10 ** n),
);

describe('every amount', () => {
  test('reads back as itself', () => {
    fc.assert(
      fc.property(anyAmount, (amount) => {
        expect(readCapitals(capitalsOf(fen(amount)))).toBe(fen(amount));
      }),
      { numRuns: 2000 },
    );
  });

  test('has 整 exactly where it does not end at 分, and never two 零 together or one before a unit', () => {
    fc.assert(
      fc.property(anyAmount, (amount) => {
        const text = capitalsOf(fen(amount));
        expect(text.endsWith('整')).toBe(Math.abs(amount) % 10 === 0);
        expect(text).not.toMatch(/零零|零[拾佰仟万亿角分]|零元(?!整)|^零(?!元整)/);
      }),
      { numRuns: 2000 },
    );
  });
});
