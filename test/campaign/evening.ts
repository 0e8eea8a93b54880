// The end of a day: the faults cease, everybody goes home, what was killed is started again, every hospital reconciles, and
// then the books have to be flat. Some counters are closed for the night, most left on.

import type { CalendarDate } from '../../src/domain/date.ts';
import type { Counter } from './counter.ts';
import type { HospitalInRun } from './hospital-in-run.ts';
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
  const nightly = hospital.counters.filter(() => random.chance(0.25));
  for (const counter of nightly) void counter.close();
  await until(agenda.now() + minute);
  // Whoever comes first reads every page of the file.
  for (const [place, counter] of nightly.entries()) counter.open(place === 0 ? 'every-page' : 'its-head');
  await until(agenda.now() + minute);
  await reconcile(world, hospital);
}

/** One window states the day to the center (3201, 3202): each line has to be flat. Answers how many were. */
async function stateDay(world: World, { hospital }: WorldHospital, day: CalendarDate): Promise<number> {
  const { until, agenda } = world;
  const [counter] = hospital.counters;
  counter?.act((desk) => desk.dispatch({ kind: 'day-asked', day, backUp: false }));
  const stated = () => counter?.desk()?.snapshot().statement;
  for (let each = 0; each < mostRounds && stated()?.at === 'running'; each += 1) await until(agenda.now() + minute);
  if (world.broken.length > 0) return 0;
  const state = stated();
  if (state?.at !== 'stated') {
    world.tell([`${hospital.code} cannot state ${day}: ${JSON.stringify(state)}`]);
    return 0;
  }
  const { lines } = state.statement;
  world.tell(
    lines
      .filter(({ verdict }) => verdict !== 'flat')
      .map((line) => `${hospital.code}, ${day}: 3201 is not flat: ${JSON.stringify(line)}`),
  );
  return lines.length;
}

/** Reconciles everything, looks whether the books are flat, and states the day. Answers how many lines were stated. */
export async function closeDay(world: World, day: CalendarDate): Promise<number> {
  calm(world);
  await world.until(world.agenda.now() + untilAllArrived);
  for (const where of world.hospitals) await closeHospital(world, where);
  if (world.broken.length > 0) return 0;
  world.tell([...laws(world.center), ...world.auditor.atRest()]);
  let lines = 0;
  for (const where of world.hospitals) if (world.broken.length === 0) lines += await stateDay(world, where, day);
  return lines;
}
