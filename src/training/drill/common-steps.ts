// How much of one list of steps is found in another, in the same order: the longest common subsequence.

/** lengths[i][j]: of the first i and the first j. */
function lengthsOf(expected: readonly string[], found: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = [Array.from({ length: found.length + 1 }, () => 0)];
  for (const wanted of expected) {
    const above = rows.at(-1) ?? [];
    const row = [0];
    for (const [j, each] of found.entries()) {
      row.push(each === wanted ? (above[j] ?? 0) + 1 : Math.max(above[j + 1] ?? 0, row[j] ?? 0));
    }
    rows.push(row);
  }
  return rows;
}

/** How many of the expected are found in order. */
export function inBoth(expected: readonly string[], found: readonly string[]): number {
  return lengthsOf(expected, found).at(-1)?.at(-1) ?? 0;
}

/** The expected that are not among those found in order. */
export function missingFrom(expected: readonly string[], found: readonly string[]): readonly string[] {
  const lengths = lengthsOf(expected, found);
  const missing: string[] = [];
  let [i, j] = [expected.length, found.length];
  while (i > 0) {
    const wanted = expected[i - 1] ?? '';
    const here = lengths[i]?.[j] ?? 0;
    if (here === (lengths[i - 1]?.[j] ?? 0)) {
      missing.unshift(wanted);
      i -= 1;
    } else if (j > 0 && here === (lengths[i]?.[j - 1] ?? 0)) {
      j -= 1;
    } else {
      i -= 1;
      j -= 1;
    }
  }
  return missing;
}
