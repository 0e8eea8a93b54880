// A hospital's file restored from a backup made before a payment does not have the visit paid again (3-protocol, `sim_standing`).

import { expect, it } from 'vitest';
import { bringToTrial, consult, pay, register } from '../hospital/steps.ts';
import type { Window } from '../hospital/town.ts';
import { dayTown, hospitalName } from './day-town.ts';
import { mendAll } from './stated.ts';
import { patients } from './week.ts';

const town = dayTown();
const card = patients[0]!;

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
