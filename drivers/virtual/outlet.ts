// The outside end of a line, as an emulated reader sees it.

export interface Outlet {
  /** "PTY /path", "PORT /path" or "TCP 127.0.0.1:7001" */
  readonly address: string;
  send(bytes: Uint8Array): void;
  /** Pulls the cable out, and puts it in again; where that is impossible nothing happens, and the reader is silent. */
  unplug(): void;
  plug(): void;
  close(): Promise<void>;
}

export interface OutletListener {
  bytes(bytes: Uint8Array): void;
  /** A host opened the line anew, where the line can tell. */
  connected(): void;
}
