// An emulated reader on a real serial port of this machine, for a host at the other end of a null-modem cable.

import type { ReaderError, Result } from '../reader.ts';
import { done } from '../reader-error.ts';
import { openSerialLine } from '../serial-line.ts';
import type { Outlet, OutletListener } from './outlet.ts';

/** The speed of the GemPC Twin. */
const BAUD = 115_200;

/** Errors: those of the port. Nobody can pull the cable of a real port but a hand: `unplug` only silences the reader. */
export async function hangOnPort(path: string, listener: OutletListener): Promise<Result<Outlet, ReaderError>> {
  const line = await openSerialLine({ path, baud: BAUD });
  if (!line.ok) return line;
  line.value.onBytes((bytes) => listener.bytes(bytes));
  return done({
    address: `PORT ${path}`,
    send: (bytes) => line.value.write(bytes),
    unplug() {},
    plug() {},
    close: () => line.value.close(),
  });
}
