// The nibble frame of the GWI-IC20 family (5-readers B): its bytes, its link, a whole card through it, every fault, garbage.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromHex, toHex } from '../../drivers/bytes.ts';
import { socialSecurityCard as application } from '../../drivers/card/application.ts';
import { decode, encodeFrame, lineReset, MAX_DATA, MAX_FRAME } from '../../drivers/gwi/codec.ts';
import { openGwiReader } from '../../drivers/gwi/driver.ts';
import type { FaultName } from '../../drivers/open.ts';
import type { ReaderErrorKind } from '../../drivers/reader.ts';
import { gwiFaults } from '../../drivers/virtual/gwi-reader.ts';
import { wang } from './cards.ts';
import { feed } from './feed.ts';
import { type TurnBench, turnBench } from './turn-bench.ts';

const hex = (text: string) => fromHex(text)!;
const nothing = new Uint8Array(0);
const all = (bytes: Uint8Array) => decode(nothing, bytes)[1];

const data = fc.uint8Array({ maxLength: MAX_DATA });

describe('the frame', () => {
  it('power on, as traced in 2012: 02 30 30 30 35 33 32 32 32 30 30 30 30 30 30 31 30 03', () => {
    const bytes = hex('02 30 30 30 35 33 32 32 32 30 30 30 30 30 30 31 30 03');
    expect(toHex(encodeFrame(hex('32 22 00 00 00')))).toBe(toHex(bytes));
    expect(all(bytes)).toEqual([{ kind: 'frame', data: hex('32 22 00 00 00'), bytes }]);
  });
  it('every byte of the body travels as 30h + high nibble, 30h + low nibble', () => {
    expect(toHex(encodeFrame(hex('AF')), ' ')).toBe('02 30 30 30 31 3A 3F 3A 3F 03');
  });
  it.each([
    ['wrong checksum', '02 30 30 30 31 3A 3F 3A 3E 03'],
    ['wrong length', '02 30 30 30 32 3A 3F 3A 3F 03'],
    ['odd number of nibbles', '02 30 30 30 31 3A 3F 3A 03'],
    ['without its end', '02 30 30 30 31 3A 3F 40'],
    ['empty', '02 30 03'],
  ])('a %s is a broken frame, and hides not the next', (_what, bytes) => {
    const good = encodeFrame(hex('00 00'));
    const items = all(concatBytes(hex(bytes), good));
    expect(items[0]).toMatchObject({ kind: 'broken' });
    expect(items.at(-1)).toEqual({ kind: 'frame', data: hex('00 00'), bytes: good });
  });
  it('the line reset 1B 25 42 is known raw, also when it cuts a frame off', () => {
    expect(all(concatBytes(hex('02 30 30'), lineReset)).map(({ kind }) => kind)).toEqual(['broken', 'line-reset']);
  });
  it('a frame without end is given up at the longest length', () => {
    const { items, rest } = feed(decode, [Uint8Array.of(2, ...new Uint8Array(MAX_FRAME + 10).fill(0x30))]);
    expect(items[0]).toMatchObject({ kind: 'broken' });
    expect(rest).toHaveLength(0);
  });
  it('more data than a frame carries is the caller’s bug', () =>
    expect(() => encodeFrame(new Uint8Array(MAX_DATA + 1))).toThrow(RangeError));
});

describe('whatever comes', () => {
  it('a frame comes back as it was written, however it is cut', () =>
    fc.assert(
      fc.property(fc.array(data, { maxLength: 4 }), fc.array(fc.nat(40)), (many, sizes) => {
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
      }),
    ));

  it('1 000 000 random bytes: each belongs to exactly one item, and the next frame is found', () => {
    let random = 1;
    const next = () => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      return random >>> 24;
    };
    const good = encodeFrame(hex('00 00 3B 68'));
    let rest: Uint8Array = nothing;
    for (let fed = 0; fed < 1_000_000; fed += 1_000) {
      // Half of it made of the bytes that frames are made of.
      const alphabet = [0x02, 0x03, 0x1b, 0x25, 0x42, ...Array.from({ length: 16 }, (_, nibble) => 0x30 + nibble)];
      const chunk = Uint8Array.from({ length: 1_000 }, () =>
        fed % 2_000 === 0 ? next() : (alphabet[next() % alphabet.length] ?? 0),
      );
      const [left, items] = decode(rest, chunk);
      expect(items.reduce((sum, item) => sum + item.bytes.length, 0) + left.length).toBe(rest.length + 1_000);
      const [, found] = decode(left, good);
      expect(found.at(-1)).toMatchObject({ kind: 'frame', data: hex('00 00 3B 68') });
      rest = left;
    }
  });

  it('100 000 frames with one wrong byte: never the frame that was meant, always the next', () => {
    let random = 7;
    const next = (below: number) => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((random / 2 ** 32) * below);
    };
    const good = encodeFrame(hex('00 00 90 00'));
    for (let count = 0; count < 100_000; count += 1) {
      const meant = Uint8Array.from({ length: 2 + next(20) }, () => next(256));
      const bytes = encodeFrame(meant);
      const at = next(bytes.length);
      bytes[at] = (bytes[at]! + 1 + next(255)) & 0xff;
      const items = all(concatBytes(bytes, good));
      const frames = items.filter((item) => item.kind === 'frame');
      const last = frames.at(-1);
      if (last === undefined || toHex(last.bytes) !== toHex(good)) throw new Error(`lost after ${toHex(bytes, ' ')}`);
      for (const frame of frames.slice(0, -1))
        if (toHex(frame.data) === toHex(meant)) throw new Error(`believed ${toHex(bytes, ' ')}`);
    }
  });
});

const openBench = (card?: string) => turnBench('gwi', openGwiReader, card);

describe('the reader', () => {
  it('is greeted with a line reset and the device info, twice the same', async () => {
    const { reader, written } = await openBench();
    expect(written[0]).toBe('1B2542');
    expect(written.slice(1, 3)).toEqual([toHex(encodeFrame(hex('31 11 01'))), toHex(encodeFrame(hex('31 11 01')))]);
    expect(reader.firmware).toBe('GWI-IC20 V2.01');
    expect(reader.status()).toEqual({ at: 'no-card' });
  });

  it('reads a whole social-security card and verifies its PIN', async () => {
    const { time, reader } = await openBench('wang');
    const { id: _id, pin: _pin, ...card } = wang;
    expect(await time.run(application.read(reader))).toEqual({ ok: true, value: { ...card, area: '990100' } });
    const verify = (pin: string) => time.run(application.verifyPin(reader, pin));
    expect(await verify('000000')).toEqual({ ok: true, value: { at: 'wrong', triesLeft: 5 } });
    expect(await verify('123456')).toEqual({ ok: true, value: { at: 'accepted' } });
  });

  it('follows 61xx itself', async () => {
    const { time, reader } = await openBench('wang');
    await time.run(reader.powerOn());
    const select = hex('00 A4 04 00 0F 73 78 31 2E 73 68 2E C9 E7 BB E1 B1 A3 D5 CF');
    const answer = await time.run(reader.transmit(select));
    expect(answer.ok && toHex(answer.value)).toMatch(/^6F16840F.*9000$/);
  });

  it('a PIN from its keys: one digit a byte; a key that is no digit, and nobody pressing any', async () => {
    const { time, reader, hand, written } = await openBench();
    const pressed = reader.readPin(30_000);
    await time.until(() => written.includes(toHex(encodeFrame(hex('39 92 02')))));
    expect(hand.press?.('123456')).toBe(true);
    expect(await time.run(pressed)).toEqual({ ok: true, value: '123456' });
    const begin = time.now();
    expect(await time.run(reader.readPin(30_000))).toMatchObject({ ok: false, error: { kind: 'no-answer' } });
    expect(time.now() - begin).toBeLessThan(31_000);
    expect(hand.press?.('1')).toBe(false);
    expect(reader.status()).toEqual({ at: 'no-card' });
  });

  it('tells of cards that come, go and are swapped between two looks', async () => {
    const { time, reader, hand, events } = await openBench();
    hand.insert('wang');
    await time.until(() => reader.status().at === 'card');
    hand.insert('long');
    await time.pass(1_000);
    hand.remove();
    await time.until(() => reader.status().at === 'no-card');
    expect(events.map(({ kind }) => kind)).toEqual(['card-in', 'card-out', 'card-in', 'card-out']);
  });

  it('after power off commands are refused; the poll keeps out of it', async () => {
    const { time, reader, events } = await openBench('wang');
    await time.run(reader.powerOn());
    expect(await time.run(reader.powerOff())).toEqual({ ok: true, value: undefined });
    await time.pass(2_000);
    const answer = await time.run(reader.transmit(hex('00 84 00 00 08')));
    expect(answer).toMatchObject({ ok: false, error: { kind: 'card-removed' } });
    expect(events).toEqual([]);
  });

  it('a card pulled and put in again has lost its power: card-removed, never the new card’s answer', async () => {
    const { time, reader, hand } = await openBench('wang');
    await time.run(reader.powerOn());
    hand.insert('long');
    const answer = await time.run(reader.transmit(hex('00 84 00 00 08')));
    expect(answer).toMatchObject({ ok: false, error: { kind: 'card-removed' } });
  });

  it('status 10 07 at power-on is no card; any other is refused-by-reader', async () => {
    const { time, reader } = await openBench();
    expect(await time.run(reader.powerOn())).toMatchObject({ ok: false, error: { kind: 'no-card' } });
  });
});

/** What a fault that lasts makes of reading a card; undefined: nothing, the driver copes. */
const outcomes: Partial<Record<FaultName, ReaderErrorKind>> = {
  'fouled-contacts': 'mute-card',
  'mute-card': 'mute-card',
  'bad-atr': 'bad-atr',
  'card-pulled': 'card-removed',
  'missing-record': 'bad-card-data',
  'garbled-record': 'bad-card-data',
  'wrong-lrc': 'bad-frame',
  'late-answer': 'no-answer',
  'short-answer': 'no-answer',
  'silent-reader': 'no-answer',
};

async function recovers({ time, hand, reader }: TurnBench<typeof openGwiReader>): Promise<void> {
  hand.clearFaults();
  if (hand.inserted() === undefined) hand.insert('wang');
  await time.until(() => reader.status().at === 'card');
  expect(await time.run(application.read(reader))).toMatchObject({ ok: true, value: { name: '王建国' } });
  expect(await time.run(application.verifyPin(reader, '123456'))).toEqual({ ok: true, value: { at: 'accepted' } });
  await reader.close();
}

describe('every fault that it can have', () => {
  it.each(gwiFaults.filter((name) => name !== 'unplugged'))('%s, until cleared', async (name) => {
    const bench = await openBench('wang');
    bench.hand.fault(name);
    const begin = bench.time.now();
    const spoiled = await bench.time.run(application.read(bench.reader));
    expect(spoiled.ok ? undefined : spoiled.error.kind).toBe(outcomes[name]);
    expect(bench.time.now() - begin).toBeLessThan(12_000);
    await recovers(bench);
  });

  it.each(gwiFaults.filter((name) => name !== 'unplugged'))('%s, once', async (name) => {
    const bench = await openBench('wang');
    bench.hand.fault(name, 1);
    const spoiled = await bench.time.run(application.read(bench.reader));
    if (spoiled.ok) expect(spoiled.value.name).toBe('王建国');
    else expect(spoiled.error.kind).toBe(outcomes[name]);
    await recovers(bench);
  });

  it('a command to a reader that is silent comes back within a second of its deadline of 5 s', async () => {
    const { time, hand, reader } = await openBench('wang');
    await time.run(reader.powerOn());
    hand.fault('silent-reader');
    const begin = time.now();
    expect(await time.run(reader.transmit(hex('00 84 00 00 08')))).toMatchObject({ error: { kind: 'no-answer' } });
    expect(time.now() - begin).toBeLessThanOrEqual(6_000);
  });

  it('a late answer is never taken for the next one', async () => {
    const { time, hand, reader } = await openBench('wang');
    await time.run(reader.powerOn());
    hand.fault('late-answer', 1);
    expect(await time.run(reader.transmit(hex('00 84 00 00 08')))).toMatchObject({ error: { kind: 'no-answer' } });
    expect(await time.run(reader.transmit(hex('00 A4 00 00 02 EF 05')))).toEqual({ ok: true, value: hex('9000') });
  });

  it('nor is one that came twice', async () => {
    const { time, hand, reader } = await openBench('wang');
    await time.run(reader.powerOn());
    hand.fault('double-answer');
    expect(await time.run(reader.transmit(hex('00 84 00 00 08')))).toMatchObject({ ok: true });
    expect(await time.run(reader.transmit(hex('00 A4 00 00 02 EF 05')))).toEqual({ ok: true, value: hex('9000') });
  });

  it('a silent reader is gone, looked for, and back as the same object; so is one whose line breaks', async () => {
    const { time, hand, reader, events, cut } = await openBench('wang');
    hand.fault('silent-reader');
    await time.until(() => reader.status().at === 'absent');
    hand.clearFaults();
    await time.until(() => events.some(({ kind }) => kind === 'reader-back'));
    cut();
    await time.until(() => events.filter(({ kind }) => kind === 'reader-back').length === 2);
    expect(events.map(({ kind }) => kind).join(' ')).toBe(
      'card-out reader-gone reader-back card-in card-out reader-gone reader-back card-in',
    );
    expect(await time.run(application.read(reader))).toMatchObject({ ok: true });
  });

  it('names that it does not have are unknown-name', async () => {
    const { hand } = await openBench();
    expect(hand.fault('nak')).toMatchObject({ ok: false, error: { kind: 'unknown-name' } });
  });
});

describe('a PIN on its way', () => {
  it('stays in no buffer that went to or came from the line, as digits or as nibbles', async () => {
    const { time, reader, buffers, hand } = await openBench('wang');
    await time.run(application.read(reader));
    expect(await time.run(application.verifyPin(reader, '123456'))).toEqual({ ok: true, value: { at: 'accepted' } });
    const asked = reader.readPin(10_000);
    await time.until(() => hand.press?.('123456') ?? false);
    await time.run(asked);
    for (const buffer of buffers) {
      const bytes = toHex(buffer);
      expect(bytes).not.toContain('313233343536');
      expect(bytes).not.toContain('303130323033303430353036');
    }
  });
});
