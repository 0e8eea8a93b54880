// What the rest of the program sees of the devices at the counter, whatever wire they hang on: the CardReader (powers cards,
// exchanges bytes, says when reader and card come and go; knows no card), its PIN pad, the IdCardReader, the CodeScanner.

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
  /**
   * Powers the card up and answers its ATR. Cold, unless asked for otherwise: a powered card is powered down first.
   * A warm reset leaves its power on. Either way it forgets what it was told.
   */
  powerOn(reset?: 'cold' | 'warm'): Promise<Result<Uint8Array, ReaderError>>;
  /** One command APDU, one answer with its two status bytes. 61xx and 6Cxx are the application's to follow. */
  transmit(command: Uint8Array): Promise<Result<Uint8Array, ReaderError>>;
  powerOff(): Promise<Result<void, ReaderError>>;
  /** Lets go of the line. Further calls answer `port-closed`. */
  close(): Promise<void>;
}

/** The keys of a reader that has some: the PIN goes from the holder's finger to the card without the cashier's screen. */
export interface PinPad {
  /**
   * The digits that the holder presses. Errors besides those of the line: no-answer (nobody pressed them in time),
   * bad-pin-format (keys that are no digits).
   * @param limit milliseconds that the holder has
   */
  readPin(limit: number): Promise<Result<string, ReaderError>>;
}

/** What a resident identity card (二代身份证) says of its holder. The reader has authenticated the card; no center was asked. */
export interface IdCardPerson {
  readonly name: string;
  readonly sex: 'male' | 'female';
  /** Two digits, GB 3304. */
  readonly ethnicGroup: string;
  /** yyyyMMdd */
  readonly birth: string;
  readonly address: string;
  /** The 18-character identity number, with its check digit. */
  readonly idNumber: string;
  readonly authority: string;
  /** yyyyMMdd */
  readonly validFrom: string;
  /** yyyyMMdd, or 长期: without end. */
  readonly validUntil: string;
  /** 1024 bytes as the card holds them, compressed in a format of the ministry's; never shown, never kept. */
  readonly photo: Uint8Array;
}

export type IdCardEvent =
  | { readonly kind: 'reader-gone'; readonly error: ReaderError }
  | { readonly kind: 'reader-back' }
  /** Once for each time that a card is laid on the reader. */
  | { readonly kind: 'id-card-read'; readonly person: IdCardPerson }
  /** A card lies there and does not read: it has to be lifted and laid down again. */
  | { readonly kind: 'id-card-unreadable'; readonly error: ReaderError }
  /** The card that was read was lifted; another may lie there already. */
  | { readonly kind: 'id-card-taken' };

/** A reader of identity cards reads by itself whatever is laid on it, and tells. It knows no insurance. */
export interface IdCardReader {
  readonly url: string;
  status(): ReaderStatus;
  /** Calls back on every event, in order; returns the function that ends it. */
  subscribe(listener: (event: IdCardEvent) => void): () => void;
  /** Lets go of the line. */
  close(): Promise<void>;
}

export type ScannerEvent =
  | { readonly kind: 'reader-gone'; readonly error: ReaderError }
  | { readonly kind: 'reader-back' }
  /** One line of printable ASCII, without its end. What it means is for others to say. */
  | { readonly kind: 'code-scanned'; readonly text: string };

/** A scanner of printed or shown codes that speaks first: it sends what it has read as a line of text. */
export interface CodeScanner {
  readonly url: string;
  status(): Extract<ReaderStatus, { at: 'absent' }> | { readonly at: 'ready' };
  subscribe(listener: (event: ScannerEvent) => void): () => void;
  close(): Promise<void>;
}
