// T=1 (ISO/IEC 7816-3, chapter 11): blocks as bytes, there and back, and bytes that are no block.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../drivers/bytes.ts';
import { type Block, type Check, decodeBlock, encodeBlock } from '../../drivers/t1/block.ts';
import { hex } from './hex.ts';

const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant('I' as const),
    ns: fc.constantFrom(0 as const, 1 as const),
    more: fc.boolean(),
    data: fc.uint8Array({ maxLength: 254 }),
  }),
  fc.record({
    kind: fc.constant('R' as const),
    nr: fc.constantFrom(0 as const, 1 as const),
    error: fc.constantFrom(0 as const, 1 as const, 2 as const),
  }),
  fc.record({
    kind: fc.constant('S' as const),
    about: fc.constantFrom('ifs' as const, 'wtx' as const),
    response: fc.boolean(),
    value: fc.integer({ min: 1, max: 254 }),
  }),
  fc.record({
    kind: fc.constant('S' as const),
    about: fc.constantFrom('resynch' as const, 'abort' as const),
    response: fc.boolean(),
  }),
);

describe('blocks as bytes', () => {
  const examples: [string, Block, Check, string][] = [
    [
      'S(IFS request) 254 (5-readers A)',
      { kind: 'S', about: 'ifs', response: false, value: 0xfe },
      'lrc',
      '00 C1 01 FE 3E',
    ],
    ['S(IFS response)', { kind: 'S', about: 'ifs', response: true, value: 0xfe }, 'lrc', '00 E1 01 FE 1E'],
    ['I(0,0)', { kind: 'I', ns: 0, more: false, data: hex('00B0000010') }, 'lrc', '00 00 05 00 B0 00 00 10 A5'],
    ['I(1,1)', { kind: 'I', ns: 1, more: true, data: hex('AA') }, 'lrc', '00 60 01 AA CB'],
    ['R(1)', { kind: 'R', nr: 1, error: 0 }, 'lrc', '00 90 00 90'],
    ['R(0), check wrong', { kind: 'R', nr: 0, error: 1 }, 'lrc', '00 81 00 81'],
    ['S(WTX request) 2', { kind: 'S', about: 'wtx', response: false, value: 2 }, 'lrc', '00 C3 01 02 C0'],
    ['S(RESYNCH request)', { kind: 'S', about: 'resynch', response: false }, 'lrc', '00 C0 00 C0'],
    ['S(ABORT response)', { kind: 'S', about: 'abort', response: true }, 'lrc', '00 E2 00 E2'],
  ];
  it.each(examples)('%s', (_name, block, check, bytes) => {
    expect(toHex(encodeBlock(block, check), ' ')).toBe(bytes);
    expect(decodeBlock(hex(bytes), check)).toEqual({ ok: true, block });
  });

  it('a block comes back as it was written; one wrong bit is never a block', () =>
    fc.assert(
      fc.property(anyBlock, fc.constantFrom<Check>('lrc', 'crc'), fc.nat(), fc.nat(7), (block, check, place, bit) => {
        const bytes = encodeBlock(block, check);
        expect(decodeBlock(bytes, check)).toEqual({ ok: true, block });
        const at = place % bytes.length;
        bytes[at] = bytes[at]! ^ (1 << bit);
        expect(decodeBlock(bytes, check).ok).toBe(false);
      }),
    ));

  it.each([
    ['another NAD', '01 90 00 91', 2],
    ['a length that disagrees', '00 90 01 91', 2],
    ['a length of 255', `00 00 FF ${'00 '.repeat(255)}FF`, 2],
    ['reserved bits of an I-block', '00 01 00 01', 2],
    ['an R-block with data', '00 90 01 00 91', 2],
    ['an S-block of no kind', '00 C5 00 C5', 2],
    ['an IFS of 255', '00 C1 01 FF 3F', 2],
    ['a wrong LRC', '00 90 00 91', 1],
    ['nothing', '', 2],
  ])('refuses %s', (_what, bytes, error) => {
    expect(decodeBlock(hex(bytes), 'lrc')).toEqual({ ok: false, error });
  });
});
