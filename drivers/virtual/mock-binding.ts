// A binding of `serialport` whose one port is a virtual reader in this process: the driver above it cannot tell.
// The stock mock binding has no device side, no unplugging and no time of its own; this has.

import type { Binding, BindingPort } from '../serial-line.ts';
import type { Timers } from '../timers.ts';
import type { VirtualCardData } from './card-os/virtual-card-data.ts';
import { createVirtualReader, type MockHand } from './hand.ts';

/** The path of the one port. */
export const MOCK_PATH = 'mock';

interface Read {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly length: number;
  resolve(result: { buffer: Buffer; bytesRead: number }): void;
  reject(error: Error): void;
}

/** One virtual reader and the binding that opens it. It stays what it is while the port is closed. */
export function createMockBinding(
  cards: ReadonlyMap<string, VirtualCardData>,
  timers: Timers,
): { readonly binding: Binding; readonly hand: MockHand } {
  let open: MockPort | undefined;
  const { emulated, hand, faults } = createVirtualReader({ cards, timers, send: (bytes) => open?.deliver(bytes) });
  faults.subscribe(() => {
    if (faults.has('unplugged')) open?.unplug();
  });
  const binding: Binding = {
    list: async () => [{ path: MOCK_PATH }],
    async open(options) {
      if (faults.take('unplugged')) throw new Error(`No such file or directory, cannot open ${options.path}`);
      if (open?.isOpen) throw new Error(`Resource temporarily unavailable, cannot lock port ${options.path}`);
      emulated.connected();
      open = new MockPort(options, (bytes) => emulated.receive(bytes));
      return open;
    },
  };
  return { binding, hand };
}

class MockPort implements BindingPort {
  readonly openOptions: object;
  isOpen = true;
  #plugged = true;
  readonly #toReader: (bytes: Uint8Array) => void;
  #waiting: Uint8Array[] = [];
  #read: Read | undefined;
  #baudRate: number;

  constructor(options: { readonly baudRate: number }, toReader: (bytes: Uint8Array) => void) {
    this.openOptions = options;
    this.#baudRate = options.baudRate;
    this.#toReader = toReader;
  }

  deliver(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    this.#waiting.push(bytes.slice());
    this.#serve();
  }

  unplug(): void {
    this.#plugged = false;
    this.#read?.reject(unplugged());
    this.#read = undefined;
  }

  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }> {
    return new Promise((resolve, reject) => {
      if (!this.isOpen) return reject(canceled());
      if (!this.#plugged) return reject(unplugged());
      this.#read = { buffer, offset, length, resolve, reject };
      return this.#serve();
    });
  }

  /** Hands what has come, one delivery at a time, to the read that waits. */
  #serve(): void {
    const read = this.#read;
    const first = this.#waiting[0];
    if (!read || !first) return;
    this.#read = undefined;
    const bytesRead = Math.min(first.length, read.length);
    read.buffer.set(first.subarray(0, bytesRead), read.offset);
    if (bytesRead < first.length) this.#waiting[0] = first.subarray(bytesRead);
    else this.#waiting.shift();
    read.resolve({ buffer: read.buffer, bytesRead });
  }

  async write(bytes: Buffer): Promise<void> {
    if (!this.isOpen) throw canceled();
    if (!this.#plugged) throw unplugged();
    this.#toReader(bytes);
  }

  async close(): Promise<void> {
    this.isOpen = false;
    this.#waiting = [];
    this.#read?.reject(canceled());
    this.#read = undefined;
  }

  async update({ baudRate }: { baudRate: number }): Promise<void> {
    this.#baudRate = baudRate;
  }

  async getBaudRate(): Promise<{ baudRate: number }> {
    return { baudRate: this.#baudRate };
  }

  async flush(): Promise<void> {
    this.#waiting = [];
  }

  async set(): Promise<void> {}
  async get(): Promise<{ cts: boolean; dsr: boolean; dcd: boolean }> {
    return { cts: true, dsr: true, dcd: true };
  }
  async drain(): Promise<void> {}
}

/** What `serialport` expects of a read or write that a close ends. */
function canceled(): Error {
  return Object.assign(new Error('the port was closed'), { canceled: true });
}

/** What it takes for a disconnection. */
function unplugged(): Error {
  return new Error('the cable was unplugged');
}
