// What a command at a window works against: the embedded center of the data folder, or a served one (`--center URL`).

import { type Command, InvalidArgumentError } from 'commander';
import type { CalendarDate } from '../domain/date.ts';
import { ok } from '../domain/result.ts';
import { parseCenterUrl } from '../hospital/center-url.ts';
import type { City, CityProblem } from '../training/city.ts';
import { openServedCity } from '../training/served-city.ts';
import { hospitalData } from '../training/window.ts';
import { loadCardFixtures } from './card-fixtures.ts';
import { demandCity, openCityOrReport, reportCityProblem } from './city.ts';
import { WrongUsage } from './exit.ts';
import type { Globals } from './globals.ts';
import { readAuthority } from './secret-file.ts';
import { readSignKey } from './sign-keys.ts';

export interface CenterOptions {
  readonly center?: URL;
  readonly centerCa?: string;
  readonly signKey?: string;
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
    .option('--center-ca <file>', 'PEM: who signed the certificate of an https center / 证书颁发者')
    .option('--sign-key <file>', "the hospital's key at that center: messages are signed (SM3) / 签名密钥");
}

/** How a served center is spoken to, as far as files say it. */
function safetyOf({ centerCa, signKey }: CenterOptions) {
  return {
    ...(centerCa === undefined ? {} : { authority: readAuthority({ option: '--center-ca', file: centerCa }) }),
    ...(signKey === undefined ? {} : { signKey: readSignKey({ option: '--sign-key', file: signKey }) }),
  };
}

/** What would be left unused is a misunderstanding: nobody shall believe a line safer than it is. */
function demandUse({ center, centerCa, signKey }: CenterOptions): void {
  if (centerCa !== undefined && center?.protocol !== 'https:') {
    throw new WrongUsage('--center-ca is for --center https://… / --center-ca 只用于 https 的 --center');
  }
  if (signKey !== undefined && !center) throw new WrongUsage('--sign-key is for --center / --sign-key 只用于 --center');
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
  demandUse(options);
  const { center: url } = options;
  if (!url) return embedded(globals);
  const { dataFolder, clock, language } = globals;
  const city = await openServedCity({ url, ...safetyOf(options), dataFolder, clock, cards: loadCardFixtures });
  if (!city.ok) {
    reportCityProblem(city.error, language);
    return undefined;
  }
  return { ...city.value, vouchers: () => [], warmUp: () => ok(undefined) };
}

/** The same for the back office, which founds no city; with a served center there is none to found. */
export async function openOldWindowCityOrReport(
  globals: Globals,
  { hospital, ...options }: CenterOptions & { readonly hospital: string },
): Promise<WindowCity | undefined> {
  const known = hospitalData(hospital);
  if (!known.ok) {
    reportCityProblem(known.error, globals.language);
    return undefined;
  }
  if (!options.center) demandCity(globals);
  return openWindowCityOrReport(globals, options);
}
