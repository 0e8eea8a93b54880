// Bytes in pieces, as a serial line hands them over, through the decoder of a link whose ends take turns.

import type { TurnItem } from '../../drivers/turn-taking/link.ts';

type Decode = (rest: Uint8Array, received: Uint8Array) => readonly [Uint8Array, readonly TurnItem[]];

/** What the decoder finds in all pieces, one after the other, and what it keeps for the next one. */
export function feed(decode: Decode, chunks: readonly Uint8Array[]): { items: TurnItem[]; rest: Uint8Array } {
  let rest: Uint8Array = new Uint8Array(0);
  const items: TurnItem[] = [];
  for (const chunk of chunks) {
    const [left, found] = decode(rest, chunk);
    rest = left;
    items.push(...found);
  }
  return { items, rest };
}
