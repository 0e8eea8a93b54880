// The ATRs of the plain test cards (ISO/IEC 7816-3, chapter 8): their bytes, and what a reader learns from them for T=1.

import { describe, expect, it } from 'vitest';
import { toHex } from '../../drivers/bytes.ts';
import { parseAtr } from '../../drivers/card/atr.ts';
import { plainProfiles } from '../../drivers/virtual/card-os/plain.ts';

describe('the ATRs of the plain test cards', () => {
  it.each([
    ['plain', '3B 68 00 00 00 73 C8 40 00 00 90 00', [0]],
    ['plain-pps', '3B 18 13 00 73 C8 40 00 00 90 00', [0]],
    ['plain-t1', '3B 88 01 00 73 C8 40 00 00 90 00 E2', [1]],
    ['plain-t1-crc', '3B 98 13 81 51 FE 01 00 73 C8 40 00 00 90 00 CF', [1]],
  ])('%s: %s', (id, bytes, protocols) => {
    const { atr } = plainProfiles.get(id)!;
    expect(toHex(atr, ' ')).toBe(bytes);
    expect(parseAtr(atr)).toMatchObject({ ok: true, value: { protocols } });
  });
  it('say what T=1 needs to know: IFSC, waiting times, check; defaults where they are silent', () => {
    expect(parseAtr(plainProfiles.get('plain-t1')!.atr)).toMatchObject({
      value: { t1: { ifsc: 32, waiting: 0x4d, check: 'lrc' } },
    });
    expect(parseAtr(plainProfiles.get('plain-t1-crc')!.atr)).toMatchObject({
      value: { ta1: 0x13, t1: { ifsc: 254, waiting: 0x4d, check: 'crc' } },
    });
  });
});
