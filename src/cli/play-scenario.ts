// Plays a scenario in a city of its own, in a folder that is gone afterwards.

import { rmSync } from 'node:fs';
import { parseDate, type Timestamp, timestampOf } from '../domain/date.ts';
import { failure, type Result } from '../domain/result.ts';
import { openCity } from '../training/city.ts';
import type { Scenario } from '../training/scenario/format.ts';
import { type Played, type PlayProblem, playScenario } from '../training/scenario/play.ts';
import { cityCalendar } from '../training/session/city-calendar.ts';
import { loadCardFixtures } from './card-fixtures.ts';
import { cityPack } from './city.ts';
import type { Globals } from './globals.ts';
import { newFolder } from './own-folder.ts';

/** When a scenario happens: at its own date and time where it names them. */
function startOf(scenario: Scenario, { businessDate, clock }: Globals): Timestamp {
  const named = scenario.date === undefined ? undefined : parseDate(scenario.date);
  const date = named?.ok ? named.value : businessDate;
  return timestampOf(date, scenario.time ?? clock.now().slice(11));
}

export async function playInOwnCity(scenario: Scenario, globals: Globals): Promise<Result<Played, PlayProblem>> {
  const folder = newFolder('yibao-pos-run-');
  if (!folder.ok) return failure({ kind: 'city', problem: folder.error });
  const dataFolder = folder.value;
  // It stands still but for the days that pass in the scenario, so that a run repeats.
  const { at, passDays } = cityCalendar(startOf(scenario, globals));
  const clock = { now: () => at(0) };
  try {
    return await playScenario(scenario, {
      open: () => openCity({ dataFolder, clock, pack: cityPack, cards: loadCardFixtures }),
      readerUrl: 'mock:',
      idReaderUrl: 'mock:',
      windowAt: () => 1,
      passDays,
    });
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
