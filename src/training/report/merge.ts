// Results of several machines as one list: what lies in two places counts once, and what is told differently in two places is
// named. Pure.

import type { TrainingResult } from '../records/result.ts';

/** What is known of a result's signature: `unchecked` where the key that signed it is elsewhere. */
export type Signed = 'genuine' | 'altered' | 'unchecked';

export interface Source {
  /** Where it was read. */
  readonly from: string;
  readonly results: readonly TrainingResult[];
}

/** Somebody's same result with other points: both cannot be. */
export interface Contradiction {
  readonly at: string;
  readonly trainee: string;
  readonly item: string;
  readonly from: readonly [string, string];
}

export interface Merged {
  readonly results: readonly TrainingResult[];
  /** How many were there once more. */
  readonly repeated: number;
  readonly contradictions: readonly Contradiction[];
}

/** Who did what when: nobody ends the same thing twice in one second, but at two machines in two examinations. */
function occasionOf({ kind, trainee, at, item, examination = '' }: TrainingResult): string {
  return JSON.stringify([kind, trainee, at, item, examination]);
}

/** Of the same class, as far as both name one: a counter may not know what its instructor calls the class. */
function sameClass(one: TrainingResult, other: TrainingResult): boolean {
  return one.class === '' || other.class === '' || one.class === other.class;
}

/** What it says, without its class and what ties it to the file that it stands in. */
function contentOf(result: TrainingResult): string {
  const { signature: _signature, after: _after, class: _class, ...said } = result;
  return JSON.stringify(Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** An examination's beginning counts as long as no place has its result. */
function standing(results: readonly TrainingResult[]): readonly TrainingResult[] {
  const ended = new Set(
    results.flatMap(({ kind, begun, examination }) => (kind === 'exam' && !begun ? examination : [])),
  );
  return results.filter(({ begun, examination }) => !begun || !ended.has(examination));
}

/** Of a contradiction the first source is believed. */
export function merged(sources: readonly Source[]): Merged {
  const found: { result: TrainingResult; from: string }[] = [];
  const byOccasion = new Map<string, typeof found>();
  const contradictions: Contradiction[] = [];
  let repeated = 0;
  for (const { from, results } of sources) {
    for (const result of results) {
      const occasion = occasionOf(result);
      const there = byOccasion.get(occasion) ?? [];
      const known = there.find((each) => sameClass(each.result, result));
      if (!known) {
        const placed = { result, from };
        found.push(placed);
        byOccasion.set(occasion, [...there, placed]);
      } else if (contentOf(known.result) === contentOf(result)) {
        repeated += 1;
        // Of two that say the same, the one that names its class is kept.
        if (known.result.class === '') known.result = result;
      } else {
        const { at, trainee, item } = result;
        contradictions.push({ at, trainee, item, from: [known.from, from] });
      }
    }
  }
  return { results: standing(found.map(({ result }) => result)), repeated, contradictions };
}
