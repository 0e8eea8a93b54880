// A refund of drugs (退药) and one of a registration (退号), killed with SIGKILL at every durable write, and cut, garbled or late
// at every message: the patient gets it back once, hospital and center agree, and nothing is left in flight (3-protocol,
// What must always hold).

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLine, type LineFault } from '../../src/hospital/center-line.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { type Death, runDying } from '../support/dying-program.ts';
import { cancelledAtCenter, contradictionsAt, inFlightAt } from './audit.ts';
import type { Moment } from './guard.ts';
import { insistOnRefund } from './insistent-refund.ts';
import { payFor } from './refunding.ts';
import { register } from './steps.ts';
import { centerFile, openTownCenter, openWindow, people, pocketCard, type Window, walkingClock } from './town.ts';

const program = join(import.meta.dirname, 'dying-refund.ts');
/** Later than anything that the killed window wrote. */
const later = '2011-08-15 13:00:00';

/** A city in which something can be given back, and nothing is yet. */
interface Town {
  readonly folder: string;
  readonly ticket: string;
  /** What comes back, in fen. */
  readonly total: number;
}

let root: string;
let drugs: Town;
let registration: Town;

async function townWith(total: number, work: (window: Window) => Promise<string>): Promise<Town> {
  const folder = mkdtempSync(join(root, 'town-'));
  const clock = walkingClock();
  const center = openTownCenter(centerFile(folder), clock);
  const window = openWindow({ center, folder, clock });
  const ticket = await work(window);
  await window.close();
  center.close();
  return { folder, ticket, total };
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'refund-'));
  const card = pocketCard('wang-xiulan');
  drugs = await townWith(1260, (window) => payFor(window, card));
  registration = await townWith(400, async (window) => {
    const { visit } = await register(window, card);
    if (visit.at !== 'registered') throw new Error(`not registered: ${visit.at}`);
    return visit.ticket.number;
  });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(root, 'run-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function run(folder: string, { ticket }: Town, moment: Moment, number: number): Promise<Death> {
  return runDying(program, [folder, moment, String(number), ticket]);
}

function rows(file: string, sql: string): unknown[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

const refundsHere = (folder: string) =>
  rows(join(folder, `hospital-${people}.db`), 'SELECT number, total FROM refunds ORDER BY number');
const refundsAtCenter = (folder: string) =>
  rows(centerFile(folder), "SELECT invoice AS number, state FROM refund WHERE state <> 'reversed' ORDER BY id");

/** The next start reconciles by itself; then the cashier insists, and the patient has it once. */
async function startAgainAndFinish(folder: string, { ticket, total }: Town): Promise<void> {
  const clock = walkingClock(later);
  const center = openTownCenter(centerFile(folder), clock);
  const window = openWindow({ center, folder, clock, station: 'refund' });
  await window.desk.settled();
  expect(inFlightAt(folder, people)).toBe(0);
  expect(refundsAtCenter(folder)).toMatchObject(refundsHere(folder).map(() => ({ state: 'confirmed' })));
  await insistOnRefund(window, ticket);
  await window.close();
  expect(center.inspection.contradictions()).toEqual([]);
  center.close();
  expect(contradictionsAt(folder, people)).toEqual([]);
  expect(refundsHere(folder)).toMatchObject([{ total }]);
  expect(cancelledAtCenter(centerFile(folder))).toEqual(total === registration.total ? [ticket] : []);
  expect(refundsAtCenter(folder)).toMatchObject([{ state: 'confirmed' }]);
  expect(inFlightAt(folder, people)).toBe(0);
}

/** A number that was given out and not used is a gap, and changes nothing else. */
const isNumber = (write: string) => write.startsWith('numbers.');

/** Before and after each write; before an intent nothing was sent. */
async function killEverywhere(folder: string, town: Town, writes: readonly string[]): Promise<void> {
  const points = writes.flatMap((write, place): readonly (readonly [Moment, number])[] => {
    if (isNumber(write)) return [];
    const after = ['after', place + 1] as const;
    return write.endsWith('.intend') ? [after] : [['before', place + 1], after];
  });
  for (const [moment, number] of points) {
    const killed = copyOf(folder);
    expect(await run(killed, town, moment, number)).toMatchObject({ signal: 'SIGKILL' });
    await startAgainAndFinish(killed, town).catch((cause: unknown) => {
      throw new Error(`killed ${moment} write ${number}, ${writes[number - 1]}`, { cause });
    });
  }
}

describe('killed', () => {
  const kinds = [
    ['of a refund of drugs', () => drugs],
    ['of a cancelled registration', () => registration],
  ] as const;
  for (const [what, of] of kinds) {
    it(`at every write ${what}, and of its reconciliation: given back once or not at all, and the next start knows`, async () => {
      const town = of();
      const { writes } = await run(copyOf(town.folder), town, 'after', Number.MAX_SAFE_INTEGER);
      expect(writes).toEqual(expect.arrayContaining(['refunds.intend', 'refunds.refunded', 'journal.note confirmed']));
      await killEverywhere(town.folder, town, writes);

      const inDoubt = copyOf(town.folder);
      await run(inDoubt, town, 'before', writes.indexOf('refunds.refunded') + 1);
      const again = await run(copyOf(inDoubt), town, 'after', Number.MAX_SAFE_INTEGER);
      const reconciliation = again.writes.slice(0, again.writes.indexOf('refunds.intend'));
      expect(reconciliation).toContain('journal.note reversal-intent');
      await killEverywhere(
        inDoubt,
        town,
        reconciliation.slice(0, reconciliation.indexOf('charges.release reversed') + 1),
      );
    }, 300_000);
  }
});

/** Strikes one message after another; each time the cashier insists, and the next start finds everything in order. */
async function strikeEach(town: Town, fault: LineFault, messages: number): Promise<void> {
  for (let struck = 0; struck < messages; struck += 1) {
    const folder = copyOf(town.folder);
    const clock = walkingClock(later);
    const center = openTownCenter(centerFile(folder), clock);
    const inner = createLine({ handle: center.handle, schedule: systemSchedule, deadline: 5000 });
    let sent = 0;
    const transport = {
      exchange(request: string) {
        if (sent === struck) inner.hand.befall({ fault, times: 1 });
        sent += 1;
        return inner.transport.exchange(request);
      },
    };
    const line = { hand: inner.hand, transport };
    const window = openWindow({ center, folder, clock, line, station: 'refund' });
    await insistOnRefund(window, town.ticket);
    await inner.hand.letGo();
    await window.close();
    center.close();
    expect(sent).toBeGreaterThan(struck);
    await startAgainAndFinish(folder, town);
  }
}

describe('the line fails at a message', () => {
  for (const fault of ['cut-before-arrival', 'cut-after-arrival', 'garbled', 'late'] satisfies LineFault[]) {
    it(`${fault}, of a refund (9001 2208 in trial 2208 confirm): given back once, nothing in flight`, () =>
      strikeEach(drugs, fault, 4));
    it(`${fault}, of a cancelled registration (and 2202): given back and cancelled once, nothing in flight`, () =>
      strikeEach(registration, fault, 5));
  }
});
