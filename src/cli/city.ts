// Opens the city and its windows for a command; what stands in the way is said, with the exit code it means.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inLanguage, type Language } from '../domain/language.ts';
import { type City, type CityProblem, openCity, type Window, type WindowOptions } from '../training/city.ts';
import { loadCardFixtures } from './card-fixtures.ts';
import { ExitCode, readerExitCode, WrongUsage } from './exit.ts';
import type { Globals } from './globals.ts';

/** The pack that the invented city settles by. */
export const cityPack = 'tianjin-2011';

const exitCodes = {
  input: ExitCode.wrongUsage,
  data: ExitCode.wrongUsage,
  unreachable: ExitCode.centerUnreachable,
} as const;

export function reportCityProblem(problem: CityProblem, language: Language): void {
  const cause = problem.kind === 'reader' ? problem.error.cause : inLanguage(problem.cause, language);
  const remedy = problem.kind === 'reader' ? problem.error.remedy : problem.remedy;
  process.stderr.write(`yibao-pos: ${cause}\n  → ${inLanguage(remedy, language)}\n`);
  process.exitCode = problem.kind === 'reader' ? readerExitCode(problem.error) : exitCodes[problem.kind];
}

/** Ends the command where nobody has worked in the data folder: to look or to put right is no reason to found a city. */
export function demandCity({ dataFolder, language }: Pick<Globals, 'dataFolder' | 'language'>): void {
  if (existsSync(join(dataFolder, 'center.db'))) return;
  throw new WrongUsage(
    language === 'zh'
      ? `${dataFolder} 里还没有医保中心\n  → 请先运行 yibao-pos，或用 --data 指定数据目录`
      : `there is no center in ${dataFolder} yet\n  → run yibao-pos first, or name its folder with --data`,
  );
}

/** The city of the data folder; undefined where it could not be opened, which has been said. */
export function openCityOrReport({ dataFolder, clock, language }: Globals): City | undefined {
  const city = openCity({ dataFolder, clock, pack: cityPack, cards: loadCardFixtures });
  if (city.ok) return city.value;
  reportCityProblem(city.error, language);
  return undefined;
}

/** A window of the city; undefined where it could not be opened, which has been said. */
export async function openWindowOrReport(
  city: Pick<City, 'openWindow'>,
  language: Language,
  options: WindowOptions,
): Promise<Window | undefined> {
  const window = await city.openWindow(options);
  if (window.ok) return window.value;
  reportCityProblem(window.error, language);
  return undefined;
}
