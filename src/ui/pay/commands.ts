// The keys of charging, for registration fees and bills alike: settle, why, cash, print, next.

import { formatYuanGrouped } from '../../domain/money.ts';
import type { Command } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import { dispatching, type Moment, type Outcome, refusing, stay } from '../model/moment.ts';
import { printableOf } from '../model/printable.ts';
import { explainedRefund } from '../refund/figures.ts';
import { isDoubtful, parseCash } from './cash.ts';

function visitIs(moment: Moment, ...states: readonly Moment['desk']['visit']['at'][]): 'ready' | 'hidden' {
  const uncovered = moment.screen.overlay.at === 'nothing' && moment.screen.view === 'station';
  return uncovered && states.includes(moment.desk.visit.at) ? 'ready' : 'hidden';
}

/** The money is given back, and nothing is open any more. */
export function isRefunded({ desk, screen }: Moment): boolean {
  const { visit } = desk;
  return screen.overlay.at === 'nothing' && visit.at === 'refunding' && visit.refund.at === 'refunded';
}

function takeCash(moment: Moment): Outcome {
  const { desk, screen } = moment;
  if (desk.visit.at !== 'cash-due' || screen.entry.at !== 'cash') return stay(moment, {});
  const parsed = parseCash(screen.entry.field.text, desk.visit.due);
  if (!parsed.ok) return refusing(moment, parsed.error);
  if (isDoubtful(parsed.value) && !screen.entry.readBack) {
    const { tendered, change } = parsed.value;
    const text = messages.readBack(formatYuanGrouped(tendered), formatYuanGrouped(change));
    return stay(moment, { entry: { ...screen.entry, readBack: true }, notice: { text, meaning: 'attention' } });
  }
  return dispatching(moment, { kind: 'cash-tendered', tendered: parsed.value.tendered });
}

function print(moment: Moment): Outcome {
  const of = printableOf(moment.desk.visit);
  return of ? stay(moment, { overlay: { at: 'receipt', of, scroll: 0 } }, { do: 'print', of }) : stay(moment, {});
}

export const payCommands: readonly Command[] = [
  {
    id: 'settle',
    keys: ['enter'],
    label: messages.settle,
    section: 'visit',
    available: (moment) => visitIs(moment, 'trial-shown'),
    run: (moment) => dispatching(moment, { kind: 'confirmed' }),
  },
  {
    id: 'settle-at-full-price',
    keys: ['enter'],
    label: messages.settleInCash,
    section: 'visit',
    available: (moment) => visitIs(moment, 'trial-shown-in-cash'),
    run: (moment) => dispatching(moment, { kind: 'confirmed' }),
  },
  {
    id: 'take-cash',
    keys: ['enter'],
    label: (moment) => {
      const { entry } = moment.screen;
      if (entry.at === 'cash' && entry.readBack) return messages.takeCashIndeed;
      return entry.at === 'cash' && entry.field.text !== '' ? messages.takeCash : messages.takeExactCash;
    },
    section: 'visit',
    available: (moment) => visitIs(moment, 'cash-due'),
    run: takeCash,
  },
  {
    id: 'next-patient',
    keys: ['enter', 'escape'],
    label: messages.nextPatient,
    section: 'visit',
    available: (moment) => (isRefunded(moment) ? 'ready' : visitIs(moment, 'registered', 'paid', 'orders-sent')),
    run: (moment) => dispatching(moment, { kind: 'confirmed' }),
  },
  {
    id: 'print',
    keys: ['p'],
    label: ({ desk }) => {
      if (desk.visit.at === 'refunding') return messages.printRefund;
      return desk.visit.at === 'registered' ? messages.printTicket : messages.printReceipt;
    },
    section: 'visit',
    available: (moment) => (isRefunded(moment) ? 'ready' : visitIs(moment, 'registered', 'paid')),
    run: print,
  },
  {
    id: 'why',
    keys: ['w'],
    label: messages.why,
    section: 'visit',
    available: (moment) =>
      explainedRefund(moment.desk.visit) && moment.screen.overlay.at === 'nothing'
        ? 'ready'
        : visitIs(moment, 'trial-shown', 'registered', 'paid'),
    run: (moment) => stay(moment, { overlay: { at: 'why', scroll: 0 } }),
  },
];
