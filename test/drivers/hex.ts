// Bytes as the specifications print them, for tests.

import { fromHex } from '../../drivers/bytes.ts';

/** The bytes of a literal such as `AA 96 69`; blanks may stand between them. */
export const hex = (text: string): Uint8Array => fromHex(text)!;
