// A window that puts a day right and kills its own process at one durable write, as a power cut would.
// Run as a program: node dying-correction.ts FOLDER MOMENT NUMBER; with NUMBER beyond the last write it prints them all.

import { guarded } from '../hospital/guard.ts';
import { centerFile, openTownCenter, openWindow, walkingClock } from '../hospital/town.ts';
import { mendAll } from './stated.ts';

const [folder, moment, number] = process.argv.slice(2);
if (folder === undefined) throw new Error('FOLDER MOMENT NUMBER');

const writes: string[] = [];
const clock = walkingClock('2011-08-15 18:00:00');
const center = openTownCenter(centerFile(folder), clock);
const window = openWindow({
  center,
  folder,
  clock,
  guard: (store) =>
    guarded(store, (write, when) => {
      if (when === 'before') writes.push(write);
      if (when === moment && writes.length === Number(number)) process.kill(process.pid, 'SIGKILL');
    }),
});
await mendAll(window);
await window.close();
center.close();
process.stdout.write(JSON.stringify(writes));
