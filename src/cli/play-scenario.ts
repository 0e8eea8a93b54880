// Plays a scenario in a city of its own, in a folder that is gone afterwards.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, parseDate, timestampOf } from '../domain/date.ts';
import type { Result } from '../domain/result.ts';
import { openCity } from '../training/city.ts';
import type { Scenario } from '../training/scenario/format.ts';
import { type Played, type PlayProblem, playScenario } from '../training/scenario/play.ts';
import { loadCardFixtures } from './card-fixtures.ts';
import { cityPack } from './city.ts';
import type { Globals } from './globals.ts';

/** The clock of a scenario: its own date and time where it names them; it stands still, so that a run repeats. */
function scenarioClock(scenario: Scenario, { businessDate, clock }: Globals): Clock {
  const named = scenario.date === undefined ? undefined : parseDate(scenario.date);
  const date = named?.ok ? named.value : businessDate;
  if (scenario.time !== undefined) return { now: () => timestampOf(date, scenario.time) };
  return { now: () => timestampOf(date, clock.now().slice(11)) };
}

export async function playInOwnCity(scenario: Scenario, globals: Globals): Promise<Result<Played, PlayProblem>> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'yibao-pos-run-'));
  const clock = scenarioClock(scenario, globals);
  try {
    return await playScenario(scenario, {
      open: () => openCity({ dataFolder, clock, pack: cityPack, cards: loadCardFixtures }),
      readerUrl: 'mock:',
      idReaderUrl: 'mock:',
      windowAt: () => 1,
    });
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
