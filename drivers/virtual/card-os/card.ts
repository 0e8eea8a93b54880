// A virtual card of either kind, as the slot sees it: answer to reset, reset, one T=0 command or T=1 block after the
// other. Pure.

import { parseAtr } from '../../card/atr.ts';
import { freshT1Card, stepT1Card, type T1CardState } from '../../t1/card.ts';
import { hexBytes } from './files.ts';
import { freshPlain, type PlainProfile, type PlainState, respondPlain } from './plain.ts';
import { type CardFlaw, freshSocialCard, resetSocial, respondSocial, type SocialCardState } from './social-security.ts';
import type { VirtualCardData } from './virtual-card-data.ts';

export type CardState =
  | {
      readonly kind: 'plain';
      readonly profile: PlainProfile;
      readonly os: PlainState;
      /** Of a T=1 card. */
      readonly blocks: T1CardState | undefined;
    }
  | { readonly kind: 'social-security'; readonly atr: Uint8Array; readonly os: SocialCardState };

export interface CardAnswer {
  readonly card: CardState;
  readonly answer: Uint8Array;
  /** The flaw that made the answer what it is. */
  readonly flaw?: CardFlaw;
}

export function plainCard(profile: PlainProfile): CardState {
  const atr = profile.protocol === 1 ? parseAtr(profile.atr) : undefined;
  return { kind: 'plain', profile, os: freshPlain, blocks: atr?.ok ? freshT1Card(atr.value.t1.check) : undefined };
}

/** `seed`: where the card's random numbers begin. */
export function newCard(data: VirtualCardData, seed: number): CardState {
  const atr = Uint8Array.of(0x3b, 0x6d, 0x00, 0x00, ...hexBytes(data.resetInfo));
  return { kind: 'social-security', atr, os: freshSocialCard(data, seed) };
}

export function answerToReset(card: CardState): Uint8Array {
  return card.kind === 'plain' ? card.profile.atr : card.atr;
}

/** What a card forgets when it is reset: selection, a verified PIN, an answer not fetched, where its blocks stood. */
export function resetCard(card: CardState): CardState {
  return card.kind === 'plain' ? plainCard(card.profile) : { ...card, os: resetSocial(card.os) };
}

/**
 * T=0: CLA INS P1 P2 P3 and perhaps data. T=1: one block.
 * @param stalls whether a T=1 card asks for more time instead of answering
 */
export function respond(
  card: CardState,
  bytes: Uint8Array,
  flaws: ReadonlySet<CardFlaw>,
  stalls: () => boolean = () => false,
): CardAnswer {
  if (card.kind === 'social-security') {
    const { os, ...rest } = respondSocial(card.os, bytes, flaws);
    return { card: { ...card, os }, ...rest };
  }
  let { os } = card;
  const execute = (command: Uint8Array) => {
    const [next, answer] = respondPlain(os, command, card.profile.protocol);
    os = next;
    return answer;
  };
  if (!card.blocks) {
    const answer = execute(bytes);
    return { card: { ...card, os }, answer };
  }
  const [blocks, answer] = stepT1Card(card.blocks, bytes, { execute, stalls });
  return { card: { ...card, os, blocks }, answer };
}

/** Whether the card speaks in blocks. */
export function speaksT1(card: CardState): boolean {
  return card.kind === 'plain' && card.blocks !== undefined;
}
