// What could be seen at the window at one moment, as a log keeps it: enough to judge what was done, and to prove a replay.

import { formatYuan } from '../../domain/money.ts';
import type { PromptId } from '../../domain/prompt.ts';
import type { DeskSnapshot, Station } from '../../hospital/desk.ts';
import type { RefundState } from '../../hospital/refund/state.ts';
import type { VisitState } from '../../hospital/visit/state.ts';

export interface Sight {
  /** The hospital's number or code, as the scenario names it. */
  readonly hospital: string;
  readonly station: Station;
  readonly at: VisitState['at'];
  /** Where a refund stands. */
  readonly refund?: RefundState['at'];
  readonly prompt?: PromptId;
  readonly text?: string;
  readonly triesLeft?: number;
  readonly ticket?: string;
  /** Yuan. */
  readonly due?: string;
  readonly tendered?: string;
  readonly change?: string;
}

/** `due`: what the patient gets into the hand. */
function refundIn(refund: RefundState): Partial<Sight> {
  const of = { refund: refund.at };
  if (refund.at === 'refunded') {
    return { ...of, ticket: refund.ticket.number, due: formatYuan(refund.refund.back.cash) };
  }
  if (!('order' in refund)) return of;
  const ticket = refund.order.ticket.number;
  return refund.at === 'trial-shown' ? { ...of, ticket, due: formatYuan(refund.trial.back.cash) } : { ...of, ticket };
}

function moneyIn(visit: VisitState): Partial<Sight> {
  switch (visit.at) {
    case 'cash-due':
      return { ticket: visit.ticket.number, due: formatYuan(visit.due) };
    case 'registered':
    case 'paid': {
      const { tendered, due, change } = visit.tendered;
      const money = { due: formatYuan(due), tendered: formatYuan(tendered), change: formatYuan(change) };
      return { ticket: visit.ticket.number, ...money };
    }
    case 'consulting':
    case 'reviewing':
    case 'orders-sent':
    case 'taking-cash':
      return { ticket: visit.ticket.number };
    case 'trial-shown':
    case 'settling':
      return { ticket: visit.ticketNumber, due: formatYuan(visit.split.cash) };
    case 'refunding':
      return refundIn(visit.refund);
    case 'trial-shown-in-cash':
      return { due: formatYuan(visit.charge.total) };
    default:
      return {};
  }
}

function promptIn(visit: VisitState): Partial<Sight> {
  if (visit.at !== 'refused' && visit.at !== 'in-doubt') return {};
  const { prompt, text, triesLeft } = visit.refusal;
  return { prompt, text, ...(triesLeft === undefined ? {} : { triesLeft }) };
}

export function sightOf({ station, visit }: DeskSnapshot, hospital: string): Sight {
  return { hospital, station, at: visit.at, ...promptIn(visit), ...moneyIn(visit) };
}

/** Steps that only wait, which a fast machine passes unseen. */
const passing: ReadonlySet<VisitState['at']> = new Set([
  'reading-card',
  'verifying-pin',
  'identifying',
  'recognising',
  'pricing',
  'settling',
  'settling-in-cash',
  'taking-cash',
  'reconciling',
]);

const passingRefund: ReadonlySet<RefundState['at']> = new Set(['finding', 'trying', 'sending']);

export function isPassing({ at, refund }: Sight): boolean {
  return passing.has(at) || (refund !== undefined && passingRefund.has(refund));
}

export function sameSight(one: Sight, other: Sight): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
