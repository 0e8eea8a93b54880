// Transcripts of a line: readable, complete, without a PIN; and played back against the driver, faults and all.

import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../drivers/bytes.ts';
import { socialSecurityCard } from '../../drivers/card/application.ts';
import { encodeFrame } from '../../drivers/ccid-serial/codec.ts';
import { openCcidReader } from '../../drivers/ccid-serial/driver.ts';
import { xfrBlock } from '../../drivers/ccid-serial/messages.ts';
import type { FaultName } from '../../drivers/open.ts';
import type { CardReader } from '../../drivers/reader.ts';
import { createRecorder } from '../../drivers/transcript/recorder.ts';
import { replayTranscript } from '../../drivers/transcript/replay.ts';
import { checkLine } from '../../drivers/transcript/rules.ts';
import { type Entry, readTranscript, type WireEntry, writeTranscript } from '../../drivers/transcript/transcript.ts';
import { createVirtualReader } from '../../drivers/virtual/hand.ts';
import { type MemoryLine, memoryLine } from './bench-line.ts';
import { cards } from './cards.ts';
import { virtualTime } from './virtual-time.ts';

async function recorded(
  card: string,
  work: (reader: CardReader) => Promise<unknown>,
  fault?: FaultName,
): Promise<Entry[]> {
  const time = virtualTime();
  const entries: Entry[] = [];
  const recorder = createRecorder(time, (entry) => entries.push(entry));
  let memory: MemoryLine | undefined;
  const { emulated, hand } = createVirtualReader({ cards, timers: time, send: (bytes) => memory?.deliver(bytes) });
  hand.insert(card);
  const openLine = recorder.listenTo(async () => {
    memory = memoryLine((bytes) => emulated.receive(bytes));
    return { ok: true, value: memory.line };
  });
  const opened = await time.run(openCcidReader({ url: 'ccid:memory', openLine, timers: time }));
  if (!opened.ok) throw new Error(opened.error.cause);
  if (fault) hand.fault(fault, 1);
  await time.run(work(recorder.note(opened.value)));
  await opened.value.close();
  recorder.finish();
  return entries;
}

const wireOf = (entries: readonly Entry[]) => entries.filter((entry): entry is WireEntry => entry.kind === 'wire');
const readAndVerify = async (reader: CardReader) => {
  await socialSecurityCard.read(reader);
  await socialSecurityCard.verifyPin(reader, '123456');
  await reader.powerOff();
};
const exchange = async (reader: CardReader) => {
  await reader.powerOn();
  for (const command of ['00B0000010', '00D600000200 01', '80100000', '00B00000FF'])
    await reader.transmit(fromHex(command)!);
};

describe('a transcript', () => {
  it('is text that reads back as the same entries, and keeps the frame rules', async () => {
    const entries = await recorded('plain-t1', exchange);
    const back = readTranscript(writeTranscript(entries));
    if (!back.ok) throw new Error(back.error.cause);
    const untimed = (list: readonly Entry[]) => list.map((entry) => ({ ...entry, at: 0 }));
    expect(untimed(back.value)).toEqual(untimed(entries));
    expect(checkLine(wireOf(back.value)).breaches).toEqual([]);
  });
  it('names what was said', async () => {
    const text = writeTranscript(await recorded('plain-t1', exchange));
    for (const name of ['IccPowerOn #', 'SetParameters', 'S(IFS request) 254', 'I(0,0) 5 bytes', 'card active'])
      expect(text).toContain(name);
  });
  it('never holds a PIN, nor a check byte that would give it away; the rules hold all the same', async () => {
    const entries = await recorded('wang', readAndVerify);
    const text = writeTranscript(entries);
    expect(text).toContain('00 20 00 00 03 ** ** **');
    expect(text).not.toContain('12 34 56');
    for (const entry of entries) if (entry.kind === 'wire') expect(toHex(entry.bytes)).not.toContain('123456');
    expect(checkLine(wireOf(entries)).breaches).toEqual([]);
  });
  it.each<[string, (echo: Uint8Array) => Uint8Array]>([
    ['cut short', (echo) => echo.subarray(0, 19)],
    ['without its first byte', (echo) => echo.subarray(1)],
    ['with a wrong LRC', (echo) => Uint8Array.of(...echo.subarray(0, -1), 0)],
  ])('never holds a PIN: its echo comes %s, or the host sends it so', (_, garble) => {
    const frame = encodeFrame({ ...xfrBlock(fromHex('0020000003123456')!), slot: 0, seq: 5 });
    for (const garbledFrom of ['reader', 'host'] as const) {
      const entries: Entry[] = [];
      const recorder = createRecorder(virtualTime(), (entry) => entries.push(entry));
      if (garbledFrom === 'reader') recorder.seen('host', frame);
      recorder.seen(garbledFrom, garble(frame));
      recorder.finish();
      expect(writeTranscript(entries)).not.toMatch(/12 34/);
      expect(
        wireOf(entries)
          .map(({ bytes }) => toHex(bytes))
          .join(''),
      ).not.toContain('1234');
    }
  });
  it('a line that is no transcript is refused, with its number', () =>
    expect(readTranscript('# x\n   1.0 > 03 0\n')).toMatchObject({
      ok: false,
      error: { cause: expect.stringContaining('line 2') },
    }));
});

describe('the rules find what is wrong on a line', () => {
  it.each<[FaultName, string]>([
    ['wrong-lrc', 'noise'],
    ['wrong-sequence', 'another number'],
    ['wrong-echo', 'the echo differs'],
    ['no-echo', 'the echo differs'],
    ['double-answer', 'speaks first'],
    ['noise', 'noise'],
    ['short-answer', 'noise'],
    ['bad-block', 'no T=1 block'],
  ])('%s', async (fault, breach) => {
    const { breaches } = checkLine(wireOf(await recorded('plain-t1', exchange, fault)));
    expect(breaches.join('\n')).toContain(breach);
  });
});

describe('played back against the driver', () => {
  it.each<[string, FaultName | undefined]>([
    ['plain', undefined],
    ['plain-t1', undefined],
    ['plain-pps', undefined],
    ['plain', 'wrong-lrc'],
    ['plain', 'time-extensions'],
    ['plain-t1', 'bad-block'],
    ['plain', 'double-answer'],
  ])('%s, %s: every answer and every error comes again', async (card, fault) => {
    const entries = await recorded(card, exchange, fault);
    const time = virtualTime();
    const replayed = await time.run(replayTranscript(entries, time));
    if (!replayed.ok) throw new Error(replayed.error.cause);
    expect(replayed.value.length).toBe(5);
    for (const step of replayed.value) expect(step).toMatchObject({ same: true });
  });
});
