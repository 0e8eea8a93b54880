// 1 000 000 fuzzed bytes and 100 000 fuzzed frames into codec, link and emulated reader of serial CCID: nothing throws,
// no byte is lost, the link ends every command, and the next right frame is heard. From seeds, so that it replays.

import { describe, expect, it } from 'vitest';
import { type DecoderState, decode, encodeFrame, freshDecoder, MAX_FRAME } from '../../drivers/ccid-serial/codec.ts';
import { freshLink, type LinkEvent, type LinkState, limits, stepLink } from '../../drivers/ccid-serial/link.ts';
import { getSlotStatus, xfrBlock } from '../../drivers/ccid-serial/messages.ts';
import { createVirtualReader } from '../../drivers/virtual/hand.ts';
import { openOn } from './bench-line.ts';
import { cards } from './cards.ts';
import { virtualTime } from './virtual-time.ts';

/** Bytes from a seed. */
function bytesFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
}

const types = [0x61, 0x62, 0x63, 0x65, 0x6b, 0x6f, 0x80, 0x81, 0x82, 0x83, 0x69, 0x8f];

/** A frame, mostly right in itself, of any meaning; now and then cut, or with a wrong byte. */
function fuzzedFrame(random: () => number): Uint8Array {
  const bytes = encodeFrame({
    type: types[random() % types.length]!,
    slot: random() < 230 ? 0 : random(),
    seq: random() % 8,
    header: [random() < 128 ? 0 : random(), random(), random()],
    data: Uint8Array.from({ length: random() < 200 ? random() % 20 : random() }, random),
  });
  const how = random();
  if (how < 25) return bytes.subarray(0, 1 + (random() % bytes.length));
  if (how < 50) bytes[random() % bytes.length] = random();
  return bytes;
}

/** Whatever the decoder still waits for: so many bytes that no frame takes them, and none that begins one. */
const flush = new Uint8Array(MAX_FRAME);
const good = encodeFrame({ type: 0x81, slot: 0, seq: 3, header: [1, 0, 0], data: new Uint8Array(0) });

describe('the codec', () => {
  it('takes 1 000 000 bytes: each belongs to an item or is waited for, and the next frame is found', () => {
    const random = bytesFrom(1);
    let state: DecoderState = freshDecoder;
    let taken = 0;
    for (let fed = 0; fed < 1_000_000; ) {
      const piece = Uint8Array.from({ length: 1 + (random() % 64) }, () =>
        random() < 40 ? [3, 6, 0x50, 0x80][random() % 4]! : random(),
      );
      const [next, items] = decode(state, piece);
      fed += piece.length;
      taken += items.reduce((sum, item) => sum + item.bytes.length, 0);
      expect(taken + next.rest.length).toBe(fed);
      expect(next.rest.length).toBeLessThan(MAX_FRAME);
      state = next;
    }
    const [, items] = decode(decode(state, flush)[0], good);
    expect(items.at(-1)).toMatchObject({ kind: 'frame', bytes: good });
  });
  it('takes 100 000 frames, and finds a right one after each thousand', () => {
    const random = bytesFrom(2);
    let state: DecoderState = freshDecoder;
    for (let count = 1; count <= 100_000; count += 1) {
      [state] = decode(state, fuzzedFrame(random));
      if (count % 1_000 !== 0) continue;
      const [next, items] = decode(decode(state, flush)[0], good);
      expect(items.at(-1)).toMatchObject({ kind: 'frame', bytes: good });
      state = next;
    }
  });
});

describe('the link', () => {
  it('takes what is decoded of 100 000 frames and 1 000 000 bytes: every command ends, within its cap', () => {
    const random = bytesFrom(3);
    let [link, decoder]: [LinkState, DecoderState] = [freshLink, freshDecoder];
    let [now, deadline, begun]: [number, number | undefined, number] = [0, undefined, 0];
    let [frames, bytes] = [0, 0];
    const happen = (event: LinkEvent) => {
      const [next, actions] = stepLink(link, event);
      link = next;
      for (const action of actions) {
        if (action.do === 'deadline') deadline = action.at;
        if (action.do === 'reset-decoder') decoder = freshDecoder;
      }
    };
    while (frames < 100_000 || bytes < 1_000_000) {
      now += 1;
      if (link.at === 'down') link = freshLink;
      if (link.at === 'idle') {
        const command = random() < 128 ? getSlotStatus : xfrBlock(Uint8Array.of(0, 0x84, 0, 0, 8));
        happen({ kind: 'send', command, doing: 'fuzz', limit: limits.apdu, extendable: true, now });
        begun = now;
      }
      expect(deadline).toBeDefined();
      expect(now - begun).toBeLessThanOrEqual(limits.cap + 1_000);
      if (random() < 6) {
        now = Math.max(now, deadline ?? now);
        happen({ kind: 'deadline', now });
        continue;
      }
      const piece = fuzzedFrame(random);
      frames += 1;
      bytes += piece.length;
      const [next, items] = decode(decoder, piece);
      decoder = next;
      for (const item of items) happen({ kind: 'item', item, now });
    }
  });
});

describe('the emulated reader', () => {
  it('takes 1 000 000 bytes and 100 000 frames, and answers the next right command', async () => {
    const random = bytesFrom(4);
    const time = virtualTime();
    const sent: Uint8Array[] = [];
    const { emulated, hand } = createVirtualReader({
      cards,
      timers: time,
      send: (bytes) => void sent.push(bytes.slice()),
    });
    for (const card of ['wang', 'plain-t1']) {
      hand.insert(card);
      for (let count = 0; count < 50_000; count += 1) {
        emulated.receive(fuzzedFrame(random));
        emulated.receive(Uint8Array.from({ length: 10 }, random));
        sent.length = 0;
      }
      await time.pass(2_000);
      emulated.receive(encodeFrame({ type: 0x65, slot: 0, seq: 77, header: [0, 0, 0], data: new Uint8Array(0) }));
      expect(sent.length).toBe(2);
    }
  });
});

describe('the whole driver', () => {
  it('against a reader that answers anything: every call ends in a typed error within its deadline and a second', async () => {
    const random = bytesFrom(5);
    const time = virtualTime();
    let mad = false;
    const answers = createVirtualReader({ cards, timers: time, send: (bytes) => send(bytes) });
    let send: (bytes: Uint8Array) => void = () => {};
    answers.hand.insert('plain');
    const opened = await openOn((bytes, deliver) => {
      send = deliver;
      if (!mad) answers.emulated.receive(bytes);
      else for (let count = random() % 4; count > 0; count -= 1) deliver(fuzzedFrame(random));
    }, time);
    if (!opened.ok) throw new Error(opened.error.cause);
    mad = true;
    for (let count = 0; count < 300; count += 1) {
      const begin = time.now();
      const call = count % 3 === 0 ? opened.value.powerOn() : opened.value.transmit(Uint8Array.of(0, 0x84, 0, 0, 8));
      const result = await time.run(call);
      if (!result.ok) expect(result.error.remedy.zh).not.toBe('');
      expect(time.now() - begin).toBeLessThanOrEqual(3 * (limits.cap + limits.drain + limits.probe) + 1_000);
    }
    mad = false;
    await time.pass(70_000);
    await time.until(() => opened.value.status().at === 'card');
    expect(await time.run(opened.value.powerOn())).toMatchObject({ ok: true });
    await opened.value.close();
  });
});
