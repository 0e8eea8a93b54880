// The counter's work as whole steps: register someone, order for them, let them pay.

import type { Fen } from '../../src/domain/money.ts';
import type { DeskSnapshot } from '../../src/hospital/desk.ts';
import type { Ticket } from '../../src/hospital/visit/state.ts';
import type { PocketCard } from './scripted-reader.ts';
import { choiceAt, type Window } from './town.ts';

const plenty = 1_000_00 as Fen;

/** From the card to what the center answered to it. */
export async function identify(window: Window, card: PocketCard): Promise<DeskSnapshot> {
  await window.insert(card);
  return window.act({ kind: 'pin-entered', pin: card.pin });
}

/** Takes whatever cash is due. */
export async function takeCash(window: Window): Promise<DeskSnapshot> {
  const now = await window.desk.settled();
  return now.visit.at === 'cash-due' ? window.act({ kind: 'cash-tendered', tendered: plenty }) : now;
}

/** Registers for internal medicine and takes the cash part. */
export async function register(window: Window, card: PocketCard): Promise<DeskSnapshot> {
  window.desk.openStation('register');
  await identify(window, card);
  await window.act({ kind: 'choice-made', choice: choiceAt(window.desk) });
  await window.act({ kind: 'confirmed' });
  return takeCash(window);
}

/** Orders for the first in the queue. */
export async function consult(window: Window, items = ['amxljn', 'xcg'], quantity = '2'): Promise<DeskSnapshot> {
  window.desk.openStation('consult');
  const { queue } = await window.desk.settled();
  const [ticket] = queue.consult;
  if (!ticket) throw new Error('nobody is waiting');
  return orderFor(window, ticket, items, quantity);
}

export async function orderFor(
  window: Window,
  ticket: Ticket,
  items: readonly string[],
  quantity = '2',
): Promise<DeskSnapshot> {
  const { lookup } = window.desk;
  await window.act({ kind: 'ticket-opened', ticket, to: 'consult' });
  const [diagnosis] = lookup.diagnoses('');
  if (diagnosis) await window.act({ kind: 'diagnosis-set', diagnosis });
  for (const query of items) {
    const [item] = lookup.items(query);
    if (!item) throw new Error(`no item ${query}`);
    await window.act({ kind: 'line-added', item, quantity, days: undefined });
  }
  return window.act({ kind: 'orders-sent' });
}

/** From the card at the pay station to the trial on the screen. */
export async function bringToTrial(window: Window, card: PocketCard): Promise<DeskSnapshot> {
  window.desk.openStation('pay');
  const now = await window.desk.settled();
  if (now.visit.at === 'trial-shown') return now;
  return identify(window, card);
}

export async function pay(window: Window, card: PocketCard): Promise<DeskSnapshot> {
  await bringToTrial(window, card);
  await window.act({ kind: 'confirmed' });
  return takeCash(window);
}
