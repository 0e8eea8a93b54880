import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fen, fen, formatYuan, formatYuanGrouped, parseYuan, sumFen } from '../../src/domain/money.ts';

const amounts = fc.integer({ min: -(10 ** 13), max: 10 ** 13 }).map((amount) => fen(amount));

describe('money is a whole number of fen (facts: Money)', () => {
  test('what is written as yuan is read back to the same fen', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(parseYuan(formatYuan(amount))).toEqual({ ok: true, value: amount });
      }),
    );
  });

  test.each([
    ['25.20', 2520],
    ['25.2', 2520],
    ['25', 2500],
    ['0.01', 1],
    ['-0.01', -1],
    [' 7.00 ', 700],
  ])('%s is read as %i fen', (text, amount) => {
    expect(parseYuan(text)).toEqual({ ok: true, value: amount });
  });

  test.each(['', '.5', '1.', '1.234', '1,000.00', '1e3', '25.20元', '--1', '+1', '１２'])(
    '%j is refused, and what was expected is said',
    (text) => {
      expect(parseYuan(text)).toMatchObject({
        ok: false,
        error: { kind: 'amount', text, expected: expect.stringContaining('25.20') },
      });
    },
  );

  test.each([0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d is no amount: a bug, not an input', (amount) => {
    expect(() => fen(amount)).toThrow('not a whole number of fen');
  });

  test('minus zero is zero', () => {
    expect(formatYuan(fen(-0))).toBe('0.00');
    expect(Object.is(fen(-0), 0)).toBe(true);
  });

  test.each([
    [128450, '1,284.50'],
    [100000000, '1,000,000.00'],
    [99999, '999.99'],
    [-128450, '-1,284.50'],
    [5, '0.05'],
  ])('%i fen are shown as %s (the counter: thousands separators, two decimals always)', (amount, shown) => {
    expect(formatYuanGrouped(fen(amount))).toBe(shown);
  });

  test('a sum does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(10 ** 9), max: 10 ** 9 })), (list) => {
        const forth = sumFen(list.map((amount) => fen(amount)) as Fen[]);
        expect(sumFen([...list].reverse().map((amount) => fen(amount)))).toBe(forth);
      }),
    );
  });
});
