// A cashier who wants one drug of a paid ticket given back, or a registration taken back, and does the obvious thing at every
// screen until it is done.

import type { DeskSnapshot } from '../../src/hospital/desk.ts';
import type { RefundState } from '../../src/hospital/refund/state.ts';
import { mayDo } from '../../src/hospital/visit/next-steps.ts';
import { approval } from './refunding.ts';
import type { Window } from './town.ts';

const patience = 60;
const helpful = ['reconcile', 'retry', 'end-visit'] as const;

function isGivenBack({ store }: Window, number: string): boolean {
  const stage = store.tickets.get(number)?.stage;
  return stage?.at === 'cancelled' || (stage?.at === 'paid' && stage.refunds.length > 0);
}

function atRefund(window: Window, refund: RefundState): Promise<DeskSnapshot> {
  switch (refund.at) {
    case 'choosing-lines':
      return refund.order.returned.length === 0
        ? window.act({ kind: 'line-returned', place: 0, quantity: '1' })
        : window.act({ kind: 'confirmed' });
    case 'trial-shown':
      return window.act({ kind: 'refund-approved', approval });
    case 'in-doubt':
      return window.act({ kind: 'step-chosen', step: 'reconcile' });
    default:
      return window.act({ kind: 'confirmed' });
  }
}

async function oneStep(window: Window, ticket: string): Promise<DeskSnapshot | 'done'> {
  const { visit } = await window.desk.settled();
  switch (visit.at) {
    case 'refunding':
      return atRefund(window, visit.refund);
    case 'awaiting-card':
      return isGivenBack(window, ticket) ? 'done' : window.act({ kind: 'refund-asked', wanted: { ticket } });
    case 'refused':
    case 'problem':
      return window.act({
        kind: 'step-chosen',
        step: helpful.find((step) => mayDo(visit.options, step)) ?? 'end-visit',
      });
    default:
      return window.act({ kind: 'confirmed' });
  }
}

/** Until one of the first line has been given back, or the registration taken back. Throws where that takes longer than any cashier's patience. */
export async function insistOnRefund(window: Window, ticket: string): Promise<void> {
  for (let step = 0; step < patience; step += 1) {
    if ((await oneStep(window, ticket)) === 'done') return;
  }
  throw new Error(`stuck at ${JSON.stringify((await window.desk.settled()).visit)}`);
}
