// Giving back at the window, over a real center and real files (2-benefits section 7; 3-protocol, The life of a settlement).

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { deskTown, wang } from './desks.ts';
import { approval, payFor, refund, refundOf, tryRefund } from './refunding.ts';
import { consult, pay, register, takeCash } from './steps.ts';
import { cardShowing, chineseMedicine, choiceAt, people, walkingClock } from './town.ts';

const town = deskTown();

function personAtCenter() {
  const found = town.center().inspection.personByIdNumber(wang.card.socialSecurityNumber);
  if (!found) throw new Error('nobody');
  const { psnNo, account } = found.person;
  return { account, ledger: town.center().inspection.ledger(psnNo, 2011, 'outpatient') };
}

function refundsOnDisk(hospital = people) {
  const db = new Database(join(town.folder(), `hospital-${hospital}.db`), { readonly: true });
  try {
    return db.prepare('SELECT undoes, total, fund, account, cash, approved_by FROM refunds ORDER BY number').all();
  } finally {
    db.close();
  }
}

describe('a refund', () => {
  it('of a whole drug: fund, account and cash come back as if it had never been charged, and the till says so', async () => {
    const window = town.openAt();
    await register(window, wang);
    const registered = { ...personAtCenter(), day: (await window.desk.settled()).day };
    await consult(window, ['amxljn']);
    await pay(window, wang);
    const { queue } = await window.act({ kind: 'confirmed' });
    await window.remove();
    const [ticket] = queue.refund;
    if (ticket?.stage.at !== 'paid' || ticket.stage.settled.by !== 'network') throw new Error('not paid');
    const { total, fundTotal, account, cash } = ticket.stage.settled.split;

    const done = await refund(window, ticket.number, '2');
    const state = refundOf(done);
    if (state.at !== 'refunded') throw new Error(JSON.stringify(done.visit));
    expect(state.refund.back).toEqual({ total, fund: fundTotal, account, cash });
    expect(state.refund.remainder).toBeUndefined();
    expect(personAtCenter()).toEqual({ account: registered.account, ledger: registered.ledger });
    expect(done.inFlight).toEqual([]);
    expect(done.day).toEqual({ ...registered.day, paid: 1, refunded: 1 });
    expect(refundsOnDisk()).toEqual([
      { undoes: ticket.stage.settled.receiptNumber, total, fund: fundTotal, account, cash, approved_by: '1008' },
    ]);
    expect(town.center().inspection.contradictions()).toEqual([]);
  });

  it('in part, and then the rest: each is of what the one before left; all of it can be given back, once', async () => {
    const window = town.openAt();
    const ticket = await payFor(window, wang, ['amxljn', 'xcg'], '3');
    const first = refundOf(await refund(window, ticket, '1'));
    if (first.at !== 'refunded') throw new Error(JSON.stringify(first));
    expect(first.refund.returned).toMatchObject([{ quantity: '1', amount: 1260 }]);
    await window.act({ kind: 'confirmed' });
    const second = refundOf(await refund(window, ticket, '2'));
    if (second.at !== 'refunded') throw new Error(JSON.stringify(second));
    expect(second.refund.back.total).toBe(2520);
    expect(second.refund.remainder).toMatchObject({ by: 'network', split: { total: 6000 } });
    await window.act({ kind: 'confirmed' });
    // Only the blood count is left, which is no drug.
    const { visit } = await tryRefund(window, ticket, '1');
    expect(visit).toMatchObject({ at: 'refunding', refund: { at: 'choosing-lines', order: { returned: [] } } });
    expect(town.center().inspection.contradictions()).toEqual([]);
  });

  it('explains what is kept on the screen that gave back; on the disk no refund carries a page of rules', async () => {
    const window = town.openAt();
    const ticket = await payFor(window, wang, ['amxljn'], '3');
    const done = refundOf(await refund(window, ticket, '1'));
    if (done.at !== 'refunded' || done.refund.remainder?.by !== 'network') throw new Error(JSON.stringify(done));
    const { trace, ...figures } = done.refund.remainder.split;
    expect(trace?.rules.length).toBeGreaterThan(10);
    await window.act({ kind: 'confirmed' });
    const [listed] = (await window.desk.settled()).queue.refund;
    if (listed?.stage.at !== 'paid') throw new Error(JSON.stringify(listed));
    expect(listed.stage.refunds[0]?.remainder).toMatchObject({ split: figures });
    const db = new Database(join(town.folder(), `hospital-${people}.db`), { readonly: true });
    const body = db.prepare('SELECT body FROM tickets WHERE number = ?').pluck().get(ticket);
    db.close();
    expect(body).not.toContain('"rules"');
  });

  it('is found by the card alone, without a PIN', async () => {
    const window = town.openAt();
    const ticket = await payFor(window, wang);
    window.desk.openStation('refund');
    const { visit } = await window.insert(wang);
    expect(visit).toMatchObject({
      at: 'refunding',
      refund: { at: 'choosing-lines', order: { ticket: { number: ticket } } },
    });
  });

  it('waits for a second person: nobody approves what they ask for themselves', async () => {
    const window = town.openAt();
    const ticket = await payFor(window, wang);
    const shown = await tryRefund(window, ticket);
    const operator = window.desk.place.operator;
    const own = await window.act({
      kind: 'refund-approved',
      approval: { action: 'refund', by: operator, to: operator },
    });
    expect(own.visit).toBe(shown.visit);
  });

  it('of a ticket in cash is on the hospital’s own books: the full price, and the center hears nothing', async () => {
    const card = cardShowing('month-unpaid');
    const window = town.openAt();
    await window.insert(card);
    await window.act({ kind: 'pin-entered', pin: card.pin });
    await window.act({ kind: 'choice-made', choice: choiceAt(window.desk) });
    await window.act({ kind: 'step-chosen', step: 'settle-in-cash' });
    await window.act({ kind: 'confirmed' });
    await takeCash(window);
    await consult(window, ['amxljn', 'xcg']);
    await pay(window, card);
    const { queue, day } = await window.desk.settled();
    const before = town.atCenter();
    await window.act({ kind: 'confirmed' });
    const done = await refund(window, queue.refund[0]?.number ?? '', '1');
    expect(refundOf(done)).toMatchObject({
      at: 'refunded',
      refund: { back: { total: 1260, cash: 1260 }, remainder: { by: 'cash' } },
    });
    expect(done.day.cashTotal).toBe(day.cashTotal - 1260);
    expect(town.atCenter()).toEqual(before);
  });
});

describe('a refund that the documents forbid', () => {
  const hopeless = (visit: { at: string; options?: readonly { step: string; disabled: unknown }[] }) =>
    visit.options?.find(({ step }) => step === 'retry')?.disabled;

  it('later than three days: refused with the reason, and trying again is not offered', async () => {
    const clock = walkingClock('2011-08-15 10:00:00');
    const early = town.openAt({ clock });
    const ticket = await payFor(early, wang);
    await town.close(early);
    const late = walkingClock('2011-08-19 10:00:00');
    town.reopen(late);
    const window = town.openAt({ clock: late });
    const { visit } = await tryRefund(window, ticket);
    expect(visit).toMatchObject({
      at: 'problem',
      problem: { kind: 'refund-refused', text: { zh: '已超过可退费的天数' } },
    });
    expect(visit.at === 'problem' && visit.problem.advice?.cause.zh).toContain('三日');
    expect(hopeless(visit)).toBeDefined();
  });

  it('while a later settlement elsewhere would change: names hospital and data string, and what to do first', async () => {
    const window = town.openAt();
    const ticket = await payFor(window, wang, ['amxljn'], '200');
    const elsewhere = town.openAt({ hospital: chineseMedicine });
    await payFor(elsewhere, wang, ['amxljn'], '200');
    const { visit } = await tryRefund(window, ticket, '200');
    expect(visit).toMatchObject({ at: 'problem', problem: { kind: 'refund-refused' } });
    expect(visit.at === 'problem' && visit.problem.message).toMatch(/海河市中医医院 0002\d{19}/);
    expect(visit.at === 'problem' && visit.problem.advice?.remedy.zh).toContain('先到那家医院');
    expect(refundsOnDisk()).toEqual([]);
  });

  it('of what was ordered and never paid, or of no ticket at all: said in place', async () => {
    const window = town.openAt();
    const registered = await register(window, wang);
    if (registered.visit.at !== 'registered') throw new Error('not registered');
    const { number } = registered.visit.ticket;
    await window.act({ kind: 'confirmed' });
    await consult(window);
    window.desk.openStation('refund');
    const nothing = await window.act({ kind: 'refund-asked', wanted: { ticket: number } });
    expect(nothing.visit).toMatchObject({ at: 'problem', problem: { kind: 'nothing-to-refund' } });
    await window.act({ kind: 'back' });
    const none = await window.act({ kind: 'refund-asked', wanted: { ticket: '20110815-9999' } });
    expect(none.visit).toMatchObject({ at: 'problem', problem: { kind: 'no-such-ticket' } });
  });
});

describe('a refund whose answer is lost', () => {
  it('is in doubt: prompt 3 elsewhere, nothing more of this person here; reconciliation takes it back', async () => {
    const window = town.openAt();
    const ticket = await payFor(window, wang);
    const before = personAtCenter();
    await tryRefund(window, ticket);
    window.line.hand.befall({ fault: 'cut-after-arrival', times: 1, infno: '2208' });
    const doubt = await window.act({ kind: 'refund-approved', approval });
    expect(refundOf(doubt).at).toBe('in-doubt');
    expect(doubt.inFlight).toMatchObject([{ infno: '2208', amount: 1260 }]);

    const elsewhere = town.openAt({ hospital: chineseMedicine });
    await elsewhere.insert(wang);
    await elsewhere.act({ kind: 'pin-entered', pin: wang.pin });
    const refused = await elsewhere.act({ kind: 'choice-made', choice: choiceAt(elsewhere.desk) });
    expect(refused.visit).toMatchObject({ at: 'refused', refusal: { prompt: 'open-reconciliation' } });

    await window.act({ kind: 'step-chosen', step: 'end-visit' });
    const again = await window.act({ kind: 'refund-asked', wanted: { ticket } });
    expect(refundOf(again).at).toBe('in-doubt');
    const reconciled = await window.act({ kind: 'step-chosen', step: 'reconcile' });
    expect(reconciled.visit).toMatchObject({ at: 'reconciled', outcomes: [{ of: 'refund', verdict: 'reversed' }] });
    expect(personAtCenter()).toEqual(before);
    expect(reconciled.inFlight).toEqual([]);

    // Enter: the same choice again, and this time it comes through.
    const choosing = await window.act({ kind: 'confirmed' });
    expect(refundOf(choosing)).toMatchObject({
      at: 'choosing-lines',
      order: { returned: [{ place: 0, quantity: '1' }] },
    });
    await window.act({ kind: 'confirmed' });
    const done = await window.act({ kind: 'refund-approved', approval });
    expect(refundOf(done).at).toBe('refunded');
    expect(refundsOnDisk()).toHaveLength(1);
  });

  it('bars another window: one refund at a time, and none beside a settlement in doubt', async () => {
    const window = town.openAt();
    const ticket = await payFor(window, wang);
    const other = town.openAt({ window: 2 });
    await tryRefund(window, ticket);
    await tryRefund(other, ticket);
    expect(refundOf(await window.act({ kind: 'refund-approved', approval })).at).toBe('refunded');
    const { visit } = await other.act({ kind: 'refund-approved', approval });
    expect(visit).toMatchObject({ at: 'problem', problem: { kind: 'ticket-taken' } });
    expect(refundsOnDisk()).toHaveLength(1);
  });
});
