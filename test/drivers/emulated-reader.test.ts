// The emulated reader by itself: what a host of any make sees on the wire (5-readers A), and the pace of a real line.

import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../drivers/bytes.ts';
import { encodeFrame } from '../../drivers/ccid-serial/codec.ts';
import { createVirtualReader } from '../../drivers/virtual/hand.ts';
import { cards } from './cards.ts';
import { virtualTime } from './virtual-time.ts';

const hex = (text: string) => fromHex(text)!;

function emulated(baud?: number) {
  const time = virtualTime();
  const sent: { at: number; bytes: string }[] = [];
  const send = (bytes: Uint8Array) => sent.push({ at: time.now(), bytes: toHex(bytes, ' ') });
  const { emulated: reader, hand } = createVirtualReader({ cards, timers: time, baud, send });
  /** What comes back for some bytes: every piece the reader sent. */
  const ask = (bytes: string) => {
    sent.length = 0;
    reader.receive(hex(bytes));
    return sent.map((one) => one.bytes);
  };
  return { time, hand, reader, sent, ask };
}

const firmware = '03 06 6B 01 00 00 00 00 00 00 00 00 02 6D';
const notify = '03 06 6B 03 00 00 00 00 01 00 00 00 01 01 01 6D';
const status = '03 06 65 00 00 00 00 00 02 00 00 00 62';
const powerOn = '03 06 62 00 00 00 00 00 08 01 00 00 6E';
const parameters = '03 06 61 05 00 00 00 00 0A 00 00 00 11 00 00 0A 00 70';
const block = '03 06 6F 05 00 00 00 00 0F 00 00 00 00 B0 00 00 10 C0';

describe('the reader on the wire', () => {
  it('echoes every command and answers it', () => {
    const { ask, hand } = emulated();
    hand.insert('plain');
    // "GemTwRC2-V2.10-GL04"
    const text = '47 65 6D 54 77 52 43 32 2D 56 32 2E 31 30 2D 47 4C 30 34';
    expect(ask(firmware)).toEqual([firmware, withLrc(`03 06 83 13 00 00 00 00 00 01 00 00 ${text}`)]);
    expect(ask(status)).toEqual([status, withLrc('03 06 81 00 00 00 00 00 02 01 00 01')]);
    expect(ask(powerOn)[1]).toMatch(/^03 06 80 0C 00 00 00 00 08 00 00 00 3B 68 00 00 00 73 C8 40 00 00 90 00 /);
    expect(ask(parameters)[1]).toMatch(/^03 06 82 05 00 00 00 00 0A 00 00 00 11 00 00 0A 00 /);
    expect(ask(block)[1]).toMatch(/^03 06 80 12 00 00 00 00 0F 00 00 00 00 01 02 .* 0F 90 00 /);
  });

  it('an empty slot answers power-on with st 42 err FE, as a SEC1210 does', () => {
    const { ask } = emulated();
    expect(ask('03 06 62 00 00 00 00 00 01 01 00 00 67')[1]).toBe('03 06 80 00 00 00 00 00 01 42 FE 00 38');
    expect(ask('03 06 65 00 00 00 00 00 00 00 00 00 60')[1]).toBe('03 06 81 00 00 00 00 00 00 02 00 01 87');
  });

  it('refuses Escape 6A (st 4x err 0A), an unknown message (err 00), another slot (err 05)', () => {
    const { ask } = emulated();
    expect(ask('03 06 6B 01 00 00 00 00 04 00 00 00 6A 01')[1]).toMatch(/^03 06 83 00 00 00 00 00 04 42 0A 00 /);
    const unknown = encodeFrame({ type: 0x69, slot: 0, seq: 1, header: [0, 0, 0], data: new Uint8Array(0) });
    expect(ask(toHex(unknown))[1]).toMatch(/ 42 00 00 ..$/);
    const other = encodeFrame({ type: 0x65, slot: 1, seq: 1, header: [0, 0, 0], data: new Uint8Array(0) });
    expect(ask(toHex(other))[1]).toMatch(/ 42 05 .. ..$/);
  });

  it('answers a wrong LRC with NAK 03 15 16', () => {
    const { ask } = emulated();
    expect(ask(status.replace(/62$/, '63'))).toEqual(['03 15 16']);
    expect(ask(status)).toHaveLength(2);
  });

  it('never speaks first: slot changes are told only after Escape 01 01 01', () => {
    const { ask, hand, sent } = emulated();
    hand.insert('plain');
    expect(sent).toEqual([]);
    ask(notify);
    sent.length = 0;
    hand.remove();
    hand.insert('wang');
    expect(sent.map(({ bytes }) => bytes)).toEqual(['50 02', '50 03']);
  });

  it('forgets half a command after a second of silence: its host has died', async () => {
    const { time, ask } = emulated();
    ask(block.slice(0, 30));
    await time.pass(1_001);
    expect(ask(status)).toHaveLength(2);
  });
});

describe('line time (5-readers A, Limits): (13 + La + 13 + Lr + 1) characters of 11 bits', () => {
  it.each([
    [115_200, 4.78],
    [9_600, 57.3],
  ])('READ of 16 bytes at %i baud', async (baud, expected) => {
    const { time, hand, reader, sent } = emulated(baud);
    hand.insert('plain');
    reader.receive(hex(powerOn));
    await time.pass(1_000);
    sent.length = 0;
    const begin = time.now();
    reader.receive(hex(block));
    await time.pass(1_000);
    expect(sent).toHaveLength(2);
    expect(sent[1]!.at - begin).toBeCloseTo(expected, 1);
    expect(sent[0]!.at).toBeLessThan(sent[1]!.at);
  });
});

function withLrc(text: string): string {
  return `${text} ${toHex(Uint8Array.of(hex(text).reduce((sum, byte) => sum ^ byte, 0)))}`;
}
