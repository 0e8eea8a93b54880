// 退号 that a file forgot: where a statement puts the refund right, the registration itself comes off the center's books as
// well (2202), written before it is sent (3-protocol, Day's end).

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { cancelledAtCenter } from '../hospital/audit.ts';
import type { Moment } from '../hospital/guard.ts';
import { approval, askRefund, registerAndGo } from '../hospital/refunding.ts';
import { consult } from '../hospital/steps.ts';
import { businessDay, centerFile, openTownCenter, openWindow, type Window, walkingClock } from '../hospital/town.ts';
import { runDying } from '../support/dying-program.ts';
import { dayTown, hospitalName } from './day-town.ts';
import { mendAll, mendFirst, secondPerson, stateDay, stated } from './stated.ts';
import { patients } from './week.ts';

const town = dayTown();
const card = patients[0]!;

const cancelled = () => cancelledAtCenter(centerFile(town.folder()));

/** 退号 of which these messages do not reach the center. */
async function takenBack(window: Window, ticket: string, unheard: readonly string[] = ['2202', '5201']): Promise<void> {
  await askRefund(window, ticket);
  window.line.hand.befall({ fault: 'cut-before-arrival', infno: unheard });
  expect((await window.act({ kind: 'refund-approved', approval })).visit).toMatchObject({ refund: { at: 'refunded' } });
  await window.act({ kind: 'confirmed' });
  window.line.hand.clear();
}

/** The refund is final at the center and its 2202 never came; the file here has forgotten it. */
async function forgotten(): Promise<{ readonly window: Window; readonly ticket: string }> {
  const first = town.open();
  const ticket = await registerAndGo(first, card);
  const window = await town.losing(hospitalName, (before) => takenBack(before, ticket), first);
  expect(cancelled()).toEqual([]);
  return { window, ticket };
}

async function acceptWith(window: Window, unheard: readonly string[], times: number) {
  await stateDay(window);
  window.line.hand.befall({ fault: 'cut-before-arrival', times, infno: unheard });
  return mendFirst(window, secondPerson(window, 'reconcile-for-another'));
}

it('accepted: 2202 follows, and the center holds no registration any more', async () => {
  const { window, ticket } = await forgotten();
  await mendAll(window);
  expect(cancelled()).toEqual([ticket]);
  expect((await stated(window)).outcomes).toMatchObject([{ of: 'refund', ticket, verdict: 'registration-cancelled' }]);
  expect(window.store.tickets.get(ticket)?.stage).toEqual({ at: 'cancelled', refund: undefined });
  expect(window.store.cancellations.owed()).toEqual([]);
});

it('accepted, of a visit that the file forgot altogether: by the ticket’s number as the center has it', async () => {
  let ticket = '';
  const window = await town.losing(hospitalName, async (before) => {
    ticket = await registerAndGo(before, card);
    await takenBack(before, ticket);
  });
  expect(window.store.tickets.get(ticket)).toBeUndefined();
  await mendAll(window);
  expect(cancelled()).toEqual([ticket]);
});

it('accepted, and 2202 does not arrive: on disk before it was sent, told as open, and sent at the next reconciliation', async () => {
  const { window, ticket } = await forgotten();
  // The first 5201 is the accepting's own; what is cut is 2202.
  await acceptWith(window, ['2202'], 1);
  expect((await stated(window)).outcomes).toMatchObject([{ ticket, verdict: 'registration-open' }]);
  expect(window.store.cancellations.owed()).toMatchObject([{ ticket }]);
  expect(cancelled()).toEqual([]);
  window.desk.dispatch({ kind: 'statement-back' });
  const { visit } = await window.act({ kind: 'reconcile-asked' });
  expect(visit).toMatchObject({ at: 'reconciled', outcomes: [{ ticket, verdict: 'registration-cancelled' }] });
  expect(cancelled()).toEqual([ticket]);
});

it('accepted, and 2202 does not arrive: an idle window sends it, and the day is not done before that', async () => {
  const { window, ticket } = await forgotten();
  const day = async () => (await window.desk.settled()).statementDays.find((each) => each.day === businessDay);
  // The last statement's own cancellation is cut as well.
  await acceptWith(window, ['2202'], 2);
  expect((await stateDay(window)).outcomes).toMatchObject([{ ticket, verdict: 'registration-open' }]);
  expect(await day()).toMatchObject({ at: 'open', flat: true, registrationsLeft: 1 });
  window.desk.dispatch({ kind: 'statement-back' });
  window.desk.tidy();
  await window.desk.settled();
  expect(cancelled()).toEqual([ticket]);
  await stateDay(window);
  expect(await day()).toMatchObject({ at: 'closed', registrationsLeft: 0 });
});

it('accepted, and 2202 does not arrive: the next window that opens sends it', async () => {
  const { window, ticket } = await forgotten();
  await acceptWith(window, ['2202'], 1);
  expect(cancelled()).toEqual([]);
  await town.open(2).desk.settled();
  expect(cancelled()).toEqual([ticket]);
});

it('two windows that come to one owed 2202: done is written once, and no refusal after it', async () => {
  const { window } = await forgotten();
  await acceptWith(window, ['2202'], 1);
  const { cancellations } = window.store;
  const [owed] = cancellations.owed();
  if (!owed) throw new Error('nothing is owed');
  cancellations.done(owed, town.clock().now());
  cancellations.done(owed, town.clock().now());
  cancellations.refused(owed, 'input.data.mdtrt_id: 已有结算，须先退费', town.clock().now());
  const db = new Database(window.store.path, { readonly: true });
  expect(db.prepare('SELECT kind FROM cancellations ORDER BY id').pluck().all()).toEqual(['owed', 'done']);
  db.close();
  expect(cancellations.refusedOn(businessDay)).toEqual([]);
  // A center that forgot it is asked anew.
  cancellations.owe(owed, town.clock().now());
  expect(cancellations.owed()).toEqual([owed]);
});

/** A window on the folder that sends what is owed at its start, and dies at the write; the writes where it lived. */
async function sendAndDie(
  folder: string,
  ticket: string,
  moment: Moment,
  number: number,
): Promise<readonly string[] | 'killed'> {
  const program = join(import.meta.dirname, '..', 'hospital', 'dying-refund.ts');
  const { signal, writes } = await runDying(program, [folder, moment, String(number), ticket]);
  return signal === null ? writes : 'killed';
}

it('killed at each write of the window that sends it: the next sends it again, and it is done once', async () => {
  const { window, ticket } = await forgotten();
  await acceptWith(window, ['2202'], 1);
  await town.close();
  const root = mkdtempSync(join(tmpdir(), 'owed-'));
  const copyOf = (folder: string) => {
    const copy = mkdtempSync(join(root, 'run-'));
    cpSync(folder, copy, { recursive: true });
    return copy;
  };
  const writes = await sendAndDie(copyOf(town.folder()), ticket, 'after', Number.MAX_SAFE_INTEGER);
  if (writes === 'killed') throw new Error('it died without a write to die at');
  expect(writes).toContain('cancellations.done');
  // Before a number is drawn nothing has happened since the write before it.
  const points = writes.flatMap((write, place): readonly (readonly [Moment, number])[] =>
    write.startsWith('numbers.')
      ? [['after', place + 1]]
      : [
          ['before', place + 1],
          ['after', place + 1],
        ],
  );
  console.log(`${writes.length} durable writes of an owed 2202, killed at ${points.length} points`);
  for (const [moment, number] of points) {
    const folder = copyOf(town.folder());
    expect(await sendAndDie(folder, ticket, moment, number)).toBe('killed');
    const clock = walkingClock('2011-08-15 13:00:00');
    const center = openTownCenter(centerFile(folder), clock);
    const next = openWindow({ center, folder, clock });
    await next.desk.settled();
    const db = new Database(next.store.path, { readonly: true });
    expect(db.prepare('SELECT kind FROM cancellations ORDER BY id').pluck().all()).toEqual(['owed', 'done']);
    db.close();
    expect(cancelledAtCenter(centerFile(folder))).toEqual([ticket]);
    expect(center.inspection.contradictions()).toEqual([]);
    await next.close();
    center.close();
  }
  rmSync(root, { recursive: true, force: true });
}, 60_000);

it('not accepted where the center does not say whether it holds the registration: nothing is written', async () => {
  const { window, ticket } = await forgotten();
  expect((await acceptWith(window, ['5201'], 1)).statement).toMatchObject({
    at: 'failed',
    problem: { kind: 'unreached' },
  });
  expect(window.store.tickets.get(ticket)?.stage.at).toBe('waiting');
  expect(window.store.cancellations.owed()).toEqual([]);
});

it('accepted while the doctor here has ordered for it: somebody goes on with the visit, and it stays', async () => {
  const { window, ticket } = await forgotten();
  await consult(window, ['amxljn']);
  await mendAll(window);
  expect(cancelled()).toEqual([]);
  expect(window.store.tickets.get(ticket)?.stage.at).toBe('ordered');
});

it('confirmed again at a center that forgot the confirmation: it forgot 2202 as well, which is sent anew', async () => {
  const first = town.open();
  const ticket = await registerAndGo(first, card);
  await takenBack(first, ticket, ['confirm', '2202', '5201']);
  const window = await town.losing('center', (before) => before.act({ kind: 'reconcile-asked' }), first);
  expect(cancelled()).toEqual([]);
  await mendAll(window);
  expect(cancelled()).toEqual([ticket]);
});
