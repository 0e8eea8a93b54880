// A ticket that is in doubt follows what the day's end accepted (3-protocol, Day's end).

import { expect, it } from 'vitest';
import type { TicketStage } from '../../src/hospital/visit/state.ts';
import { withDoubtAccepted, withFeesSettled, withOrders } from '../../src/hospital/visit/ticket-stages.ts';
import { orderedTicket, orders, settledByNetwork, splitOf, ticketAt } from './visits.ts';

const inDoubt = ticketAt({ at: 'in-doubt', orders, msgid: 'M-7' });
const free = { ...settledByNetwork, split: splitOf(25.2, 0) };

it('accepted with a cash part: cash due, as after the answer itself, which alone says nothing of the till', () => {
  const after = withDoubtAccepted(inDoubt, 'M-7', settledByNetwork);
  expect(after).toEqual(withFeesSettled(inDoubt, orders, settledByNetwork));
  expect(after?.stage).toMatchObject({ at: 'cash-due', orders, settled: settledByNetwork, due: 500 });
});

it('accepted without a cash part: paid, and nothing tendered', () => {
  expect(withDoubtAccepted(inDoubt, 'M-7', free)?.stage).toMatchObject({
    at: 'paid',
    tendered: { due: 0 },
    refunds: [],
  });
});

it('a doubt about another message stays', () => {
  expect(withDoubtAccepted(inDoubt, 'M-8', free)).toBeUndefined();
});

const others: readonly TicketStage[] = [
  { at: 'waiting' },
  withOrders(orderedTicket, orders).stage,
  withFeesSettled(orderedTicket, orders, settledByNetwork).stage,
  withFeesSettled(orderedTicket, orders, free).stage,
];
it.each(others)('a ticket at $at has no doubt to end', (stage) => {
  expect(withDoubtAccepted(ticketAt(stage), 'M-7', free)).toBeUndefined();
});
