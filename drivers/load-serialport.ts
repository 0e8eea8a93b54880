// Loads npm `serialport` when the first port is opened or listed: it brings a native library along, and 50 ms.

import type { SerialPort } from 'serialport';

/** A bundler that splits its output hands a CommonJS package over as a default export only. */
interface Bundled {
  readonly default?: { readonly SerialPort: typeof SerialPort };
}

export async function loadSerialPort(): Promise<typeof SerialPort> {
  const module = await import('serialport');
  return module.SerialPort ?? (module as unknown as Bundled).default?.SerialPort;
}
