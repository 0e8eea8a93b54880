// Checks a pack as strictly as can be: its files, each of its readings, and every worked case beside it.

import { basename } from 'node:path';
import type { PackProblem } from './load-pack.ts';
import { packLoader, readWorkedCases, runWorkedCase } from './worked-cases.ts';

export interface PackCheck {
  readonly problems: readonly PackProblem[];
  /** How many worked cases were run. */
  readonly cases: number;
}

/** `folder`: the folder of the pack itself. */
export function checkPack(folder: string): PackCheck {
  const load = packLoader(folder);
  const pack = load('');
  if (!pack.ok) return { problems: pack.error, cases: 0 };
  const problems: PackProblem[] = [];
  for (const variant of pack.value.knownVariants) {
    const other = load(`+${variant}`);
    if (!other.ok) problems.push(...other.error);
  }
  const cases = readWorkedCases(folder);
  if (!cases.ok) return { problems: [...problems, ...cases.error], cases: 0 };
  for (const one of cases.value) problems.push(...runWorkedCase(one, basename(folder), load));
  return { problems, cases: cases.value.length };
}
