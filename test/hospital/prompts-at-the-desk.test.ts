// Every card of the drawer that is in trouble, put in at the register of the level 3 hospital: the prompt that the
// fixtures name comes up, from the state of card and person alone.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { identify } from './steps.ts';
import { choiceAt, openTownCenter, openWindow, pocketCard, troubledCards, type Window } from './town.ts';

let folder: string;
let center: EmbeddedCenter;
let window: Window;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
  center = openTownCenter();
});
beforeEach(() => {
  window = openWindow({ center, folder });
});
afterEach(() => window.close());
afterAll(() => {
  center.close();
  rmSync(folder, { recursive: true, force: true });
});

/** States of the chip itself are the drivers' to play; here the chip always answers. */
const atTheCenter = troubledCards().filter(({ shows }) => shows !== 'wrong-pin');

describe('at the register', () => {
  it.each(atTheCenter)('$id shows $shows', async ({ id, shows, foul, illness }) => {
    const card = pocketCard(id);
    if (foul > 0) window.reader.foul(1);
    let now = await identify(window, card);
    if (now.visit.at === 'choosing') {
      const choice = choiceAt(window.desk, 'nk', illness ? 'special-illness' : 'ordinary');
      now = await window.act({ kind: 'choice-made', choice: { ...choice, illness } });
    }
    expect(now.visit).toMatchObject({ at: 'refused', refusal: { prompt: shows } });
  });
});
