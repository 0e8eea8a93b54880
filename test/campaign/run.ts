// One run: a city of its own, some hospitals, some days, everything that befalls them drawn from one seed. In the evening
// everything is reconciled and the books have to be flat. The same seed gives the same run, to the last row.

import { createHash } from 'node:crypto';
import { addDays } from '../../src/domain/date.ts';
import { type CampaignCity, foundingDay } from './city.ts';
import type { Sabotage } from './counter.ts';
import { closeDay } from './evening.ts';
import type { FaultCounts } from './faults.ts';
import { day, hour, planDay } from './morning.ts';
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
  /** Lines of a day's end (3201) that were stated and found flat. */
  readonly statedLines: number;
  /** Days of one window at which at least eight different people were attended to. */
  readonly cashierDays: number;
  readonly faults: FaultCounts;
  /** The first invariants that broke, with the time; empty: none. */
  readonly broken: readonly string[];
  readonly fingerprint: string | undefined;
}

const leastAttended = 8;

async function live(world: World, place: number): Promise<{ readonly full: number; readonly lines: number }> {
  const midnight = place * day;
  world.faults.storm();
  planDay(world, midnight);
  // The last of the night are gone by half past midnight.
  await world.until(midnight + day + hour / 2);
  const lines = await closeDay(world, addDays(foundingDay, place));
  const windows = world.hospitals.flatMap(({ hospital }) => hospital.windows);
  const full = windows.filter(({ attended }) => attended.size >= leastAttended).length;
  for (const window of windows) window.attended.clear();
  return { full, lines };
}

/** Plays one seed. Throws only where the simulator or a program has a bug of its own. */
export async function playSeed(city: CampaignCity, options: RunOptions): Promise<RunReport> {
  const { seed, days, size = 'full', sabotage = {}, fingerprint = false } = options;
  const { folder, remove } = city.freshFolder();
  try {
    const world = buildWorld(city, { seed, folder, size, sabotage });
    let cashierDays = 0;
    let statedLines = 0;
    for (let each = 0; each < days && world.broken.length === 0; each += 1) {
      const { full, lines } = await live(world, each);
      cashierDays += full;
      statedLines += lines;
    }
    const hash = createHash('sha256');
    if (fingerprint) world.auditor.fingerprint(hash);
    world.close();
    return {
      ...{ seed, days, cashierDays, statedLines, faults: world.faults.counts, broken: world.broken },
      steps: world.steps(),
      visits: world.hospitals.reduce((sum, { hospital }) => sum + hospital.visits(), 0),
      refunds: world.hospitals.reduce((sum, { hospital }) => sum + hospital.refunds(), 0),
      fingerprint: fingerprint ? hash.digest('hex') : undefined,
    };
  } finally {
    remove();
  }
}
