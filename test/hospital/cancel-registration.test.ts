// 退号 at the window, over a real center and real files: 2208 of the settled fee, then 2202, on the same day, while nobody has
// treated the patient (3-protocol, Transactions; 2-benefits, section 7).

import { describe, expect, it } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { stateDay } from '../statement/stated.ts';
import { cancelledAtCenter } from './audit.ts';
import { deskTown, wang } from './desks.ts';
import { approval, askRefund, refundOf, registerAndGo } from './refunding.ts';
import { consult, identify, orderFor, register, takeCash } from './steps.ts';
import { cardShowing, centerFile, chineseMedicine, choiceAt, walkingClock } from './town.ts';

const town = deskTown();

function personAtCenter() {
  const found = town.center().inspection.personByIdNumber(wang.card.socialSecurityNumber);
  if (!found) throw new Error('nobody');
  const { psnNo, account } = found.person;
  return { account, ledger: town.center().inspection.ledger(psnNo, 2011, 'outpatient') };
}

const cancelled = () => cancelledAtCenter(centerFile(town.folder()));

describe('a registration taken back', () => {
  it('gives account, fund and cash back as if it had never been, and leaves the doctor’s queue; the day is flat', async () => {
    const window = town.openAt();
    const before = { ...personAtCenter(), day: (await window.desk.settled()).day };
    const ticket = await registerAndGo(window, wang);
    expect((await window.desk.settled()).queue.consult).toHaveLength(1);

    const trial = refundOf(await askRefund(window, ticket));
    if (trial.at !== 'trial-shown') throw new Error(trial.at);
    expect(trial.trial).toMatchObject({ back: { total: 400 }, remainder: undefined });
    const done = await window.act({ kind: 'refund-approved', approval });
    expect(refundOf(done)).toMatchObject({ at: 'refunded', ticket: { stage: { at: 'cancelled' } } });
    expect(done.inFlight).toEqual([]);
    expect(done.queue).toMatchObject({ consult: [], pay: [], refund: [] });
    expect(cancelled()).toEqual([ticket]);
    expect(personAtCenter()).toEqual({ account: before.account, ledger: before.ledger });
    expect(done.day).toEqual({ ...before.day, refunded: 1 });
    expect(town.center().inspection.contradictions()).toEqual([]);
    const { lines, rows } = await stateDay(window);
    expect([...lines, ...rows].every(({ verdict }) => verdict === 'flat')).toBe(true);
    expect(rows).toHaveLength(2);
    // The day is over for this ticket, not for its holder.
    window.desk.dispatch({ kind: 'statement-back' });
    expect((await register(window, wang)).visit.at).toBe('registered');
  });

  it('is found by the card alone; a second person is asked, and not taking it back after all changes nothing', async () => {
    const window = town.openAt();
    const ticket = await registerAndGo(window, wang);
    window.desk.openStation('refund');
    expect(refundOf(await window.insert(wang))).toMatchObject({
      at: 'trial-shown',
      order: { ticket: { number: ticket } },
    });
    expect((await window.act({ kind: 'back' })).visit.at).toBe('awaiting-card');
    expect(window.store.tickets.get(ticket)?.stage.at).toBe('waiting');
  });

  it('in cash is on the hospital’s own books: the full fee, and the center hears nothing', async () => {
    const card = cardShowing('month-unpaid');
    const window = town.openAt();
    await identify(window, card);
    await window.act({ kind: 'choice-made', choice: choiceAt(window.desk) });
    await window.act({ kind: 'step-chosen', step: 'settle-in-cash' });
    await window.act({ kind: 'confirmed' });
    const { visit } = await takeCash(window);
    if (visit.at !== 'registered') throw new Error(visit.at);
    const { cashTotal } = window.desk.snapshot().day;
    const before = town.atCenter();
    await askRefund(window, visit.ticket.number);
    const done = await window.act({ kind: 'refund-approved', approval });
    expect(refundOf(done)).toMatchObject({
      at: 'refunded',
      refund: { back: { total: 400, cash: 400 }, negated: undefined },
    });
    expect(done.day.cashTotal).toBe(cashTotal - 400);
    expect(done.queue.consult).toEqual([]);
    expect(town.atCenter()).toEqual(before);
  });
});

describe('a registration stays', () => {
  it('once the doctor has ordered, and once it was taken back', async () => {
    const window = town.openAt();
    const treated = await registerAndGo(window, wang);
    await consult(window);
    expect((await askRefund(window, treated)).visit).toMatchObject({
      problem: { text: { zh: expect.stringContaining('不能退号') } },
    });
    await window.act({ kind: 'back' });

    const again = await registerAndGo(window, wang);
    await askRefund(window, again);
    await window.act({ kind: 'refund-approved', approval });
    await window.act({ kind: 'confirmed' });
    expect((await askRefund(window, again)).visit).toMatchObject({ problem: { text: { zh: '该票已退号' } } });
  });

  it('on another day than its own', async () => {
    const early = town.openAt({ clock: walkingClock('2011-08-15 10:00:00') });
    const ticket = await registerAndGo(early, wang);
    await town.close(early);
    const late = walkingClock('2011-08-16 10:00:00');
    town.reopen(late);
    const window = town.openAt({ clock: late });
    expect((await askRefund(window, ticket)).visit).toMatchObject({
      at: 'problem',
      problem: { kind: 'nothing-to-refund', text: { zh: expect.stringContaining('当日') } },
    });
  });

  it('paid in cash, where midnight passes between the trial and the word of the second person', async () => {
    let now = '2011-08-15 23:59:00' as Timestamp;
    const clock = { now: () => now };
    const window = town.openAt({ clock });
    await identify(window, cardShowing('month-unpaid'));
    await window.act({ kind: 'choice-made', choice: choiceAt(window.desk) });
    await window.act({ kind: 'step-chosen', step: 'settle-in-cash' });
    await window.act({ kind: 'confirmed' });
    const { visit } = await takeCash(window);
    if (visit.at !== 'registered') throw new Error(visit.at);
    expect(refundOf(await askRefund(window, visit.ticket.number)).at).toBe('trial-shown');
    now = '2011-08-16 00:01:00' as Timestamp;
    expect((await window.act({ kind: 'refund-approved', approval })).visit).toMatchObject({
      at: 'problem',
      problem: { kind: 'nothing-to-refund', text: { zh: expect.stringContaining('当日') } },
    });
    expect(window.store.tickets.get(visit.ticket.number)?.stage.at).toBe('waiting');
  });

  it('where the doctor orders between the trial and the word of the second person', async () => {
    const window = town.openAt();
    const ticket = await registerAndGo(window, wang);
    await askRefund(window, ticket);
    await consult(town.openAt({ window: 2, station: 'consult' }));
    const { visit } = await window.act({ kind: 'refund-approved', approval });
    expect(visit).toMatchObject({ at: 'problem', problem: { kind: 'ticket-taken' } });
    expect(cancelled()).toEqual([]);
  });
});

it('the doctor, who had the ticket open while it was taken back, reads that when sending the orders', async () => {
  const window = town.openAt();
  const ticket = await registerAndGo(window, wang);
  const doctor = town.openAt({ window: 2, station: 'consult' });
  const [waiting] = doctor.desk.snapshot().queue.consult;
  if (!waiting) throw new Error('nobody waits');
  await askRefund(window, ticket);
  expect(refundOf(await window.act({ kind: 'refund-approved', approval })).at).toBe('refunded');
  const { visit } = await orderFor(doctor, waiting, ['amxljn']);
  expect(visit).toMatchObject({
    at: 'problem',
    problem: {
      kind: 'ticket-taken',
      text: { zh: expect.stringContaining('退号'), en: expect.stringContaining('taken back') },
    },
  });
});

describe('whose answer is lost', () => {
  it('waits for nobody meanwhile: no orders are saved for it; reconciliation takes the refund back, and it waits again', async () => {
    const window = town.openAt();
    const ticket = await registerAndGo(window, wang);
    const before = personAtCenter();
    await askRefund(window, ticket);
    const doctor = town.openAt({ window: 2, station: 'consult' });
    const [waiting] = doctor.desk.snapshot().queue.consult;
    if (!waiting) throw new Error('nobody waits');
    window.line.hand.befall({ fault: 'cut-after-arrival', times: 1, infno: '2208' });
    const doubt = await window.act({ kind: 'refund-approved', approval });
    expect(refundOf(doubt).at).toBe('in-doubt');
    expect(doubt.queue.consult).toEqual([]);
    await doctor.act({ kind: 'ticket-opened', ticket: waiting, to: 'consult' });
    const [diagnosis] = doctor.desk.lookup.diagnoses('');
    if (diagnosis) await doctor.act({ kind: 'diagnosis-set', diagnosis });
    const [item] = doctor.desk.lookup.items('amxljn');
    if (item) await doctor.act({ kind: 'line-added', item, quantity: '1', days: undefined });
    const sent = await doctor.act({ kind: 'orders-sent' });
    expect(sent.visit).toMatchObject({ at: 'problem', problem: { kind: 'ticket-taken' } });

    const reconciled = await window.act({ kind: 'step-chosen', step: 'reconcile' });
    expect(reconciled.visit).toMatchObject({ at: 'reconciled', outcomes: [{ of: 'refund', verdict: 'reversed' }] });
    expect(reconciled.queue.consult).toHaveLength(1);
    expect(personAtCenter()).toEqual(before);
    // Enter: asked anew, and this time it comes through.
    expect(refundOf(await window.act({ kind: 'confirmed' })).at).toBe('trial-shown');
    expect(refundOf(await window.act({ kind: 'refund-approved', approval })).at).toBe('refunded');
    expect(cancelled()).toEqual([ticket]);
  });

  it('of its 2202, or where another hospital is in doubt about the person: done once that ends', async () => {
    const window = town.openAt();
    const ticket = await registerAndGo(window, wang);
    await askRefund(window, ticket);
    window.line.hand.befall({ fault: 'cut-before-arrival', times: 2, infno: ['2202', '5201'] });
    const done = await window.act({ kind: 'refund-approved', approval });
    expect(refundOf(done).at).toBe('refunded');
    expect(done.inFlight).toMatchObject([{ infno: '2208', ticket }]);

    const elsewhere = town.openAt({ hospital: chineseMedicine });
    await identify(elsewhere, wang);
    await elsewhere.act({ kind: 'choice-made', choice: choiceAt(elsewhere.desk) });
    elsewhere.line.hand.befall({ fault: 'cut-after-arrival', times: 1, infno: '2207A' });
    await elsewhere.act({ kind: 'confirmed' });
    window.line.hand.clear();
    await window.act({ kind: 'confirmed' });
    const refused = await window.act({ kind: 'reconcile-asked' });
    expect(refused.visit).toMatchObject({ outcomes: [{ of: 'refund', verdict: 'confirmed' }] });
    expect(refused.inFlight).toHaveLength(1);
    expect(cancelled()).toEqual([]);

    await elsewhere.act({ kind: 'step-chosen', step: 'reconcile' });
    const ended = await window.act({ kind: 'reconcile-asked' });
    expect(ended.inFlight).toEqual([]);
    expect(cancelled()).toEqual([ticket]);
  });
});
