// What PC/SC says of a slot, and which comings and goings it proves. Pure.

import type { ReaderEvent } from '../reader.ts';

const EMPTY = 0x10;
const PRESENT = 0x20;

/** `changes`: how many cards came and went (the upper half of the state word, where the service counts them). */
export type Slot = { readonly at: 'empty' } | { readonly at: 'card'; readonly changes: number };

/** The state word that a look brought. Flags of use by others are no change of ours. */
export function look(slot: Slot, state: number): readonly [Slot, readonly ReaderEvent[]] {
  const changes = state >>> 16;
  if ((state & EMPTY) !== 0) return [{ at: 'empty' }, slot.at === 'card' ? [{ kind: 'card-out' }] : []];
  if ((state & PRESENT) === 0) return [slot, []];
  const card: Slot = { at: 'card', changes };
  if (slot.at === 'empty') return [card, [{ kind: 'card-in' }]];
  return slot.changes === changes ? [slot, []] : [card, [{ kind: 'card-out' }, { kind: 'card-in' }]];
}
