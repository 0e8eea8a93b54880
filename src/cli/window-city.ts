// What a command at a window works against: the embedded center of the data folder, or a served one (`--center URL`).

import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import type { CalendarDate } from '../domain/date.ts';
import { ok } from '../domain/result.ts';
import { parseCenterUrl } from '../hospital/center-url.ts';
import type { City, CityProblem } from '../training/city.ts';
import { openServedCity } from '../training/served-city.ts';
import { loadCardFixtures } from './card-fixtures.ts';
import { openCityOrReport, reportCityProblem } from './city.ts';
import { WrongUsage } from './exit.ts';
import type { Globals } from './globals.ts';

export interface CenterOptions {
  readonly center?: URL;
  readonly centerCa?: string;
}

/** What someone in the city has on the telephone. */
export interface PocketVoucher {
  readonly id: string;
  readonly holder: string;
  readonly code: string;
}

export interface WindowCity extends Pick<City, 'openWindow' | 'warmUp' | 'close'> {
  readonly foundedOn: CalendarDate;
  /** Why a served center was not there at the start, where it was not. */
  readonly unreached: CityProblem | undefined;
  /** Empty with a served center: what is in other people's pockets is none of a hospital's business. */
  readonly vouchers: () => readonly PocketVoucher[];
}

function parseCenter(text: string): URL {
  const url = parseCenterUrl(text);
  if (url.ok) return url.value;
  throw new InvalidArgumentError(`${url.error.en} / ${url.error.zh}`);
}

/** Adds the options that say where the center is. */
export function withCenterOptions(command: Command): Command {
  return command
    .option('--center <url>', 'a served center, as in http://127.0.0.1:8710; else the embedded one', parseCenter)
    .option('--center-ca <file>', 'PEM: who signed the certificate of an https center / 证书颁发者');
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongUsage(`--center-ca: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function embedded(globals: Globals): WindowCity | undefined {
  const city = openCityOrReport(globals);
  if (!city) return undefined;
  const { center, cards } = city;
  return {
    foundedOn: center.foundedOn,
    unreached: undefined,
    vouchers: () =>
      [...cards.values()].flatMap(({ id, name, socialSecurityNumber }) => {
        const code = center.inspection.eVoucher(socialSecurityNumber);
        return code === undefined ? [] : [{ id, holder: name, code }];
      }),
    openWindow: (options) => city.openWindow(options),
    warmUp: () => city.warmUp(),
    close: () => city.close(),
  };
}

/** The city to work in; undefined where it could not be opened, which has been said. */
export async function openWindowCityOrReport(
  globals: Globals,
  options: CenterOptions,
): Promise<WindowCity | undefined> {
  const { center: url, centerCa } = options;
  if (!url) return embedded(globals);
  const { dataFolder, clock, language } = globals;
  const authority = centerCa === undefined ? {} : { authority: readAuthority(centerCa) };
  const city = await openServedCity({ url, ...authority, dataFolder, clock, cards: loadCardFixtures });
  if (!city.ok) {
    reportCityProblem(city.error, language);
    return undefined;
  }
  return { ...city.value, vouchers: () => [], warmUp: () => ok(undefined) };
}
