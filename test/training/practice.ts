// Opens practices in folders of their own, for the tests of this folder.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadCardFixtures } from '../../src/cli/card-fixtures.ts';
import { cityPack } from '../../src/cli/city.ts';
import type { Timestamp } from '../../src/domain/date.ts';
import { openCity } from '../../src/training/city.ts';
import type { Stage } from '../../src/training/scenario/player.ts';
import type { SessionTime } from '../../src/training/session/session-time.ts';

export const start = '2011-08-15 09:30:00' as Timestamp;

/** A city in a new folder, which is gone when the test is over. */
export function stageAt(time: SessionTime): Stage {
  const dataFolder = mkdtempSync(join(tmpdir(), 'yibao-pos-practice-'));
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
