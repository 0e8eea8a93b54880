// The line to a resident ID-card reader (5-readers C): frames as bytes, frames among garbage, and what an answer's SW3 means.
// What the driver makes of it: sam-driver.test.ts.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex } from '../../drivers/bytes.ts';
import { decode, encodeFrame, MAX_DATA } from '../../drivers/sam/codec.ts';
import { errorOfOutcome } from '../../drivers/sam/messages.ts';
import { feed } from './feed.ts';
import { hex } from './hex.ts';

const nothing = new Uint8Array(0);
const all = (bytes: Uint8Array) => decode(nothing, bytes)[1];

const golden: [string, string, string][] = [
  ['SAM status 11 FF', '11 FF', 'AA AA AA 96 69 00 03 11 FF ED'],
  ['find 20 01', '20 01', 'AA AA AA 96 69 00 03 20 01 22'],
  ['select 20 02', '20 02', 'AA AA AA 96 69 00 03 20 02 21'],
  ['read 30 01', '30 01', 'AA AA AA 96 69 00 03 30 01 32'],
  ['answer: status ok', '00 00 90', 'AA AA AA 96 69 00 04 00 00 90 94'],
  ['answer: found', '00 00 9F 00 00 00 00', 'AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97'],
  ['answer: find failed', '00 00 80', 'AA AA AA 96 69 00 04 00 00 80 84'],
];

describe('the frame', () => {
  it.each(golden)('%s', (_what, carried, bytes) => {
    expect(toHex(encodeFrame(hex(carried)), ' ')).toBe(bytes);
    expect(all(hex(bytes))).toEqual([{ kind: 'frame', data: hex(carried), bytes: hex(bytes) }]);
  });
  it('a whole card’s answer says length 05 08', () =>
    expect(toHex(encodeFrame(new Uint8Array(MAX_DATA)).subarray(5, 7), ' ')).toBe('05 08'));
  it('a wrong CHK is a broken frame; a right one inside it is found', () => {
    const good = encodeFrame(hex('00 00 90'));
    const broken = hex('AA AA AA 96 69 00 04 00 00 90 95');
    const kinds = all(concatBytes(broken, good)).map(({ kind }) => kind);
    expect(kinds).toEqual(['broken', 'noise', 'frame']);
  });
  it('one AA too many before the preamble is noise', () =>
    expect(all(concatBytes(hex('AA'), encodeFrame(hex('00 00 90')))).map(({ kind }) => kind)).toEqual([
      'noise',
      'frame',
    ]));
  it('lengths out of range are not believed', () => {
    expect(all(hex('AA AA AA 96 69 05 09 00 00 90'))).toMatchObject([{ kind: 'noise' }]);
    expect(all(hex('AA AA AA 96 69 00 02 00 00 90'))).toMatchObject([{ kind: 'noise' }]);
    expect(() => encodeFrame(new Uint8Array(MAX_DATA + 1))).toThrow(RangeError);
    expect(() => encodeFrame(new Uint8Array(1))).toThrow(RangeError);
  });
});

describe('whatever comes', () => {
  it('a frame comes back as it was written, however it is cut', () =>
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 2, maxLength: 60 }), { maxLength: 4 }),
        fc.array(fc.nat(40)),
        (many, sizes) => {
          const bytes = concatBytes(...many.map(encodeFrame));
          const chunks: Uint8Array[] = [];
          let at = 0;
          for (const size of sizes) {
            chunks.push(bytes.subarray(at, at + size));
            at += size;
          }
          chunks.push(bytes.subarray(at));
          const { items, rest } = feed(decode, chunks);
          expect(items.map((item) => item.kind === 'frame' && toHex(item.data))).toEqual(many.map((one) => toHex(one)));
          expect(rest).toHaveLength(0);
        },
      ),
    ));

  it('1 000 000 random bytes: each belongs to exactly one item, and what is kept stays below one frame', () => {
    let random = 1;
    const next = () => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      return random >>> 24;
    };
    const alphabet = [0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x04, 0x90];
    let rest: Uint8Array = nothing;
    for (let fed = 0; fed < 1_000_000; fed += 1_000) {
      const chunk = Uint8Array.from({ length: 1_000 }, () =>
        fed % 2_000 === 0 ? next() : (alphabet[next() % alphabet.length] ?? 0),
      );
      const [left, items] = decode(rest, chunk);
      expect(items.reduce((sum, item) => sum + item.bytes.length, 0) + left.length).toBe(rest.length + 1_000);
      expect(left.length).toBeLessThanOrEqual(7 + MAX_DATA);
      rest = left;
    }
    // Whatever length was claimed last, one frame's worth of silence-filling bytes frees the next frame.
    const [, items] = decode(rest, concatBytes(new Uint8Array(MAX_DATA + 8), encodeFrame(hex('00 00 90'))));
    expect(items.at(-1)).toMatchObject({ kind: 'frame', data: hex('00 00 90') });
  });

  it('100 000 frames with one wrong byte: never the frame that was meant, always the next', () => {
    let random = 7;
    const next = (below: number) => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((random / 2 ** 32) * below);
    };
    const good = encodeFrame(hex('00 00 9F 00 00 00 00'));
    const filler = new Uint8Array(MAX_DATA + 8);
    for (let count = 0; count < 100_000; count += 1) {
      const meant = Uint8Array.from({ length: 3 + next(20) }, () => next(256));
      const bytes = encodeFrame(meant);
      const at = next(bytes.length);
      bytes[at] = (bytes[at]! + 1 + next(255)) & 0xff;
      // A wrong length waits for what it claims, as on a line that then falls silent.
      const claimsMore = at === 5 || at === 6;
      const items = all(claimsMore ? concatBytes(bytes, filler, good) : concatBytes(bytes, good));
      const frames = items.filter((item) => item.kind === 'frame');
      const last = frames.at(-1);
      if (last === undefined || toHex(last.bytes) !== toHex(good)) throw new Error(`lost after ${toHex(bytes, ' ')}`);
      for (const frame of frames.slice(0, -1))
        if (toHex(frame.data) === toHex(meant)) throw new Error(`believed ${toHex(bytes, ' ')}`);
    }
  });
});

describe('SW3', () => {
  it.each([
    [0x10, 'bad-frame'],
    [0x11, 'bad-frame'],
    [0x21, 'refused-by-reader'],
    [0x31, 'card-refused'],
    [0x32, 'card-refused'],
    [0x41, 'card-removed'],
    [0x80, 'no-card'],
    [0x81, 'mute-card'],
    [0x77, 'refused-by-reader'],
  ])('%i is %s, with its number and a remedy', (outcome, kind) => {
    const error = errorOfOutcome(outcome, 'find');
    expect(error.kind).toBe(kind);
    expect(error.cause).toContain(`SW3 ${outcome.toString(16).toUpperCase()}`);
    expect(error.remedy.zh).not.toBe('');
  });
});
