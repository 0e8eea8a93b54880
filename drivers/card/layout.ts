// The two freely readable files of the social-security card: which record holds what, under which tag, how long.
// Source: LB 1-2000; LD/T 32-2015, files EF05 (card) and EF06 (holder).

export interface RecordLayout {
  readonly file: number;
  /** Number within the file, from 1. */
  readonly number: number;
  readonly tag: number;
  /** Bytes of the value, without tag and length. */
  readonly length: number;
  readonly what: string;
}

const EF05 = 0xef05;
const EF06 = 0xef06;

export const layout = {
  identification: { file: EF05, number: 1, tag: 0x01, length: 0x10, what: 'card identification' },
  cardClass: { file: EF05, number: 2, tag: 0x02, length: 0x01, what: 'card class' },
  version: { file: EF05, number: 3, tag: 0x03, length: 0x04, what: 'specification version' },
  institution: { file: EF05, number: 4, tag: 0x04, length: 0x0c, what: 'initialising institution' },
  issued: { file: EF05, number: 5, tag: 0x05, length: 0x04, what: 'date of issue' },
  validUntil: { file: EF05, number: 6, tag: 0x06, length: 0x04, what: 'valid until' },
  cardNumber: { file: EF05, number: 7, tag: 0x07, length: 0x09, what: 'card number' },
  socialSecurityNumber: { file: EF06, number: 1, tag: 0x08, length: 0x12, what: 'social-security number' },
  name: { file: EF06, number: 2, tag: 0x09, length: 0x1e, what: 'name' },
  /** Absent on version 1 cards. */
  nameContinued: { file: EF06, number: 3, tag: 0x4e, length: 0x14, what: 'name, continued' },
  sex: { file: EF06, number: 4, tag: 0x0a, length: 0x01, what: 'sex' },
  ethnicGroup: { file: EF06, number: 5, tag: 0x0b, length: 0x01, what: 'ethnic group' },
  birthPlace: { file: EF06, number: 6, tag: 0x0c, length: 0x03, what: 'place of birth' },
  birth: { file: EF06, number: 7, tag: 0x0d, length: 0x04, what: 'date of birth' },
} as const satisfies Record<string, RecordLayout>;

export type FieldName = keyof typeof layout;

/** The application SSSE by its name, "sx1.sh.社会保障" in GBK. */
export const applicationName: Uint8Array = Uint8Array.of(
  ...[0x73, 0x78, 0x31, 0x2e, 0x73, 0x68, 0x2e],
  ...[0xc9, 0xe7, 0xbb, 0xe1, 0xb1, 0xa3, 0xd5, 0xcf],
);
