// The driver of resident ID-card readers (5-readers C) at a virtual reader: find → select → read, the card's going, every fault,
// a reader that was away. Virtual time, but for mock:, which runs in this process as it is.

import { describe, expect, it, onTestFinished } from 'vitest';
import { type FaultName, openIdReader } from '../../drivers/open.ts';
import type { IdCardEvent, ReaderErrorKind } from '../../drivers/reader.ts';
import { openSamReader } from '../../drivers/sam/driver.ts';
import { samFaults } from '../../drivers/virtual/sam-reader.ts';
import { idCardOf } from '../../drivers/virtual/virtual-id-card.ts';
import { cards, holder } from './cards.ts';
import { turnBench } from './turn-bench.ts';

const person = idCardOf(holder);

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
