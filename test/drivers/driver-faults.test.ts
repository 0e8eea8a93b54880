// The driver against every fault of the emulated reader, in virtual time: the documented typed error or full recovery,
// never a hang, and afterwards the reader works as before.

import { describe, expect, it } from 'vitest';
import { socialSecurityCard as application } from '../../drivers/card/application.ts';
import { limits } from '../../drivers/ccid-serial/link.ts';
import { type FaultName, faults } from '../../drivers/open.ts';
import type { ReaderErrorKind } from '../../drivers/reader.ts';
import { openBench } from './bench-line.ts';

/** What one occurrence of each fault makes of reading a card; undefined: nothing, the driver copes. */
const outcomes: Record<FaultName, ReaderErrorKind | undefined> = {
  'fouled-contacts': 'mute-card',
  'mute-card': undefined,
  'bad-atr': undefined,
  'card-pulled': 'card-removed',
  // Of T=1 cards only (t1-driver.test.ts).
  'bad-block': undefined,
  'waiting-time': undefined,
  'pin-wrong': undefined,
  'pin-blocked': undefined,
  'missing-record': undefined,
  'garbled-record': 'bad-card-data',
  'wrong-lrc': 'bad-frame',
  'wrong-sequence': 'bad-frame',
  'wrong-echo': 'bad-frame',
  'no-echo': 'bad-frame',
  nak: undefined,
  'time-extensions': 'no-answer',
  'late-answer': 'no-answer',
  'double-answer': undefined,
  'short-answer': 'no-answer',
  'byte-by-byte': undefined,
  noise: undefined,
  'silent-reader': 'no-answer',
  unplugged: undefined,
};

/** And what a fault that lasts makes of it. */
const lasting: Record<FaultName, ReaderErrorKind | undefined> = {
  ...outcomes,
  'mute-card': 'mute-card',
  'bad-atr': 'bad-atr',
  'missing-record': 'bad-card-data',
  nak: 'bad-frame',
};

describe('one occurrence of a fault (5-readers, The mock)', () => {
  it.each(faults.map(({ name }) => name).filter((name) => name !== 'unplugged'))('%s', async (name) => {
    const { time, hand, reader } = await openBench('wang');
    hand.fault(name, 1);
    const spoiled = await time.run(application.read(reader));
    expect(spoiled.ok ? undefined : spoiled.error.kind).toBe(outcomes[name]);
    hand.clearFaults();
    if (hand.inserted() === undefined) hand.insert('wang');
    await time.until(() => reader.status().at === 'card');
    expect(await time.run(application.read(reader))).toMatchObject({ ok: true, value: { name: '王建国' } });
    expect(await time.run(application.verifyPin(reader, '123456'))).toEqual({ ok: true, value: { at: 'accepted' } });
    await reader.close();
  });
});

describe('a fault that lasts until cleared', () => {
  it.each(faults.map(({ name }) => name).filter((name) => name !== 'unplugged'))('%s', async (name) => {
    const { time, hand, reader } = await openBench('wang');
    hand.fault(name);
    const spoiled = await time.run(application.read(reader));
    expect(spoiled.ok ? undefined : spoiled.error.kind).toBe(lasting[name]);
    hand.clearFaults();
    if (hand.inserted() === undefined) hand.insert('wang');
    await time.until(() => reader.status().at === 'card');
    expect(await time.run(application.read(reader))).toMatchObject({ ok: true });
    await reader.close();
  });
});

describe('faults of the PIN', () => {
  it('pin-wrong: every PIN is wrong and costs a try', async () => {
    const { time, hand, reader } = await openBench('wang');
    await time.run(application.read(reader));
    hand.fault('pin-wrong', 1);
    const verify = (pin: string) => time.run(application.verifyPin(reader, pin));
    expect(await verify('123456')).toEqual({ ok: true, value: { at: 'wrong', triesLeft: 5 } });
    expect(await verify('123456')).toEqual({ ok: true, value: { at: 'accepted' } });
  });
  it('pin-blocked: 6983, and no try is lost', async () => {
    const { time, hand, reader } = await openBench('wang');
    await time.run(application.read(reader));
    hand.fault('pin-blocked');
    expect(await time.run(application.verifyPin(reader, '123456'))).toEqual({ ok: true, value: { at: 'blocked' } });
    hand.clearFaults();
    expect(await time.run(application.verifyPin(reader, '123456'))).toEqual({ ok: true, value: { at: 'accepted' } });
  });
  it('a PIN of another form is refused without a word to the card', async () => {
    const { time, reader, written } = await openBench('wang');
    await time.run(application.read(reader));
    const before = written.length;
    for (const pin of ['', '12345', '1234567', '12a456', '１２３４５６', '12345\n']) {
      expect(await application.verifyPin(reader, pin)).toMatchObject({ ok: false, error: { kind: 'bad-pin-format' } });
    }
    expect(written).toHaveLength(before);
  });
});

describe('a PIN on its way', () => {
  it('stays in no buffer that went to or came from the line', async () => {
    const { time, reader, buffers } = await openBench('wang');
    await time.run(application.read(reader));
    expect(await time.run(application.verifyPin(reader, '123456'))).toEqual({ ok: true, value: { at: 'accepted' } });
    expect(buffers.length).toBeGreaterThan(40);
    for (const buffer of buffers) expect(Buffer.from(buffer).toString('hex')).not.toContain('123456');
  });
  it.each<FaultName>(['wrong-lrc', 'late-answer', 'time-extensions', 'nak', 'card-pulled', 'silent-reader'])(
    '%s: neither when the command fails',
    async (fault) => {
      const { time, hand, reader, buffers } = await openBench('wang');
      await time.run(application.read(reader));
      hand.fault(fault);
      expect(await time.run(application.verifyPin(reader, '123456'))).toMatchObject({ ok: false });
      await time.pass(1_000);
      for (const buffer of buffers) expect(Buffer.from(buffer).toString('hex')).not.toContain('123456');
    },
  );
});

describe('time extensions (own deadlines, extended up to a cap)', () => {
  it('end at the cap of 30 s', async () => {
    const { time, hand, reader } = await openBench('wang');
    await time.run(reader.powerOn());
    hand.fault('time-extensions', 1);
    const begin = time.now();
    await time.run(reader.transmit(Uint8Array.of(0x00, 0xa4, 0x00, 0x00, 0x02, 0x3f, 0x00)));
    expect(time.now() - begin).toBeGreaterThanOrEqual(30_000);
    expect(time.now() - begin).toBeLessThan(34_000);
  });
});

describe('a late answer is never taken for the next one', () => {
  it('the answer to GET CHALLENGE comes during the next command, which gets its own', async () => {
    const { time, hand, reader } = await openBench('wang');
    await time.run(reader.powerOn());
    hand.fault('late-answer', 1);
    const challenge = Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08);
    const select = Uint8Array.of(0x00, 0xa4, 0x00, 0x00, 0x02, 0xef, 0x05);
    expect(await time.run(reader.transmit(challenge))).toMatchObject({ ok: false, error: { kind: 'no-answer' } });
    expect(await time.run(reader.transmit(select))).toEqual({ ok: true, value: Uint8Array.of(0x90, 0x00) });
  });
});

describe('reader gone, reader back', () => {
  it('a silent reader is gone after a probe, looked for again, and back as the same object', async () => {
    const { time, hand, reader, events } = await openBench('wang');
    hand.fault('silent-reader');
    await time.until(() => reader.status().at === 'absent');
    expect(events.map(({ kind }) => kind)).toEqual(['card-out', 'reader-gone']);
    expect(await reader.powerOn()).toMatchObject({ ok: false, error: { kind: 'no-answer' } });
    hand.clearFaults();
    await time.until(() => reader.status().at !== 'absent');
    await time.pass(1_000);
    expect(events.map(({ kind }) => kind)).toEqual(['card-out', 'reader-gone', 'reader-back', 'card-in']);
    expect(await time.run(application.read(reader))).toMatchObject({ ok: true });
  });

  it('a line that breaks while a command is under way ends it at once, with the cause', async () => {
    const { time, hand, reader, events, cut } = await openBench('wang');
    await time.run(reader.powerOn());
    hand.fault('time-extensions', 1);
    const begin = time.now();
    const command = reader.transmit(Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08));
    await time.pass(100);
    cut();
    expect(await time.run(command)).toMatchObject({ ok: false, error: { kind: 'port-not-found' } });
    expect(time.now() - begin).toBeLessThan(200);
    await time.until(() => events.some(({ kind }) => kind === 'reader-back'));
    expect(await time.run(application.read(reader))).toMatchObject({ ok: true });
  });

  it('looks for a lost reader ever more rarely, at least every two seconds', async () => {
    const { time, hand, reader, cut } = await openBench();
    hand.fault('unplugged');
    cut();
    await time.pass(60_000);
    expect(reader.status()).toMatchObject({ at: 'absent' });
    hand.clearFaults();
    await time.pass(2_100);
    expect(reader.status()).toEqual({ at: 'no-card' });
  });

  it('after close nothing is left running and every call answers port-closed', async () => {
    const { time, reader, written, events } = await openBench('wang');
    await reader.close();
    const before = written.length;
    await time.pass(60_000);
    expect(written).toHaveLength(before);
    expect(events).toEqual([]);
    expect(await reader.powerOn()).toMatchObject({ ok: false, error: { kind: 'port-closed' } });
    expect(await reader.transmit(Uint8Array.of(0, 0x84, 0, 0, 8))).toMatchObject({ error: { kind: 'port-closed' } });
  });
});

describe('cards that come and go (polled status is the truth, 50 0x a hint)', () => {
  it('in, out and in again are told once each, in order', async () => {
    const { time, hand, reader, events } = await openBench();
    expect(reader.status()).toEqual({ at: 'no-card' });
    hand.insert('wang');
    await time.until(() => reader.status().at === 'card');
    hand.remove();
    await time.until(() => reader.status().at === 'no-card');
    hand.insert('li');
    await time.until(() => reader.status().at === 'card');
    await time.pass(2_000);
    expect(events.map(({ kind }) => kind)).toEqual(['card-in', 'card-out', 'card-in']);
  });

  it('a swap between two polls is a card out and a card in, and the old power is gone', async () => {
    const { time, hand, reader, events } = await openBench('wang');
    await time.run(reader.powerOn());
    hand.insert('long');
    const answer = await time.run(reader.transmit(Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08)));
    expect(answer).toMatchObject({ ok: false, error: { kind: 'card-removed' } });
    await time.pass(1_000);
    expect(events.map(({ kind }) => kind)).toEqual(['card-out', 'card-in']);
  });

  it('reading an empty reader is no-card', async () => {
    const { time, reader } = await openBench();
    expect(await time.run(application.read(reader))).toMatchObject({ ok: false, error: { kind: 'no-card' } });
  });

  it('the poll never comes between a command and its answer', async () => {
    const { time, reader, written } = await openBench('wang');
    await time.run(reader.powerOn());
    const begin = written.length;
    const commands = Array.from({ length: 20 }, () => reader.transmit(Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08)));
    const answers = await time.run(Promise.all(commands));
    expect(new Set(answers.map((answer) => answer.ok && Buffer.from(answer.value).toString('hex'))).size).toBe(20);
    expect(written.slice(begin).every((frame) => frame.startsWith('03066F'))).toBe(true);
  });
});

describe('fouled contacts of a card (fixture key foulContacts)', () => {
  it('fail so many times in all, also when the card was out in between; then it reads', async () => {
    const { time, hand, reader } = await openBench('li');
    const read = () => time.run(application.read(reader));
    expect(await read()).toMatchObject({ ok: false, error: { kind: 'mute-card' } });
    hand.remove();
    hand.insert('li');
    expect(await read()).toMatchObject({ ok: false, error: { kind: 'mute-card' } });
    expect(await read()).toMatchObject({ ok: true, value: { name: '李娜', version: '1.00' } });
  });
});

describe('deadline + 1 s: no call takes longer, whatever the fault (5-readers A)', () => {
  it.each(faults.map(({ name }) => name))('%s', async (name) => {
    for (const card of ['wang', 'plain-t1']) {
      const { time, hand, reader } = await openBench(card);
      await time.run(reader.powerOn());
      hand.fault(name);
      const begin = time.now();
      await time.run(reader.transmit(Uint8Array.of(0, 0xb0, 0, 0, 4)));
      // A reader that asks for time gets it, up to the cap.
      const deadline = name === 'time-extensions' ? limits.cap : limits.apdu;
      expect(time.now() - begin).toBeLessThanOrEqual(deadline + 1_000);
      await reader.close();
    }
  });
});
