// Money is a whole number of fen (分) everywhere: in memory, in the database, on the wire's edge and on screen.
// Ratios are applied in policy/, with decimal arithmetic; here there is only exact integer work.

import { failure, ok, type Result } from './result.ts';

declare const fenBrand: unique symbol;

/** An amount in fen: a safe integer, negative only where something is given back. */
export type Fen = number & { readonly [fenBrand]: true };

export interface AmountProblem {
  readonly kind: 'amount';
  readonly text: string;
  readonly expected: string;
}

export const zeroFen = 0 as Fen;

/** Marks a whole number as fen. Throws on anything that is not a safe integer: that is a bug, not an input. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new Error(`not a whole number of fen: ${amount}`);
  // Minus zero would print as "-0.00".
  return (amount === 0 ? 0 : amount) as Fen;
}

/** The sum of any number of amounts. */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total += amount;
  return fen(total);
}

export function addFen(...amounts: readonly Fen[]): Fen {
  return sumFen(amounts);
}

export function subtractFen(from: Fen, amount: Fen): Fen {
  return fen(from - amount);
}

export function negateFen(amount: Fen): Fen {
  return fen(-amount);
}

export function minFen(a: Fen, b: Fen): Fen {
  return a < b ? a : b;
}

export function maxFen(a: Fen, b: Fen): Fen {
  return a > b ? a : b;
}

const yuanPattern = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/;

/** Reads yuan with at most two decimals ("25.20", "25.2", "25"); no separators, no sign but minus. */
export function parseYuan(text: string): Result<Fen, AmountProblem> {
  const match = yuanPattern.exec(text.trim());
  if (!match) return failure({ kind: 'amount', text, expected: 'yuan with at most two decimals, as in 25.20' });
  const [, sign, whole = '0', decimals = ''] = match;
  const amount = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return ok(fen(sign === '-' ? -amount : amount));
}

/** Yuan with exactly two decimals and no separators: what the wire and `--json` carry. */
export function formatYuan(amount: Fen): string {
  const digits = Math.abs(amount).toString().padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Yuan with thousands separators and exactly two decimals: what people read. */
export function formatYuanGrouped(amount: Fen): string {
  return formatYuan(amount).replace(/\B(?=(\d{3})+(?=\.))/g, ',');
}
