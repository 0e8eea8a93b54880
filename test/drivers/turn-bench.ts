// A turn-taking driver (gwi, sam) and its virtual reader on a line in memory, in virtual time; with a tap on every byte.

import type { Line, LineOpener } from '../../drivers/line.ts';
import type { EmulatedProtocol } from '../../drivers/open.ts';
import type { ReaderError, Result } from '../../drivers/reader.ts';
import { readerError } from '../../drivers/reader-error.ts';
import type { MockHand } from '../../drivers/virtual/hand.ts';
import { createVirtualReaderOf } from '../../drivers/virtual/protocols.ts';
import { type MemoryLine, memoryLine } from './bench-line.ts';
import { cards } from './cards.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

interface Subscribable<Event> {
  subscribe(listener: (event: Event) => void): () => void;
}

type Open<Reader> = (options: {
  readonly url: string;
  readonly openLine: LineOpener;
  readonly timers: VirtualTime;
}) => Promise<Result<Reader, ReaderError>>;

type ReaderOf<Opener> = Opener extends (...args: never[]) => Promise<Result<infer Reader, ReaderError>>
  ? Reader
  : never;
type EventOf<Reader> = Reader extends Subscribable<infer Event> ? Event : never;

export interface TurnBench<Opener> {
  readonly time: VirtualTime;
  readonly hand: MockHand;
  readonly reader: ReaderOf<Opener>;
  readonly events: EventOf<ReaderOf<Opener>>[];
  /** Everything that the host wrote, as hex. */
  readonly written: string[];
  /** The very buffers that the driver gave to the line or got from it. */
  readonly buffers: readonly Uint8Array[];
  /** Bytes that come from the far end, whatever the reader says. */
  deliver(bytes: Uint8Array): void;
  /** Takes the line away, as an adapter that is unplugged. */
  cut(): void;
}

/** An open reader, the card already in where one is named. */
export async function turnBench<Event, Reader extends Subscribable<Event>>(
  protocol: EmulatedProtocol,
  open: Open<Reader>,
  card?: string,
): Promise<TurnBench<Open<Reader>>> {
  const time = virtualTime();
  let memory: MemoryLine | undefined;
  const written: string[] = [];
  const buffers: Uint8Array[] = [];
  const { emulated, hand, faults } = createVirtualReaderOf(protocol, {
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
  const opened = await time.run(open({ url: `${protocol}:memory`, openLine, timers: time }));
  if (!opened.ok) throw new Error(opened.error.cause);
  const reader = opened.value;
  const events: Event[] = [];
  reader.subscribe((event) => events.push(event));
  const line = { cut: () => memory?.cut(), deliver: (bytes: Uint8Array) => memory?.deliver(bytes) };
  return { time, hand, reader, events, written, buffers, ...line } as TurnBench<Open<Reader>>;
}
