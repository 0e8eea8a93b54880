// What a run of bytes on a serial CCID line consists of: its frames and bare bytes, in order, the incomplete rest too.

import { decode, freshDecoder, type Item } from '../ccid-serial/codec.ts';

/** Every byte belongs to exactly one item; an incomplete end is noise. */
export function itemsOf(bytes: Uint8Array): readonly Item[] {
  const [{ rest }, items] = decode(freshDecoder, bytes);
  return rest.length === 0 ? items : [...items, { kind: 'noise', bytes: rest }];
}
