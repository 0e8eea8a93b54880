// What could be seen at the window at one moment, as a log keeps it: enough to judge what was done, and to prove a replay.

import { formatYuan } from '../../domain/money.ts';
import type { PromptId } from '../../domain/prompt.ts';
import { canonicalJson } from '../../domain/protocol/canonical.ts';
import type { DeskSnapshot, Station } from '../../hospital/desk.ts';
import type { RefundState } from '../../hospital/refund/state.ts';
import type { ChargePurpose, Settled } from '../../hospital/visit/charge.ts';
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
  /** What `due` is for, where it was settled. */
  readonly charge?: ChargePurpose;
  /** Yuan. */
  readonly due?: string;
  readonly tendered?: string;
  readonly change?: string;
  /** Of a settlement through insurance, or of its refund: to the fund and to the account. Absent: at full price in cash. */
  readonly fund?: string;
  readonly account?: string;
  /** Of a refund that is done: its receipt, and what was given back. */
  readonly receipt?: string;
  readonly returned?: string;
  /** The latest day that is stated, flat, and nothing came after. */
  readonly closed?: string;
}

/** `due`: what the patient gets into the hand. */
function refundIn(refund: RefundState): Partial<Sight> {
  const of = { refund: refund.at };
  if (refund.at === 'refunded') {
    const { back, negated, receiptNumber, returned } = refund.refund;
    return {
      ...of,
      ticket: refund.ticket.number,
      due: formatYuan(back.cash),
      ...(negated && { fund: formatYuan(back.fund), account: formatYuan(back.account) }),
      receipt: receiptNumber,
      returned: returned.map(({ item, quantity }) => `${item.name} × ${quantity}`).join('，'),
    };
  }
  if (!('order' in refund)) return of;
  const ticket = refund.order.ticket.number;
  return refund.at === 'trial-shown' ? { ...of, ticket, due: formatYuan(refund.trial.back.cash) } : { ...of, ticket };
}

function settledIn(settled: Settled | undefined): Partial<Sight> {
  if (settled?.by !== 'network') return {};
  return { fund: formatYuan(settled.split.fundTotal), account: formatYuan(settled.split.account) };
}

/** Registered or paid: the money of the charge that was completed last. */
function completedIn({ ticket, tendered }: Extract<VisitState, { at: 'registered' | 'paid' }>): Partial<Sight> {
  const isPaid = ticket.stage.at === 'paid';
  const settled = ticket.stage.at === 'paid' ? ticket.stage.settled : ticket.registrationFee;
  return {
    ticket: ticket.number,
    charge: isPaid ? 'fees' : 'registration',
    due: formatYuan(tendered.due),
    tendered: formatYuan(tendered.tendered),
    change: formatYuan(tendered.change),
    ...settledIn(settled),
  };
}

function moneyIn(visit: VisitState): Partial<Sight> {
  switch (visit.at) {
    case 'cash-due': {
      const { ticket, purpose, due, settled } = visit;
      return { ticket: ticket.number, charge: purpose, due: formatYuan(due), ...settledIn(settled) };
    }
    case 'registered':
    case 'paid':
      return completedIn(visit);
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

/** The latest day that is closed at a window's hospital; undefined: none is. */
export function closedDay({ statementDays }: Pick<DeskSnapshot, 'statementDays'>): string | undefined {
  return statementDays.findLast(({ at }) => at === 'closed')?.day;
}

export function sightOf(seen: DeskSnapshot, hospital: string): Sight {
  const { station, visit } = seen;
  const closed = closedDay(seen);
  const day = closed === undefined ? {} : { closed };
  return { hospital, station, at: visit.at, ...promptIn(visit), ...moneyIn(visit), ...day };
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
  return canonicalJson(one) === canonicalJson(other);
}
