// The content of a virtual card, as fixtures describe it.

import type { SocialSecurityCard } from '../../card/social-security-card.ts';

/** Dates yyyyMMdd. */
export interface VirtualCardData extends Omit<SocialSecurityCard, 'area' | 'resetInfo'> {
  /** The id behind `mock:`. */
  readonly id: string;
  /** Six digits. Only the virtual card itself knows it, as a real one does. */
  readonly pin: string;
  /** PIN tries that are left at the start (a fresh card: 6). */
  readonly pinTries?: number;
  /** 13 historical bytes as 26 hex digits. */
  readonly resetInfo: string;
  /** How many power-ons fail before the contacts read (a fouled card). */
  readonly foulContacts?: number;
}
