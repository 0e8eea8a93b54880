// Checks a pack as strictly as can be: its files, each of its readings, every worked case beside it, and that the cases
// reach every rule.

import { basename } from 'node:path';
import type { PackProblem } from './load-pack.ts';
import { Reach } from './reach.ts';
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
  const cases = readWorkedCases(folder);
  const unread = cases.ok ? [] : cases.error;
  if (!pack.ok) return { problems: [...pack.error, ...unread], cases: 0 };
  const problems: PackProblem[] = [];
  for (const variant of pack.value.knownVariants) {
    const other = load(`+${variant}`);
    if (!other.ok) problems.push(...other.error);
  }
  if (!cases.ok) return { problems: [...problems, ...unread], cases: 0 };
  const reach = new Reach();
  for (const one of cases.value) {
    const wrong = runWorkedCase(one, basename(folder), load);
    problems.push(...wrong);
    const chosen = load(one.input.pack.slice(basename(folder).length));
    if (wrong.length === 0 && chosen.ok) reach.note(chosen.value, one.input);
  }
  // Where cases fail, what they would have reached is not known: that is said once they hold.
  if (problems.length === 0) problems.push(...reach.unreached(pack.value));
  return { problems, cases: cases.value.length };
}
