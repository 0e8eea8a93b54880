// A process that only holds a reader open, or works with it for long: prints what it cost, as JSON. Its argument is the
// reader's URL. Started by idle.test.ts with --expose-gc.

import { openReader } from '../../drivers/open.ts';
import { cards } from './cards.ts';

const [url = 'mock:wang'] = process.argv.slice(2);
const opened = await openReader(url, { cards });
if (!opened.ok) throw new Error(opened.error.cause);
const { reader, card, mock } = opened.value;
const passed = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// What starting costs is not what idling costs.
await passed(1_000);
const cpu = process.cpuUsage();
const begin = performance.now();
await passed(6_000);
const { user, system } = process.cpuUsage(cpu);
const idle = (user + system) / 1_000 / (performance.now() - begin);

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** As much as an hour at a busy window: cards that come and go, every one read, errors among them. */
async function work(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    if (mock && round % 10 === 0) {
      mock.remove();
      mock.insert('wang');
    }
    if (mock && round % 25 === 0) mock.fault('wrong-lrc', 1);
    await card.read(reader);
  }
}

await work(100);
const before = heap();
await work(400);
const growth = heap() - before;
await reader.close();
process.stdout.write(`${JSON.stringify({ idle, growth })}\n`);
process.exit(0);
