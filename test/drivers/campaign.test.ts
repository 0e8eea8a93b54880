// A fault campaign on the driver, in virtual time: faults, hands and commands in any order. One seed replays everything.
// Invariants: every call comes back; coming and going is told in order, never twice; in the end all is as before.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { socialSecurityCard as application } from '../../drivers/card/application.ts';
import { type FaultName, faults } from '../../drivers/open.ts';
import type { ReaderEvent } from '../../drivers/reader.ts';
import { type Bench, openBench } from './bench-line.ts';

type Act =
  | { readonly act: 'fault'; readonly name: FaultName; readonly times: number }
  | { readonly act: 'insert'; readonly card: string }
  | { readonly act: 'remove' | 'clear' | 'cut' | 'read' | 'begin-read' | 'verify' | 'power-on' | 'power-off' }
  | { readonly act: 'pass'; readonly milliseconds: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('fault' as const),
      name: fc.constantFrom(...faults.map(({ name }) => name)),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('insert' as const), card: fc.constantFrom('wang', 'long', 'plain') }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('remove' as const, 'clear' as const, 'cut' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'read' as const,
        'begin-read' as const,
        'verify' as const,
        'power-on' as const,
        'power-off' as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('pass' as const), milliseconds: fc.integer({ min: 1, max: 3_000 }) }),
  },
);

/** `begun`: calls that were not waited for. */
async function perform({ time, hand, reader, cut }: Bench, one: Act, begun: Promise<unknown>[]): Promise<void> {
  switch (one.act) {
    case 'fault':
      hand.fault(one.name, one.times);
      break;
    case 'insert':
      hand.insert(one.card);
      break;
    case 'remove':
      hand.remove();
      break;
    case 'clear':
      hand.clearFaults();
      break;
    case 'cut':
      cut();
      break;
    case 'pass':
      await time.pass(one.milliseconds);
      break;
    case 'read':
      await time.run(application.read(reader));
      break;
    case 'begin-read':
      begun.push(application.read(reader));
      break;
    case 'verify':
      await time.run(application.verifyPin(reader, '123456'));
      break;
    case 'power-on':
      await time.run(reader.powerOn());
      break;
    case 'power-off':
      await time.run(reader.powerOff());
      break;
  }
}

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

describe('whatever happens to reader, line and card', () => {
  it('no call hangs, events are orderly, and without faults the card reads again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
        const bench = await openBench('wang');
        const begun: Promise<unknown>[] = [];
        for (const one of acts) await perform(bench, one, begun);
        await bench.time.run(Promise.all(begun));
        bench.hand.clearFaults();
        bench.hand.insert('wang');
        // What began before may still run into its deadline, and take the reader away for a moment.
        await bench.time.pass(40_000);
        await bench.time.until(() => bench.reader.status().at === 'card');
        expect(await bench.time.run(application.read(bench.reader))).toMatchObject({ ok: true });
        expectOrderly(bench.events, true);
        await bench.reader.close();
      }),
      { numRuns: 150 },
    );
  });
});
