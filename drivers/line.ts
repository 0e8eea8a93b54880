// A line: bytes to and from a reader, whatever carries them. It knows no protocol.
// Kinds of line: a serial port (serial-line.ts), a socket (tcp-line.ts), and whatever a test holds in memory.

import type { ReaderError, Result } from './reader.ts';

export interface Line {
  /** Hands bytes over. A failure shows as `onLost`. */
  write(bytes: Uint8Array): void;
  /** Bytes as they come; the array belongs to the listener, who may wipe it. One listener. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** The line went away by itself (not by `close`). One listener, called at most once. */
  onLost(listener: (error: ReaderError) => void): void;
  /** Looks whether the line still exists, for lines that do not say so themselves. */
  isThere(): Promise<boolean>;
  close(): Promise<void>;
}

export type LineOpener = () => Promise<Result<Line, ReaderError>>;
