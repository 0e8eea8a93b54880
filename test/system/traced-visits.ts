// A window with its center in one process, to be run under strace: a patient is registered, seen and paid for, and
// whatever is acknowledged on the way is written to standard output at that very moment.
// Run as a program: node traced-visits.ts FOLDER CARD (JSON).

import { writeSync } from 'node:fs';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import { insist } from '../hospital/insistent-cashier.ts';
import type { PocketCard } from '../hospital/scripted-reader.ts';
import { centerFile, openTownCenter, openWindow, walkingClock } from '../hospital/town.ts';

const [folder, card] = process.argv.slice(2);
if (folder === undefined || card === undefined) throw new Error('FOLDER CARD');

const say = (word: string, what: string) => writeSync(1, `${word} ${what}\n`);
const settlement = /"infno":"2207A","msgid":"(\w+)"/;

const clock = walkingClock();
const center = openTownCenter(centerFile(folder), clock);
const heard = {
  handle(request: string): string {
    const msgid = settlement.exec(request)?.[1];
    if (msgid !== undefined) say('ASKED', msgid);
    const answer = center.handle(request) as string;
    if (msgid !== undefined) say('ANSWERED', msgid);
    return answer;
  },
};
const window = openWindow({ center: heard, folder, clock });

function receiptOn(visit: VisitState): string | undefined {
  if (visit.at === 'cash-due') return visit.settled.receiptNumber;
  if (visit.at === 'registered') return visit.ticket.registrationFee.receiptNumber;
  return visit.at === 'paid' && visit.ticket.stage.at === 'paid' ? visit.ticket.stage.settled.receiptNumber : undefined;
}

window.desk.subscribe(() => {
  const receipt = receiptOn(window.desk.snapshot().visit);
  if (receipt !== undefined) say('SAID', receipt);
});
await insist(window, JSON.parse(card) as PocketCard);
await window.close();
center.close();
