// The link's state machine by itself: "Where the reference driver is careless, ours is not" (5-readers A).

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CcidMessage, encodeFrame, type Item } from '../../drivers/ccid-serial/codec.ts';
import {
  freshLink,
  type LinkAction,
  type LinkEvent,
  type LinkState,
  limits,
  stepLink,
} from '../../drivers/ccid-serial/link.ts';
import { getSlotStatus, xfrBlock } from '../../drivers/ccid-serial/messages.ts';
import { readerError } from '../../drivers/reader-error.ts';

const block = xfrBlock(Uint8Array.of(0, 0x84, 0, 0, 8));
const send = (now = 0): LinkEvent => ({
  kind: 'send',
  command: block,
  doing: 'command',
  limit: limits.apdu,
  extendable: true,
  now,
});
const item = (one: Item, now = 1): LinkEvent => ({ kind: 'item', item: one, now });
const frame = (message: CcidMessage, now = 1) => item({ kind: 'frame', message, bytes: encodeFrame(message) }, now);
const echo = (seq = 0) => frame({ ...block, slot: 0, seq });
const answer = (changes: Partial<CcidMessage> = {}): CcidMessage => ({
  type: 0x80,
  slot: 0,
  seq: 0,
  header: [0, 0, 0],
  data: Uint8Array.of(0x90, 0),
  ...changes,
});
const nak = item({ kind: 'nak', bytes: Uint8Array.of(3, 0x15, 0x16) });
const timeRequest = (now: number) => item({ kind: 'time-request', bytes: Uint8Array.of(0x80) }, now);

function run(events: readonly LinkEvent[], start: LinkState = freshLink) {
  let state = start;
  let actions: readonly LinkAction[] = [];
  const all: LinkAction[] = [];
  for (const event of events) {
    [state, actions] = stepLink(state, event);
    all.push(...actions);
  }
  return { state, last: actions, all, dos: actions.map((action) => action.do) };
}

/** An idle link that has seen this reader echo, so the next command is number 1. */
const echoing = run([send(), echo(), frame(answer())]).state;

describe('an exchange', () => {
  it('is the command, its echo, its answer', () => {
    const { state, last } = run([send(), echo(), frame(answer())]);
    expect(state).toMatchObject({ at: 'idle', memory: { echo: 'on', nextSeq: 1 } });
    expect(last).toEqual([
      { do: 'deadline', at: undefined },
      { do: 'answer', message: answer() },
    ]);
  });
  it('goes without echo where the first exchange showed none', () => {
    const quiet = run([send(), frame(answer())]);
    expect(quiet.state).toMatchObject({ at: 'idle', memory: { echo: 'off' } });
    expect(run([send(), frame(answer({ seq: 1 }))], quiet.state).dos).toContain('answer');
  });
  it('numbers its commands 0 … 255, 0 …', () => {
    let state: LinkState = freshLink;
    for (let count = 0; count < 300; count += 1) {
      const seq = count & 0xff;
      ({ state } = run([send(), echo(seq), frame(answer({ seq }))], state));
    }
    expect(state).toMatchObject({ at: 'idle', memory: { nextSeq: 300 & 0xff } });
  });
});

describe('what is not right is never an answer', () => {
  const wrong: [string, LinkEvent][] = [
    ['a wrong LRC', item({ kind: 'bad-lrc', bytes: Uint8Array.of(3, 6), expected: 0 })],
    ['another bSeq', frame(answer({ seq: 2 }))],
    ['another bSlot', frame(answer({ seq: 1, slot: 1 }))],
    ['another message type', frame(answer({ seq: 1, type: 0x81 }))],
    ['a reserved status', frame(answer({ seq: 1, header: [0xc0, 0, 0] }))],
  ];
  it.each(wrong)('%s ends the exchange as bad-frame, after a probe', (_what, event) => {
    const { state } = run([send(), echo(1), event], echoing);
    expect(state).toMatchObject({ at: 'draining', error: { kind: 'bad-frame' } });
  });
  it('an echo that differs', () => {
    const other = { ...block, data: Uint8Array.of(0, 0x84, 0, 0, 9) };
    const { state } = run([send(), frame({ ...other, slot: 0, seq: 1 })], echoing);
    expect(state).toMatchObject({ at: 'draining', error: { kind: 'bad-frame' } });
  });
  it('an answer without echo from a reader that echoes', () => {
    const { state } = run([send(), frame(answer({ seq: 1 }))], echoing);
    expect(state).toMatchObject({ at: 'draining', error: { kind: 'bad-frame' } });
  });
  it('the answer to an earlier command is passed over, and the wait goes on', () => {
    const { state, last } = run([send(), echo(1), frame(answer({ seq: 0 }))], echoing);
    expect(state).toMatchObject({ at: 'waiting' });
    expect(last).toEqual([]);
  });
  it('whatever an idle link hears is nobody’s', () => {
    expect(run([frame(answer({ seq: 0 })), nak, timeRequest(5)], echoing).state).toEqual(echoing);
  });
});

describe('NAK', () => {
  it('is answered with the same command again, three times at most', () => {
    const quiet: LinkEvent = { kind: 'deadline', now: 1 + limits.quiet };
    const { all, state } = run([send(), nak, quiet, nak, quiet, nak, quiet, nak]);
    const writes = all.filter((action) => action.do === 'write');
    expect(writes).toHaveLength(4);
    expect(new Set(writes.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
    expect(state).toMatchObject({ at: 'draining', error: { kind: 'bad-frame' } });
  });
  it('two for one command send it again once, when the line is quiet: a PIN is not tried twice', () => {
    const { all, last } = run([send(), nak, nak, timeRequest(2)]);
    expect(all.filter((action) => action.do === 'write')).toHaveLength(1);
    expect(last).toEqual([]);
    const quiet: LinkEvent = { kind: 'deadline', now: 1 + limits.quiet };
    expect(run([send(), nak, nak, quiet]).dos).toEqual(['deadline', 'write']);
    expect(run([send(), nak, { kind: 'deadline', now: limits.cap }]).state).toMatchObject({ at: 'draining' });
  });
});

describe('time', () => {
  it('a time request moves the deadline to a full limit from now, never beyond the cap', () => {
    const { last } = run([send(0), echo(), timeRequest(3_000)]);
    expect(last).toEqual([{ do: 'deadline', at: 3_000 + limits.apdu }]);
    expect(run([send(0), echo(), timeRequest(29_000)]).last).toEqual([{ do: 'deadline', at: limits.cap }]);
  });
  it('so does an answer with status "time extension"', () => {
    const more = answer({ header: [0x80, 1, 0], data: new Uint8Array(0) });
    expect(run([send(0), echo(), frame(more, 3_000)]).last).toEqual([{ do: 'deadline', at: 3_000 + limits.apdu }]);
  });
  it('after the deadline: silence, a probe with the next number, and only then the failure', () => {
    const steps = run([send(), echo(), { kind: 'deadline', now: 5_000 }]);
    expect(steps.state).toMatchObject({ at: 'draining', error: { kind: 'no-answer' } });
    const probing = run([{ kind: 'deadline', now: 5_060 }], steps.state);
    expect(probing.last).toContainEqual({ do: 'write', bytes: encodeFrame({ ...getSlotStatus, slot: 0, seq: 1 }) });
    const late = run([frame(answer())], probing.state);
    expect(late.state).toEqual(probing.state);
    const done = run([frame(answer({ type: 0x81, seq: 1, data: new Uint8Array(0) }))], probing.state);
    expect(done.state).toMatchObject({ at: 'idle' });
    expect(done.last).toMatchObject([
      { do: 'deadline', at: undefined },
      { do: 'fail', error: { kind: 'no-answer' } },
    ]);
  });
  it('what still comes puts the probe off, but not for ever', () => {
    let { state } = run([send(), { kind: 'deadline', now: 5_000 }]);
    let deadline = 0;
    for (let now = 5_010; now < 5_900; now += 10) {
      const step = run([item({ kind: 'noise', bytes: Uint8Array.of(0) }, now)], state);
      state = step.state;
      for (const action of step.last) if (action.do === 'deadline') deadline = action.at ?? 0;
    }
    expect(deadline).toBe(5_000 + limits.drain);
  });
  it('a probe without answer takes the link down', () => {
    const { state, last } = run([
      send(),
      { kind: 'deadline', now: 5_000 },
      { kind: 'deadline', now: 5_060 },
      { kind: 'deadline', now: 7_060 },
    ]);
    expect(state).toMatchObject({ at: 'down' });
    expect(last.map((action) => action.do)).toEqual(['deadline', 'fail', 'down']);
    expect(run([send()], state).dos).toEqual(['fail']);
  });
});

describe('whatever happens', () => {
  const anyItem: fc.Arbitrary<Item> = fc.oneof(
    fc.constantFrom<Item>(
      { kind: 'nak', bytes: Uint8Array.of(3, 0x15, 0x16) },
      { kind: 'time-request', bytes: Uint8Array.of(0x80) },
      { kind: 'noise', bytes: Uint8Array.of(0) },
      { kind: 'bad-lrc', bytes: Uint8Array.of(3, 6), expected: 0 },
      { kind: 'slot-change', card: false, bytes: Uint8Array.of(0x50, 2) },
    ),
    fc
      .record({
        type: fc.constantFrom(0x6f, 0x65, 0x80, 0x81, 0x83),
        slot: fc.constantFrom(0, 1),
        seq: fc.nat(4),
        header: fc.tuple(fc.constantFrom(0, 1, 2, 0x41, 0x42, 0x80, 0xc0), fc.constantFrom(0, 0xfe), fc.constant(0)),
        data: fc.uint8Array({ maxLength: 3 }),
      })
      .map((message): Item => ({ kind: 'frame', message, bytes: encodeFrame(message) })),
  );

  it('a command ends exactly once, and as long as it has not a deadline is set', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(anyItem, fc.constant('deadline' as const)), { maxLength: 40 }), (happenings) => {
        let state: LinkState = freshLink;
        let ended = 0;
        let deadline: number | undefined;
        const step = (event: LinkEvent) => {
          const [next, actions] = stepLink(state, event);
          state = next;
          for (const action of actions) {
            if (action.do === 'answer' || action.do === 'fail') ended += 1;
            if (action.do === 'deadline') deadline = action.at;
          }
        };
        step(send(0));
        let now = 0;
        for (const happening of happenings) {
          now += 1;
          if (happening === 'deadline') {
            if (deadline === undefined) continue;
            now = Math.max(now, deadline);
            step({ kind: 'deadline', now });
          } else step(item(happening, now));
          expect(ended).toBe(state.at === 'idle' || state.at === 'down' ? 1 : 0);
          expect(deadline !== undefined).toBe(ended === 0);
        }
        step({ kind: 'line-lost', error: readerError('port-not-found', 'gone') });
        expect(ended).toBe(1);
      }),
    ));
});
