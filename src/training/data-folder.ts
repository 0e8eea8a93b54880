// The folder that a city or a hospital keeps its files in.

import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { failure, ok, type Result } from '../domain/result.ts';
import { type CityProblem, same } from './window.ts';

/** Makes a folder and those above it, each for its owner only. (Node's own recursive mkdir never ends below /proc.) */
export function makeDataFolder(folder: string): Result<void, CityProblem> {
  try {
    const missing: string[] = [];
    for (let above = resolve(folder); !existsSync(above); above = dirname(above)) missing.unshift(above);
    for (const each of missing) mkdirSync(each, { mode: 0o700 });
    return ok(undefined);
  } catch (error) {
    const cause = same(error instanceof Error ? error.message : String(error));
    const remedy = { zh: '请用 --data 指定可写的目录', en: 'name a writable folder with --data' };
    return failure({ kind: 'data', cause, remedy });
  }
}
