// A driver and a virtual reader on a line in memory, in virtual time; with a tap on every byte.

import { openCcidReader } from '../../drivers/ccid-serial/driver.ts';
import type { Line } from '../../drivers/line.ts';
import type { CardReader, ReaderError, ReaderEvent, Result } from '../../drivers/reader.ts';
import { readerError } from '../../drivers/reader-error.ts';
import { createVirtualReader, type MockHand } from '../../drivers/virtual/hand.ts';
import { cards } from './cards.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

export interface Bench {
  readonly time: VirtualTime;
  readonly hand: MockHand;
  readonly reader: CardReader;
  readonly events: ReaderEvent[];
  /** Every frame that the host wrote, as hex. */
  readonly written: string[];
  /** The very buffers that the driver gave to the line or got from it. */
  readonly buffers: readonly Uint8Array[];
  /** Takes the line away, as an adapter that is unplugged. */
  cut(): void;
}

/** A far end of one's own, instead of the virtual reader: bytes in, bytes out. */
export type FarEnd = (bytes: Uint8Array, send: (bytes: Uint8Array) => void) => void;

export interface MemoryLine {
  readonly line: Line;
  deliver(bytes: Uint8Array): void;
  cut(): void;
}

/** What one side writes reaches the other a moment later, as on every real line. */
export function memoryLine(far: (bytes: Uint8Array) => void, buffers: Uint8Array[] = []): MemoryLine {
  let listener = (_bytes: Uint8Array) => {};
  let lost = (_error: ReaderError) => {};
  let open = true;
  return {
    deliver: (bytes) => {
      const copy = bytes.slice();
      buffers.push(copy);
      queueMicrotask(() => open && listener(copy));
    },
    cut() {
      open = false;
      lost(readerError('port-not-found', 'cut'));
    },
    line: {
      write(bytes) {
        const copy = bytes.slice();
        buffers.push(bytes);
        queueMicrotask(() => open && far(copy));
      },
      onBytes(callback) {
        listener = callback;
      },
      onLost(callback) {
        lost = callback;
      },
      isThere: async () => open,
      close: async () => {
        open = false;
        lost = () => {};
      },
    },
  };
}

export async function openOn(far: FarEnd, time: VirtualTime): Promise<Result<CardReader, ReaderError>> {
  const openLine = async () => {
    const memory: MemoryLine = memoryLine((bytes) => far(bytes, (answer) => memory.deliver(answer)));
    return { ok: true as const, value: memory.line };
  };
  return time.run(openCcidReader({ url: 'ccid:memory', openLine, timers: time }));
}

/** An open reader, the card already in where one is named. */
export async function openBench(card?: string): Promise<Bench> {
  const time = virtualTime();
  let memory: MemoryLine | undefined;
  const written: string[] = [];
  const buffers: Uint8Array[] = [];
  const { emulated, hand, faults } = createVirtualReader({
    cards,
    timers: time,
    send: (bytes) => memory?.deliver(bytes),
  });
  if (card !== undefined) hand.insert(card);
  const openLine = async (): Promise<Result<Line, ReaderError>> => {
    if (faults.has('unplugged')) return { ok: false, error: readerError('port-not-found', 'unplugged') };
    emulated.connected();
    memory = memoryLine((bytes) => {
      written.push(Buffer.from(bytes).toString('hex').toUpperCase());
      emulated.receive(bytes);
    }, buffers);
    return { ok: true, value: memory.line };
  };
  const opened = await time.run(openCcidReader({ url: 'ccid:memory', openLine, timers: time }));
  if (!opened.ok) throw new Error(opened.error.cause);
  const reader = opened.value;
  const events: ReaderEvent[] = [];
  reader.subscribe((event) => events.push(event));
  return { time, hand, reader, events, written, buffers, cut: () => memory?.cut() };
}
