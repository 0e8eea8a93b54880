// The terms of a catalogue item as the wire tells them: the patient's own share, and the ceiling as money.

import { formatYuan, parseYuan } from '../../domain/money.ts';
import type { ItemClass } from '../../policy/bill.ts';

const noOwnShare = '0';
const whollyOwn = '1';

/** Class A has no own share, class C is wholly own, class B has the item's ratio. */
export function ownShare(item: { readonly class: ItemClass; readonly selfPayRatio: string }): string {
  if (item.class === 'B') return item.selfPayRatio;
  return item.class === 'C' ? whollyOwn : noOwnShare;
}

/** The catalogue's ceiling as money: the wire has two decimals, the settlement uses all four. */
export function ceilingAmount(ceiling: string | null): string | null {
  if (ceiling === null) return null;
  const whole = parseYuan(ceiling);
  return whole.ok ? formatYuan(whole.value) : ceiling;
}
