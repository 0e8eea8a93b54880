// The social-security card application (LB 1-2000, LD/T 32-2015): what is on the card, and its PIN.

import type { CardReader, ReaderError, Result } from '../reader.ts';

/** What the card says of itself and its holder, decoded. Nothing of it is checked against the center. */
export interface SocialSecurityCard {
  /** 卡识别码, 32 hex digits, capitals. */
  readonly identification: string;
  /** The first six digits of the identification. */
  readonly area: string;
  readonly cardClass: string;
  /** "1.00", "2.0", "3.00" */
  readonly version: string;
  /** 24 hex digits. */
  readonly institution: string;
  /** yyyyMMdd */
  readonly issued: string;
  /** yyyyMMdd */
  readonly validUntil: string;
  /** 卡号: a letter and eight digits. */
  readonly cardNumber: string;
  /** The 18-character identity number. */
  readonly socialSecurityNumber: string;
  readonly name: string;
  readonly sex: 'male' | 'female';
  /** Two BCD digits, GB 3304. */
  readonly ethnicGroup: string;
  readonly birthPlace: string;
  /** yyyyMMdd */
  readonly birth: string;
  /** 卡复位信息: the 13 historical bytes as 26 hex digits. */
  readonly resetInfo: string;
}

export type PinVerdict =
  | { readonly at: 'accepted' }
  | { readonly at: 'wrong'; readonly triesLeft: number }
  | { readonly at: 'blocked' };

/** The card application on top of a reader. */
export interface CardApplication {
  /** Powers the card, selects the application, reads EF05 and EF06. The card stays powered for the PIN. */
  read(reader: CardReader): Promise<Result<SocialSecurityCard, ReaderError>>;
  /** Six decimal digits; anything else is refused without touching the card (no try is lost). */
  verifyPin(reader: CardReader, pin: string): Promise<Result<PinVerdict, ReaderError>>;
}
