// A file that was restored to the middle of a settlement: in doubt here, final at the center. Accepting it ends the doubt,
// and the ticket follows as if the answer had come (3-protocol, Day's end: center more → reverse or accept).

import { expect, it } from 'vitest';
import { contradictionsIn } from '../../src/hospital/store/contradictions.ts';
import { openFile } from '../../src/hospital/store/open-file.ts';
import { backUp } from '../../src/training/backup.ts';
import { bringToTrial, consult, identify, register, takeCash } from '../hospital/steps.ts';
import { businessDay, choiceAt, people, pocketCard, type Window } from '../hospital/town.ts';
import { dayTown, hospitalName, slowDoor } from './day-town.ts';
import { mendFirst, secondPerson, stateDay, stated } from './stated.ts';

const wang = pocketCard('wang-xiulan');
const { open, losing, goingBack, folder, center } = dayTown();
const flat = ['flat', 'flat', 'flat', 'flat'];

/** The file as it was while the answer was on its way; meanwhile the window had it, confirmed it, and took the cash. */
async function restoredInDoubt(
  bring: (window: Window) => Promise<unknown>,
  whileInDoubt = async (): Promise<void> => {},
): Promise<Window> {
  const door = slowDoor(center());
  const busy = open(1, people, door);
  await bring(busy);
  const answer = door.holdNext();
  busy.desk.dispatch({ kind: 'confirmed' });
  await answer.given;
  await whileInDoubt();
  return losing(
    hospitalName,
    async (window) => {
      answer.letGo();
      await takeCash(window);
    },
    busy,
  );
}

async function accept(window: Window): Promise<void> {
  const { outcomes, rows } = await stateDay(window);
  expect(outcomes).toMatchObject([{ verdict: 'open' }]);
  expect(rows.filter(({ verdict }) => verdict !== 'flat')).toMatchObject([{ verdict: 'center-more' }]);
  await mendFirst(window, secondPerson(window, 'reconcile-for-another'));
  const statement = await stated(window);
  expect(statement.lines.map(({ verdict }) => verdict)).toEqual(flat);
  expect(statement.rows.every(({ verdict }) => verdict === 'flat')).toBe(true);
}

async function everythingEnded(window: Window): Promise<void> {
  const { inFlight, statementDays } = await window.desk.settled();
  expect(inFlight).toEqual([]);
  expect(statementDays).toMatchObject([{ at: 'closed' }]);
  expect(center().inspection.contradictions()).toEqual([]);
  const file = openFile(window.store.path);
  if (!file.ok) throw new Error(file.error.cause);
  expect(contradictionsIn(file.value)).toEqual([]);
  file.value.close();
}

it('fees: the ticket is settled as the center has it under a receipt of its own, waits for its cash, and is paid once', async () => {
  const window = await restoredInDoubt(async (busy) => {
    await register(busy, wang);
    await consult(busy);
    await bringToTrial(busy, wang);
  });
  const [doubtful] = window.store.tickets.at(businessDay, ['in-doubt']);
  if (!doubtful) throw new Error('not in doubt');
  await accept(window);
  const ticket = window.store.tickets.get(doubtful.number);
  expect(ticket?.stage).toMatchObject({ at: 'cash-due', due: 520, settled: { split: { total: 6520, cash: 520 } } });
  await everythingEnded(window);

  await bringToTrial(window, wang);
  await takeCash(window);
  expect(window.store.tickets.get(doubtful.number)?.stage).toMatchObject({ at: 'paid', tendered: { due: 520 } });
  const { lines } = await stateDay(window);
  expect(lines[0]).toMatchObject({ verdict: 'flat', own: { count: 2 }, center: { count: 2 } });
});

it('and the center forgets its confirmation: confirmed again with the receipt that it was sent with, which only the center has', async () => {
  let copy = '';
  const accepted = await restoredInDoubt(
    async (busy) => {
      await register(busy, wang);
      await consult(busy);
      await bringToTrial(busy, wang);
    },
    async () => {
      const copied = await backUp({ dataFolder: folder(), names: ['center'], day: businessDay }, () => {});
      if (!copied.ok) throw new Error(copied.error.en);
      [copy = ''] = copied.value;
    },
  );
  await accept(accepted);
  const window = await goingBack(copy);
  const { rows } = await stateDay(window);
  expect(rows.filter(({ center }) => center?.state === 'unconfirmed')).toMatchObject([{ verdict: 'flat' }]);
  await mendFirst(window);
  expect((await stated(window)).rows.map(({ center }) => center?.state)).toEqual(['confirmed', 'confirmed']);
  await everythingEnded(window);
});

it('a registration, which has no ticket yet: it is in the books, what led to it stands, and nothing is in flight', async () => {
  const window = await restoredInDoubt(async (busy) => {
    await identify(busy, wang);
    await busy.act({ kind: 'choice-made', choice: choiceAt(busy.desk) });
  });
  await accept(window);
  await everythingEnded(window);
});
