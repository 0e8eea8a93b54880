// T=1 (ISO/IEC 7816-3, chapter 11): host and virtual card against each other on a line that loses and garbles blocks, and
// each of them alone against noise. The rules are named by their numbers in 11.6.3.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../drivers/bytes.ts';
import { type Block, type Check, decodeBlock, encodeBlock } from '../../drivers/t1/block.ts';
import { freshT1Card, stepT1Card, type T1CardState } from '../../drivers/t1/card.ts';
import {
  freshT1,
  negotiateSize,
  resynchronise,
  sendCommand,
  stepT1,
  type T1Link,
  type T1Step,
} from '../../drivers/t1/host.ts';
import { hex } from './hex.ts';

/** A line between host and card that may spoil blocks, by turns: 0 leaves one alone, 1 garbles it, 2 loses it. */
function converse(first: T1Step, card: T1CardState, spoil: readonly number[] = [], stalls = 0) {
  const executed: string[] = [];
  const wire: string[] = [];
  let state = card;
  let turn = 0;
  let stall = stalls;
  const hooks = {
    execute: (command: Uint8Array) => {
      executed.push(toHex(command));
      return Uint8Array.of(...command, 0x90, 0x00);
    },
    stalls: () => stall-- > 0,
  };
  const through = (bytes: Uint8Array): Uint8Array | undefined => {
    const how = spoil[turn++] ?? 0;
    if (how === 2) return undefined;
    return how === 1 ? Uint8Array.of(...bytes.subarray(0, -1), bytes.at(-1)! ^ 0x81) : bytes;
  };
  let step = first;
  while (step.do === 'send') {
    wire.push(toHex(step.bytes));
    expect(wire.length).toBeLessThan(400);
    const sent = through(step.bytes.slice());
    let back: Uint8Array | undefined;
    if (sent) {
      const [next, bytes] = stepT1Card(state, sent, hooks);
      state = next;
      wire.push(toHex(bytes));
      back = through(bytes);
    }
    step = stepT1(step.talk, back ? { kind: 'block', bytes: back } : { kind: 'silence' });
  }
  return { step, executed, wire, card: state };
}

const apdu = fc.uint8Array({ minLength: 4, maxLength: 261 });
/** The virtual card here answers what it was told, and 9000: 258 bytes is the longest. */
const shortApdu = fc.uint8Array({ minLength: 4, maxLength: 256 });

describe('host and card', () => {
  it('agree on the size of blocks, then chain in both directions', () => {
    const command = Uint8Array.from({ length: 70 }, (_, place) => place);
    const sized = converse(negotiateSize(freshT1('lrc', 32), 40), freshT1Card('lrc'));
    if (sized.step.do !== 'answer') throw new Error('no size');
    const { step, wire } = converse(sendCommand(sized.step.link, command), sized.card);
    expect(step).toMatchObject({ do: 'answer', answer: Uint8Array.of(...command, 0x90, 0) });
    // I(0,1) R(1) I(1,1) R(0) I(0,0); I(0,1) R(1) I(1,0)
    expect(wire.map((block) => block.slice(2, 6))).toEqual([
      '2020',
      '9000',
      '6020',
      '8000',
      '0006',
      '2028',
      '9000',
      '4020',
    ]);
  });

  it('a card may ask for longer blocks (S(IFS)) and gets them at once', () => {
    const begun = sendCommand(freshT1('lrc', 4), hex('0011223344556677'));
    if (begun.do !== 'send') throw new Error('nothing sent');
    const ifs = encodeBlock({ kind: 'S', about: 'ifs', response: false, value: 8 }, 'lrc');
    const responded = stepT1(begun.talk, { kind: 'block', bytes: ifs });
    expect(responded).toMatchObject({ do: 'send', bytes: hex('00E10108E8') });
    if (responded.do !== 'send') throw new Error('nothing sent');
    const again = stepT1(responded.talk, { kind: 'block', bytes: encodeBlock({ kind: 'R', nr: 0, error: 0 }, 'lrc') });
    expect(again).toMatchObject({ do: 'send', bytes: hex('000008001122334455667708') });
  });

  it('time is given as often as a card asks for it, but not for ever', () => {
    expect(converse(sendCommand(freshT1('lrc', 32), hex('80100000')), freshT1Card('lrc'), [], 5).step.do).toBe(
      'answer',
    );
    const endless = converse(sendCommand(freshT1('lrc', 32), hex('80100000')), freshT1Card('lrc'), [], 1_000);
    expect(endless.step).toMatchObject({ do: 'fail', why: 'the card asks for more time for ever' });
    expect(endless.executed).toHaveLength(1);
  });

  it('S(ABORT) of the card ends the command, and both begin anew', () => {
    const begun = sendCommand(freshT1('lrc', 4), hex('0011223344556677'));
    if (begun.do !== 'send') throw new Error('nothing sent');
    const say = (step: T1Step, block: Block) => {
      if (step.do !== 'send') throw new Error('nothing sent');
      return stepT1(step.talk, { kind: 'block', bytes: encodeBlock(block, 'lrc') });
    };
    const aborted = say(begun, { kind: 'S', about: 'abort', response: false });
    expect(aborted).toMatchObject({ do: 'send', bytes: hex('00E200E2') });
    const resynch = say(aborted, { kind: 'R', nr: 0, error: 0 });
    expect(resynch).toMatchObject({ do: 'send', bytes: hex('00C000C0') });
    expect(say(resynch, { kind: 'S', about: 'resynch', response: true })).toMatchObject({
      do: 'fail',
      why: 'the card broke the command off',
      link: { ns: 0, nr: 0 },
    });
  });

  it('an answer longer than any is broken off with S(ABORT)', () => {
    const { step, wire } = converse(sendCommand(freshT1('lrc', 254), new Uint8Array(260)), freshT1Card('lrc'));
    expect(step).toMatchObject({ do: 'fail', why: 'the answer is longer than any can be' });
    expect(wire.slice(-4)).toEqual(['00C200C2', '00E200E2', '00C000C0', '00E000E0']);
  });

  it('garbled once: an R-block fetches it again (rules 7.1, 7.2)', () => {
    const { step, executed, wire } = converse(
      sendCommand(freshT1('lrc', 32), hex('80100000')),
      freshT1Card('lrc'),
      [0, 1],
    );
    expect(step.do).toBe('answer');
    expect(executed).toEqual(['80100000']);
    expect(wire[2]).toBe('00810081');
  });

  it('garbled three times: S(RESYNCH), and the command has failed (rules 6.4, 7.4)', () => {
    const { step } = converse(sendCommand(freshT1('lrc', 32), hex('80100000')), freshT1Card('lrc'), [0, 1, 0, 1, 0, 1]);
    expect(step).toMatchObject({ do: 'fail', why: 'the card sends garbled blocks', link: { ns: 0, nr: 0 } });
  });

  it('silent for ever: three attempts, three S(RESYNCH), and only a reset helps', () => {
    const { step, wire } = converse(
      sendCommand(freshT1('lrc', 32), hex('80100000')),
      freshT1Card('lrc'),
      Array(50).fill(2),
    );
    expect(step).toMatchObject({ do: 'fail', link: undefined });
    expect(wire).toEqual(['0000048010000094', '00820082', '00820082', '00C000C0', '00C000C0', '00C000C0']);
  });

  it('any commands, one after the other, over clean blocks: each answered right, each carried out once', () =>
    fc.assert(
      fc.property(
        fc.array(shortApdu, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 254 }),
        fc.integer({ min: 1, max: 254 }),
        fc.constantFrom<Check>('lrc', 'crc'),
        (commands, ifsc, ifsd, check) => {
          let card = freshT1Card(check);
          let link: T1Link = freshT1(check, Math.max(ifsc, 8));
          const begun = converse(negotiateSize(link, Math.max(ifsd, 8)), card);
          if (begun.step.do !== 'answer') throw new Error('no size');
          ({ link } = begun.step);
          card = begun.card;
          for (const command of commands) {
            const talk = converse(sendCommand(link, command), card);
            expect(talk.step).toMatchObject({ do: 'answer', answer: Uint8Array.of(...command, 0x90, 0) });
            expect(talk.executed).toEqual([toHex(command)]);
            if (talk.step.do === 'answer') ({ link } = talk.step);
            ({ card } = talk);
          }
        },
      ),
    ));

  it('whatever is lost or garbled: never a wrong answer, never carried out twice, and the next command is answered', () =>
    fc.assert(
      fc.property(
        apdu,
        fc.array(fc.nat(2), { maxLength: 30 }),
        fc.constantFrom<Check>('lrc', 'crc'),
        (command, spoil, check) => {
          const { step, executed, card } = converse(
            sendCommand(freshT1(check, 32), command),
            freshT1Card(check),
            spoil,
          );
          expect(executed.length).toBeLessThanOrEqual(1);
          for (const one of executed) expect(one).toBe(toHex(command));
          if (step.do === 'answer') expect(step.answer).toEqual(Uint8Array.of(...command, 0x90, 0));
          let next = { link: step.link, card };
          if (!next.link) {
            const anew = converse(resynchronise(freshT1(check, 32)), card);
            if (anew.step.do !== 'answer') throw new Error('not resynchronised');
            next = { link: anew.step.link, card: anew.card };
          }
          expect(converse(sendCommand(next.link!, hex('80100000')), next.card).step).toMatchObject({
            do: 'answer',
            answer: hex('801000009000'),
          });
        },
      ),
      { numRuns: 2_000 },
    ));
});

describe('100 000 fuzzed blocks', () => {
  it('into the card: one block out for each in, and S(RESYNCH) brings it back', () => {
    const random = noise(11);
    let card = freshT1Card('lrc');
    const hooks = { execute: (command: Uint8Array) => command.slice(0, 300), stalls: () => random() < 40 };
    for (let count = 0; count < 100_000; count += 1) {
      const [next, bytes] = stepT1Card(card, fuzzed(random), hooks);
      card = next;
      expect(decodeBlock(bytes, 'lrc').ok).toBe(true);
    }
    const { step } = converse(resynchronise(freshT1('lrc', 32)), card);
    if (step.do !== 'answer') throw new Error('not resynchronised');
  });

  it('into the host: every conversation ends, and never in more steps than its attempts allow', () => {
    const random = noise(12);
    let fed = 0;
    while (fed < 100_000) {
      let step = sendCommand(freshT1('lrc', 32), hex('00B0000010'));
      for (let turns = 0; step.do === 'send'; turns += 1, fed += 1) {
        expect(turns).toBeLessThan(300);
        step = stepT1(step.talk, random() < 20 ? { kind: 'silence' } : { kind: 'block', bytes: fuzzed(random) });
      }
    }
  });
});

/** Bytes from a seed. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
}

/** Every second one is a right block with a random control byte; the others are anything. */
function fuzzed(random: () => number): Uint8Array {
  const length = random() % 12;
  const body = Uint8Array.from({ length: length + 3 }, random);
  if (random() < 128) return body;
  body[0] = 0;
  body[2] = length;
  return Uint8Array.of(
    ...body,
    body.reduce((sum, byte) => sum ^ byte, 0),
  );
}
