// A line over a serial port, with npm `serialport`: the real binding, or one that is handed in (the mock's).
// 8 data bits, no parity, no flow control. The package is loaded only when the first port is opened.

import { realpath } from 'node:fs/promises';
import type { SerialPort } from 'serialport';
import type { Line } from './line.ts';
import { loadSerialPort } from './load-serialport.ts';
import type { ReaderError, Result } from './reader.ts';
import { done, failed, readerError } from './reader-error.ts';

/** What `serialport` asks of a binding (its BindingPortInterface and BindingInterface), as far as a stream uses it. */
export interface BindingPort {
  readonly openOptions: object;
  readonly isOpen: boolean;
  close(): Promise<void>;
  /** At least one byte. Rejects with `canceled: true` when the port is closed; any other rejection is a disconnection. */
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
  write(buffer: Buffer): Promise<void>;
  update(options: { baudRate: number }): Promise<void>;
  set(options: object): Promise<void>;
  get(): Promise<{ cts: boolean; dsr: boolean; dcd: boolean }>;
  getBaudRate(): Promise<{ baudRate: number }>;
  flush(): Promise<void>;
  drain(): Promise<void>;
}

export interface Binding {
  list(): Promise<readonly { readonly path: string }[]>;
  open(options: { readonly path: string; readonly baudRate: number }): Promise<BindingPort>;
}

export interface SerialLineOptions {
  readonly path: string;
  readonly baud: number;
  /** 2 where nothing else is said. */
  readonly stopBits?: 1 | 2;
  /** Instead of the one for this operating system. */
  readonly binding?: Binding;
}

/** Opens a port. Errors: port-not-found, port-busy. */
export async function openSerialLine(options: SerialLineOptions): Promise<Result<Line, ReaderError>> {
  const { path, binding } = options;
  const target = binding === undefined ? await targetOf(path) : undefined;
  let port: SerialPort;
  try {
    port = await createPort(options);
  } catch (error) {
    // The native library does not load here, or the path is none.
    return failed('port-not-found', `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const error = await new Promise<Error | null>((resolve) => port.open(resolve));
  if (error) return { ok: false, error: openError(path, error) };
  await settle((callback) => port.set({ rts: false }, callback));
  await settle((callback) => port.flush(callback));
  return done(lineOn(port, target));
}

/** The device behind a name, which may be a link; undefined where ports are no files (Windows). */
async function targetOf(path: string): Promise<string | undefined> {
  return process.platform === 'win32' ? undefined : realpath(path).catch(() => undefined);
}

async function createPort({ path, baud, stopBits = 2, binding }: SerialLineOptions): Promise<SerialPort> {
  const NativePort = await loadSerialPort();
  const options = { path, baudRate: baud, dataBits: 8, stopBits, parity: 'none', autoOpen: false } as const;
  if (binding === undefined) return new NativePort(options);
  // The package exports only the class bound to the native binding; the stream below it takes any.
  const Stream = Object.getPrototypeOf(NativePort) as new (_: typeof options & { binding: Binding }) => SerialPort;
  return new Stream({ ...options, binding });
}

/** Modem lines and flushing are best effort: a pseudo-terminal has no modem lines (ENOTTY). */
function settle(work: (callback: () => void) => void): Promise<void> {
  return new Promise((resolve) => work(() => resolve()));
}

function openError(path: string, { message }: Error): ReaderError {
  const cause = `${path}: ${message}`;
  if (/lock|busy|Resource temporarily unavailable|Access denied/i.test(message)) return readerError('port-busy', cause);
  if (/permission/i.test(message))
    return readerError('port-not-found', cause, {
      zh: '没有使用该端口的权限（Linux：把用户加入 dialout 组后重新登录）',
      en: 'You may not use this port (Linux: add your user to the group dialout and log in again)',
    });
  return readerError('port-not-found', cause);
}

/** `target`: the device that was opened. A hung-up port says nothing by itself, but its name goes away or leads elsewhere. */
function lineOn(port: SerialPort, target: string | undefined): Line {
  let lost: ((error: ReaderError) => void) | undefined;
  const lose = (cause: string) => {
    const listener = lost;
    lost = undefined;
    listener?.(readerError('port-not-found', `${port.path}: ${cause}`));
  };
  port.on('error', (error) => lose(error.message));
  port.on('close', (error: Error | null) => lose(error?.message ?? 'the port closed'));
  return {
    write(bytes) {
      if (port.isOpen) port.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      else lose('the port is closed');
    },
    onBytes: (listener) => void port.on('data', listener),
    onLost(listener) {
      lost = listener;
    },
    async isThere() {
      return port.isOpen && (target === undefined || (await targetOf(port.path)) === target);
    },
    async close() {
      lost = undefined;
      if (port.isOpen) await settle((callback) => port.close(callback));
    },
  };
}
