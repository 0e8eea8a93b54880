// Exact arithmetic on decimals of four places, in integers. One rounding, half-up, and only where a named amount arises.
// Plain numbers as long as the product is a safe integer, BigInt beyond: the same answer, at any size.

import { type Fen, fen } from '../domain/money.ts';

declare const ratioBrand: unique symbol;
declare const decimalBrand: unique symbol;

/** A ratio in ten-thousandths: 40 % is 4000. */
export type Ratio = number & { readonly [ratioBrand]: true };
/** A price or a quantity in ten-thousandths: 12.6 is 126 000. */
export type Decimal4 = number & { readonly [decimalBrand]: true };

/** How many ten-thousandths make one. */
export const ONE = 10_000;
const FEN_PER_YUAN = 100;
/** Ten-thousandths of a yuan times ten-thousandths of a unit, in one fen. */
const PRODUCT_PER_FEN = (ONE * ONE) / FEN_PER_YUAN;

const ZERO = 48;
const POINT = 46;
const DECIMALS = 4;
/** Digits before the point: ten-thousandths of it are still safe integers. */
const LONGEST_WHOLE = 11;

/** Reads a non-negative decimal of at most 4 places and 11 digits before the point; undefined for any other text. */
export function parseDecimal4(text: string): Decimal4 | undefined {
  let units = 0;
  let decimals = -1;
  const { length } = text;
  for (let place = 0; place < length; place += 1) {
    const code = text.charCodeAt(place);
    if (code === POINT && decimals < 0 && place > 0 && place < length - 1) {
      decimals = 0;
    } else {
      const digit = code - ZERO;
      if (digit < 0 || digit > 9) return undefined;
      if (decimals >= 0) decimals += 1;
      else if (place >= LONGEST_WHOLE) return undefined;
      units = units * 10 + digit;
    }
  }
  if (length === 0 || decimals > DECIMALS) return undefined;
  for (let missing = DECIMALS - Math.max(0, decimals); missing > 0; missing -= 1) units *= 10;
  return units as Decimal4;
}

/** A decimal that was validated on its way in; anything else is a bug. */
export function decimal4(text: string): Decimal4 {
  const parsed = parseDecimal4(text);
  if (parsed === undefined) throw new Error(`not a decimal of at most four places: ${text}`);
  return parsed;
}

/** An amount as a price in yuan. */
export function yuanOfFen(amount: Fen): Decimal4 {
  return (amount * (ONE / FEN_PER_YUAN)) as Decimal4;
}

/** A ratio from its text, "0.2"; undefined unless it is from 0 to 1 with at most 4 places. */
export function parseRatio(text: string): Ratio | undefined {
  const parsed = parseDecimal4(text);
  return parsed === undefined || parsed > ONE ? undefined : (parsed as number as Ratio);
}

/** "40 %", "10.5 %": for people. */
export function formatRatio(ratio: Ratio): string {
  return `${ratio / 100} %`;
}

/** a × b / divisor, rounded half-up. For whole, non-negative a and b. */
export function roundedProduct(a: number, b: number, divisor: number): Fen {
  const product = a * b;
  // A product that floats below the border was computed exactly; one beyond it is done again in big integers.
  if (product <= Number.MAX_SAFE_INTEGER) {
    // Below 2^53 the floated quotient never reaches the next whole number, so its floor is the exact one (and % is slow).
    const whole = Math.floor(product / divisor);
    return (2 * (product - whole * divisor) >= divisor ? whole + 1 : whole) as Fen;
  }
  const twice = BigInt(divisor) * 2n;
  return fen(Number((BigInt(a) * BigInt(b) * 2n + BigInt(divisor)) / twice));
}

/** r(price × quantity), in fen. */
export function extendedPrice(price: Decimal4, quantity: Decimal4): Fen {
  return roundedProduct(price, quantity, PRODUCT_PER_FEN);
}

/** r(Σ amount × ratio), in fen: a sum of shares that is one named amount, rounded once. */
export function sumOfShares(parts: readonly { readonly amount: Fen; readonly ratio: Ratio }[]): Fen {
  let sum = 0;
  for (const { amount, ratio } of parts) sum += amount * ratio;
  if (sum <= Number.MAX_SAFE_INTEGER) return roundedProduct(sum, 1, ONE);
  let exact = 0n;
  for (const { amount, ratio } of parts) exact += BigInt(amount) * BigInt(ratio);
  return fen(Number((exact * 2n + BigInt(ONE)) / (BigInt(ONE) * 2n)));
}

/** r(ratio × amount), in fen. */
export function shareOf(amount: Fen, ratio: Ratio): Fen {
  return roundedProduct(amount, ratio, ONE);
}
