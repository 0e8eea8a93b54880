// What a code scanner sends: lines of printable ASCII, ended by CR, LF or both. Pure.

/** The longest line that a scanner may send; a longer one is no code of ours. */
export const MAX_LINE = 128;

const CR = 0x0d;
const LF = 0x0a;

/** The bytes since the last end of line; undefined: too many of them, so that this line is passed over. */
export type ScannerState = readonly number[] | undefined;

export const freshScanner: ScannerState = [];

/** Feeds received bytes; answers the new state and the lines that are complete, without their ends and blanks around them. */
export function decodeLines(state: ScannerState, received: Uint8Array): readonly [ScannerState, readonly string[]] {
  let line = state;
  const lines: string[] = [];
  for (const byte of received) {
    if (byte === CR || byte === LF) {
      const text = line && String.fromCharCode(...line).trim();
      if (text) lines.push(text);
      line = freshScanner;
    } else if (line && byte >= 0x20 && byte < 0x7f) {
      line = line.length < MAX_LINE ? [...line, byte] : undefined;
    }
  }
  return [line, lines];
}
