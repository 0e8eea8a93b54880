// The refund's reducer as a table: what each event makes of each state, and what it may never do (2-benefits, section 7).

import { describe, expect, it } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { wholeOf } from '../../src/hospital/refund/standing.ts';
import type { RefundOrder, RefundState } from '../../src/hospital/refund/state.ts';
import { orderLine } from '../../src/hospital/visit/charging.ts';
import type { VisitEvent } from '../../src/hospital/visit/events.ts';
import { ticketTaken } from '../../src/hospital/visit/problem.ts';
import { reduce } from '../../src/hospital/visit/reduce.ts';
import type { Ticket, VisitState } from '../../src/hospital/visit/state.ts';
import { approval } from './refunding.ts';
import { atRegister, drug, feeItem, orders, refusalOf, settledByNetwork, splitOf, ticketAt } from './visits.ts';

const line = orderLine(drug, '2', undefined);
const service = orderLine(feeItem, '1', undefined);
if (!line || !service || settledByNetwork.by !== 'network') throw new Error('no lines');
const lines = [
  { ...line, serial: 'B-1' },
  { ...service, serial: 'B-2' },
];
const settledInCash = {
  by: 'cash',
  receiptNumber: settledByNetwork.receiptNumber,
  time: settledByNetwork.time,
  because: undefined,
} as const;
const settled = { ...settledByNetwork, split: { ...splitOf(30.2, 5), lines } };
const tendered = { due: settled.split.cash, tendered: settled.split.cash, change: settled.split.cash };
const ticket = ticketAt({ at: 'paid', orders, settled, tendered, refunds: [] });
const order: RefundOrder = { purpose: 'refund', ticket, returned: [{ place: 0, quantity: '1' }] };
const registered = ticketAt({ at: 'waiting' });
const registeredInCash: Ticket = {
  ...ticketAt({ at: 'waiting' }, { way: 'cash' }),
  registrationFee: { ...settledInCash, total: service.amount, lines: [service] },
};
const zero = splitOf(0, 0);
const trial = {
  back: { total: line.amount, fund: line.amount, account: zero.cash, cash: zero.cash },
  remainder: zero,
  negated: zero,
};

const today = ticket.date;

const context = { ...atRegister, slot: { at: 'none' }, goal: { to: 'refund' } } as const;
const at = (refund: RefundState): VisitState => ({ at: 'refunding', refund });
const choosing = at({ at: 'choosing-lines', order: { ...order, returned: [] } });
const chosen = at({ at: 'choosing-lines', order });
const trying = at({ at: 'trying', order });
const shown = at({ at: 'trial-shown', order, trial });
const cancelShown = at({ at: 'trial-shown', order: wholeOf(registered), trial });
const sending = at({ at: 'sending', order, trial, approval });
const inDoubt = at({ at: 'in-doubt', order, msgid: 'M' });
const refusal = refusalOf('center-call-failed');

const name = (state: VisitState) => (state.at === 'refunding' ? state.refund.at : state.at);

const table: readonly (readonly [string, VisitState, VisitEvent, string, readonly string[]])[] = [
  [
    'a ticket is asked for',
    { at: 'awaiting-card' },
    { kind: 'refund-asked', wanted: { ticket: 'T' } },
    'finding',
    ['find-refundable'],
  ],
  [
    'it is found',
    at({ at: 'finding', wanted: { ticket: 'T' } }),
    { kind: 'refundable-found', tickets: [ticket], today, inDoubt: undefined },
    'choosing-lines',
    [],
  ],
  [
    'a doubt of this person comes first',
    at({ at: 'finding', wanted: { ticket: 'T' } }),
    { kind: 'refundable-found', tickets: [ticket], today, inDoubt: { subject: order, msgid: 'M' } },
    'in-doubt',
    [],
  ],
  [
    'a registration that nobody treated goes back whole: the center is asked at once',
    at({ at: 'finding', wanted: { ticket: 'T' } }),
    { kind: 'refundable-found', tickets: [registered], today, inDoubt: undefined },
    'trying',
    ['try-refund'],
  ],
  [
    'a registration of another day stays',
    at({ at: 'finding', wanted: { ticket: 'T' } }),
    { kind: 'refundable-found', tickets: [registered], today: dateOf('2011-08-16'), inDoubt: undefined },
    'problem',
    [],
  ],
  [
    'of a registration in cash nobody is asked',
    at({ at: 'finding', wanted: { ticket: 'T' } }),
    { kind: 'refundable-found', tickets: [registeredInCash], today, inDoubt: undefined },
    'trial-shown',
    [],
  ],
  [
    'a registration not taken back after all leaves the window free',
    cancelShown,
    { kind: 'back' },
    'awaiting-card',
    [],
  ],
  [
    'a registration is approved like any refund',
    cancelShown,
    { kind: 'refund-approved', approval },
    'sending',
    ['refund'],
  ],
  ['nothing is chosen, nothing is tried', choosing, { kind: 'confirmed' }, 'choosing-lines', []],
  ['what is chosen is tried', chosen, { kind: 'confirmed' }, 'trying', ['try-refund']],
  ['the trial is shown', trying, { kind: 'refund-tried', trial }, 'trial-shown', []],
  ['Enter alone sends nothing', shown, { kind: 'confirmed' }, 'trial-shown', []],
  ['a second person sends it', shown, { kind: 'refund-approved', approval }, 'sending', ['refund']],
  [
    'nobody approves for themselves',
    shown,
    { kind: 'refund-approved', approval: { ...approval, by: approval.to } },
    'trial-shown',
    [],
  ],
  [
    'another approval counts for nothing',
    shown,
    { kind: 'refund-approved', approval: { ...approval, action: 'reversal' } },
    'trial-shown',
    [],
  ],
  [
    'an approval before the trial counts for nothing',
    chosen,
    { kind: 'refund-approved', approval },
    'choosing-lines',
    [],
  ],
  ['Esc from the trial goes back to the lines', shown, { kind: 'back' }, 'choosing-lines', []],
  ['what is sent cannot be left', sending, { kind: 'back' }, 'sending', []],
  ['nor for another station', sending, { kind: 'station-opened' }, 'sending', []],
  ['its answer is lost', sending, { kind: 'left-in-doubt', msgid: 'M', refusal }, 'in-doubt', []],
  ['the line is down: tried anew', sending, { kind: 'refused', refusal }, 'refused', []],
  ['another window was faster', sending, { kind: 'problem-met', problem: ticketTaken }, 'problem', []],
  ['a doubt is reconciled', inDoubt, { kind: 'step-chosen', step: 'reconcile' }, 'reconciling', ['reconcile']],
  ['a doubt is never tried again', inDoubt, { kind: 'confirmed' }, 'in-doubt', []],
];

describe('a refund at the window', () => {
  it.each(table)('%s', (_, before, event, after, effects) => {
    const step = reduce(before, event, context);
    expect(name(step.state)).toBe(after);
    expect(step.effects.map((effect) => effect.do)).toEqual(effects);
  });

  it('takes only drugs, and at most what stands; more, or nothing, leaves the line as it was charged', () => {
    const returned = (place: number, quantity: string) => {
      const { state } = reduce(choosing, { kind: 'line-returned', place, quantity }, context);
      return state.at === 'refunding' && 'order' in state.refund ? state.refund.order.returned : undefined;
    };
    expect(returned(0, '1.50')).toEqual([{ place: 0, quantity: '1.5' }]);
    for (const [place, quantity] of [
      [0, '2.0001'],
      [0, '0'],
      [0, 'x'],
      [1, '1'],
      [7, '1'],
    ] as const) {
      expect(returned(place, quantity)).toEqual([]);
    }
  });
});
