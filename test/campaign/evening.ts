// The end of a day: the faults cease, everybody goes home, what was killed is started again, every hospital reconciles, and
// then the books have to be flat. Some counters are closed for the night, others left on.

import type { Counter } from './counter.ts';
import type { HospitalInRun } from './hospital.ts';
import { laws, type World, type WorldHospital } from './world.ts';

const minute = 60_000;
/** A message that is late arrives within this time, whatever befell it. */
const untilAllArrived = 5 * minute;
const mostRounds = 4;

function calm(world: World): void {
  world.faults.calm();
  world.center.start();
  world.center.fillDisk(false);
  for (const { hospital, line, setClock } of world.hospitals) {
    line.set('up');
    setClock(0);
    hospital.sendHome();
    for (const counter of hospital.counters) counter.fillDisk(false);
  }
}

/** Leaves whatever is on the screen, as far as it lets itself be left. */
function leave(counter: Counter): void {
  counter.act((desk) => desk.dispatch({ kind: 'back' }));
}

const isQuiet = (counter: Counter) => (counter.desk()?.snapshot().inFlight.length ?? 0) === 0;

/** Each window for itself, and twice: what another live one is still at, reconciliation leaves to that. */
async function reconcile({ until, agenda }: World, { counters }: HospitalInRun): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    for (const counter of counters) counter.act((desk) => desk.dispatch({ kind: 'reconcile-asked' }));
    await until(agenda.now() + minute);
    for (const counter of counters) leave(counter);
    await until(agenda.now() + minute);
    if (round > 0 && counters.every(isQuiet)) return;
  }
}

async function closeHospital(world: World, { hospital }: WorldHospital): Promise<void> {
  const { until, agenda, random } = world;
  for (const counter of hospital.counters) counter.open();
  for (let round = 0; round < mostRounds; round += 1) {
    await until(agenda.now() + minute);
    for (const counter of hospital.counters) leave(counter);
  }
  // A visit that was left takes back its trial.
  await until(agenda.now() + minute);
  const nightly = hospital.counters.filter(() => random.chance(0.5));
  for (const counter of nightly) void counter.close();
  await until(agenda.now() + minute);
  for (const counter of nightly) counter.open();
  await until(agenda.now() + minute);
  await reconcile(world, hospital);
}

/** Reconciles everything and looks whether the books are flat. */
export async function closeDay(world: World): Promise<void> {
  calm(world);
  await world.until(world.agenda.now() + untilAllArrived);
  for (const where of world.hospitals) await closeHospital(world, where);
  if (world.broken.length > 0) return;
  world.tell([...laws(world.center), ...world.auditor.atRest()]);
}
