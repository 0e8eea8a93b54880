// What is known of the slot: empty or a card, powered or not; and which comings and goings a look at it proves. Pure.
// The polled status is the truth; the slot-change bytes only say that it is time to look.

import type { ReaderEvent } from '../reader.ts';
import type { CardPower } from './messages.ts';

export type Slot =
  | { readonly at: 'empty' }
  /** `goneHint`: a slot-change byte said "card gone" since the last look. */
  | { readonly at: 'card'; readonly powered: boolean; readonly goneHint: boolean };

export type SlotEvent = Extract<ReaderEvent, { kind: 'card-in' | 'card-out' }>;

const fresh: Slot = { at: 'card', powered: false, goneHint: false };

/** A look at the slot: GetSlotStatus was answered with this power. */
export function look(slot: Slot, power: CardPower): readonly [Slot, readonly SlotEvent[]] {
  if (power === 'absent') return [{ at: 'empty' }, slot.at === 'card' ? [{ kind: 'card-out' }] : []];
  if (slot.at === 'empty') return [fresh, [{ kind: 'card-in' }]];
  // A card loses its power by being pulled: one that we left powered and find unpowered is another, or was out.
  const swapped = power === 'inactive' && (slot.powered || slot.goneHint);
  if (swapped) return [fresh, [{ kind: 'card-out' }, { kind: 'card-in' }]];
  return [{ ...slot, goneHint: false }, []];
}

export function hinted(slot: Slot, card: boolean): Slot {
  return slot.at === 'card' && !card ? { ...slot, goneHint: true } : slot;
}

/** We, or the reader after an error, switched the card on or off: not a coming or going. */
export function switched(slot: Slot, powered: boolean): Slot {
  return slot.at === 'card' ? { ...slot, powered } : slot;
}
