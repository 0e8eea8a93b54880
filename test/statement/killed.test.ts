// Putting a day right, killed with SIGKILL before and after each of its corrections: stated and put right again, the day is
// flat, and the center has what it would have had without the kill (3-protocol, What must always hold).

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settledAtCenter } from '../hospital/audit.ts';
import { leaveInDoubt } from '../hospital/desks.ts';
import type { Moment } from '../hospital/guard.ts';
import { register } from '../hospital/steps.ts';
import { centerFile, openTownCenter, openWindow, people, pocketCard, walkingClock } from '../hospital/town.ts';
import { type Death, runDying } from '../support/dying-program.ts';
import { dayTown, hospitalName } from './day-town.ts';
import { mendAll } from './stated.ts';

const town = dayTown();
const program = join(import.meta.dirname, 'dying-correction.ts');
const [li, zhao] = ['li-jianguo', 'zhao-guilan'].map(pocketCard);

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'corrections-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A day with one row of each kind: to confirm, to cancel, to accept, to reverse. */
async function dayToMend(): Promise<string> {
  const first = town.open();
  first.line.hand.befall({ fault: 'cut-before-arrival', times: 1, infno: 'confirm' });
  await register(first, li!);
  await first.remove();
  await first.act({ kind: 'confirmed' });
  const centerForgot = await town.losing(
    'center',
    async (window) => {
      await window.act({ kind: 'reconcile-asked' });
      await window.act({ kind: 'confirmed' });
      await register(window, zhao!);
    },
    first,
  );
  await town.losing(
    hospitalName,
    async (window) => {
      await register(window, zhao!);
      await window.remove();
      await window.act({ kind: 'confirmed' });
      await leaveInDoubt(window);
    },
    centerForgot,
  );
  await town.close();
  return town.folder();
}

function run(folder: string, moment: Moment, number: number): Promise<Death> {
  return runDying(program, [folder, moment, String(number)]);
}

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(root, 'run-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** How often each kind of correction ended something; an end happens once. */
function ends(folder: string): unknown {
  const db = new Database(join(folder, `hospital-${people}.db`), { readonly: true });
  try {
    return db
      .prepare(
        "SELECT kind, count(*) AS times FROM corrections WHERE kind IN ('accepted', 'cancelled') GROUP BY kind ORDER BY kind",
      )
      .all();
  } finally {
    db.close();
  }
}

const statesAtCenter = (folder: string) =>
  settledAtCenter(centerFile(folder)).map(({ msgid, state }) => [msgid, state]);

async function startAgainAndFinish(folder: string): Promise<void> {
  const clock = walkingClock('2011-08-15 19:00:00');
  const center = openTownCenter(centerFile(folder), clock);
  const window = openWindow({ center, folder, clock });
  await window.desk.settled();
  const { lines } = await mendAll(window);
  expect(lines.map(({ verdict }) => verdict)).toEqual(['flat', 'flat', 'flat', 'flat']);
  expect((await window.desk.settled()).statementDays).toMatchObject([{ at: 'closed' }]);
  await window.close();
  expect(center.inspection.contradictions()).toEqual([]);
  center.close();
}

it('killed at every correction of a day: put right once, flat, and both sides as if nobody had been killed', async () => {
  const folder = await dayToMend();
  const whole = copyOf(folder);
  const { writes } = await run(whole, 'after', Number.MAX_SAFE_INTEGER);
  const kinds = ['confirmed', 'cancelled', 'accepted', 'reversal-intent', 'reversed'];
  expect(writes).toEqual(expect.arrayContaining(kinds.map((kind) => `corrections.write ${kind}`)));
  const points = writes.flatMap((write, place): readonly (readonly [Moment, number])[] => {
    if (!write.startsWith('corrections.')) return [];
    return [
      ['before', place + 1],
      ['after', place + 1],
    ];
  });
  console.log(`${points.length / 2} corrections, killed at ${points.length} points`);
  for (const [moment, number] of points) {
    const killed = copyOf(folder);
    expect(await run(killed, moment, number)).toMatchObject({ signal: 'SIGKILL' });
    await startAgainAndFinish(killed).catch((cause: unknown) => {
      throw new Error(`killed ${moment} write ${number}, ${writes[number - 1]}`, { cause });
    });
    expect(statesAtCenter(killed)).toEqual(statesAtCenter(whole));
    expect(ends(killed)).toEqual(ends(whole));
  }
}, 120_000);
