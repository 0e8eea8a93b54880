// JSON.parse keeps the last of two equal keys and says nothing. In a bill that would be an amount lost in silence,
// so such text is noticed here and then read by the reader that names the place.

const token = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countKeys(item), 0);
  const entries = Object.values(value);
  return entries.reduce<number>((sum, item) => sum + countKeys(item), entries.length);
}

/** Whether there are two equal keys in one object of some JSON. `value`: what it parses to. */
export function hasDuplicateKeys(json: string, value: unknown): boolean {
  let written = 0;
  for (const match of json.matchAll(token)) if (match[1] !== undefined) written += 1;
  return written !== countKeys(value);
}
