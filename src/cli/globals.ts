// The options that every command understands, made into what the rest of the program needs.

import { randomInt, randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type CalendarDate, type Clock, dateOf, parseDate, type Timestamp } from '../domain/date.ts';
import type { Language } from '../domain/language.ts';

export interface Globals {
  readonly language: Language;
  readonly json: boolean;
  readonly businessDate: CalendarDate;
  readonly dataFolder: string;
  /** Wall-clock time of day on the business date; runs on over midnight. */
  readonly clock: Clock;
  /** The machine's own, whatever the business date: when training was done. */
  readonly machineClock: Clock;
}

interface GlobalOptions {
  readonly lang: Language;
  readonly json?: true;
  readonly date?: CalendarDate;
  readonly data?: string;
}

/** For commander: a folder has a name. */
export function parseDataFolder(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected the name of a folder.');
  return text;
}

/** For commander: refuses what is not an existing day. */
export function parseBusinessDate(text: string): CalendarDate {
  const date = parseDate(text);
  if (!date.ok) throw new InvalidArgumentError(`Expected ${date.error.expected}.`);
  return date.value;
}

const dayLength = 86_400_000;

function localTimestamp(at: Date): Timestamp {
  const two = (n: number) => n.toString().padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}` as Timestamp;
}

/** The machine's time of day, on a business date of one's choice; midnight turns the business date as well. */
export function clockOn(date: CalendarDate | undefined, now: () => Date = () => new Date()): Clock {
  const today = dateOf(localTimestamp(now()).slice(0, 10));
  const shift = date === undefined ? 0 : Math.round((Date.parse(date) - Date.parse(today)) / dayLength);
  return {
    now: () => {
      const at = now();
      // By calendar days, not by hours: a change to or from summer time must not shift the time of day.
      at.setDate(at.getDate() + shift);
      return localTimestamp(at);
    },
  };
}

function userDataFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return environment.XDG_DATA_HOME || join(homedir(), '.local', 'share');
}

/**
 * Where the data is kept. A business date set by hand gets a folder of its own below the user's, because a city
 * lives forward only: 2011 cannot follow today in one ledger.
 */
function dataFolder(options: GlobalOptions): string {
  if (options.data !== undefined) return options.data;
  const own = join(userDataFolder(process.env, process.platform), 'yibao-pos');
  return options.date === undefined ? join(own, 'today') : join(own, `at-${options.date}`);
}

export function globalsOf(command: Command): Globals {
  const options = command.optsWithGlobals<GlobalOptions>();
  const clock = clockOn(options.date);
  return {
    language: options.lang,
    json: options.json === true,
    clock,
    machineClock: clockOn(undefined),
    businessDate: dateOf(clock.now().slice(0, 10)),
    dataFolder: dataFolder(options),
  };
}

/** A UUID: what nothing else is called. */
export function newIdentity(): string {
  return randomUUID();
}

/** A whole number from 0, below the given one, that nobody can guess. */
export function randomBelow(limit: number): number {
  return randomInt(limit);
}
