// Real pcscd with Debian's libccidtwin on our emulated reader (5-readers A): what other people's programs see of it,
// over T=0 and T=1, and every byte of it held against the frame rules. Then our own `pcsc:` driver through the same.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../drivers/bytes.ts';
import { checkReader, openReader } from '../../drivers/open.ts';
import type { CardReader, ReaderEvent } from '../../drivers/reader.ts';
import { checkLine } from '../../drivers/transcript/rules.ts';
import { readTranscript, type WireEntry } from '../../drivers/transcript/transcript.ts';
import { plainProfiles } from '../../drivers/virtual/card-os/plain.ts';
import { type EmulatorProcess, startEmulator } from './emulator.ts';
import { type PrivatePcscd, READER_NAME, startPcscd } from './private-pcscd.ts';
import { run, type Scan, scriptor, startScan } from './tools.ts';

const hex = (text: string) => fromHex(text)!;
const counting = (first: number, length: number) => Uint8Array.from({ length }, (_, place) => first + place);
const spaced = (bytes: Uint8Array) => toHex(bytes, ' ');
const lengths = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => from + place);

const CARD = 'wang-xiulan';
const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-system-'));
const transcript = join(folder, 'transcript');
/** In a process of its own: PC/SC calls block ours. */
let emulator: EmulatorProcess;
let pcscd: PrivatePcscd;
/** Our own driver: a libpcsclite client like the others, and the one that tells when pcscd has seen a card. */
let reader: CardReader;

beforeAll(async () => {
  const link = join(folder, 'reader');
  emulator = await startEmulator(['--pty', link, '--record', transcript]);
  pcscd = await startPcscd(link);
  // libpcsclite reads it once, when it is first used.
  Object.assign(process.env, pcscd.env);
  const opened = await openReader('pcsc:', { cards: new Map() });
  if (!opened.ok) throw new Error(opened.error.cause);
  ({ reader } = opened.value);
});

afterAll(async () => {
  await reader?.close();
  await pcscd?.stop();
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What went over the line so far. */
function wire(): readonly WireEntry[] {
  const read = readTranscript(readFileSync(transcript, 'utf8'));
  if (!read.ok) throw new Error(read.error.cause);
  return read.value.filter((entry) => entry.kind === 'wire');
}

function next(kind: ReaderEvent['kind']): Promise<ReaderEvent> {
  return new Promise((resolve) => {
    const end = reader.subscribe((event) => {
      if (event.kind !== kind) return;
      end();
      resolve(event);
    });
  });
}

async function takeOut(): Promise<void> {
  if (reader.status().at !== 'card') return;
  const seen = next('card-out');
  await emulator.say('remove');
  await seen;
}

async function insert(card: string): Promise<void> {
  // pcscd does not notice a card that is swapped for another between two of its polls.
  await takeOut();
  const seen = next('card-in');
  await emulator.say(`insert ${card}`);
  await seen;
}

describe.each([...plainProfiles])('%s', (card, { atr, protocol }) => {
  let begin = 0;
  beforeAll(async () => {
    begin = wire().length;
    await insert(card);
  });
  const command = (text: string) => scriptor(pcscd.env, [text]).then(([answer]) => answer);

  it('opensc-tool lists the reader, with a card in it', async () => {
    expect(await run(pcscd.env, 'opensc-tool', ['-l'])).toMatch(new RegExp(`Yes +${READER_NAME}`));
  });
  it('opensc-tool sees the ATR', async () => {
    const seen = await run(pcscd.env, 'opensc-tool', ['-r', '0', '-a']);
    expect(seen.trim()).toBe(toHex(atr, ':').toLowerCase());
  });
  it('opensc-tool selects the application and reads', async () => {
    const select = '00:A4:04:00:06:A0:00:00:00:18:FF';
    const args = ['-r', '0', '-c', 'default', '-s', select, '-s', '00:B0:00:20:10'];
    const seen = await run(pcscd.env, 'opensc-tool', args);
    expect(seen.match(/SW1=0x90, SW2=0x00/g)).toHaveLength(2);
    expect(seen).toContain('20 21 22 23 24 25 26 27 28 29 2A 2B 2C 2D 2E 2F');
  });
  it('scriptor: case 1', async () =>
    expect(await command(protocol === 0 ? '80 10 00 00 00' : '80 10 00 00')).toBe('9000'));
  it('scriptor: case 2', async () => expect(await command('00 B0 00 07 03')).toBe('0708099000'));
  it('scriptor: case 3', async () => expect(await command('00 D6 00 07 03 07 08 09')).toBe('9000'));
  it('scriptor: case 4', async () => {
    const echo = '80 EE 00 00 03 AA BB CC';
    if (protocol === 1) expect(await command(`${echo} 00`)).toBe('AABBCC9000');
    else expect(await scriptor(pcscd.env, [echo, '00 C0 00 00 03'])).toEqual(['6103', 'AABBCC9000']);
  });
  it('scriptor: a command that is refused', async () => expect(await command('00 D6 00 07 02 07 09')).toBe('6A80'));
  it('scriptor: every length from 1 to 256 back', async () => {
    const answers = await scriptor(
      pcscd.env,
      lengths(1, 256).map((size) => `00 B0 00 00 ${spaced(Uint8Array.of(size))}`),
    );
    expect(answers).toEqual(lengths(1, 256).map((size) => `${toHex(counting(0, size))}9000`));
  });
  it('scriptor: every length from 1 to 255 there', async () => {
    const update = (size: number) => `00 D6 00 03 ${spaced(Uint8Array.of(size, ...counting(3, size)))}`;
    expect(await scriptor(pcscd.env, lengths(1, 255).map(update))).toEqual(lengths(1, 255).map(() => '9000'));
  });
  it('scriptor: every length from 1 to 255 there and back', async () => {
    const echo = (size: number) => `80 EE 00 00 ${spaced(Uint8Array.of(size, ...counting(9, size)))}`;
    const commands = lengths(1, 255).flatMap((size) =>
      protocol === 1 ? [`${echo(size)} 00`] : [echo(size), `00 C0 00 00 ${spaced(Uint8Array.of(size))}`],
    );
    const answers = await scriptor(pcscd.env, commands);
    expect(answers.filter((answer) => !answer.startsWith('61') || answer.length > 4)).toEqual(
      lengths(1, 255).map((size) => `${toHex(counting(9, size))}9000`),
    );
  });
  it('pcsc_scan sees it removed and inserted again, with its ATR', async () => {
    const scan: Scan = startScan(pcscd.env);
    await scan.until(/Card inserted/);
    await emulator.say('remove');
    await scan.until(/Card removed/);
    await emulator.say(`insert ${card}`);
    expect(await scan.until(/Card inserted[\s\S]*ATR: [0-9A-F ]+\n/)).toContain(`ATR: ${spaced(atr)}`);
    await scan.stop();
  });
  it('the driver pcsc: powers it cold and warm, and reads every length', async () => {
    for (const reset of ['cold', 'warm'] as const)
      expect(await reader.powerOn(reset)).toEqual({ ok: true, value: atr });
    for (const size of lengths(1, 256)) {
      const answer = await reader.transmit(Uint8Array.of(0, 0xb0, 0, 5, size & 0xff));
      expect(answer).toEqual({ ok: true, value: Uint8Array.of(...counting(5, size), 0x90, 0x00) });
    }
    expect(await reader.powerOff()).toMatchObject({ ok: true });
  });
  it('the driver pcsc: all four cases', async () => {
    await reader.powerOn();
    const send = async (text: string) => {
      const answer = await reader.transmit(hex(text));
      return answer.ok ? toHex(answer.value) : answer.error.kind;
    };
    expect(await send('80100000')).toBe('9000');
    expect(await send('00B0000002')).toBe('00019000');
    expect(await send('00D600000200 01')).toBe('9000');
    expect(await send('80EE000002AABB00')).toBe(protocol === 0 ? '6102' : 'AABB9000');
    expect(await reader.powerOff()).toMatchObject({ ok: true });
    expect(await send('80100000')).toBe('card-removed');
  });
  it('every byte on the line kept the frame rules: nothing unaccounted for, no breach', () => {
    const seen = checkLine(wire().slice(begin), { notified: true });
    expect(seen.breaches).toEqual([]);
    expect(seen.accounted).toBe(seen.bytes);
    expect(seen.exchanges).toBeGreaterThan(1_000);
    if (protocol === 0) expect(seen).toMatchObject({ blocks: 0 });
    else expect(seen).toMatchObject({ tpdus: 0 });
    expect(protocol === 0 ? seen.tpdus : seen.blocks).toBeGreaterThan(2_000);
  });
  it('the line shows what the ATR asks for: PPS, parameters, block size', () => {
    const said = wire()
      .slice(begin)
      .flatMap(({ from, bytes }) => (from === 'host' ? [toHex(bytes.subarray(12, -1))] : []));
    const expected = {
      plain: ['1100000A00'],
      'plain-pps': ['FF1013FC', '1300000A00'],
      'plain-t1': ['1110004D002000', '00C101FE3E'],
      'plain-t1-crc': ['FF1113FD', '1311004D00FE00'],
    }[card];
    for (const one of expected ?? ['no expectation']) expect(said).toContain(one);
    // Commands longer than a block of 32 bytes went in chains: I-blocks with M, R-blocks between them.
    if (card === 'plain-t1') expect(said.some((data) => /^00(20|60)20/.test(data))).toBe(true);
  });
});

describe('cards that come and go, through pcscd', () => {
  it('the driver pcsc: is told of card-out and card-in, and its status follows', async () => {
    await takeOut();
    expect(reader.status()).toEqual({ at: 'no-card' });
    expect(await reader.powerOn()).toMatchObject({ ok: false, error: { kind: 'no-card' } });
    await insert('plain');
    expect(reader.status()).toEqual({ at: 'card' });
  });
  it('a command to a card that was swapped in between is card-removed', async () => {
    await reader.powerOn();
    await insert('plain-t1');
    expect(await reader.transmit(hex('00B0000001'))).toMatchObject({ ok: false, error: { kind: 'card-removed' } });
  });
  it('a mute card is mute-card, and reads when the fault is gone', async () => {
    await emulator.say('fault mute-card');
    await insert('plain');
    expect(await reader.powerOn()).toMatchObject({ ok: false, error: { kind: 'mute-card' } });
    await emulator.say('clear');
    await insert('plain');
    expect(await reader.powerOn()).toMatchObject({ ok: true });
  });
});

describe('the driver pcsc:', () => {
  it('reads a whole social-security card and verifies its PIN', async () => {
    await insert(CARD);
    const opened = await openReader(`pcsc:${READER_NAME}`, { cards: new Map() });
    if (!opened.ok) throw new Error(opened.error.cause);
    const { reader: own, card } = opened.value;
    expect(await card.read(own)).toMatchObject({ ok: true, value: { version: '2.0', name: '王秀兰' } });
    expect(await card.verifyPin(own, '123456')).toEqual({ ok: true, value: { at: 'accepted' } });
    await own.close();
  });
  it.each(['plain', 'plain-t1', CARD])('passes the conformance run with %s', async (card) => {
    await insert(card);
    const opened = await openReader('pcsc:', { cards: new Map() });
    if (!opened.ok) throw new Error(opened.error.cause);
    for await (const step of checkReader({ ...opened.value, now: () => performance.now() }))
      expect(step, step.detail).not.toMatchObject({ outcome: 'failed' });
    await opened.value.reader.close();
  });
  it('a reader that is not there is port-not-found, and the error names those that are', async () => {
    expect(await openReader('pcsc:Other', { cards: new Map() })).toMatchObject({
      ok: false,
      error: { kind: 'port-not-found', cause: expect.stringContaining(READER_NAME) },
    });
  });
});

describe('the end', () => {
  it('all of it, from the first byte to the last, kept the frame rules', () => {
    const { breaches, accounted, bytes } = checkLine(wire());
    expect(breaches).toEqual([]);
    expect(accounted).toBe(bytes);
  });
  it('pcscd stopped is reader-gone, and every call says so', async () => {
    const gone = next('reader-gone');
    await pcscd.stop();
    expect(await gone).toMatchObject({ error: { kind: 'port-not-found' } });
    expect(await reader.powerOn()).toMatchObject({ ok: false, error: { kind: 'port-not-found' } });
  });
  it('a client of the service that is gone does not end the program when memory is tidied up', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const uncaught: unknown[] = [];
    const hear = (error: unknown) => void uncaught.push(error);
    process.on('uncaughtException', hear);
    for (let round = 0; round < 5; round += 1) {
      collectGarbage();
      // Finalizers run between two turns of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    }
    process.off('uncaughtException', hear);
    expect(uncaught).toEqual([]);
  });
});
