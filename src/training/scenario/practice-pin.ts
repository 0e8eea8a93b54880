// The practice PINs of the invented city. A log never keeps the digits that were typed, only whether they were the right ones.

import type { VirtualCardData } from '../../../drivers/open.ts';

const wrongPins = ['000000', '111111'] as const;

/** The digits for a step's `pin`: as given, or the right or a wrong one of whoever is at the window. */
export function pinFor(wanted: string, holder: VirtualCardData | undefined): string {
  const own = holder?.pin;
  if (wanted === 'right') return own ?? wrongPins[0];
  if (wanted === 'wrong') return own === wrongPins[0] ? wrongPins[1] : wrongPins[0];
  return wanted;
}

/** What a log keeps of typed digits. */
export function pinKept(typed: string, holder: VirtualCardData | undefined): 'right' | 'wrong' {
  return typed === holder?.pin ? 'right' : 'wrong';
}
