// `center serve` killed with SIGKILL before and after its commits in a registration, a payment, a refund, what reconciles them,
// and the day's end, and started again on its file: the counter goes on; everything is charged, and given back, once or not at
// all; the day is flat (3-protocol, What must always hold).

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contradictionsIn } from '../../src/center/store/contradictions.ts';
import type { LineFault } from '../../src/hospital/center-line.ts';
import { inFlightAt, leftoversAtCenter, receiptsAt, settledAtCenter } from '../hospital/audit.ts';
import { insist, ticketsOf } from '../hospital/insistent-cashier.ts';
import { insistOnRefund } from '../hospital/insistent-refund.ts';
import { approval, tryRefund } from '../hospital/refunding.ts';
import { bringToTrial, consult } from '../hospital/steps.ts';
import {
  businessDay,
  centerFile,
  openTownCenter,
  openWindow,
  people,
  pocketCard,
  type Window,
  walkingClock,
} from '../hospital/town.ts';
import type { Orders } from './dying-center.ts';
import { type MortalCenter, mortalCenter } from './mortal-center.ts';

const card = pocketCard('wang-xiulan');
const morning = `${businessDay} 11:00:00`;
let root: string;
const lanes: MortalCenter[] = [];
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'center-killed-'));
  for (let lane = 0; lane < 2; lane += 1) lanes.push(mortalCenter());
});
afterAll(() => {
  for (const lane of lanes) lane.close();
  rmSync(root, { recursive: true, force: true });
});

/** Something that a counter does, from where it begins. What was done before lies in the folder. */
interface Phase {
  readonly name: string;
  readonly folder: string;
  readonly run: (window: Window) => Promise<void>;
  readonly refunds: boolean;
}

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(root, 'run-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Goes on from a folder over a center in this process, and leaves what it comes to. */
async function prepared(from: string, deed: (window: Window) => Promise<unknown>): Promise<string> {
  const folder = copyOf(from);
  const clock = walkingClock();
  const center = openTownCenter(centerFile(folder), clock);
  const window = openWindow({ center, folder, clock });
  await deed(window);
  await window.close();
  center.close();
  return folder;
}

const ticketOf = (window: Window) => ticketsOf(window).at(-1)?.number ?? '';
const refund = (window: Window) => insistOnRefund(window, ticketOf(window));

async function reconcile(window: Window): Promise<void> {
  for (let times = 0; times < 5; times += 1) {
    const { visit, inFlight } = await window.act({ kind: 'reconcile-asked' });
    if (visit.at === 'reconciled') await window.act({ kind: 'confirmed' });
    if (inFlight.length === 0) return;
  }
}

async function stateDay(window: Window): Promise<void> {
  for (let times = 0; times < 5; times += 1) {
    window.desk.dispatch({ kind: 'day-asked', day: businessDay, backUp: false });
    const { statement } = await window.desk.settled();
    if (statement.at === 'failed') continue;
    expect(statement).toMatchObject({ at: 'stated' });
    const lines = statement.at === 'stated' ? statement.statement.lines : [];
    expect(lines.map(({ verdict }) => verdict)).toEqual(['flat', 'flat', 'flat', 'flat']);
    return;
  }
  throw new Error('the day cannot be stated');
}

async function phases(): Promise<readonly Phase[]> {
  const founded = await prepared(mkdtempSync(join(root, 'empty-')), async () => {});
  const ordered = await prepared(founded, async (window) => {
    await insist(window, card, 'waiting');
    await consult(window);
  });
  const paid = await prepared(ordered, (window) => insist(window, card));
  /** A message of the settlement, or of the refund, befell something, and nobody has reconciled it. */
  const doubtful = (fault: LineFault, infno: string) =>
    prepared(ordered, async (window) => {
      await bringToTrial(window, card);
      window.line.hand.befall({ fault, infno, times: 1 });
      await window.act({ kind: 'confirmed' });
    });
  const doubtfulRefund = (fault: LineFault) =>
    prepared(paid, async (window) => {
      await tryRefund(window, ticketOf(window));
      window.line.hand.befall({ fault, infno: '2208', times: 1 });
      await window.act({ kind: 'refund-approved', approval });
    });
  const settles = { refunds: false } as const;
  const gives = { refunds: true } as const;
  return [
    { name: 'register', folder: founded, run: (window) => insist(window, card, 'waiting'), ...settles },
    { name: 'pay', folder: ordered, run: (window) => insist(window, card), ...settles },
    { name: 'refund', folder: paid, run: refund, ...gives },
    {
      name: 'reconcile a settlement that arrived',
      folder: await doubtful('cut-after-arrival', '2207A'),
      run: reconcile,
      ...settles,
    },
    {
      name: 'reconcile a settlement that did not',
      folder: await doubtful('cut-before-arrival', '2207A'),
      run: reconcile,
      ...settles,
    },
    {
      name: 'reconcile a confirmation',
      folder: await doubtful('cut-before-arrival', 'confirm'),
      run: reconcile,
      ...settles,
    },
    {
      name: 'reconcile a refund that arrived',
      folder: await doubtfulRefund('cut-after-arrival'),
      run: reconcile,
      ...gives,
    },
    {
      name: 'reconcile a refund that did not',
      folder: await doubtfulRefund('cut-before-arrival'),
      run: reconcile,
      ...gives,
    },
    { name: 'state the day', folder: paid, run: stateDay, ...settles },
  ];
}

/** Of these alone by default, where a minute of starting centers would be too long; YIBAO_KILL_POINTS=all: of every one. */
const movesMoney = /2207A|2208|2601|confirm/;
const isAll = process.env.YIBAO_KILL_POINTS === 'all';

interface Point {
  readonly phase: Phase;
  readonly of: string;
  readonly death: NonNullable<Orders['death']>;
}

async function openOn(center: MortalCenter, folder: string, death: Orders['death']): Promise<Window> {
  await center.serve({ file: centerFile(folder), clockFrom: morning, death });
  return openWindow({ center: { handle: () => '' }, folder, line: center.line(), clock: walkingClock(morning) });
}

/** Every commit of a phase, before and after it. */
async function pointsOf(center: MortalCenter, phase: Phase): Promise<readonly Point[]> {
  const window = await openOn(center, copyOf(phase.folder), undefined);
  await window.desk.settled();
  await phase.run(window);
  const commits = await center.commits();
  await window.close();
  return commits.flatMap((of, place) =>
    (['before', 'after'] as const).map((moment) => ({ phase, of, death: { moment, commit: place + 1 } })),
  );
}

/** The counter went on; what it left behind is looked at, on both files. */
async function killedAt(center: MortalCenter, { phase, death }: Point): Promise<void> {
  const folder = copyOf(phase.folder);
  const file = centerFile(folder);
  const window = await openOn(center, folder, death);
  await window.desk.settled();
  await phase.run(window);
  await center.died();
  await insist(window, card);
  if (phase.refunds) await refund(window);
  await reconcile(window);
  await stateDay(window);
  await window.close();
  expect(inFlightAt(folder, people)).toBe(0);
  expect(leftoversAtCenter(file)).toEqual({ visits: 0, lines: 0 });
  expect(receiptsAt(folder, people).map(({ purpose }) => purpose)).toEqual(['registration', 'fees']);
  const standing = settledAtCenter(file).filter(({ state }) => state !== 'reversed');
  const confirmed = Array.from({ length: phase.refunds ? 3 : 2 }, () => 'confirmed');
  expect(standing.map(({ state }) => state)).toEqual(confirmed);
  const db = new Database(file, { readonly: true });
  expect(contradictionsIn(db)).toEqual([]);
  const refunds = db.prepare("SELECT state FROM refund WHERE state <> 'reversed'").pluck().all();
  expect(refunds).toEqual(phase.refunds ? ['confirmed'] : []);
  db.close();
  rmSync(folder, { recursive: true, force: true });
}

test('killed before and after every commit that moves money, or settles that it did: the counter goes on, charged once or not at all, the day flat', async () => {
  const [first] = lanes;
  if (!first) throw new Error('no lane');
  const points: Point[] = [];
  for (const phase of await phases()) {
    const own = await pointsOf(first, phase);
    console.log(`${String(own.length).padStart(4)} boundaries: ${phase.name}`);
    // A hand on the commits that no commit passes would kill nothing, and find everything well.
    expect(own.length, phase.name).toBeGreaterThan(0);
    points.push(...own);
  }
  const left = points.filter(({ of }) => isAll || movesMoney.test(of));
  console.log(`${points.length} boundaries of center serve, killed at ${left.length} of them`);
  await Promise.all(
    lanes.map(async (lane) => {
      for (let point = left.shift(); point; point = left.shift()) {
        const { phase, death, of } = point;
        await killedAt(lane, point).catch((cause: unknown) => {
          throw new Error(`${phase.name}: killed ${death.moment} commit ${death.commit} (${of})`, { cause });
        });
      }
    }),
  );
}, 600_000);
