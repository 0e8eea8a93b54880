// An emulated reader for other processes: the virtual reader hung on a pseudo-terminal, a real serial port or a socket.
// `reader emulate` is its command; in one process with the driver, mock-binding.ts does without any of this.

import type { ReaderError, Result } from '../reader.ts';
import { done } from '../reader-error.ts';
import { preciseTimers, systemTimers } from '../timers.ts';
import type { VirtualCardData } from './card-os/virtual-card-data.ts';
import type { MockHand } from './hand.ts';
import type { Outlet, OutletListener } from './outlet.ts';
import { hangOnPort } from './outlet-port.ts';
import { hangOnPty } from './outlet-pty.ts';
import { hangOnTcp } from './outlet-tcp.ts';
import { createVirtualReaderOf, type EmulatedProtocol } from './protocols.ts';

/** Where the reader is to be found. A pty needs a name of its own, because the system's changes with every start. */
export type EmulatePlace =
  | { readonly kind: 'pty'; readonly link: string }
  | { readonly kind: 'port'; readonly path: string }
  /** 0: any free port. */
  | { readonly kind: 'tcp'; readonly port: number };

export interface EmulateOptions {
  /** Without it the serial CCID protocol. */
  readonly protocol?: EmulatedProtocol;
  readonly place: EmulatePlace;
  readonly cards: ReadonlyMap<string, VirtualCardData>;
  /** Line time of this baud rate; without it the line takes no time. */
  readonly baud?: number;
  /** Told of every byte on the line, in either direction. */
  readonly listen?: (from: 'host' | 'reader', bytes: Uint8Array) => void;
}

export interface EmulatedReaderProcess {
  /** "PTY /path", "PORT /path" or "TCP 127.0.0.1:7001" */
  readonly address: string;
  readonly hand: MockHand;
  close(): Promise<void>;
}

/** Starts it. Errors: those of the place (port-not-found, port-busy). */
export async function startEmulatedReader(
  options: EmulateOptions,
): Promise<Result<EmulatedReaderProcess, ReaderError>> {
  const { place, protocol = 'ccid', cards, baud, listen } = options;
  let outlet: Outlet | undefined;
  const timers = baud === undefined ? systemTimers : preciseTimers;
  const send = (bytes: Uint8Array) => {
    listen?.('reader', bytes);
    outlet?.send(bytes);
  };
  const { emulated, hand, faults } = createVirtualReaderOf(protocol, { cards, timers, baud, send });
  const hung = await hang(place, {
    bytes(bytes) {
      listen?.('host', bytes);
      emulated.receive(bytes);
    },
    connected: () => emulated.connected(),
  });
  if (!hung.ok) return hung;
  outlet = hung.value;
  const { address, close } = hung.value;
  let plugged = true;
  faults.subscribe(() => {
    if (faults.has('unplugged') !== plugged) return;
    plugged = !plugged;
    if (plugged) hung.value.plug();
    else hung.value.unplug();
  });
  return done({ address, hand, close });
}

function hang(place: EmulatePlace, listener: OutletListener): Promise<Result<Outlet, ReaderError>> {
  switch (place.kind) {
    case 'pty':
      return hangOnPty(place.link, listener);
    case 'port':
      return hangOnPort(place.path, listener);
    case 'tcp':
      return hangOnTcp(place.port, listener);
  }
}
