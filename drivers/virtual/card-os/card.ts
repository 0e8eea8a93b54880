// A virtual card of either kind, as the slot sees it: answer to reset, reset, one T=0 block after the other. Pure.

import { hexBytes } from './files.ts';
import { plainAtr, respondPlain } from './plain.ts';
import { type CardFlaw, freshSocialCard, resetSocial, respondSocial, type SocialCardState } from './social-security.ts';
import type { VirtualCardData } from './virtual-card-data.ts';

/** The id of the plain test card; no fixture may have it. */
export const PLAIN_CARD = 'plain';

export type CardState =
  | { readonly kind: 'plain' }
  | { readonly kind: 'social-security'; readonly atr: Uint8Array; readonly os: SocialCardState };

export interface CardAnswer {
  readonly card: CardState;
  readonly answer: Uint8Array;
  /** The flaw that made the answer what it is. */
  readonly flaw?: CardFlaw;
}

export const plainCard: CardState = { kind: 'plain' };

/** `seed`: where the card's random numbers begin. */
export function newCard(data: VirtualCardData, seed: number): CardState {
  const atr = Uint8Array.of(0x3b, 0x6d, 0x00, 0x00, ...hexBytes(data.resetInfo));
  return { kind: 'social-security', atr, os: freshSocialCard(data, seed) };
}

export function answerToReset(card: CardState): Uint8Array {
  return card.kind === 'plain' ? plainAtr : card.atr;
}

/** What a card forgets when it loses its power: selection, a verified PIN, an answer not fetched. */
export function resetCard(card: CardState): CardState {
  return card.kind === 'plain' ? card : { ...card, os: resetSocial(card.os) };
}

/** One T=0 block: CLA INS P1 P2 P3 and perhaps data. */
export function respond(card: CardState, block: Uint8Array, flaws: ReadonlySet<CardFlaw>): CardAnswer {
  if (card.kind === 'plain') return { card, answer: respondPlain(block) };
  const { os, ...rest } = respondSocial(card.os, block, flaws);
  return { card: { ...card, os }, ...rest };
}
