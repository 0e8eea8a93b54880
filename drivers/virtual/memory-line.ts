// A line within this process between a driver and an emulated reader, for readers that need no serial port of their own.

import type { Line, LineOpener } from '../line.ts';
import type { ReaderError } from '../reader.ts';
import { done, failed, readerError } from '../reader-error.ts';
import type { VirtualReader, VirtualReaderOptions } from './hand.ts';

export interface MemoryReader extends Pick<VirtualReader, 'hand'> {
  readonly openLine: LineOpener;
}

/** Puts a virtual reader at the far end. What one side writes reaches the other a moment later, as on every real line. */
export function onMemoryLine(create: (send: VirtualReaderOptions['send']) => VirtualReader): MemoryReader {
  let toHost = (_bytes: Uint8Array): void => {};
  let lose = (_error: ReaderError): void => {};
  let open = false;
  const { emulated, hand, faults } = create((bytes) => {
    const copy = bytes.slice();
    queueMicrotask(() => open && toHost(copy));
  });
  faults.subscribe(() => {
    if (!faults.has('unplugged') || !open) return;
    open = false;
    lose(readerError('port-not-found', 'the cable was unplugged'));
  });
  const openLine: LineOpener = async () => {
    if (faults.has('unplugged')) return failed('port-not-found', 'the cable is unplugged');
    open = true;
    emulated.connected();
    const line: Line = {
      write(bytes) {
        const copy = bytes.slice();
        queueMicrotask(() => open && emulated.receive(copy));
      },
      onBytes(listener) {
        toHost = listener;
      },
      onLost(listener) {
        lose = listener;
      },
      isThere: async () => open,
      async close() {
        open = false;
        lose = () => {};
      },
    };
    return done(line);
  };
  return { hand, openLine };
}
