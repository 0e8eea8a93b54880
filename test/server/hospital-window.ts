// A hospital's window as a process of its own: a desk over HTTP, its journal on disk, told what to do by lines on standard
// input, each answered by one line of JSON. Run as a program: node hospital-window.ts URL FOLDER HOSPITAL.

import { createInterface } from 'node:readline';
import { createCarriedLine } from '../../src/hospital/center-line.ts';
import type { DeskSnapshot } from '../../src/hospital/desk.ts';
import { httpCarrier } from '../../src/hospital/http-carrier.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { identify } from '../hospital/steps.ts';
import { choiceAt, openWindow, pocketCard } from '../hospital/town.ts';

const [url = '', folder = '', hospital = ''] = process.argv.slice(2);
const deadline = 5_000;
const carrier = httpCarrier({ url: new URL(url), schedule: systemSchedule, deadline });
const line = createCarriedLine({ carrier, schedule: systemSchedule, deadline });
const center = { handle: () => '' };
const window = openWindow({ center, folder, hospital, line });

/** Where the visit is, what was refused or found, what is in flight. */
function picture({ visit, inFlight, center: state }: DeskSnapshot): string {
  const refusal = 'refusal' in visit && visit.refusal ? visit.refusal : undefined;
  const outcomes = visit.at === 'reconciled' ? visit.outcomes.map(({ verdict }) => verdict) : [];
  return JSON.stringify({
    at: visit.at,
    prompt: refusal?.prompt,
    text: refusal?.text,
    outcomes,
    inFlight: inFlight.length,
    center: state,
  });
}

async function run(command: string): Promise<DeskSnapshot> {
  switch (command) {
    case 'identify':
      return identify(window, pocketCard('wang-xiulan'));
    case 'choose':
      return window.act({ kind: 'choice-made', choice: choiceAt(window.desk) });
    case 'confirm':
      return window.act({ kind: 'confirmed' });
    case 'reconcile':
      return window.act({ kind: 'reconcile-asked' });
    case 'retry':
      return window.act({ kind: 'step-chosen', step: 'retry' });
    default:
      throw new Error(`no such command: ${command}`);
  }
}

process.stdout.write(`${picture(await window.desk.settled())}\n`);
for await (const command of createInterface({ input: process.stdin })) {
  if (command === 'quit') break;
  process.stdout.write(`${picture(await run(command))}\n`);
}
await window.close();
carrier.close();
