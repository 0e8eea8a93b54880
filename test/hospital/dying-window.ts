// A window that kills its own process at one durable write, as a power cut would: nothing is closed, nothing is flushed.
// Run as a program: node dying-window.ts FOLDER MOMENT NUMBER CARD; with NUMBER beyond the last write it prints them all.

import { guarded } from './guard.ts';
import { insist } from './insistent-cashier.ts';
import type { PocketCard } from './scripted-reader.ts';
import { centerFile, openTownCenter, openWindow, walkingClock } from './town.ts';

const [folder, moment, number, card] = process.argv.slice(2);
if (folder === undefined || card === undefined) throw new Error('FOLDER MOMENT NUMBER CARD');

const writes: string[] = [];
const clock = walkingClock();
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
await insist(window, JSON.parse(card) as PocketCard);
await window.close();
center.close();
process.stdout.write(JSON.stringify(writes));
