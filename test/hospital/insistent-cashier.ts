// A cashier who wants one patient registered, seen and paid for, and does the obvious thing at every screen until it is
// done: whatever is cut or killed on the way, the campaign asks what came of it.

import type { Fen } from '../../src/domain/money.ts';
import type { DeskSnapshot } from '../../src/hospital/desk.ts';
import { mayDo } from '../../src/hospital/visit/next-steps.ts';
import type { Ticket } from '../../src/hospital/visit/state.ts';
import type { PocketCard } from './scripted-reader.ts';
import { orderFor } from './steps.ts';
import { businessDay, choiceAt, type Window } from './town.ts';

type Until = 'waiting' | 'paid';

const patience = 80;
/** What a prompt offers, the most helpful first. */
const helpful = ['reconcile', 'retry', 'end-visit'] as const;
const allStages = ['fee-due', 'waiting', 'ordered', 'in-doubt', 'cash-due', 'paid'] as const;

export function ticketsOf(window: Window): readonly Ticket[] {
  return window.store.tickets.at(businessDay, allStages);
}

async function present(window: Window, station: 'register' | 'pay', card: PocketCard): Promise<DeskSnapshot> {
  window.desk.openStation(station);
  const now = await window.desk.settled();
  if (now.visit.at !== 'awaiting-card') return now;
  return window.reader.reader.status().at === 'card' ? window.act({ kind: 'confirmed' }) : window.insert(card);
}

/** The window is free: what does this patient need next? */
async function nextNeed(window: Window, card: PocketCard, until: Until): Promise<DeskSnapshot | 'done'> {
  const ticket = ticketsOf(window).at(-1);
  if (ticket?.stage.at === until) return 'done';
  switch (ticket?.stage.at) {
    case undefined:
    case 'fee-due':
      return present(window, 'register', card);
    case 'waiting':
      window.desk.openStation('consult');
      await orderFor(window, ticket, ['amxljn', 'xcg']);
      return window.act({ kind: 'confirmed' });
    default:
      return present(window, 'pay', card);
  }
}

async function oneStep(window: Window, card: PocketCard, until: Until): Promise<DeskSnapshot | 'done'> {
  const { visit } = await window.desk.settled();
  switch (visit.at) {
    case 'awaiting-card':
      return nextNeed(window, card, until);
    case 'entering-pin':
      return window.act({ kind: 'pin-entered', pin: card.pin });
    case 'choosing':
      return window.act({ kind: 'choice-made', choice: choiceAt(window.desk) });
    case 'cash-due':
      return window.act({ kind: 'cash-tendered', tendered: 1_000_00 as Fen });
    case 'refused':
    case 'problem':
      return window.act({
        kind: 'step-chosen',
        step: helpful.find((step) => mayDo(visit.options, step)) ?? 'end-visit',
      });
    case 'in-doubt':
      return window.act({ kind: 'step-chosen', step: 'reconcile' });
    default:
      return window.act({ kind: 'confirmed' });
  }
}

/** Until the patient has paid, or is registered and waits. Throws where that takes longer than any cashier's patience. */
export async function insist(window: Window, card: PocketCard, until: Until = 'paid'): Promise<void> {
  for (let step = 0; step < patience; step += 1) {
    if ((await oneStep(window, card, until)) === 'done') return;
  }
  throw new Error(`stuck at ${JSON.stringify((await window.desk.settled()).visit)}`);
}
