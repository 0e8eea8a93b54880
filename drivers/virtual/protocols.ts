// The emulated readers by their protocol, each put together with its slot or field, its faults and the hand at it.

import { createCardSlot } from './card-slot.ts';
import { createFaultSet } from './faults.ts';
import { createGwiReader, gwiFaults } from './gwi-reader.ts';
import { createHand, createVirtualReader, type VirtualReader, type VirtualReaderOptions } from './hand.ts';
import { createSamReader, samFaults } from './sam-reader.ts';

export const emulatedProtocols = ['ccid', 'gwi', 'sam'] as const;
export type EmulatedProtocol = (typeof emulatedProtocols)[number];

/** A whole virtual reader of this protocol, without a card. For `sam`, a card is the identity card of its holder. */
export function createVirtualReaderOf(protocol: EmulatedProtocol, options: VirtualReaderOptions): VirtualReader {
  switch (protocol) {
    case 'ccid':
      return createVirtualReader(options);
    case 'gwi': {
      const faults = createFaultSet();
      // Nobody is told of cards: the host has to ask.
      const slot = createCardSlot(options.cards, faults, () => {});
      const emulated = createGwiReader({ ...options, slot, faults });
      const hand = { ...createHand(slot, faults, gwiFaults), press: (digits: string) => emulated.press(digits) };
      return { emulated, hand, faults };
    }
    case 'sam': {
      const faults = createFaultSet();
      const emulated = createSamReader({ ...options, faults });
      return { emulated, hand: createHand(emulated, faults, samFaults), faults };
    }
  }
}
