// A seed is a run: played twice it leaves the same rows in every file, and its faults and figures are the same.

import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CampaignCity, openCampaignCity } from './city.ts';
import { playSeed } from './run.ts';

let city: CampaignCity;
beforeAll(() => {
  city = openCampaignCity(tmpdir());
});
afterAll(() => city.close());

it('the same seed gives the same run: every row of every file, every fault, every step', async () => {
  const run = { seed: 4, days: 2, size: 'small', fingerprint: true } as const;
  const first = await playSeed(city, run);
  expect(first.broken).toEqual([]);
  expect(first.visits).toBeGreaterThan(5);
  expect(await playSeed(city, run)).toEqual(first);
  expect((await playSeed(city, { ...run, seed: 5 })).fingerprint).not.toBe(first.fingerprint);
});
