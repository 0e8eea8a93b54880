// A window that gives money back and kills its own process at one durable write, as a power cut would.
// Run as a program: node dying-refund.ts FOLDER MOMENT NUMBER TICKET; with NUMBER beyond the last write it prints them all.

import { guarded } from './guard.ts';
import { insistOnRefund } from './insistent-refund.ts';
import { centerFile, openTownCenter, openWindow, walkingClock } from './town.ts';

const [folder, moment, number, ticket] = process.argv.slice(2);
if (folder === undefined || ticket === undefined) throw new Error('FOLDER MOMENT NUMBER TICKET');

const writes: string[] = [];
const clock = walkingClock('2011-08-15 11:00:00');
const center = openTownCenter(centerFile(folder), clock);
const window = openWindow({
  center,
  folder,
  clock,
  station: 'refund',
  guard: (store) =>
    guarded(store, (write, when) => {
      if (when === 'before') writes.push(write);
      if (when === moment && writes.length === Number(number)) process.kill(process.pid, 'SIGKILL');
    }),
});
await insistOnRefund(window, ticket);
await window.close();
center.close();
process.stdout.write(JSON.stringify(writes));
