// The serial ports of this machine: what npm `serialport` finds, and what /dev shows where that fails.
// Pseudo-terminals are in no list; a path can always be given by hand.

import { readdir } from 'node:fs/promises';
import { loadSerialPort } from './load-serialport.ts';

export interface PortDescription {
  readonly path: string;
  readonly manufacturer?: string;
  readonly serialNumber?: string;
}

/** By path. `serialport` rejects where udev is missing (spawn udevadm ENOENT); then names in /dev have to do. */
export async function listPorts(): Promise<readonly PortDescription[]> {
  const ports = new Map<string, PortDescription>();
  for (const path of await devicesInDev()) ports.set(path, { path });
  for (const port of await portsOfSystem()) ports.set(port.path, port);
  return [...ports.values()].sort((one, other) => one.path.localeCompare(other.path, 'en', { numeric: true }));
}

async function portsOfSystem(): Promise<readonly PortDescription[]> {
  try {
    const found = await (await loadSerialPort()).list();
    return found.map(({ path, manufacturer, serialNumber }) => ({
      path,
      ...(manufacturer === undefined ? {} : { manufacturer }),
      ...(serialNumber === undefined ? {} : { serialNumber }),
    }));
  } catch {
    return [];
  }
}

/** Adapters by their usual names on Linux and macOS; the built-in ttyS* are mostly not wired, the system lists those. */
async function devicesInDev(): Promise<readonly string[]> {
  const names = await readdir('/dev').catch(() => []);
  return names.filter((name) => /^(tty(USB|ACM|AMA)\d+|cu\..+)$/.test(name)).map((name) => `/dev/${name}`);
}
