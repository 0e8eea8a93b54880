// One number for everything that the databases of a city hold: two runs of the same things have the same.

import { createHash } from 'node:crypto';
import type { City, Window } from '../city.ts';

/** SHA-256 over the center's rows and those of each hospital that has a window open, by hospital. */
export function contentHash(city: City, windows: readonly Window[]): string {
  const hash = createHash('sha256');
  for (const row of city.center.inspection.content()) hash.update(`${row}\n`);
  const stores = new Map(windows.map(({ store, desk }) => [desk.place.hospital.code, store]));
  for (const [code, store] of [...stores].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${code}\n`);
    for (const row of store.content()) hash.update(`${row}\n`);
  }
  return hash.digest('hex');
}
