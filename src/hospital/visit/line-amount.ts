// The amount of one ordered line, exactly: price × quantity, half-up to the fen. Whole numbers only.

import { type Fen, fen } from '../../domain/money.ts';

const decimal = /^(\d{1,9})(?:\.(\d{1,4}))?$/;
const tenThousand = 10_000n;
/** price and quantity carry 4 decimals each, fen are 2: 10^(4+4-2). */
const perFen = 1_000_000n;

function scaled(text: string): bigint | undefined {
  const match = decimal.exec(text);
  if (!match) return undefined;
  const [, whole = '0', decimals = ''] = match;
  return BigInt(whole) * tenThousand + BigInt(decimals.padEnd(4, '0'));
}

/** Yuan and quantity with up to 4 decimals, as text. Undefined where either is no such number, or nothing is left. */
export function lineAmount(price: string, quantity: string): Fen | undefined {
  const yuan = scaled(price);
  const times = scaled(quantity);
  if (yuan === undefined || times === undefined || times === 0n) return undefined;
  const amount = (yuan * times + perFen / 2n) / perFen;
  return amount <= BigInt(Number.MAX_SAFE_INTEGER) ? fen(Number(amount)) : undefined;
}
