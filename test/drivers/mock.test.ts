// The whole way in one process: card application → driver → npm serialport's stream → our binding → emulated reader → card.

import { describe, expect, it, onTestFinished } from 'vitest';
import { faults, listPorts, openReader } from '../../drivers/open.ts';
import type { CardReader, ReaderEvent } from '../../drivers/reader.ts';
import { cards, wang } from './cards.ts';

async function open(url: string) {
  const result = await openReader(url, { cards });
  if (!result.ok) throw new Error(result.error.cause);
  const { reader, card, mock } = result.value;
  onTestFinished(() => reader.close());
  if (!mock) throw new Error('no hand behind mock:');
  return { reader, card, mock };
}

/** The next event of this kind. */
function next(reader: CardReader, kind: ReaderEvent['kind']): Promise<ReaderEvent> {
  return new Promise((resolve) => {
    const end = reader.subscribe((event) => {
      if (event.kind !== kind) return;
      end();
      resolve(event);
    });
  });
}

describe('mock: (5-readers, The mock)', () => {
  it('reads a whole card and verifies its PIN', async () => {
    const { reader, card } = await open('mock:wang');
    const { id: _id, pin: _pin, ...data } = wang;
    expect(await card.read(reader)).toEqual({ ok: true, value: { ...data, area: '990100' } });
    expect(await card.verifyPin(reader, '000000')).toEqual({ ok: true, value: { at: 'wrong', triesLeft: 5 } });
    expect(await card.verifyPin(reader, '123456')).toEqual({ ok: true, value: { at: 'accepted' } });
  });

  it('is empty at the start; the hand inserts, swaps and removes', async () => {
    const { reader, card, mock } = await open('mock:');
    expect(reader.status()).toEqual({ at: 'no-card' });
    const cardIn = next(reader, 'card-in');
    expect(mock.insert('wang').ok).toBe(true);
    await cardIn;
    expect(await card.read(reader)).toMatchObject({ ok: true, value: { name: '王建国' } });
    const swapped = next(reader, 'card-in');
    mock.insert('long');
    await swapped;
    expect(mock.inserted()).toBe('long');
    const out = next(reader, 'card-out');
    mock.remove();
    await out;
    expect(await card.read(reader)).toMatchObject({ ok: false, error: { kind: 'no-card' } });
  });

  it('the tries left on a card survive its removal', async () => {
    const { reader, card, mock } = await open('mock:wang');
    await card.read(reader);
    await card.verifyPin(reader, '000000');
    mock.remove();
    mock.insert('wang');
    await card.read(reader);
    expect(await card.verifyPin(reader, '000000')).toEqual({ ok: true, value: { at: 'wrong', triesLeft: 4 } });
  });

  it('the unplugged cable is reader-gone, plugged in again reader-back, with the same reader object', async () => {
    const { reader, card, mock } = await open('mock:wang');
    const gone = next(reader, 'reader-gone');
    mock.fault('unplugged');
    expect(await gone).toMatchObject({ error: { kind: 'port-not-found' } });
    expect(reader.status()).toMatchObject({ at: 'absent' });
    const back = next(reader, 'reader-back');
    mock.clearFaults();
    await back;
    expect(await card.read(reader)).toMatchObject({ ok: true });
  });

  it('every fault has one name, with label and explanation in both languages', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    for (const { label, about } of faults)
      for (const text of [label.zh, label.en, about.zh, about.en]) expect(text).not.toBe('');
  });

  it('a card or fault that does not exist is unknown-name', async () => {
    const { mock } = await open('mock:');
    expect(mock.insert('nobody')).toMatchObject({ ok: false, error: { kind: 'unknown-name' } });
    expect(mock.fault('nothing' as 'nak')).toMatchObject({ ok: false, error: { kind: 'unknown-name' } });
    expect(await openReader('mock:nobody', { cards })).toMatchObject({ ok: false, error: { kind: 'unknown-name' } });
  });
});

describe('reader URLs (8-cli)', () => {
  it.each([
    '',
    'ccid',
    'ccid:',
    'gwi:',
    'sam:/dev/ttyS0',
    'scanner:/dev/ttyS0',
    'gwi+udp:host:1',
    'ccid+tcp:host',
    'ccid+tcp:host:0',
    'ccid:/dev/x?speed=1',
    'usb:1',
  ])('"%s" is unsupported-url, and the error names what is supported', async (url) => {
    const opened = await openReader(url, { cards });
    expect(opened).toMatchObject({
      ok: false,
      error: { kind: 'unsupported-url', cause: expect.stringContaining('ccid+tcp:HOST:PORT') },
    });
  });
  it('a port that does not exist is port-not-found', async () => {
    const opened = await openReader('ccid:/dev/no-such-port?baud=9600', { cards });
    expect(opened).toMatchObject({ ok: false, error: { kind: 'port-not-found' } });
  });
  it('with keepTrying it is opened all the same, and absent', async () => {
    const opened = await openReader('ccid:/dev/no-such-port', { cards, keepTrying: true });
    if (!opened.ok) throw new Error(opened.error.cause);
    expect(opened.value.reader.status()).toMatchObject({ at: 'absent', cause: { kind: 'port-not-found' } });
    await opened.value.reader.close();
  });
});

describe('the list of ports (serialport 13: what bites)', () => {
  it('is a list also where udev is missing', async () => expect(Array.isArray(await listPorts())).toBe(true));
});
