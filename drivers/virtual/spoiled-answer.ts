// How an emulated reader of a turn-taking protocol sends an answer when the line is at fault: wrong checksum, noise before
// it, late, twice, cut short. Which exchanges may be spoiled its caller says: the polls would use a fault up unseen.

import type { FaultSet } from './faults.ts';

/** What disturbs the line: no byte of it can be the beginning of a frame of any of the protocols. */
const stray: Uint8Array = Uint8Array.of(0x00, 0x55, 0x04, 0x00, 0x7f);

export interface Spoiler {
  send(frame: Uint8Array, spoilable: boolean): void;
  /** Forgets an answer that was held back. */
  forget(): void;
}

/** `breakChecksum` alters a frame in place. */
export function createSpoiler(
  faults: FaultSet,
  send: (bytes: Uint8Array) => void,
  breakChecksum: (frame: Uint8Array) => void,
): Spoiler {
  /** An answer held back until the next command (late-answer). */
  let late: Uint8Array | undefined;
  return {
    send(frame, spoilable) {
      if (late) send(late);
      late = undefined;
      const spoiled = (name: Parameters<FaultSet['take']>[0]) => spoilable && faults.take(name);
      if (spoiled('wrong-lrc')) breakChecksum(frame);
      if (spoiled('noise')) send(stray);
      if (spoiled('late-answer')) late = frame;
      else if (spoiled('short-answer')) send(frame.subarray(0, frame.length >> 1));
      else send(frame);
      if (spoiled('double-answer')) send(frame);
      spoiled('byte-by-byte');
    },
    forget() {
      late = undefined;
    },
  };
}

/** Bytes to the host, one at a time while the fault byte-by-byte is on. */
export function inPieces(faults: FaultSet, send: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  return (bytes) => {
    if (!faults.has('byte-by-byte')) send(bytes);
    else for (const byte of bytes) send(Uint8Array.of(byte));
  };
}
