// From no power to commands (5-readers A): the golden opening, voltages 1, 3, 2, PPS, parameters, and what is refused.

import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../drivers/bytes.ts';
import { decode, encodeFrame, freshDecoder } from '../../drivers/ccid-serial/codec.ts';
import { answerTypes } from '../../drivers/ccid-serial/messages.ts';
import type { FarEnd } from './bench-line.ts';
import { openBench, openOn } from './bench-line.ts';
import { virtualTime } from './virtual-time.ts';

interface Scripted {
  readonly atr: string;
  /** b7 of the power-on that works; others answer a short circuit. */
  readonly voltage?: number;
  /** What the card answers to a PPS; default: the request. */
  readonly pps?: string;
}

/** A reader without echo (SEC1210) around a card that only has an answer to reset. Notes type and data of each command. */
function scripted({ atr, voltage = 1, pps }: Scripted): { far: FarEnd; said: string[] } {
  const said: string[] = [];
  let decoder = freshDecoder;
  const far: FarEnd = (bytes, send) => {
    const [next, items] = decode(decoder, bytes);
    decoder = next;
    for (const item of items) {
      if (item.kind !== 'frame') continue;
      const { type, slot, seq, header, data } = item.message;
      if (type !== 0x65) said.push([toHex(Uint8Array.of(type)), header[0], toHex(data)].join(' '));
      const refused = type === 0x62 && header[0] !== voltage;
      const payload = { 98: refused ? '' : atr, 97: toHex(data), 111: pps ?? toHex(data) }[type] ?? '';
      const status: [number, number, number] = refused ? [0x41, 0xa2, 0] : [type === 0x65 ? 1 : 0, 0, 0];
      send(encodeFrame({ type: answerTypes.get(type)!, slot, seq, header: status, data: fromHex(payload)! }));
    }
  };
  return { far, said };
}

async function powerOn(script: Scripted) {
  const time = virtualTime();
  const { far, said } = scripted(script);
  const opened = await openOn(far, time);
  if (!opened.ok) throw new Error(opened.error.cause);
  said.length = 0;
  const atr = await time.run(opened.value.powerOn());
  await opened.value.close();
  return { atr, said };
}

describe('the open sequence', () => {
  it('is that of the reference driver, byte for byte but for the sequence numbers', async () => {
    const { time, reader, written } = await openBench('plain');
    await time.run(reader.powerOn());
    await time.run(reader.transmit(fromHex('00 B0 00 00 10')!));
    const withoutSeq = written.map((frame) => `${frame.slice(0, 16)}..${frame.slice(18, -2)}`);
    expect(withoutSeq).toEqual([
      '03066B0100000000..00000002',
      '03066B0300000000..000000010101',
      '0306650000000000..000000',
      '03066B0100000000..0000006A',
      '0306650000000000..000000',
      '0306620000000000..010000',
      '0306610500000000..0000001100000A00',
      '03066F0500000000..00000000B0000010',
    ]);
    expect(reader.firmware).toBe('GemTwRC2-V2.10-GL04');
    await reader.close();
  });
});

describe('power on', () => {
  it('of a powered card powers it down first (63), so that it forgets what it was told', async () => {
    const { time, reader, written } = await openBench('plain');
    await time.run(reader.powerOn());
    const begin = written.length;
    await time.run(reader.powerOn());
    expect(written.slice(begin).map((frame) => frame.slice(4, 6))).toEqual(['65', '63', '62', '61']);
    await reader.close();
  });
  it('tries 5 V, 1.8 V, 3 V (1, 3, 2)', async () => {
    const { atr, said } = await powerOn({ atr: '3B00', voltage: 2 });
    expect(atr).toEqual({ ok: true, value: fromHex('3B00') });
    expect(said.filter((line) => line.startsWith('62'))).toEqual(['62 1 ', '62 3 ', '62 2 ']);
  });
  it('no voltage works: refused-by-reader with the meaning of bError', async () => {
    const { atr } = await powerOn({ atr: '3B00', voltage: 9 });
    expect(atr).toMatchObject({
      ok: false,
      error: { kind: 'refused-by-reader', cause: expect.stringContaining('short circuit') },
    });
  });
  it('TA1 ≠ 11 brings PPS FF 10 13 FC before the parameters', async () => {
    const { atr, said } = await powerOn({ atr: '3B1013' });
    expect(atr.ok).toBe(true);
    expect(said).toEqual(['62 1 ', '6F 0 FF1013FC', '61 0 1300000A00']);
  });
  it('a PPS that does not come back identical is card-protocol', async () => {
    const { atr } = await powerOn({ atr: '3B1013', pps: 'FF00FF' });
    expect(atr).toMatchObject({ ok: false, error: { kind: 'card-protocol' } });
  });
  it('inverse convention, guard time and waiting time of the ATR go into the parameters', async () => {
    const { said } = await powerOn({ atr: '3FC0054020' });
    expect(said.at(-1)).toBe('61 0 1102052000');
  });
  it('a card that speaks neither T=0 nor T=1 is refused as card-protocol', async () => {
    const { atr, said } = await powerOn({ atr: '3B800E8E' });
    expect(atr).toMatchObject({ ok: false, error: { kind: 'card-protocol', cause: expect.stringContaining('T=14') } });
    expect(said).toEqual(['62 1 ']);
  });
  it('nonsense instead of an ATR is bad-atr', async () => {
    expect((await powerOn({ atr: '12345678' })).atr).toMatchObject({ ok: false, error: { kind: 'bad-atr' } });
  });
});
