// A whole city put together in one process: the center, and any number of hospital windows with their readers and lines.
// The counter, the scenarios and the back office all begin here. It only assembles; each part decides for itself.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { VirtualCardData } from '../../drivers/open.ts';
import { type EmbeddedCenter, openCenter } from '../center/center.ts';
import { loadCitySeed } from '../center/city-fixtures.ts';
import type { CalendarDate, Clock } from '../domain/date.ts';
import { describeFixtureProblem } from '../domain/fixture-table.ts';
import type { Transport } from '../domain/protocol/envelope.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { type Schedule, systemSchedule } from '../hospital/schedule.ts';
import { loadPack } from '../policy/load-pack.ts';
import type { Pack } from '../policy/pack.ts';
import { makeDataFolder } from './data-folder.ts';
import { type CityProblem, openWindow, same, seeRemedy, type Window, type WindowOptions } from './window.ts';

export type { CityProblem, Window, WindowOptions } from './window.ts';

export interface CityOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly schedule?: Schedule;
  /** The rule pack that the center settles by. */
  readonly pack: string;
  /** The cards of the mock reader, as on the founding day. */
  readonly cards: (foundedOn: CalendarDate) => ReadonlyMap<string, VirtualCardData>;
}

/** A message that arrived at the center, and what it answered: both as encoded. */
export interface Overheard {
  readonly request: string;
  readonly answer: string;
}

/** For somebody who looks behind the glass; a visit sends some twenty. */
const overheardAtMost = 20;
const pinInMessage = /("sim_pin":)"[^"]*"/;

export interface City {
  readonly center: EmbeddedCenter;
  readonly cards: ReadonlyMap<string, VirtualCardData>;
  openWindow(options: WindowOptions): Promise<Result<Window, CityProblem>>;
  /** What the windows of this process last said to the center, oldest first, without a PIN that one carried. */
  readonly overheard: () => readonly Overheard[];
  /** Reads the rules now, which the first message to the center would do otherwise. */
  warmUp(): Result<void, CityProblem>;
  close(): void;
}

/** The pack, read when it is first needed: the screen need not wait for it. */
function lazyPack(name: string): () => Result<Pack, CityProblem> {
  let read: Result<Pack, CityProblem> | undefined;
  return () => {
    read ??= readPack(name);
    return read;
  };
}

/** For the center, which is not asked before the pack was found sound (openCity, warmUp). */
function soundPack(read: Result<Pack, CityProblem>): Pack {
  if (read.ok) return read.value;
  throw new Error(read.error.kind === 'reader' ? read.error.error.cause : read.error.cause.en);
}

function readPack(name: string): Result<Pack, CityProblem> {
  const pack = loadPack(name);
  if (pack.ok) return pack;
  const places = pack.error.map((problem) => `${problem.file}:${problem.line}:${problem.column}: ${problem.key}`);
  return failure({ kind: 'data', cause: same(places.join('\n')), remedy: seeRemedy });
}

/** Opens the city in a data folder, founding it on the clock's date where the folder is new. */
export function openCity(options: CityOptions): Result<City, CityProblem> {
  const { dataFolder, clock, schedule = systemSchedule } = options;
  const pack = lazyPack(options.pack);
  const file = join(dataFolder, 'center.db');
  // A new city settles the past of its people at once.
  const sound: Result<unknown, CityProblem> = existsSync(file) ? ok(undefined) : pack();
  if (!sound.ok) return sound;
  const made = makeDataFolder(dataFolder);
  if (!made.ok) return made;
  const seed = (foundedOn: CalendarDate) => {
    const loaded = loadCitySeed(foundedOn);
    if (loaded.ok) return loaded.value;
    throw new Error(loaded.error.map(describeFixtureProblem).join('\n'));
  };
  const center = openCenter({ file, clock, seed, pack: () => soundPack(pack()) });
  if (!center.ok) return failure({ kind: 'data', cause: center.error.cause, remedy: center.error.remedy });
  const cards = options.cards(center.value.foundedOn);
  const { handle } = center.value;
  const overheard: Overheard[] = [];
  const carrier: Transport = {
    async exchange(request) {
      const answer = handle(request);
      overheard.push({ request: request.replace(pinInMessage, '$1"******"'), answer });
      if (overheard.length > overheardAtMost) overheard.shift();
      return ok(answer);
    },
  };
  return ok({
    center: center.value,
    cards,
    overheard: () => overheard,
    openWindow: (window) => openWindow({ dataFolder, clock, schedule, cards, carrier }, window),
    warmUp: () => {
      const read = pack();
      return read.ok ? ok(undefined) : read;
    },
    close: () => center.value.close(),
  });
}
