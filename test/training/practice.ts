// Opens practices in folders of their own, for the tests of this folder.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadCardFixtures } from '../../src/cli/card-fixtures.ts';
import { cityPack } from '../../src/cli/city.ts';
import type { Clock, Timestamp } from '../../src/domain/date.ts';
import { openCity } from '../../src/training/city.ts';
import type { Stage } from '../../src/training/scenario/player.ts';
import type { SessionTime } from '../../src/training/session/session-time.ts';

export const start = '2011-08-15 09:30:00' as Timestamp;

/** Cities as they are when they were founded, by that moment: founding one takes longer than copying it. For all files. */
const founded = new Map<string, string>();

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'yibao-pos-practice-'));
}

function foundedAt(clock: Clock): string {
  const now = clock.now();
  const known = founded.get(now);
  if (known !== undefined) return known;
  const dataFolder = newFolder();
  const city = openCity({ dataFolder, clock, pack: cityPack, cards: loadCardFixtures });
  if (!city.ok) throw new Error(JSON.stringify(city.error));
  city.value.close();
  founded.set(now, dataFolder);
  return dataFolder;
}

/** A city in a new folder, which is gone when the test is over. */
export function stageAt(time: SessionTime): Stage {
  const dataFolder = newFolder();
  cpSync(foundedAt(time.clock), dataFolder, { recursive: true });
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const { clock, schedule, passDays } = time;
  return {
    open: () => openCity({ dataFolder, clock, schedule, pack: cityPack, cards: loadCardFixtures }),
    readerUrl: 'mock:',
    idReaderUrl: 'mock:',
    windowAt: () => 1,
    passDays,
  };
}
