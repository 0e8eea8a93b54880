// What the reducer may look at besides the visit itself: facts of the desk at this moment, handed in with each event.

import type { CatalogueItem } from './charge.ts';
import type { CardHolder } from './people.ts';
import type { Goal } from './state.ts';

/** The card in the slot since it was put in. `accepted`: its PIN was right, and it was not pulled since. */
export type CardInSlot =
  | { readonly at: 'none' }
  | { readonly at: 'unread' }
  | { readonly at: 'read'; readonly holder: CardHolder }
  | { readonly at: 'accepted'; readonly holder: CardHolder };

export interface VisitContext {
  readonly hospitalName: string;
  readonly slot: CardInSlot;
  /** What a card leads to at the open station; undefined where none is needed. */
  readonly goal: Goal | undefined;
  /** How many messages of this hospital are in flight. */
  readonly inFlight: number;
  /** The catalogue's item for the fee of the department that the event chooses, or that a doubt is about; else undefined. */
  readonly registrationItem: CatalogueItem | undefined;
}
