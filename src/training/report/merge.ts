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

/** Who did what when: nobody ends the same thing twice in one second. */
function occasionOf({ kind, class: inClass, trainee, at, item }: TrainingResult): string {
  return JSON.stringify([kind, inClass, trainee, at, item]);
}

/** What it says, without what ties it to the file that it stands in. */
function contentOf(result: TrainingResult): string {
  const { signature: _signature, ...rest } = result;
  const said = Object.entries(rest).filter(([name]) => name !== 'after');
  return JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1)));
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
  const found = new Map<string, { readonly result: TrainingResult; readonly from: string }>();
  const contradictions: Contradiction[] = [];
  let repeated = 0;
  for (const { from, results } of sources) {
    for (const result of results) {
      const occasion = occasionOf(result);
      const known = found.get(occasion);
      if (!known) found.set(occasion, { result, from });
      else if (contentOf(known.result) === contentOf(result)) repeated += 1;
      else {
        const { at, trainee, item } = result;
        contradictions.push({ at, trainee, item, from: [known.from, from] });
      }
    }
  }
  return { results: standing([...found.values()].map(({ result }) => result)), repeated, contradictions };
}
