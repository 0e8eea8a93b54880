// The CardReader: the one thing that the rest of the program sees of a reader, whatever wire it hangs on.
// It powers cards, exchanges command and answer bytes, and says when reader and card come and go. It knows no card.

export type Result<Value, Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Problem };

/** What the reader is, as last seen. `absent`: the line is down or the adapter unplugged; it is looked for again. */
export type ReaderStatus =
  | { readonly at: 'absent'; readonly since: number; readonly cause: ReaderError }
  | { readonly at: 'no-card' }
  | { readonly at: 'card' };

export type ReaderEvent =
  | { readonly kind: 'reader-gone'; readonly error: ReaderError }
  | { readonly kind: 'reader-back' }
  | { readonly kind: 'card-in' }
  | { readonly kind: 'card-out' };

/** What can go wrong between the program and a card. Noun phrases; each with a remedy for the person at the reader. */
export type ReaderErrorKind =
  | 'port-not-found'
  | 'port-busy'
  | 'port-closed'
  | 'no-answer'
  | 'bad-frame'
  | 'refused-by-reader'
  | 'no-card'
  | 'mute-card'
  | 'card-removed'
  | 'bad-atr'
  | 'card-protocol'
  | 'card-refused'
  | 'bad-card-data'
  | 'bad-pin-format'
  | 'unsupported-url'
  | 'unknown-name';

export interface ReaderError {
  readonly kind: ReaderErrorKind;
  /** One English sentence with the particulars (bytes, status word, path). */
  readonly cause: string;
  /** What the person at the reader can do. */
  readonly remedy: { readonly zh: string; readonly en: string };
}

export interface CardReader {
  /** The URL it was opened with. */
  readonly url: string;
  /** What the reader calls itself (firmware text), once known. */
  readonly firmware: string | undefined;
  status(): ReaderStatus;
  /** Calls back on every coming and going, in order, never twice for one; returns the function that ends it. */
  subscribe(listener: (event: ReaderEvent) => void): () => void;
  /** Powers the card up (cold) and answers its ATR. A powered card is powered down first. */
  powerOn(): Promise<Result<Uint8Array, ReaderError>>;
  /** One command APDU, one answer with its two status bytes. 61xx and 6Cxx are the application's to follow. */
  transmit(command: Uint8Array): Promise<Result<Uint8Array, ReaderError>>;
  powerOff(): Promise<Result<void, ReaderError>>;
  /** Lets go of the line. Further calls answer `port-closed`. */
  close(): Promise<void>;
}
