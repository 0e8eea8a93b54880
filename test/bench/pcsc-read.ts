// A READ of 16 bytes through PC/SC, many times, in a process of its own: prints the median in milliseconds.

import { openReader } from '../../drivers/open.ts';
import { median } from './median.ts';

const opened = await openReader('pcsc:', { cards: new Map() });
if (!opened.ok) throw new Error(opened.error.cause);
const { reader } = opened.value;
await reader.powerOn();
const took: number[] = [];
for (let count = 0; count < 500; count += 1) {
  const from = performance.now();
  await reader.transmit(Uint8Array.of(0x00, 0xb0, 0x00, 0x00, 0x10));
  took.push(performance.now() - from);
}
process.stdout.write(`${median(took)}\n`);
await reader.close();
process.exit(0);
