// A fault campaign on the drivers without numbers (gwi, sam), in virtual time: faults, hands and commands in any order.
// Invariants: every call comes back; comings and goings are told in order; in the end all is as before.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { socialSecurityCard as application } from '../../drivers/card/application.ts';
import { openGwiReader } from '../../drivers/gwi/driver.ts';
import type { FaultName } from '../../drivers/open.ts';
import type { IdCardEvent, ReaderEvent } from '../../drivers/reader.ts';
import { openSamReader } from '../../drivers/sam/driver.ts';
import { gwiFaults } from '../../drivers/virtual/gwi-reader.ts';
import { samFaults } from '../../drivers/virtual/sam-reader.ts';
import { turnBench } from './turn-bench.ts';

type Call = 'read' | 'begin-read' | 'verify' | 'power-off';
type Act =
  | { readonly act: 'fault'; readonly name: FaultName; readonly times: number }
  | { readonly act: 'insert'; readonly card: string }
  | { readonly act: 'remove' | 'clear' | 'cut' | Call }
  | { readonly act: 'pass'; readonly milliseconds: number };

function acts(faults: readonly FaultName[], cards: readonly string[], calls: readonly Call[]) {
  const plain = (...kinds: readonly ('remove' | 'clear' | 'cut' | Call)[]) =>
    fc.constantFrom(...kinds).map((act): Act => ({ act }));
  const one = fc.oneof(
    fc
      .tuple(fc.constantFrom(...faults), fc.integer({ min: 1, max: 4 }))
      .map(([name, times]): Act => ({ act: 'fault', name, times })),
    fc.constantFrom(...cards).map((card): Act => ({ act: 'insert', card })),
    plain('remove', 'clear', 'cut'),
    fc.integer({ min: 1, max: 3_000 }).map((milliseconds): Act => ({ act: 'pass', milliseconds })),
    ...(calls.length > 0 ? [plain(...calls)] : []),
  );
  return fc.array(one, { maxLength: 12 });
}

describe('gwi, whatever happens to reader, line and card', () => {
  it('no call hangs, events are orderly, and without faults the card reads again', async () => {
    const all = acts(gwiFaults, ['wang', 'long', 'plain'], ['read', 'begin-read', 'verify', 'power-off']);
    await fc.assert(
      fc.asyncProperty(all, async (happenings) => {
        const { time, hand, reader, events, cut } = await turnBench('gwi', openGwiReader, 'wang');
        const begun: Promise<unknown>[] = [];
        for (const one of happenings) {
          if (one.act === 'fault') hand.fault(one.name, one.times);
          else if (one.act === 'insert') hand.insert(one.card);
          else if (one.act === 'pass') await time.pass(one.milliseconds);
          else if (one.act === 'remove') hand.remove();
          else if (one.act === 'clear') hand.clearFaults();
          else if (one.act === 'cut') cut();
          else if (one.act === 'begin-read') begun.push(application.read(reader));
          else if (one.act === 'verify') await time.run(application.verifyPin(reader, '123456'));
          else await time.run<unknown>(one.act === 'read' ? application.read(reader) : reader.powerOff());
        }
        await time.run(Promise.all(begun));
        hand.clearFaults();
        hand.insert('wang');
        await time.pass(40_000);
        await time.until(() => reader.status().at === 'card');
        expect(await time.run(application.read(reader))).toMatchObject({ ok: true, value: { name: '王建国' } });
        expectOrderly(events, true);
        await reader.close();
      }),
      { numRuns: 150 },
    );
  });
});

/** in, out, in, out …; gone, back, gone, back …; and no card comes or goes while the reader is gone. */
function expectOrderly(events: readonly ReaderEvent[], cardAtStart: boolean): void {
  let card = cardAtStart;
  let there = true;
  for (const { kind } of events) {
    if (kind === 'reader-gone' || kind === 'reader-back') {
      expect(there).toBe(kind === 'reader-gone');
      expect(card).toBe(false);
      there = kind === 'reader-back';
    } else {
      expect(there).toBe(true);
      expect(card).toBe(kind === 'card-out');
      card = kind === 'card-in';
    }
  }
}

describe('sam, whatever happens to reader, line and card', () => {
  it('a card is read at most once for each time it is laid down, taken only after it was read, and in the end reads', async () => {
    await fc.assert(
      fc.asyncProperty(acts(samFaults, ['holder', 'other-holder'], []), async (happenings) => {
        const { time, hand, reader, events, cut } = await turnBench('sam', openSamReader);
        let laid = 0;
        for (const one of happenings) {
          if (one.act === 'fault') hand.fault(one.name, one.times);
          else if (one.act === 'insert') {
            hand.insert(one.card);
            laid += 1;
          } else if (one.act === 'pass') await time.pass(one.milliseconds);
          else if (one.act === 'remove') hand.remove();
          else if (one.act === 'clear') hand.clearFaults();
          else cut();
        }
        await time.pass(40_000);
        expect(events.filter(({ kind }) => kind === 'id-card-read').length).toBeLessThanOrEqual(laid);
        expectOneAtATime(events);
        hand.clearFaults();
        hand.remove();
        await time.pass(40_000);
        await time.until(() => reader.status().at === 'no-card');
        events.length = 0;
        hand.insert('holder');
        await time.until(() => events.some(({ kind }) => kind === 'id-card-read'));
        await reader.close();
      }),
      { numRuns: 150 },
    );
  });
});

/** A card that was read is taken before the next one is read; nothing of cards is told while the reader is gone. */
function expectOneAtATime(events: readonly IdCardEvent[]): void {
  let lying = false;
  let there = true;
  for (const { kind } of events) {
    if (kind === 'reader-gone' || kind === 'reader-back') {
      expect(there).toBe(kind === 'reader-gone');
      there = kind === 'reader-back';
    } else {
      expect(there).toBe(true);
      if (kind === 'id-card-read') expect(lying).toBe(false);
      if (kind === 'id-card-read') lying = true;
      if (kind === 'id-card-taken') lying = false;
    }
  }
}
