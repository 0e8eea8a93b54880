// One run: a city of its own, some hospitals, some days, everything that befalls them drawn from one seed. In the evening
// everything is reconciled and the books have to be flat. The same seed gives the same run, to the last row.

import { createHash } from 'node:crypto';
import { addDays } from '../../src/domain/date.ts';
import { type CampaignCity, foundingDay } from './city.ts';
import type { Sabotage } from './counter.ts';
import { closeDay } from './evening.ts';
import type { FaultCounts } from './faults.ts';
import { pinsLeftIn } from './left-pins.ts';
import { day, hour, planDay } from './morning.ts';
import { type Random, randomFrom } from './random.ts';
import { buildWorld, type World, type WorldSize } from './world.ts';

export interface RunOptions {
  readonly seed: number;
  readonly days: number;
  /** `small`: few windows, as tests want it; `full` without it. */
  readonly size?: WorldSize;
  readonly sabotage?: Sabotage;
  /** Whether the files are fingerprinted at the end. */
  readonly fingerprint?: boolean;
}

export interface RunReport {
  readonly seed: number;
  readonly days: number;
  readonly steps: number;
  /** Visits from the registration to the paid receipt. */
  readonly visits: number;
  /** Times that drugs were given back. */
  readonly refunds: number;
  /** Registrations that were taken back. */
  readonly takenBack: number;
  /** Lines of a day's end (3201) that were stated and found flat. */
  readonly statedLines: number;
  /** Of each cashier-day how many different people were attended to. */
  readonly attended: readonly number[];
  readonly faults: FaultCounts;
  /** The first invariants that broke, with the time; empty: none. */
  readonly broken: readonly string[];
  readonly fingerprint: string | undefined;
}

/** Days from one open day to the next: holidays let drugs be brought back on the last day that is allowed, and too late. */
const toTheNext = [1, 1, 1, 2, 3, 4, 4];

/** So many days on which the windows are open, counted from the first. */
function openDays(random: Random, count: number): readonly number[] {
  const days = [0];
  for (let last = 0; days.length < count; days.push(last)) last += random.pick(toTheNext);
  return days;
}

interface Lived {
  /** Of each cashier-day how many different people were attended to. */
  readonly attended: readonly number[];
  /** Lines of the day's end that were flat. */
  readonly lines: number;
}

/** From the opening of the windows to the stated end of the day. */
async function live(world: World, place: number): Promise<Lived> {
  const midnight = place * day;
  world.faults.storm();
  planDay(world, midnight);
  // The last of the night are gone by half past midnight.
  await world.until(midnight + day + hour / 2);
  const lines = await closeDay(world, addDays(foundingDay, place));
  const windows = world.hospitals.flatMap(({ hospital }) => hospital.windows);
  const people = windows.map(({ attended }) => attended.size).filter((count) => count > 0);
  for (const window of windows) window.attended.clear();
  return { attended: world.broken.length === 0 ? people : [], lines };
}

/** Plays one seed. Throws only where the simulator or a program has a bug of its own. */
export async function playSeed(city: CampaignCity, options: RunOptions): Promise<RunReport> {
  const { seed, days, size = 'full', sabotage = {}, fingerprint = false } = options;
  const { folder, remove } = city.freshFolder();
  try {
    const places = openDays(randomFrom(seed).fork('open days'), days);
    const world = buildWorld(city, { seed, folder, size, sabotage, days: places });
    const attended: number[] = [];
    let statedLines = 0;
    for (const place of places) {
      if (world.broken.length > 0) break;
      const lived = await live(world, place);
      attended.push(...lived.attended);
      statedLines += lived.lines;
    }
    world.tell(pinsLeftIn(folder, world.typed));
    const hash = createHash('sha256');
    if (fingerprint) world.auditor.fingerprint(hash);
    world.close();
    return {
      ...{ seed, days, attended, statedLines, faults: world.faults.counts, broken: world.broken },
      steps: world.steps(),
      visits: world.hospitals.reduce((sum, { hospital }) => sum + hospital.visits(), 0),
      refunds: world.hospitals.reduce((sum, { hospital }) => sum + hospital.refunds(), 0),
      takenBack: world.hospitals.reduce((sum, { hospital }) => sum + hospital.takenBack(), 0),
      fingerprint: fingerprint ? hash.digest('hex') : undefined,
    };
  } finally {
    remove();
  }
}
