// The plain test card: one application to select, and a file whose every byte is its own offset. Pure, without state.

import { sameBytes } from '../../bytes.ts';

export const plainAtr: Uint8Array = Uint8Array.of(
  ...[0x3b, 0x68, 0x00, 0x00],
  ...[0x00, 0x73, 0xc8, 0x40, 0x00, 0x00, 0x90, 0x00],
);

const application: Uint8Array = Uint8Array.of(0xa0, 0x00, 0x00, 0x00, 0x18, 0xff);
const word = (status: number) => Uint8Array.of(status >> 8, status & 0xff);

/** READ BINARY `00 B0 P1 P2 P3` answers P3 bytes P2, P2+1, …; 00 stands for 256. */
export function respondPlain(block: Uint8Array): Uint8Array {
  const [cla = 0, ins, p1, p2 = 0, p3 = 0] = block;
  if (block.length < 5) return word(0x6700);
  if (cla !== 0x00) return word(0x6e00);
  if (ins === 0xb0) {
    if (block.length !== 5) return word(0x6700);
    const data = Uint8Array.from({ length: p3 === 0 ? 256 : p3 }, (_, place) => p2 + place);
    return Uint8Array.of(...data, 0x90, 0x00);
  }
  if (ins !== 0xa4) return word(0x6d00);
  if (p1 !== 0x04 || p2 !== 0x00) return word(0x6a86);
  if (block.length !== 5 + p3) return word(0x6700);
  return word(sameBytes(block.subarray(5), application) ? 0x9000 : 0x6a82);
}
