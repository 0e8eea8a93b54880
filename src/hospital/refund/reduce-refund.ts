// The refund's reducer: what an event makes of it, and what is asked of the world. Pure. It decides only while a refund is
// at the window; an event that is none of its own is answered with undefined, and goes to the visit.

import type { CalendarDate } from '../../domain/date.ts';
import type { Approval } from '../../domain/operator.ts';
import type { VisitContext } from '../visit/context.ts';
import type { VisitEvent } from '../visit/events.ts';
import { refuse, troubled } from '../visit/next-steps.ts';
import {
  allGivenBack,
  cancelledAlready,
  noSuchTicket,
  nothingPaid,
  notThatDay,
  type Problem,
  refundAccepted,
  settledAccepted,
  takeCashFirst,
  ticketTaken,
  treatedAlready,
} from '../visit/problem.ts';
import type { VisitState } from '../visit/state.ts';
import { awaitCard, findRefundable, go, inDoubt, nextPatient, type Step } from '../visit/step.ts';
import type { Ticket } from '../visit/ticket.ts';
import {
  backInCash,
  chargeToUndo,
  hindranceOf,
  isCancellation,
  parted,
  standingLines,
  wholeOf,
  withReturned,
} from './standing.ts';
import type { RefundOrder, RefundState, RefundTrial } from './state.ts';

type In<At extends RefundState['at']> = Extract<RefundState, { at: At }>;

function at(refund: RefundState): VisitState {
  return { at: 'refunding', refund };
}

/** Why nothing of a ticket can be given back; undefined where something may be. */
function unrefundable(ticket: Ticket, today: CalendarDate): Problem | undefined {
  switch (ticket.stage.at) {
    case 'fee-due':
    case 'cash-due':
      return takeCashFirst;
    case 'waiting':
      return ticket.date === today ? undefined : notThatDay;
    case 'ordered':
      return treatedAlready;
    case 'in-doubt':
      return nothingPaid;
    case 'cancelling':
      return ticketTaken;
    case 'cancelled':
      return cancelledAlready;
    case 'accepted':
      return settledAccepted(ticket.stage.settlementId);
    case 'paid':
      if (ticket.stage.acceptedRefund !== undefined) return refundAccepted;
      return chargeToUndo(ticket) ? undefined : allGivenBack;
  }
}

/** Of a paid ticket the lines are chosen; a registration goes back whole, so that the center is asked at once. */
function opened(ticket: Ticket, today: CalendarDate): Step {
  const problem = unrefundable(ticket, today);
  if (problem) return go(troubled(problem, { at: 'awaiting-card' }));
  const whole = wholeOf(ticket);
  return isCancellation(whole) ? tried(whole) : go(at({ at: 'choosing-lines', order: { ...whole, returned: [] } }));
}

function found({ wanted }: In<'finding'>, event: Extract<VisitEvent, { kind: 'refundable-found' }>): Step {
  if (event.inDoubt) return go(inDoubt(event.inDoubt));
  const [first, ...others] = event.tickets;
  if (!first) return go(troubled('ticket' in wanted ? noSuchTicket : nothingPaid, { at: 'awaiting-card' }));
  if (others.length === 0 || 'ticket' in wanted) return opened(first, event.today);
  return go(at({ at: 'choosing-ticket', holder: wanted.holder, tickets: event.tickets }));
}

export function isInCash({ ticket }: RefundOrder): boolean {
  return chargeToUndo(ticket)?.by === 'cash';
}

/** Asked of the center; what was paid in cash is nobody's to ask about. */
function tried(order: RefundOrder): Step {
  if (!isInCash(order)) return go(at({ at: 'trying', order }), { do: 'try-refund', order });
  const { kept, total } = parted(order);
  const trial: RefundTrial = {
    back: backInCash(total),
    remainder: kept.length > 0 ? 'cash' : undefined,
    negated: undefined,
  };
  return go(at({ at: 'trial-shown', order, trial }));
}

/** Given by somebody else, for a refund. */
function isSecondPerson({ action, by, to }: Approval): boolean {
  return action === 'refund' && by.code !== to.code;
}

function approved({ order, trial }: In<'trial-shown'>, approval: Approval): Step {
  const state = at({ at: 'sending', order, trial, approval });
  return isInCash(order)
    ? go(state, { do: 'refund-in-cash', order, approval })
    : go(state, { do: 'refund', order, trial, approval });
}

function confirmed(refund: RefundState, context: VisitContext): Step {
  switch (refund.at) {
    case 'choosing-lines':
      return refund.order.returned.length > 0 ? tried(refund.order) : go(at(refund));
    case 'refunded':
      return nextPatient(context);
    default:
      return go(at(refund));
  }
}

function back(refund: RefundState, context: VisitContext): Step | undefined {
  switch (refund.at) {
    case 'finding':
    case 'trying':
    case 'sending':
      return undefined;
    case 'trial-shown':
      return isCancellation(refund.order) ? awaitCard : go(at({ at: 'choosing-lines', order: refund.order }));
    case 'choosing-ticket':
    case 'choosing-lines':
      return awaitCard;
    case 'in-doubt':
    case 'refunded':
      return nextPatient(context);
  }
}

/** Before the center was asked: the lines as they were chosen; of a registration nothing is. */
export function chosenAnew(order: RefundOrder): VisitState {
  return at({ at: isCancellation(order) ? 'trying' : 'choosing-lines', order });
}

/** Where a stopped refund goes on: nothing was given back. What another window changed meanwhile is read anew. */
function goesOnFrom(refund: RefundState, problem?: Problem): VisitState | undefined {
  switch (refund.at) {
    case 'finding':
      return { at: 'awaiting-card' };
    case 'trying':
    case 'sending': {
      const { order } = refund;
      if (problem?.kind === 'ticket-taken') return at({ at: 'finding', wanted: { ticket: order.ticket.number } });
      return problem ? chosenAnew(order) : at({ at: 'trying', order });
    }
    default:
      return undefined;
  }
}

/** A refund that was stopped goes on: what it waited for is asked anew. */
export function resumeRefund(refund: RefundState): Step {
  if (refund.at === 'finding') return findRefundable(refund.wanted);
  return refund.at === 'trying' ? tried(refund.order) : go(at(refund));
}

function reconcile(refund: RefundState): Step | undefined {
  if (refund.at !== 'in-doubt') return undefined;
  return go({ at: 'reconciling', subject: undefined, resume: at(refund) }, { do: 'reconcile' });
}

function lineReturned(refund: RefundState, event: Extract<VisitEvent, { kind: 'line-returned' }>): Step | undefined {
  if (refund.at !== 'choosing-lines') return undefined;
  const { order } = refund;
  const charge = chargeToUndo(order.ticket);
  const line = standingLines(order.ticket)[event.place];
  if (!charge || !line || hindranceOf(line, charge)) return undefined;
  return go(at({ at: 'choosing-lines', order: withReturned(order, event.place, event.quantity) }));
}

/** Undefined: the event changes nothing of this refund. */
function step(refund: RefundState, event: VisitEvent, context: VisitContext): Step | undefined {
  switch (event.kind) {
    case 'refund-asked':
      return refund.at === 'choosing-ticket' || refund.at === 'refunded' ? findRefundable(event.wanted) : undefined;
    case 'refundable-found':
      return refund.at === 'finding' ? found(refund, event) : undefined;
    case 'line-returned':
      return lineReturned(refund, event);
    case 'confirmed':
      return confirmed(refund, context);
    case 'refund-tried':
      return refund.at === 'trying'
        ? go(at({ at: 'trial-shown', order: refund.order, trial: event.trial }))
        : undefined;
    case 'refund-approved':
      return refund.at === 'trial-shown' && isSecondPerson(event.approval)
        ? approved(refund, event.approval)
        : undefined;
    case 'refunded': {
      const { ticket, refund: done, stays } = event;
      if (refund.at !== 'sending') return undefined;
      return go(at({ at: 'refunded', ticket, refund: done, ...(stays !== undefined && { stays }) }));
    }
    case 'left-in-doubt': {
      const { msgid, problem } = event;
      if (refund.at !== 'sending') return undefined;
      return go(at({ at: 'in-doubt', order: refund.order, msgid, ...(problem && { problem }) }));
    }
    case 'refused': {
      const resume = goesOnFrom(refund);
      return resume && go(refuse(event.refusal, resume, context));
    }
    case 'problem-met': {
      const resume = goesOnFrom(refund, event.problem);
      return resume && go(troubled(event.problem, resume));
    }
    case 'reconcile-asked':
      return reconcile(refund);
    case 'step-chosen':
      if (refund.at !== 'in-doubt') return undefined;
      return event.step === 'reconcile' ? reconcile(refund) : back(refund, context);
    case 'back':
      return back(refund, context);
    default:
      return undefined;
  }
}

/** The events that a refund deals with by itself; the others go to the visit that it is part of. */
const own: ReadonlySet<VisitEvent['kind']> = new Set<VisitEvent['kind']>([
  'refund-asked',
  'refundable-found',
  'line-returned',
  'confirmed',
  'refund-tried',
  'refund-approved',
  'refunded',
  'left-in-doubt',
  'refused',
  'problem-met',
  'reconcile-asked',
  'step-chosen',
  'back',
]);

/** One event at a window with a refund. Undefined: not a refund's business. */
export function reduceRefund(
  state: Extract<VisitState, { at: 'refunding' }>,
  event: VisitEvent,
  context: VisitContext,
): Step | undefined {
  return own.has(event.kind) ? (step(state.refund, event, context) ?? go(state)) : undefined;
}
