// gwi:, sam: and scanner: over real pseudo-terminals and sockets, the far end in a process or a server of its own.

import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openCodeScanner, openIdReader, openReader } from '../../drivers/open.ts';
import type { ScannerEvent } from '../../drivers/reader.ts';
import { runProgram, startProgram, temporaryFolder } from '../support/program.ts';

const CARD = 'wang-xiulan';
const cards = new Map();

async function emulate(protocol: string, card?: string) {
  const link = join(temporaryFolder(), 'reader');
  const program = startProgram([
    ...['reader', 'emulate', '--protocol', protocol, '--pty', link],
    ...(card === undefined ? [] : ['--card', card]),
  ]);
  expect(await program.line()).toBe(`PTY ${link}`);
  return { link, program };
}

/** The next event of this kind, of whatever tells of events. */
function next<Kind extends string, Event extends { readonly kind: string }>(
  source: { subscribe(listener: (event: Event) => void): () => void },
  kind: Kind,
): Promise<Extract<Event, { kind: Kind }>> {
  return new Promise((resolve) => {
    const end = source.subscribe((event) => {
      if (event.kind !== kind) return;
      end();
      resolve(event as Extract<Event, { kind: Kind }>);
    });
  });
}

describe('gwi: on a pseudo-terminal, the reader in a process of its own', () => {
  it('reads a whole card, verifies a PIN, takes one from the keys, and follows the hand', async () => {
    const { link, program } = await emulate('gwi', CARD);
    const opened = await openReader(`gwi:${link}`, { cards });
    if (!opened.ok) throw new Error(opened.error.cause);
    const { reader, card, pinPad } = opened.value;
    onTestFinished(() => reader.close());
    expect(await card.read(reader)).toMatchObject({ ok: true, value: { version: '2.0' } });
    expect(await card.verifyPin(reader, '000000')).toEqual({ ok: true, value: { at: 'wrong', triesLeft: 5 } });

    const pin = pinPad?.readPin(20_000);
    let said = '';
    while (said !== 'OK pressed') {
      program.say('pin 246810');
      said = await program.line();
    }
    expect(await pin).toEqual({ ok: true, value: '246810' });

    const out = next(reader, 'card-out');
    program.say('remove');
    await program.line();
    await out;
    const cardIn = next(reader, 'card-in');
    program.say('insert');
    await program.line();
    await cardIn;
    program.say('fault nak');
    expect(await program.line()).toMatch(/^ERROR no fault nak/);
    const gone = next(reader, 'reader-gone');
    await program.kill();
    await gone;
  });

  it('from the command line: read and the conformance run', async () => {
    const { link } = await emulate('gwi', CARD);
    const read = await runProgram(['reader', 'read', `gwi:${link}`, '--json']);
    expect(read.code).toBe(0);
    expect(JSON.parse(read.stdout)).toMatchObject({ firmware: 'GWI-IC20 V2.01', card: { version: '2.0' } });
    const check = await runProgram(['reader', 'check', `gwi:${link}`, '--json']);
    expect({ code: check.code, passed: JSON.parse(check.stdout).passed }).toEqual({ code: 0, passed: true });
  });
});

describe('sam: on a pseudo-terminal, the reader in a process of its own', () => {
  it('tells of a card laid down, left lying, lifted; and of the reader going', async () => {
    const { link, program } = await emulate('sam', CARD);
    const opened = await openIdReader(`sam:${link}`, { cards });
    if (!opened.ok) throw new Error(opened.error.cause);
    const { reader } = opened.value;
    onTestFinished(() => reader.close());
    const read = await next(reader, 'id-card-read');
    expect(read.person.idNumber).toMatch(/^1299\d{13}[\dX]$/);
    expect(read.person.photo).toHaveLength(1024);
    const taken = next(reader, 'id-card-taken');
    program.say('remove');
    await program.line();
    await taken;
    const gone = next(reader, 'reader-gone');
    await program.kill();
    await gone;
  });

  it('from the command line: masked, unless asked to show', async () => {
    const { link } = await emulate('sam', CARD);
    const hidden = await runProgram(['reader', 'read', `sam:${link}`, '--json']);
    expect(hidden.code).toBe(0);
    expect(JSON.parse(hidden.stdout).idCard).toMatchObject({ idNumber: expect.stringMatching(/^1299\*{10}/) });
    expect(hidden.stdout).not.toContain('photo');
  });

  it('a reader of one kind of card is none of the other', async () => {
    expect(await openReader('sam:/dev/ttyS0', { cards })).toMatchObject({ error: { kind: 'unsupported-url' } });
    expect(await openIdReader('ccid:/dev/ttyS0', { cards })).toMatchObject({ error: { kind: 'unsupported-url' } });
    expect(await openCodeScanner('sam:/dev/ttyS0')).toMatchObject({ error: { kind: 'unsupported-url' } });
    expect(await openIdReader('sam:/dev/no-such-port', { cards })).toMatchObject({ error: { kind: 'port-not-found' } });
  });
});

describe('scanner: on a socket', () => {
  it('hands on lines, however cut, and comes back after the line was lost', async () => {
    const hosts: Socket[] = [];
    let arrived = () => {};
    const server = createServer((socket) => {
      hosts.push(socket);
      arrived();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no address');
    const host = () => new Promise<void>((resolve) => (arrived = resolve));

    const first = host();
    const opened = await openCodeScanner(`scanner+tcp:127.0.0.1:${address.port}`);
    if (!opened.ok) throw new Error(opened.error.cause);
    const scanner = opened.value;
    onTestFinished(() => scanner.close());
    const events: ScannerEvent[] = [];
    scanner.subscribe((event) => events.push(event));
    await first;
    const scanned = next(scanner, 'code-scanned');
    hosts[0]?.write('4241234567');
    hosts[0]?.write('890123456\x00\x8097 12\r\n\r\n');
    expect(await scanned).toEqual({ kind: 'code-scanned', text: '424123456789012345697 12' });

    const gone = next(scanner, 'reader-gone');
    const back = next(scanner, 'reader-back');
    hosts[0]?.destroy();
    await gone;
    await back;
    const tooLong = 'x'.repeat(200);
    const again = next(scanner, 'code-scanned');
    hosts[1]?.write(`${tooLong}\nnext\n`);
    expect(await again).toEqual({ kind: 'code-scanned', text: 'next' });
    expect(events.map(({ kind }) => kind)).toEqual(['code-scanned', 'reader-gone', 'reader-back', 'code-scanned']);
  });
});
