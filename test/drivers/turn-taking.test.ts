// The link of the protocols without numbers (gwi, sam) by itself, and both drivers under a flood of garbage: a command ends
// exactly once, an answer is only believed on a line that was silent, and the next exchange is never lost.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../drivers/bytes.ts';
import { encodeFrame as gwiFrame } from '../../drivers/gwi/codec.ts';
import { openGwiReader } from '../../drivers/gwi/driver.ts';
import type { ReaderStatus } from '../../drivers/reader.ts';
import { readerError } from '../../drivers/reader-error.ts';
import { encodeFrame as samFrame } from '../../drivers/sam/codec.ts';
import { openSamReader } from '../../drivers/sam/driver.ts';
import {
  freshTurn,
  limits,
  stepTurn,
  type TurnAction,
  type TurnEvent,
  type TurnItem,
  type TurnRules,
  type TurnState,
} from '../../drivers/turn-taking/link.ts';
import { turnBench } from './turn-bench.ts';
import type { VirtualTime } from './virtual-time.ts';

const hex = (text: string) => fromHex(text)!;
const probeAnswer = hex('00 00 49');
const rules: TurnRules = {
  reset: hex('1B 25 42'),
  probe: hex('50'),
  isProbeAnswer: (data) => toHex(data) === toHex(probeAnswer),
};
const frame = (data: Uint8Array): TurnItem => ({ kind: 'frame', data, bytes: data });
const answer = frame(hex('90 00'));
const noise: TurnItem = { kind: 'noise', bytes: hex('55') };
const broken: TurnItem = { kind: 'broken', why: 'a wrong checksum', bytes: hex('02') };
const send = (now: number): TurnEvent => ({ kind: 'send', bytes: hex('32 26'), doing: 'command', limit: 5_000, now });
const item = (one: TurnItem, now: number): TurnEvent => ({ kind: 'item', item: one, now });
const deadline = (now: number): TurnEvent => ({ kind: 'deadline', now });

function run(events: readonly TurnEvent[], start: TurnState = { at: 'silent' }) {
  let state = start;
  let last: readonly TurnAction[] = [];
  const all: TurnAction[] = [];
  for (const event of events) {
    [state, last] = stepTurn(rules, state, event);
    all.push(...last);
  }
  return { state, last, all, dos: last.map((action) => action.do) };
}

describe('an exchange', () => {
  it('is a command on a silent line and the frame that follows', () => {
    const { state, last } = run([send(0), item(answer, 5)]);
    expect(last).toEqual([
      { do: 'deadline', at: 5 + limits.guard },
      { do: 'answer', data: hex('90 00') },
    ]);
    expect(run([deadline(8)], state).state).toEqual({ at: 'silent' });
  });
  it('begins with the line reset, and waits for silence', () => {
    expect(run([{ kind: 'opened', now: 0 }], freshTurn).last).toEqual([
      { do: 'write', bytes: rules.reset },
      { do: 'deadline', at: limits.quiet },
    ]);
  });
  it('the next command waits for the guard; an answer that comes twice is nobody’s', () => {
    const second = run([send(0), item(answer, 5), send(5)]);
    expect(second.state).toMatchObject({ at: 'settling', next: { doing: 'command' } });
    const twice = run([item(answer, 6)], second.state);
    expect(twice.dos).toEqual(['deadline']);
    expect(run([deadline(6 + limits.quiet)], twice.state).dos).toEqual(['reset-decoder', 'deadline', 'write']);
  });
  it('noise before the answer does no harm', () =>
    expect(run([send(0), item(noise, 1), item(answer, 2)]).dos).toContain('answer'));
});

describe('after a failure', () => {
  it('reset, silence, the probe; only the probe’s own answer ends it, and the command has failed', () => {
    const failing = run([send(0), deadline(5_000)]);
    expect(failing.state).toMatchObject({ at: 'draining', error: { kind: 'no-answer' } });
    expect(failing.dos).toEqual(['reset-decoder', 'deadline', 'write']);
    const probing = run([deadline(5_060)], failing.state);
    expect(probing.last).toContainEqual({ do: 'write', bytes: rules.probe });
    const late = run([item(answer, 5_070)], probing.state);
    expect(late.state).toBe(probing.state);
    expect(run([item(frame(probeAnswer), 5_080)], late.state).dos).toEqual(['deadline', 'fail']);
  });
  it('a broken frame is bad-frame at once', () =>
    expect(run([send(0), item(broken, 1)]).state).toMatchObject({ at: 'draining', error: { kind: 'bad-frame' } }));
  it('a probe without answer takes the link down, and every command after it fails', () => {
    const { state, dos } = run([send(0), deadline(5_000), deadline(5_060), deadline(7_060)]);
    expect(dos).toEqual(['deadline', 'fail', 'down']);
    expect(run([send(8_000)], state).dos).toEqual(['fail']);
  });
  it('a line that is never silent fails the command that waits for it', () => {
    const events: TurnEvent[] = [item(noise, 0), send(1)];
    for (let now = 10; now <= 1_100; now += 10) events.push(item(noise, now));
    expect(run(events).state).toMatchObject({ at: 'draining', error: { kind: 'bad-frame' } });
  });
});

describe('whatever happens', () => {
  const happening = fc.constantFrom<TurnItem | 'deadline'>(answer, noise, broken, frame(probeAnswer), 'deadline');

  it('a command ends exactly once, and as long as it has not a deadline is set', () =>
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        let state: TurnState = { at: 'silent' };
        let ended = 0;
        let at: number | undefined;
        const step = (event: TurnEvent) => {
          const [next, actions] = stepTurn(rules, state, event);
          state = next;
          for (const action of actions) {
            if (action.do === 'answer' || action.do === 'fail') ended += 1;
            if (action.do === 'deadline') at = action.at;
          }
        };
        step(send(0));
        let now = 0;
        for (const one of happenings) {
          now += 1;
          if (one === 'deadline') {
            if (at === undefined) continue;
            now = Math.max(now, at);
            step(deadline(now));
          } else step(item(one, now));
          if (ended === 0) expect(at).toBeDefined();
          expect(ended).toBeLessThanOrEqual(1);
        }
        step({ kind: 'line-lost', error: readerError('port-not-found', 'gone') });
        expect(ended).toBe(1);
      }),
    ));
});

/** Bytes of a generator that begins at the seed; every other piece is made of what frames are made of. */
function garbage(seed: number, alphabet: readonly number[]): () => Uint8Array {
  let random = seed;
  let pieces = 0;
  const next = () => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return random >>> 24;
  };
  return () => {
    pieces += 1;
    const length = 200 + (next() << 1);
    return Uint8Array.from({ length }, () => (pieces % 2 === 0 ? next() : (alphabet[next() % alphabet.length] ?? 0)));
  };
}

const FLOOD = 1_000_000;

describe('1 000 000 bytes of garbage from the far end, into codec, link and driver', () => {
  it('gwi: no command hangs, none takes garbage for an answer, and the reader works as before', async () => {
    const bench = await turnBench('gwi', openGwiReader, 'plain');
    const { time, reader, deliver } = bench;
    const piece = garbage(3, [0x02, 0x03, 0x1b, 0x25, 0x42, ...Array.from({ length: 16 }, (_, n) => 0x30 + n)]);
    const read = hex('00 B0 00 00 10');
    const expected = '000102030405060708090A0B0C0D0E0F9000';
    await time.run(reader.powerOn());
    let flooded = 0;
    while (flooded < FLOOD) {
      const bytes = piece();
      flooded += bytes.length;
      const command = reader.transmit(read);
      deliver(bytes);
      const result = await time.run(command);
      if (result.ok) expect(toHex(result.value)).toBe(expected);
      else if (reader.status().at === 'card' && result.error.kind === 'card-removed') await time.run(reader.powerOn());
    }
    await time.pass(10_000);
    await time.until(() => reader.status().at === 'card');
    await time.run(reader.powerOn());
    const result = await time.run(reader.transmit(read));
    expect(result.ok && toHex(result.value)).toBe(expected);
    await reader.close();
  });

  it('sam: the card that lies there is read, once for each time it is laid down', async () => {
    const { time, reader, hand, events, deliver } = await turnBench('sam', openSamReader);
    const piece = garbage(5, [0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x04, 0x90]);
    let flooded = 0;
    let turns = 0;
    while (flooded < FLOOD) {
      for (let count = 0; count < 20; count += 1) {
        const bytes = piece();
        flooded += bytes.length;
        deliver(bytes);
        await time.pass(20);
      }
      turns += 1;
    }
    expect(turns).toBeGreaterThan(50);
    for (const event of events) expect(event.kind).not.toBe('id-card-read');
    await time.pass(10_000);
    await time.until(() => reader.status().at !== 'absent');
    events.length = 0;
    hand.insert('holder');
    await time.until(() => events.length > 0);
    expect(events.map(({ kind }) => kind)).toEqual(['id-card-read']);
    await reader.close();
  });
});

describe('100 000 fuzzed frames as answers: the next exchange gets its own', () => {
  const mutate = (frames: readonly Uint8Array[], seed: number) => {
    let random = seed;
    const below = (limit: number) => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((random / 2 ** 32) * limit);
    };
    return () => {
      const bytes = frames[below(frames.length)]!.slice();
      for (let changes = 1 + below(3); changes > 0; changes -= 1) bytes[below(bytes.length)] = below(256);
      return bytes.subarray(0, below(8) === 0 ? below(bytes.length) : bytes.length);
    };
  };

  /** In the end the reader is there, and empty as it was. */
  async function flood({ time, reader, deliver }: Flooded, frames: readonly Uint8Array[]): Promise<void> {
    const fuzzed = mutate(frames, 11);
    for (let count = 0; count < 100_000; count += 1) {
      deliver(fuzzed());
      if (count % 100 === 0) await time.pass(50);
    }
    await time.pass(20_000);
    await time.until(() => reader.status().at === 'no-card');
    await reader.close();
  }

  it('gwi', async () =>
    flood(await turnBench('gwi', openGwiReader), [
      gwiFrame(hex('10 07')),
      gwiFrame(hex('00 00 90')),
      gwiFrame(hex('00 00 6A 82')),
    ]));
  it('sam', async () =>
    flood(await turnBench('sam', openSamReader), [
      samFrame(hex('00 00 41')),
      samFrame(hex('00 00 9F 00 00 00 00')),
      samFrame(hex('00 00 90')),
    ]));
});

interface Flooded {
  readonly time: VirtualTime;
  readonly reader: { status(): ReaderStatus; close(): Promise<void> };
  deliver(bytes: Uint8Array): void;
}
