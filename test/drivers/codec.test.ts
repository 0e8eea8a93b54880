// The frames of the serial CCID protocol (5-readers A), against bytes seen on real wires, and under garbage.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromHex, toHex } from '../../drivers/bytes.ts';
import {
  type CcidMessage,
  type DecoderState,
  decode,
  encodeFrame,
  freshDecoder,
  type Item,
  MAX_DATA,
} from '../../drivers/ccid-serial/codec.ts';

const hex = (text: string) => fromHex(text)!;
const all = (bytes: Uint8Array) => decode(freshDecoder, bytes)[1];

/** Feeds byte strings one after the other; every item they complete, and what is left. */
function feed(chunks: readonly Uint8Array[]): { items: Item[]; rest: DecoderState } {
  let state = freshDecoder;
  const items: Item[] = [];
  for (const chunk of chunks) {
    const [next, found] = decode(state, chunk);
    state = next;
    items.push(...found);
  }
  return { items, rest: state };
}

const message = fc.record({
  type: fc.constantFrom(0x61, 0x62, 0x63, 0x65, 0x6b, 0x6f, 0x80, 0x81, 0x82, 0x83),
  slot: fc.nat(255),
  seq: fc.nat(255),
  header: fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)),
  data: fc.uint8Array({ maxLength: MAX_DATA }),
}) satisfies fc.Arbitrary<CcidMessage>;

describe('frames seen on the wire (5-readers A, Open)', () => {
  const opening: [string, Partial<CcidMessage>][] = [
    ['03 06 6B 01 00 00 00 00 00 00 00 00 02 6D', { type: 0x6b, seq: 0, data: hex('02') }],
    ['03 06 6B 03 00 00 00 00 01 00 00 00 01 01 01 6D', { type: 0x6b, seq: 1, data: hex('010101') }],
    ['03 06 65 00 00 00 00 00 02 00 00 00 62', { type: 0x65, seq: 2, data: hex('') }],
    ['03 06 6B 01 00 00 00 00 04 00 00 00 6A 01', { type: 0x6b, seq: 4, data: hex('6A') }],
    ['03 06 62 00 00 00 00 00 08 01 00 00 6E', { type: 0x62, seq: 8, header: [1, 0, 0], data: hex('') }],
    ['03 06 61 05 00 00 00 00 0A 00 00 00 11 00 00 0A 00 70', { type: 0x61, seq: 0x0a, data: hex('1100000A00') }],
    ['03 06 6F 05 00 00 00 00 0F 00 00 00 00 B0 00 00 10 C0', { type: 0x6f, seq: 0x0f, data: hex('00B0000010') }],
    // A real SEC1210.
    ['03 06 80 00 00 00 00 00 01 42 FE 00 38', { type: 0x80, seq: 1, header: [0x42, 0xfe, 0], data: hex('') }],
    ['03 06 81 00 00 00 00 00 00 02 00 01 87', { type: 0x81, seq: 0, header: [2, 0, 1], data: hex('') }],
  ];
  it.each(opening)('%s', (bytes, expected) => {
    const whole = { slot: 0, header: [0, 0, 0] as const, ...expected } as CcidMessage;
    expect(toHex(encodeFrame(whole), ' ')).toBe(bytes);
    expect(all(hex(bytes))).toEqual([{ kind: 'frame', message: whole, bytes: hex(bytes) }]);
  });
});

describe('bare bytes between frames', () => {
  it('03 15 16 is a NAK', () => expect(all(hex('031516'))).toMatchObject([{ kind: 'nak' }]));
  it('50 02 and 50 03 are slot changes: card gone, card in', () =>
    expect(all(hex('50025003'))).toMatchObject([
      { kind: 'slot-change', card: false },
      { kind: 'slot-change', card: true },
    ]));
  it('80..FF are time requests, any number of them', () =>
    expect(all(hex('80FFA0')).map(({ kind }) => kind)).toEqual(['time-request', 'time-request', 'time-request']));
  it('anything else is noise, in one piece', () =>
    expect(all(hex('00127F50440300'))).toEqual([{ kind: 'noise', bytes: hex('00127F50440300') }]));

  it('a million bytes of noise are one piece as well, put together once', () => {
    const [only, ...more] = all(new Uint8Array(1_000_000));
    expect(more).toEqual([]);
    expect(only).toMatchObject({ kind: 'noise', bytes: { length: 1_000_000 } });
  });
});

describe('resynchronising', () => {
  const good = hex('03 06 81 00 00 00 00 00 00 02 00 01 87');
  const broken = hex('03 06 81 00 00 00 00 00 00 02 00 01 78');
  it('after a wrong LRC finds the next frame, and takes no byte of the broken one for a time request', () => {
    expect(all(concatBytes(broken, good)).map(({ kind }) => kind)).toEqual(['bad-lrc', 'noise', 'frame']);
  });
  it('finds a frame that begins inside a cut one', () => {
    const cut = hex('03 06 80 20 00 00 00 00 07 00 00 00 11 22');
    const items = all(concatBytes(cut, good, new Uint8Array(32)));
    expect(items.filter(({ kind }) => kind === 'frame')).toMatchObject([{ bytes: good }]);
  });
  it('does not believe a length beyond 261 (frame ≤ 274)', () => {
    expect(all(hex('03 06 80 06 01 00 00 00 00 00')).at(0)).toMatchObject({ kind: 'noise' });
    expect(all(hex('03 06 80 05 00 00 01 00 00 00')).at(0)).toMatchObject({ kind: 'noise' });
  });
  it('refuses to write more than 261 bytes of data', () => {
    const long = { type: 0x6f, slot: 0, seq: 0, header: [0, 0, 0] as const, data: new Uint8Array(262) };
    expect(() => encodeFrame(long)).toThrow(RangeError);
  });
});

describe('whatever comes', () => {
  it('a frame comes back as it was written', () =>
    fc.assert(
      fc.property(message, (one) => {
        const bytes = encodeFrame(one);
        expect(all(bytes)).toEqual([{ kind: 'frame', message: one, bytes }]);
      }),
    ));

  it('how the bytes are cut into pieces makes no difference', () =>
    fc.assert(
      fc.property(fc.array(message, { maxLength: 4 }), fc.array(fc.nat(20)), (messages, sizes) => {
        const bytes = concatBytes(...messages.map(encodeFrame));
        const chunks: Uint8Array[] = [];
        let at = 0;
        for (const size of sizes) {
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        chunks.push(bytes.subarray(at));
        expect(feed(chunks).items).toEqual(all(bytes));
      }),
    ));

  it('every byte belongs to exactly one item or is still waited for', () =>
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
        const { items, rest } = feed(chunks);
        expect(concatBytes(...items.map(({ bytes }) => bytes), rest.rest)).toEqual(concatBytes(...chunks));
      }),
    ));

  it('garbage without a frame start hides no frame', () => {
    const garbage = fc
      .uint8Array({ maxLength: 60 })
      .map((bytes) => bytes.filter((byte) => byte !== 3 && byte !== 0x50));
    fc.assert(
      fc.property(garbage, message, (before, one) => {
        expect(all(concatBytes(before, encodeFrame(one))).at(-1)).toMatchObject({ kind: 'frame', message: one });
      }),
    );
  });

  it('one wrong bit never yields the frame that was meant', () =>
    fc.assert(
      fc.property(message, fc.nat(), fc.nat(7), (one, place, bit) => {
        const bytes = encodeFrame(one);
        const at = place % bytes.length;
        bytes[at] = bytes[at]! ^ (1 << bit);
        for (const item of all(bytes)) expect(item.kind === 'frame' ? item.message : undefined).not.toEqual(one);
      }),
    ));
});
