// Resident ID-card readers (5-readers C): the frames, the text on the card, find → select → read, every fault, garbage.

import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { concatBytes, fromHex, toHex } from '../../drivers/bytes.ts';
import { type FaultName, openIdReader } from '../../drivers/open.ts';
import type { IdCardEvent, ReaderErrorKind } from '../../drivers/reader.ts';
import { decodePerson, encodePerson } from '../../drivers/sam/card-text.ts';
import { decode, encodeFrame, MAX_DATA } from '../../drivers/sam/codec.ts';
import { openSamReader } from '../../drivers/sam/driver.ts';
import { errorOfOutcome } from '../../drivers/sam/messages.ts';
import type { TurnItem } from '../../drivers/turn-taking/link.ts';
import { samFaults } from '../../drivers/virtual/sam-reader.ts';
import { idCardOf } from '../../drivers/virtual/virtual-id-card.ts';
import { cards, holder } from './cards.ts';
import { turnBench } from './turn-bench.ts';

const hex = (text: string) => fromHex(text)!;
const nothing = new Uint8Array(0);
const all = (bytes: Uint8Array) => decode(nothing, bytes)[1];
const person = idCardOf(holder);

function feed(chunks: readonly Uint8Array[]): { items: TurnItem[]; rest: Uint8Array } {
  let rest: Uint8Array = nothing;
  const items: TurnItem[] = [];
  for (const chunk of chunks) {
    const [left, found] = decode(rest, chunk);
    rest = left;
    items.push(...found);
  }
  return { items, rest };
}

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
          const { items, rest } = feed(chunks);
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

describe('the text on the card: UTF-16LE, 30 2 4 16 70 36 30 16 16 36 bytes', () => {
  it('is 256 bytes of text and 1024 of photo, and comes back as it was written', () => {
    const data = encodePerson(person);
    expect(data).toHaveLength(4 + 256 + 1024);
    expect(toHex(data.subarray(0, 4), ' ')).toBe('01 00 04 00');
    // 王 U+738B, 建 U+5EFA, 国 U+56FD, then blanks.
    expect(toHex(data.subarray(4, 12), ' ')).toBe('8B 73 FA 5E FD 56 20 00');
    expect(decodePerson(data)).toEqual({ ok: true, value: person });
  });
  it('长期 is a card without end', () => {
    const data = encodePerson({ ...person, validUntil: '长期' });
    expect(decodePerson(data)).toMatchObject({ ok: true, value: { validUntil: '长期' } });
  });
  it.each([
    ['a wrong check digit', { idNumber: '990101194603010020' }],
    ['a birth that the number does not say', { birth: '19460302' }],
    ['a date that does not exist', { validFrom: '20110230' }],
    ['no name', { name: '' }],
  ])('%s is bad-card-data, and the error says no value', (_what, change) => {
    const decoded = decodePerson(encodePerson({ ...person, ...change }));
    expect(decoded).toMatchObject({ ok: false, error: { kind: 'bad-card-data' } });
    if (!decoded.ok) expect(decoded.error.cause).not.toMatch(/9901|1946/);
  });
  it('whatever bytes lie there: a person or bad-card-data', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_400 }), (bytes) => {
        const decoded = decodePerson(bytes);
        expect(decoded.ok || decoded.error.kind === 'bad-card-data').toBe(true);
      }),
    ));
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

const openBench = (card?: string) => turnBench('sam', openSamReader, card);
const kindsOf = (events: readonly { readonly kind: string }[]) => events.map(({ kind }) => kind);

describe('a card laid down', () => {
  it('is found, selected and read, in this order, and told once', async () => {
    const { time, reader, hand, events, written } = await openBench();
    await time.pass(1_000);
    const before = written.length;
    hand.insert('holder');
    await time.until(() => events.length > 0);
    expect(events).toEqual([{ kind: 'id-card-read', person }]);
    const commands = written.slice(before).map((frame) => frame.slice(14, 18));
    expect(commands.slice(commands.indexOf('2002') - 1)).toEqual(['2001', '2002', '3001']);
    await time.pass(10_000);
    expect(kindsOf(events)).toEqual(['id-card-read']);
    expect(reader.status()).toEqual({ at: 'card' });
  });

  it('left lying it answers 80 to the next find, so its going is learnt by reading it again', async () => {
    const { time, reader, hand, events, written } = await openBench('holder');
    await time.until(() => events.length > 0);
    const before = written.length;
    await time.pass(3_500);
    expect(new Set(written.slice(before).map((frame) => frame.slice(14, 18)))).toEqual(new Set(['3001']));
    hand.remove();
    await time.until(() => reader.status().at === 'no-card');
    expect(kindsOf(events)).toEqual(['id-card-read', 'id-card-taken']);
  });

  it('another in its place between two looks is taken and read', async () => {
    const { time, hand, events } = await openBench('holder');
    await time.until(() => events.length === 1);
    hand.insert('other-holder');
    await time.until(() => events.length === 3);
    expect(kindsOf(events)).toEqual(['id-card-read', 'id-card-taken', 'id-card-read']);
    expect(events[2]).toMatchObject({ person: { name: '赵敏' } });
  });

  it('lifted and laid down again it is read again', async () => {
    const { time, hand, events } = await openBench('holder');
    await time.until(() => events.length === 1);
    hand.remove();
    hand.insert('holder');
    await time.until(() => events.length === 3);
    expect(kindsOf(events)).toEqual(['id-card-read', 'id-card-taken', 'id-card-read']);
  });
});

/** What a fault that lasts makes of a card laid down; undefined: it is read all the same. */
const outcomes: Partial<Record<FaultName, ReaderErrorKind | 'gone'>> = {
  'mute-card': 'mute-card',
  'card-pulled': 'card-removed',
  'garbled-record': 'bad-card-data',
  'wrong-lrc': 'bad-frame',
  nak: 'bad-frame',
  'late-answer': 'no-answer',
  'short-answer': 'no-answer',
  'silent-reader': 'gone',
};

describe('every fault that it can have', () => {
  it.each(samFaults.filter((name) => name !== 'unplugged'))('%s, until cleared', async (name) => {
    const { time, hand, reader, events } = await openBench();
    hand.fault(name);
    hand.insert('holder');
    await time.until(() => events.length > 0);
    const expected = outcomes[name];
    const [first] = events;
    if (expected === 'gone') expect(first?.kind).toBe('reader-gone');
    else if (expected) expect(first).toMatchObject({ kind: 'id-card-unreadable', error: { kind: expected } });
    else expect(first).toEqual({ kind: 'id-card-read', person });
    expect(time.now()).toBeLessThan(30_000);
    hand.clearFaults();
    hand.remove();
    await time.pass(8_000);
    hand.insert('holder');
    events.length = 0;
    await time.until(() => events.some(({ kind }) => kind === 'id-card-read'));
    expect(reader.status()).toEqual({ at: 'card' });
    await reader.close();
  });

  it.each(samFaults.filter((name) => name !== 'unplugged'))(
    '%s, once: read, or laid down anew and read',
    async (name) => {
      const { time, hand, events } = await openBench();
      hand.fault(name, 1);
      hand.insert('holder');
      await time.pass(20_000);
      if (!events.some(({ kind }) => kind === 'id-card-read')) {
        hand.remove();
        await time.pass(2_000);
        hand.insert('holder');
      }
      await time.until(() => events.some(({ kind }) => kind === 'id-card-read'));
      for (const event of events) if (event.kind === 'id-card-read') expect(event.person).toEqual(person);
    },
  );

  it('a reader that is silent or cut off comes back as the same object, and reads what lies there', async () => {
    const { time, hand, reader, events, cut } = await openBench();
    hand.fault('silent-reader');
    await time.until(() => reader.status().at === 'absent');
    hand.clearFaults();
    await time.until(() => reader.status().at === 'no-card');
    hand.insert('holder');
    await time.until(() => events.some(({ kind }) => kind === 'id-card-read'));
    cut();
    await time.until(() => reader.status().at !== 'absent' && events.at(-1)?.kind === 'reader-back');
    expect(kindsOf(events)).toEqual([
      'reader-gone',
      'reader-back',
      'id-card-read',
      'id-card-taken',
      'reader-gone',
      'reader-back',
    ]);
    await reader.close();
    const before = events.length;
    await time.pass(60_000);
    expect(events).toHaveLength(before);
  });
});

describe('mock: in this process', () => {
  it('the unplugged cable is reader-gone, plugged in again reader-back, and a card is read', async () => {
    const opened = await openIdReader('mock:', { cards });
    if (!opened.ok || !opened.value.mock) throw new Error('no hand behind mock:');
    const { reader, mock } = opened.value;
    onTestFinished(() => reader.close());
    const next = (kind: IdCardEvent['kind']) =>
      new Promise<IdCardEvent>((resolve) => {
        const end = reader.subscribe((event) => {
          if (event.kind !== kind) return;
          end();
          resolve(event);
        });
      });
    const gone = next('reader-gone');
    mock.fault('unplugged');
    expect(await gone).toMatchObject({ error: { kind: 'port-not-found' } });
    const back = next('reader-back');
    mock.clearFaults();
    await back;
    const read = next('id-card-read');
    mock.insert('holder');
    expect(await read).toEqual({ kind: 'id-card-read', person });
    expect(await openIdReader('mock:nobody', { cards })).toMatchObject({ error: { kind: 'unknown-name' } });
  });
});
