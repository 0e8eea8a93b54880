// Where the values and keys of a quickly read document stand: the same answers as the library's tree gives.

import type { PositionedYaml } from './positions.ts';
import { type QuickEntry, type QuickNode, quickContent } from './quick-yaml.ts';

interface Found {
  readonly node: QuickNode;
  /** Where the key in front of the node stands, where it stands in a map. */
  readonly keyAt: number | undefined;
}

function entryOf(node: QuickNode, part: PropertyKey): QuickEntry | undefined {
  if (node.kind !== 'map') return undefined;
  for (const entry of node.entries) if (entry.key === String(part)) return entry;
  return undefined;
}

/** The node of a path, or the deepest one on the way to it. What is behind an alias stands elsewhere, and is not entered. */
function nodeAt(root: QuickNode, path: readonly PropertyKey[]): Found {
  let found: Found = { node: root, keyAt: undefined };
  for (const part of path) {
    const { node } = found;
    const entry = entryOf(node, part);
    const item = node.kind === 'list' && typeof part === 'number' ? node.items[part] : undefined;
    if (entry) found = { node: entry.value, keyAt: entry.keyAt };
    else if (item) found = { node: item, keyAt: undefined };
    else return found;
  }
  return found;
}

/** A map or list in its key's line, anything else where it stands. */
function offsetOf({ node, keyAt }: Found): number {
  return node.kind === 'scalar' || keyAt === undefined ? node.at : keyAt;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The document with its places; lines are counted when the first place is asked for. */
export function quickYaml(root: QuickNode, text: string, file: string): PositionedYaml {
  let starts: number[] | undefined;
  const placed = (offset: number) => {
    starts ??= lineStarts(text);
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  return {
    file,
    content: quickContent(root),
    positionOf: (path) => placed(offsetOf(nodeAt(root, path))),
    positionOfKey(path, key) {
      const found = nodeAt(root, path);
      return placed(entryOf(found.node, key)?.keyAt ?? offsetOf(found));
    },
  };
}
