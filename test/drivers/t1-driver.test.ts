// The whole driver with T=1 cards (5-readers A): opening, PPS, block size, commands of all cases and lengths, warm reset,
// and the faults of a card that speaks in blocks. Virtual time.

import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../drivers/bytes.ts';
import { type Bench, openBench } from './bench-line.ts';

const hex = (text: string) => fromHex(text)!;
const t1Cards = ['plain-t1', 'plain-t1-crc'] as const;

async function powered(card: string): Promise<Bench> {
  const bench = await openBench(card);
  expect(await bench.time.run(bench.reader.powerOn())).toMatchObject({ ok: true });
  return bench;
}

const transmit = async ({ time, reader }: Bench, command: Uint8Array | string) => {
  const answer = await time.run(reader.transmit(typeof command === 'string' ? hex(command) : command));
  return answer.ok ? toHex(answer.value) : answer.error.kind;
};

const withoutSeq = (frames: readonly string[]) => frames.map((frame) => `${frame.slice(4, 6)} ${frame.slice(18, -2)}`);

describe('power on (5-readers A)', () => {
  it('T=1: SetParameters b7 = 01 with 11 10 00 4D 00 20 00, then S(IFS) 00 C1 01 FE 3E', async () => {
    const { written, reader } = await powered('plain-t1');
    expect(withoutSeq(written).slice(-2)).toEqual(['61 0100001110004D002000', '6F 00000000C101FE3E']);
    await reader.close();
  });
  it('TA1 = 13 over T=0: PPS FF 10 13 FC, then the parameters with it', async () => {
    const { written, reader } = await powered('plain-pps');
    expect(withoutSeq(written).slice(-2)).toEqual(['6F 000000FF1013FC', '61 0000001300000A00']);
    await reader.close();
  });
  it('TA1 = 13 over T=1 with CRC: PPS FF 11 13 FD, bit 0 of the second parameter, the CRC at the block', async () => {
    const { written, reader } = await powered('plain-t1-crc');
    expect(withoutSeq(written).slice(-3)).toEqual([
      '6F 000000FF1113FD',
      '61 01000013110' + '04D00FE00',
      expect.stringMatching(/^6F 00000000C101FE.{4}$/),
    ]);
    await reader.close();
  });
  it('warm: the card keeps its power (no 63), is reset and set up anew', async () => {
    const { time, written, reader } = await powered('plain-t1');
    const begin = written.length;
    const again = await time.run(reader.powerOn('warm'));
    expect(again.ok && toHex(again.value, ' ')).toBe('3B 88 01 00 73 C8 40 00 00 90 00 E2');
    expect(written.slice(begin).map((frame) => frame.slice(4, 6))).toEqual(['65', '62', '61', '6F']);
    await reader.close();
  });
  it('warm: a social-security card forgets what was selected', async () => {
    const bench = await powered('wang');
    const { applicationName } = await import('../../drivers/card/layout.ts');
    const select = Uint8Array.of(0x00, 0xa4, 0x04, 0x00, applicationName.length, ...applicationName);
    expect(await transmit(bench, select)).toMatch(/^61/);
    expect(await transmit(bench, '00A4000002EF05')).toBe('9000');
    expect(await bench.time.run(bench.reader.powerOn('warm'))).toMatchObject({ ok: true });
    expect(await transmit(bench, '00B2010412')).not.toMatch(/9000$/);
    await bench.reader.close();
  });
});

describe.each(t1Cards)('commands to %s', (card) => {
  it('case 1, 2, 3, 4 travel as they are: no GET RESPONSE over T=1', async () => {
    const bench = await powered(card);
    expect(await transmit(bench, '80100000')).toBe('9000');
    expect(await transmit(bench, '00B0000004')).toBe('000102039000');
    expect(await transmit(bench, '00A4040006A000000018FF')).toBe('9000');
    expect(await transmit(bench, '80EE000003AABBCC03')).toBe('AABBCC9000');
    await bench.reader.close();
  });
  it('READ BINARY of every length 1 to 256', async () => {
    const bench = await powered(card);
    for (let length = 1; length <= 256; length += 1) {
      const expected = `${toHex(Uint8Array.from({ length }, (_, place) => place))}9000`;
      expect(await transmit(bench, Uint8Array.of(0, 0xb0, 0, 0, length & 0xff))).toBe(expected);
    }
    await bench.reader.close();
  });
  it('data of every length 1 to 255 there, and there and back', async () => {
    const bench = await powered(card);
    for (let length = 1; length <= 255; length += 1) {
      const data = Uint8Array.from({ length }, (_, place) => place + 7);
      expect(await transmit(bench, Uint8Array.of(0, 0xd6, 0, 7, length, ...data))).toBe('9000');
      expect(await transmit(bench, Uint8Array.of(0x80, 0xee, 0, 0, length, ...data, 0))).toBe(`${toHex(data)}9000`);
    }
    await bench.reader.close();
  });
  it('a garbled block is fetched again, unseen by the caller', async () => {
    const bench = await powered(card);
    for (const times of [1, 2]) {
      bench.hand.fault('bad-block', times);
      expect(await transmit(bench, '00B0000004')).toBe('000102039000');
      expect(bench.hand.activeFaults()).toEqual([]);
    }
    await bench.reader.close();
  });
  it('garbled three times: card-protocol, and the next command is answered', async () => {
    const bench = await powered(card);
    bench.hand.fault('bad-block', 3);
    expect(await transmit(bench, '00B0000004')).toBe('card-protocol');
    expect(await transmit(bench, '00B0000004')).toBe('000102039000');
    await bench.reader.close();
  });
  it('garbled for ever: card-protocol; the card is switched off, powered again it works', async () => {
    const bench = await powered(card);
    bench.hand.fault('bad-block');
    expect(await transmit(bench, '00B0000004')).toBe('card-protocol');
    expect(await transmit(bench, '00B0000004')).toBe('card-removed');
    bench.hand.clearFaults();
    expect(await bench.time.run(bench.reader.powerOn())).toMatchObject({ ok: true });
    expect(await transmit(bench, '00B0000004')).toBe('000102039000');
    await bench.reader.close();
  });
  it('time is given three times; asked for without end it is card-protocol, and the card still works', async () => {
    const bench = await powered(card);
    bench.hand.fault('waiting-time', 3);
    expect(await transmit(bench, '00B0000004')).toBe('000102039000');
    bench.hand.fault('waiting-time');
    expect(await transmit(bench, '00B0000004')).toBe('card-protocol');
    bench.hand.clearFaults();
    expect(await transmit(bench, '00B0000004')).toBe('000102039000');
    await bench.reader.close();
  });
  it('a line fault in the middle: the documented error, then S(RESYNCH) and the next command', async () => {
    const bench = await powered(card);
    for (const fault of ['wrong-lrc', 'short-answer', 'late-answer'] as const) {
      bench.hand.fault(fault, 1);
      expect(await transmit(bench, '00B0000004')).toBe(fault === 'wrong-lrc' ? 'bad-frame' : 'no-answer');
      const begin = bench.written.length;
      expect(await transmit(bench, '00B0000004')).toBe('000102039000');
      expect(bench.written.slice(begin)[0]).toContain(card === 'plain-t1' ? '00C000C0' : '00C000');
    }
    await bench.reader.close();
  });
  it('the card pulled in the middle is card-removed', async () => {
    const bench = await powered(card);
    bench.hand.fault('card-pulled', 1);
    expect(await transmit(bench, '00B0000004')).toBe('card-removed');
    await bench.reader.close();
  });
  it('no byte of a command stays in a buffer', async () => {
    const bench = await powered(card);
    const secret = hex('80EE000006A1A2A3A4A5A600');
    expect(await transmit(bench, secret)).toBe('A1A2A3A4A5A69000');
    for (const buffer of bench.buffers) expect(toHex(buffer)).not.toContain('A1A2A3');
    await bench.reader.close();
  });
});
