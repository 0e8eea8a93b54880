// Drawing by a seed: the same seed and the same shelf always give the same examination.

/** Numbers from 0 up to below 1, the same for the same seed (mulberry32: 32 bits of state). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A list in another order. */
export function shuffled<Value>(list: readonly Value[], random: () => number): Value[] {
  const mixed = [...list];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const [one, two] = [mixed[index], mixed[other]];
    if (one === undefined || two === undefined) continue;
    mixed[index] = two;
    mixed[other] = one;
  }
  return mixed;
}

/** So many of a list, as different as they can be: one of each kind before a second of any. */
export function drawnApart<Value>(
  list: readonly Value[],
  count: number,
  kindOf: (value: Value) => string,
  random: () => number,
): readonly Value[] {
  const left = shuffled(list, random);
  const drawn: Value[] = [];
  while (drawn.length < count && left.length > 0) {
    const times = new Map<string, number>();
    for (const each of drawn) times.set(kindOf(each), (times.get(kindOf(each)) ?? 0) + 1);
    const rarest = Math.min(...left.map((each) => times.get(kindOf(each)) ?? 0));
    const at = left.findIndex((each) => (times.get(kindOf(each)) ?? 0) === rarest);
    drawn.push(...left.splice(at, 1));
  }
  return drawn;
}
