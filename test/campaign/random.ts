// The campaign's only source of chance: one seed, the same numbers on every machine (splitmix32). Nothing else in a run
// may draw from anywhere else, or a seed would not replay.

export interface Random {
  /** 0 ≤ n < below. */
  int(below: number): number;
  /** A whole number of both ends. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<Value>(from: readonly Value[]): Value;
  /** A stream of its own, so that what one actor draws does not move what another draws. */
  fork(name: string): Random;
}

function hashOf(text: string, seed: number): number {
  let hash = seed ^ 0x9e3779b9;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }
  const int = (below: number) => next() % below;
  return {
    int,
    between: (from, to) => from + int(to - from + 1),
    chance: (probability) => next() < probability * 0x1_0000_0000,
    pick(from) {
      const found = from[int(from.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
    fork: (name) => randomFrom(hashOf(name, next())),
  };
}
