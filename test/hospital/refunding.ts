// A patient who brings drugs back, for tests of the hospital's side: paid for, opened, chosen, approved.

import type { Approval } from '../../src/domain/operator.ts';
import type { DeskSnapshot } from '../../src/hospital/desk.ts';
import type { RefundState } from '../../src/hospital/refund/state.ts';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import type { PocketCard } from './scripted-reader.ts';
import { consult, pay, register } from './steps.ts';
import type { Window } from './town.ts';

export const approval: Approval = {
  action: 'refund',
  by: { code: '1008', name: '何静宜', role: 'supervisor' },
  to: { code: '1001', name: '王芳', role: 'cashier' },
};

/** Registered, ordered and paid for; answers the ticket's number. The card is taken back. */
export async function payFor(window: Window, card: PocketCard, items?: readonly string[], quantity?: string) {
  await register(window, card);
  await consult(window, items && [...items], quantity);
  const { visit } = await pay(window, card);
  if (visit.at !== 'paid') throw new Error(`not paid: ${JSON.stringify(visit)}`);
  await window.act({ kind: 'confirmed' });
  await window.remove();
  return visit.ticket.number;
}

/** Registered, and gone with the card; answers the ticket's number. */
export async function registerAndGo(window: Window, card: PocketCard): Promise<string> {
  const { visit } = await register(window, card);
  if (visit.at !== 'registered') throw new Error(`not registered: ${visit.at}`);
  await window.act({ kind: 'confirmed' });
  await window.remove();
  return visit.ticket.number;
}

/** At the refund station, by the ticket's number. */
export async function askRefund(window: Window, ticket: string): Promise<DeskSnapshot> {
  window.desk.openStation('refund');
  return window.act({ kind: 'refund-asked', wanted: { ticket } });
}

export function refundOf({ visit }: { readonly visit: VisitState }): RefundState {
  if (visit.at !== 'refunding') throw new Error(`no refund: ${JSON.stringify(visit)}`);
  return visit.refund;
}

/** From the ticket's number to what the center says would come back: so much of the line at this place. */
export async function tryRefund(window: Window, ticket: string, quantity = '1', place = 0): Promise<DeskSnapshot> {
  await askRefund(window, ticket);
  await window.act({ kind: 'line-returned', place, quantity });
  return window.act({ kind: 'confirmed' });
}

export async function refund(window: Window, ticket: string, quantity?: string, place?: number): Promise<DeskSnapshot> {
  await tryRefund(window, ticket, quantity, place);
  return window.act({ kind: 'refund-approved', approval });
}
