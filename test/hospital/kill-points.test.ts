// The window killed with SIGKILL at every durable write of a whole visit, and again while it reconciles: after the next
// start the journal agrees with the center, the list of outcomes says what became of what was in flight, and the patient
// ends up charged once for the registration and once for the fees (3-protocol, What must always hold).

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Death, runDying } from '../support/dying-program.ts';
import { inFlightAt, leftoversAtCenter, receiptsAt, settledAtCenter } from './audit.ts';
import type { Moment } from './guard.ts';
import { insist } from './insistent-cashier.ts';
import { centerFile, openTownCenter, openWindow, people, pocketCard, walkingClock } from './town.ts';

const card = pocketCard('wang-xiulan');
const program = join(import.meta.dirname, 'dying-window.ts');
/** Later than anything that the killed window wrote. */
const nextMorning = '2011-08-15 13:00:00';

let root: string;
let founded: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hospital-'));
  founded = join(root, 'founded');
  cpSync(mkdtempSync(join(root, 'empty-')), founded, { recursive: true });
  openTownCenter(centerFile(founded)).close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs a window on a folder until it has done the whole visit or died at the write. */
function run(folder: string, moment: Moment, number: number): Promise<Death> {
  return runDying(program, [folder, moment, String(number), JSON.stringify(card)]);
}

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(root, 'run-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** The next start: reconciles by itself, tells the cashier, and leaves hospital and center in agreement. */
async function startAgainAndFinish(folder: string): Promise<void> {
  const file = centerFile(folder);
  const clock = walkingClock(nextMorning);
  const center = openTownCenter(file, clock);
  const window = openWindow({ center, folder, clock });
  const { visit, inFlight } = await window.desk.settled();
  expect(inFlight).toEqual([]);
  if (visit.at === 'reconciled') {
    for (const { msgid, verdict } of visit.outcomes) {
      const state = settledAtCenter(file).find((settled) => settled.msgid === msgid)?.state;
      const ends = { confirmed: 'confirmed', reversed: 'reversed', dropped: undefined, open: '-' };
      expect(verdict in ends && state).toBe(ends[verdict as keyof typeof ends]);
    }
  }
  expect(inFlightAt(folder, people)).toBe(0);
  expect(leftoversAtCenter(file)).toEqual({ visits: 0, lines: 0 });
  const standing = settledAtCenter(file).filter(({ state }) => state !== 'reversed');
  expect(standing.map(({ invoice }) => invoice)).toEqual(receiptsAt(folder, people).map(({ number }) => number));

  await insist(window, card);
  await window.close();
  expect(center.inspection.contradictions()).toEqual([]);
  center.close();
  const settled = settledAtCenter(file).filter(({ state }) => state !== 'reversed');
  expect(settled.map(({ state }) => state)).toEqual(['confirmed', 'confirmed']);
  expect(receiptsAt(folder, people).map(({ purpose }) => purpose)).toEqual(['registration', 'fees']);
}

/** Before these nothing has happened since the write before them: no message went out, no answer came in. */
const followsAWrite = (write: string) => write.startsWith('numbers.') || write.endsWith('.intend');

/** Kills at each write of a run on the folder: after each, and before each that a message came before. */
async function killEverywhere(folder: string, writes: readonly string[]): Promise<void> {
  const points = writes.flatMap((write, place): readonly (readonly [Moment, number])[] =>
    followsAWrite(write)
      ? [['after', place + 1]]
      : [
          ['before', place + 1],
          ['after', place + 1],
        ],
  );
  console.log(`${writes.length} durable writes, killed at ${points.length} points`);
  const lanes = [0, 1].map((lane) => points.filter((_, place) => place % 2 === lane));
  await Promise.all(
    lanes.map(async (lane) => {
      for (const [moment, number] of lane) {
        const killed = copyOf(folder);
        expect(await run(killed, moment, number)).toMatchObject({ signal: 'SIGKILL' });
        await startAgainAndFinish(killed).catch((cause: unknown) => {
          throw new Error(`killed ${moment} write ${number}, ${writes[number - 1]}`, { cause });
        });
      }
    }),
  );
}

describe('killed', () => {
  it('at every write of a visit: charged once or not at all, and the next start knows which', async () => {
    const { writes } = await run(copyOf(founded), 'after', Number.MAX_SAFE_INTEGER);
    expect(writes).toContain('charges.settled');
    await killEverywhere(founded, writes);
  }, 300_000);

  it('at every write of a reconciliation: it is begun again and comes to the same end', async () => {
    const { writes } = await run(copyOf(founded), 'after', Number.MAX_SAFE_INTEGER);
    const inDoubt = copyOf(founded);
    await run(inDoubt, 'before', writes.lastIndexOf('charges.settled') + 1);
    const again = await run(copyOf(inDoubt), 'after', Number.MAX_SAFE_INTEGER);
    const reconciliation = again.writes.slice(0, again.writes.indexOf('journal.intend'));
    expect(reconciliation).toContain('journal.note reversal-intent');
    expect(reconciliation).toContain('charges.release reversed');
    await killEverywhere(inDoubt, reconciliation);
  }, 300_000);
});
