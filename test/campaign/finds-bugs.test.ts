// The campaign finds bugs: known ones are planted, and each is found within a few seeds (9-models, TigerBeetle VOPR: a
// simulator that finds nothing has shown nothing).

import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CampaignCity, openCampaignCity } from './city.ts';
import { plantedBugs } from './planted-bugs.ts';
import { playSeed } from './run.ts';

const mostSeeds = 12;

let city: CampaignCity;
beforeAll(() => {
  city = openCampaignCity(tmpdir());
});
afterAll(() => city.close());

describe('a campaign', () => {
  it.each(Object.entries(plantedBugs))(`finds within ${mostSeeds} seeds that %s`, async (_, sabotage) => {
    let found: readonly string[] = [];
    for (let seed = 1; seed <= mostSeeds && found.length === 0; seed += 1) {
      found = (await playSeed(city, { seed, days: 1, size: 'small', sabotage })).broken;
    }
    expect(found).not.toEqual([]);
  });
});
