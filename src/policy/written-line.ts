// A fee line as documents and stores write it, its decimals as text, and the line that is settled, its decimals as whole
// numbers. Text is read once, where a bill comes in; from there on there is only integer arithmetic.

import type { BillLine, ItemClass, ItemKind } from './bill.ts';
import { decimal4, parseRatio, type Ratio } from './exact.ts';

/** Decimals are text of at most 4 places and never negative. */
export interface WrittenLine {
  readonly name: string;
  readonly class: ItemClass;
  readonly price: string;
  readonly quantity: string;
  readonly ceiling?: string | undefined;
  readonly selfPayRatio?: string | undefined;
  readonly kind?: ItemKind | undefined;
}

function ratioOf(text: string): Ratio {
  const ratio = parseRatio(text);
  if (ratio === undefined) throw new Error(`not a ratio from 0 to 1 of at most four places: ${text}`);
  return ratio;
}

/** Reads the decimals of a line. They were validated on their way in: a text that is none is a bug, and throws. */
export function readLine({
  name,
  class: itemClass,
  price,
  quantity,
  ceiling,
  selfPayRatio,
  kind,
}: WrittenLine): BillLine {
  // Every key always, so that all lines are of one shape: the engine settles them faster by half.
  return {
    name,
    class: itemClass,
    price: decimal4(price),
    quantity: decimal4(quantity),
    ceiling: ceiling === undefined ? undefined : decimal4(ceiling),
    selfPayRatio: selfPayRatio === undefined ? undefined : ratioOf(selfPayRatio),
    kind,
  };
}
