// Cuts a byte stream into numbered lines, a chunk's worth at a time, in bounded memory: a line longer than the bound is
// passed over and marked, so that an endless line cannot fill the machine.

import type { Readable } from 'node:stream';

export interface NumberedLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Longer than the bound; its text is lost. */
  readonly tooLong: boolean;
}

/** Characters. A bill of ten thousand lines has about a million. */
const LONGEST_LINE = 8_000_000;
const BYTE_ORDER_MARK = '\uFEFF';

/** The lines of a stream, in the batches in which they arrive. The last one needs no line end. */
export async function* linesOf(input: Readable, longest = LONGEST_LINE): AsyncGenerator<readonly NumberedLine[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let pieces: string[] = [];
  let length = 0;
  let number = 0;
  const finish = (end: string): NumberedLine => {
    number += 1;
    const tooLong = length + end.length > longest;
    const whole = tooLong ? '' : pieces.join('') + end;
    pieces = [];
    length = 0;
    return { text: number === 1 && whole.startsWith(BYTE_ORDER_MARK) ? whole.slice(1) : whole, number, tooLong };
  };
  for await (const chunk of input) {
    const parts = decoder.decode(chunk as Uint8Array, { stream: true }).split('\n');
    const rest = parts.pop() ?? '';
    yield parts.map(finish);
    length += rest.length;
    if (length <= longest) pieces.push(rest);
    else pieces = [];
  }
  if (length > 0) yield [finish('')];
}
