// The driver and `reader emulate` as two processes with a real pseudo-terminal or socket between them.

import { once } from 'node:events';
import { existsSync, lstatSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openReader } from '../../drivers/open.ts';
import type { CardReader, ReaderEvent } from '../../drivers/reader.ts';
import { runProgram, startProgram } from '../support/program.ts';

const CARD = 'wang-xiulan';

function linkPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-reader-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'reader');
}

async function emulate(link: string) {
  const program = startProgram(['reader', 'emulate', '--pty', link, '--card', CARD]);
  expect(await program.line()).toBe(`PTY ${link}`);
  return program;
}

async function open(url: string) {
  const opened = await openReader(url, { cards: new Map() });
  if (!opened.ok) throw new Error(opened.error.cause);
  onTestFinished(() => opened.value.reader.close());
  return opened.value;
}

function next(reader: CardReader, kind: ReaderEvent['kind']): Promise<ReaderEvent> {
  return new Promise((resolve) => {
    const end = reader.subscribe((event) => {
      if (event.kind !== kind) return;
      end();
      resolve(event);
    });
  });
}

describe('over a pseudo-terminal', () => {
  it('leaves no name behind when whoever read its answers has gone', async () => {
    const link = linkPath();
    const program = await emulate(link);
    program.child.stdout.destroy();
    const ended = once(program.child, 'close');
    program.say('status');
    await ended;
    expect(lstatSync(link, { throwIfNoEntry: false })).toBeUndefined();
  });
  it('reads a whole card, verifies a PIN, and follows the hand on standard input', async () => {
    const link = linkPath();
    const program = await emulate(link);
    const { reader, card } = await open(`ccid:${link}`);
    expect(await card.read(reader)).toMatchObject({ ok: true, value: { version: '2.0' } });
    expect(await card.verifyPin(reader, '000000')).toEqual({ ok: true, value: { at: 'wrong', triesLeft: 5 } });

    const out = next(reader, 'card-out');
    program.say('remove');
    expect(await program.line()).toBe('OK removed');
    await out;
    const cardIn = next(reader, 'card-in');
    program.say('insert');
    expect(await program.line()).toBe(`OK inserted ${CARD}`);
    await cardIn;
    program.say('fault wrong-lrc 1');
    expect(await program.line()).toBe('OK fault wrong-lrc');
    expect(await card.read(reader)).toMatchObject({ ok: false, error: { kind: 'bad-frame' } });
    expect(await card.read(reader)).toMatchObject({ ok: true });
    program.say('status');
    expect(await program.line()).toBe(`OK card=${CARD} faults=none`);
  });

  it('the emulator killed is reader-gone; started again reader-back, and the same reader object goes on', async () => {
    const link = linkPath();
    const first = await emulate(link);
    const { reader, card } = await open(`ccid:${link}`);
    expect(await card.read(reader)).toMatchObject({ ok: true });
    const gone = next(reader, 'reader-gone');
    await first.kill();
    await gone;
    const back = next(reader, 'reader-back');
    await emulate(link);
    await back;
    expect(await card.read(reader)).toMatchObject({ ok: true });
  });

  it('a hang-up in the middle of a command ends the command: the port is gone, and no deadline was waited for', async () => {
    const link = linkPath();
    const program = await emulate(link);
    const { reader } = await open(`ccid:${link}`);
    await reader.powerOn();
    program.say('fault time-extensions');
    await program.line();
    const command = reader.transmit(Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08));
    await program.kill();
    expect(await command).toMatchObject({ ok: false, error: { kind: 'port-not-found' } });
  });

  it('the unplugged cable takes the name away, plugged in it leads to the reader again', async () => {
    const link = linkPath();
    const program = await emulate(link);
    const { reader, card } = await open(`ccid:${link}`);
    const gone = next(reader, 'reader-gone');
    program.say('fault unplugged');
    await program.line();
    await gone;
    expect(existsSync(link)).toBe(false);
    const back = next(reader, 'reader-back');
    program.say('clear');
    await program.line();
    await back;
    expect(await card.read(reader)).toMatchObject({ ok: true });
  });

  it('leaves no link behind, and touches no file that is not one of its links', async () => {
    const link = linkPath();
    const { code } = await runProgram(['reader', 'emulate', '--pty', link], { input: 'quit\n' });
    expect(code).toBe(0);
    expect(lstatSync(link, { throwIfNoEntry: false })).toBeUndefined();
    const refused = await runProgram(['reader', 'emulate', '--pty', import.meta.filename], { input: 'quit\n' });
    expect(refused.code).toBe(4);
    expect(existsSync(import.meta.filename)).toBe(true);
  });

  it('hosts may come and go: the next one finds the same reader and the same card', async () => {
    const link = linkPath();
    await emulate(link);
    for (const triesLeft of [5, 4, 3]) {
      const { reader, card } = await open(`ccid:${link}`);
      expect(await card.read(reader)).toMatchObject({ ok: true });
      expect(await card.verifyPin(reader, '000000')).toEqual({ ok: true, value: { at: 'wrong', triesLeft } });
      await reader.close();
    }
  });

  it('two programs cannot hold the reader at once: port-busy', async () => {
    const link = linkPath();
    await emulate(link);
    await open(`ccid:${link}`);
    expect(await openReader(`ccid:${link}`, { cards: new Map() })).toMatchObject({
      ok: false,
      error: { kind: 'port-busy' },
    });
  });
});

describe('over a socket', () => {
  it('reads a card, one host at a time, and knows at once when the far end is gone', async () => {
    const program = startProgram(['reader', 'emulate', '--tcp', '0', '--card', CARD]);
    const [, address] = /^TCP (.+)$/.exec(await program.line()) ?? [];
    const { reader, card } = await open(`ccid+tcp:${address}`);
    expect(await card.read(reader)).toMatchObject({ ok: true });
    expect(await openReader(`ccid+tcp:${address}`, { cards: new Map() })).toMatchObject({ ok: false });
    const gone = next(reader, 'reader-gone');
    await program.kill();
    expect(await gone).toMatchObject({ error: { kind: 'port-not-found' } });
  });
});

describe('the reader commands (8-cli)', () => {
  it('apdu prints each answer as hex, one a line, and repeats', async () => {
    const { code, stdout } = await runProgram([
      'reader',
      'apdu',
      'mock:plain',
      '00B0000004',
      '00 84 00 00 08',
      '--repeat',
      '2',
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '000102039000\n6D00\n000102039000\n6D00\n' });
  });
  it('read masks the numbers, unless asked to show them', async () => {
    const hidden = await runProgram(['reader', 'read', `mock:${CARD}`, '--json']);
    const shown = await runProgram(['reader', 'read', `mock:${CARD}`, '--show', '--json']);
    const number = JSON.parse(shown.stdout).card.socialSecurityNumber as string;
    expect(number).toMatch(/^\d{17}[\dX]$/);
    expect(hidden.stdout).not.toContain(number);
    expect(JSON.parse(hidden.stdout).iReadCardBas).toMatch(/^129900\|1299\*{10}\d{3}[\dX]\|.*\|$/);
  });
  it('a PIN from standard input; a wrong one is a refusal, exit 3, one that is no PIN wrong usage, exit 2', async () => {
    const wrong = await runProgram(['reader', 'read', `mock:${CARD}`, '--pin', '-', '--json'], { input: '000000\n' });
    expect(wrong.code).toBe(3);
    expect(JSON.parse(wrong.stdout).pin).toEqual({ at: 'wrong', triesLeft: 5 });
    expect((await runProgram(['reader', 'read', `mock:${CARD}`, '--pin', '12'])).code).toBe(2);
  });
  it('check: the conformance run passes on the mock with either card, and fails without one', async () => {
    const plain = await runProgram(['reader', 'check', 'mock:plain', '--json']);
    expect({ code: plain.code, passed: JSON.parse(plain.stdout).passed }).toEqual({ code: 0, passed: true });
    const social = await runProgram(['reader', 'check', `mock:${CARD}`, '--lang', 'en']);
    expect(social.code).toBe(0);
    expect(social.stdout).toContain('ok     a social-security card is read: version 2.0');
    expect((await runProgram(['reader', 'check', 'mock:'])).code).toBe(4);
  });
  it.each([
    ['no card', ['reader', 'read', 'mock:'], 4],
    ['no such port', ['reader', 'read', 'ccid:/dev/no-such-port'], 4],
    ['a reader that PC/SC does not have', ['reader', 'read', 'pcsc:no such reader'], 4],
    ['a reader of no kind', ['reader', 'read', 'usb:1'], 2],
    ['a command that is no hex', ['reader', 'apdu', 'mock:plain', 'hello'], 2],
    ['emulate without a place', ['reader', 'emulate'], 2],
  ])('%s', async (_what, args, expected) => {
    const { code, stdout, stderr } = await runProgram(args);
    expect(code).toBe(expected);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
  });
});
