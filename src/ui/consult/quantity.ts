// What is typed as a quantity: "2", "1.5", or with the days of supply "2 3". Pure.

import { failure, ok, type Result } from '../../domain/result.ts';
import type { CatalogueItem } from '../../hospital/visit/charge.ts';

export interface Quantity {
  readonly quantity: string;
  /** Days of supply; only drugs have them. */
  readonly days: number | undefined;
}

const pattern = /^(\d{1,6}(?:\.\d{1,4})?)(?:\s+(\d{1,3}))?$/;

/** Nothing typed is one. Zero, more than four decimals, or days for what is no drug are refused. */
export function parseQuantity(
  typed: string,
  item: Pick<CatalogueItem, 'category'>,
): Result<Quantity, 'not-a-quantity' | 'days-only-for-drugs'> {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return ok({ quantity: '1', days: undefined });
  const [matched, quantity = '', days] = pattern.exec(text) ?? [];
  if (matched === undefined || Number(quantity) === 0 || days === '0') return failure('not-a-quantity');
  if (days === undefined) return ok({ quantity, days: undefined });
  return item.category === 'drug' ? ok({ quantity, days: Number(days) }) : failure('days-only-for-drugs');
}
