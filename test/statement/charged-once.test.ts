// A hospital's file restored from a backup made before a payment does not have the visit paid again (3-protocol, `sim_standing`).

import { expect, it } from 'vitest';
import { approval, payFor, refund } from '../hospital/refunding.ts';
import { bringToTrial, consult, pay, register } from '../hospital/steps.ts';
import { businessDay, type Window } from '../hospital/town.ts';
import { dayTown, hospitalName } from './day-town.ts';
import { mendAll } from './stated.ts';
import { patients } from './week.ts';

const town = dayTown();
const card = patients[0]!;

async function refundAsked(window: Window, ticket: string) {
  if (window.desk.snapshot().visit.at !== 'awaiting-card') await window.act({ kind: 'back' });
  window.desk.openStation('refund');
  return (await window.act({ kind: 'refund-asked', wanted: { ticket } })).visit;
}

/** Paid, and forgotten here: the ticket awaits payment again. */
async function paidAndForgotten(): Promise<Window> {
  const window = town.open();
  await register(window, card);
  await consult(window);
  return town.losing(
    hospitalName,
    async (before) => expect(await pay(before, card)).toMatchObject({ visit: { at: 'paid' } }),
    window,
  );
}

it('fees that the center has and the restored books do not are not charged again: the day is stated first', async () => {
  const window = await paidAndForgotten();
  const again = await bringToTrial(window, card);
  expect(again.visit).toMatchObject({
    at: 'problem',
    problem: {
      kind: 'settled-at-center',
      message: expect.stringMatching(/中心已有本次就诊的费用结算 \d{24}/),
      advice: { remedy: { zh: expect.stringContaining('对账'), en: expect.stringContaining('State the day') } },
    },
  });
  expect(window.store.journal.inFlight()).toEqual([]);
  const ended = await window.act({ kind: 'back' });
  expect(ended.visit.at).toBe('awaiting-card');
  const { rows } = await mendAll(window);
  // The registration fee, and the fees once.
  expect(rows.map(({ verdict }) => verdict)).toEqual(['flat', 'flat']);
});

it('fees that a statement accepted are not charged again either', async () => {
  const window = await paidAndForgotten();
  await mendAll(window);
  const again = await bringToTrial(window, card);
  expect(again.visit).toMatchObject({
    at: 'problem',
    problem: { kind: 'settled-at-center', message: expect.stringContaining('认账'), hopeless: expect.anything() },
  });
  expect(window.store.journal.inFlight()).toEqual([]);
});

it('what a statement accepted waits in no queue: neither to be paid, nor to be treated, nor to be given back', async () => {
  const paidAgain = await paidAndForgotten();
  expect(paidAgain.desk.snapshot().queue.pay).toHaveLength(1);
  await mendAll(paidAgain);
  expect((await paidAgain.desk.settled()).queue).toEqual({ consult: [], pay: [], refund: [] });
  const [{ number } = { number: '' }] = paidAgain.store.tickets.at(businessDay, ['accepted']);
  const asked = await refundAsked(paidAgain, number);
  expect(asked).toMatchObject({ at: 'problem', problem: { message: expect.stringContaining('认账') } });
});

it('a visit of which ordering and payment were forgotten does not wait for the doctor any more', async () => {
  const window = town.open();
  await register(window, card);
  const after = await town.losing(
    hospitalName,
    async (before) => {
      await consult(before);
      await pay(before, card);
    },
    window,
  );
  expect(after.desk.snapshot().queue.consult).toHaveLength(1);
  await mendAll(after);
  expect((await after.desk.settled()).queue).toEqual({ consult: [], pay: [], refund: [] });
});

it('a refund that was forgotten and then accepted cannot be given again; a registration taken back stays so', async () => {
  const window = town.open();
  const paid = await payFor(window, card);
  const after = await town.losing(hospitalName, (before) => refund(before, paid), window);
  expect(after.desk.snapshot().queue.refund).toHaveLength(1);
  await mendAll(after);
  expect((await after.desk.settled()).queue.refund).toEqual([]);
  expect(await refundAsked(after, paid)).toMatchObject({
    at: 'problem',
    problem: { message: expect.stringContaining('认账') },
  });
});

it('a registration whose cancelling was forgotten is cancelled once that is accepted', async () => {
  const window = town.open();
  await register(window, card);
  const [{ number } = { number: '' }] = (await window.desk.settled()).queue.consult;
  const after = await town.losing(
    hospitalName,
    async (before) => {
      await refundAsked(before, number);
      await before.act({ kind: 'refund-approved', approval });
    },
    window,
  );
  expect(after.desk.snapshot().queue.consult).toHaveLength(1);
  await mendAll(after);
  expect((await after.desk.settled()).queue).toEqual({ consult: [], pay: [], refund: [] });
  expect(after.store.tickets.get(number)?.stage).toEqual({ at: 'cancelled', refund: undefined });
});
