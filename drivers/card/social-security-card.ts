// The social-security card (LB 1-2000, LD/T 32-2015): what is on it, its PIN, and the line that terminals hand on.
// Only the shapes and that line are here, for everyone to see; the commands to the card are in application.ts.

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

/**
 * The line of the call iReadCardBas: area | social-security number | card number | card identification | name |
 * reset info | version | issued | valid until | terminal | device |. Terminal: 12 digits; device: 20 digits.
 */
export function cardLine(card: SocialSecurityCard, terminal = '000000000000', device = '00000000000000000000'): string {
  const { area, socialSecurityNumber, cardNumber, identification, name, resetInfo, version, issued, validUntil } = card;
  const parts = [area, socialSecurityNumber, cardNumber, identification, name, resetInfo, version, issued, validUntil];
  return `${[...parts, terminal, device].join('|')}|`;
}
