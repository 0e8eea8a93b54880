// What the people at the counter do: choices, keys, cash, the next step after a prompt.

import { parseEVoucher } from '../../domain/e-voucher.ts';
import { resumeRefund } from '../refund/reduce-refund.ts';
import { isFree, needsCard, turnToOtherCard } from './card-in-visit.ts';
import type { Orders } from './charge.ts';
import {
  afterSettled,
  chargeFees,
  chargeRegistration,
  draftOf,
  settleInCash,
  showInCash,
  takeCash,
} from './charging.ts';
import type { VisitContext } from './context.ts';
import type { CounterEvent } from './events.ts';
import { mayDo, troubled } from './next-steps.ts';
import { isSameShown } from './people.ts';
import { noVoucher } from './problem.ts';
import { consentGiven, consentRefused, consult } from './reviewing.ts';
import type { NextStepKind, Subject, Ticket, VisitState } from './state.ts';
import {
  awaitCard,
  begin,
  endVisit,
  findRefundable,
  go,
  holderOf,
  identify,
  inDoubt,
  leave,
  lookUpIdentified,
  nextPatient,
  type Step,
  trialOf,
} from './step.ts';

type In<At extends VisitState['at']> = Extract<VisitState, { at: At }>;

/** Goes on with a state that was stopped by a prompt, a problem or a reconciliation: what it waited for is asked anew. */
export function resume(state: VisitState, from: VisitState, context: VisitContext): Step {
  if (context.slot.at === 'none') {
    if (state.at === 'reading-card') return awaitCard;
    const holder = holderOf(state);
    if (holder && needsCard(state)) return go({ at: 'card-pulled', holder, resume: from });
  }
  switch (state.at) {
    case 'reading-card':
      return go(state, { do: 'read-card' });
    case 'card-pulled':
      return context.slot.at === 'none' ? go(state) : go(state, { do: 'read-card' });
    case 'identifying':
      return state.insured
        ? lookUpIdentified(state.holder, state.insured, state.goal)
        : identify(state.holder, state.goal);
    case 'recognising':
      return go(state, { do: 'recognise', code: state.code });
    case 'pricing':
      return go(state, { do: 'price', subject: state.subject, charge: state.charge });
    case 'refunding':
      return resumeRefund(state.refund);
    default:
      return go(state);
  }
}

function confirmed(state: VisitState, context: VisitContext): Step {
  switch (state.at) {
    case 'awaiting-card':
      return context.goal && context.slot.at !== 'none' ? begin(context.goal, context) : go(state);
    case 'trial-shown': {
      const trial = trialOf(state);
      return go({ at: 'settling', ...trial }, { do: 'settle', trial });
    }
    case 'trial-shown-in-cash':
      return settleInCash(state);
    case 'consent-asked':
      return agreed(state, context);
    case 'registered':
    case 'paid':
    case 'orders-sent':
      return nextPatient(context);
    case 'reconciled':
      return state.resume.at === 'awaiting-card' ? nextPatient(context) : resume(state.resume, state, context);
    default:
      return go(state);
  }
}

/** Charging goes on only with its card still there. */
function agreed(state: In<'consent-asked'>, context: VisitContext): Step {
  const next = consentGiven(state);
  return next.state.at === 'pricing' ? resume(next.state, state, context) : next;
}

/** Cash in place of insurance; for whom and for what is known from where the prompt stopped the visit. */
function cashInstead(state: In<'refused'>): Step {
  const because = state.refusal.prompt;
  const stopped = state.resume;
  if (stopped.at === 'pricing') {
    const { subject, charge } = stopped;
    return showInCash({ subject, charge, because, before: state });
  }
  if (stopped.at !== 'identifying' && stopped.at !== 'entering-pin') return go(state);
  if (stopped.goal.to === 'register') {
    const patient = { known: 'by-card', holder: stopped.holder } as const;
    return go({ at: 'choosing', patient, payment: { way: 'cash', because } });
  }
  const ticket = stopped.at === 'identifying' ? stopped.ticket : undefined;
  if (ticket?.stage.at !== 'ordered') return go(state);
  const { orders } = ticket.stage;
  const subject: Subject = { purpose: 'fees', ticket, orders };
  return showInCash({ subject, charge: draftOf('fees', orders.lines), because, before: state });
}

function subjectOf(state: VisitState): Subject | undefined {
  return state.at === 'pricing' || state.at === 'in-doubt' ? state.subject : undefined;
}

function reconcile(state: VisitState): Step {
  switch (state.at) {
    case 'awaiting-card':
    case 'reconciled':
      return go({ at: 'reconciling', subject: undefined, resume: { at: 'awaiting-card' } }, { do: 'reconcile' });
    case 'in-doubt':
      return go({ at: 'reconciling', subject: state.subject, resume: state }, { do: 'reconcile' });
    case 'refused':
      return go({ at: 'reconciling', subject: subjectOf(state.resume), resume: state.resume }, { do: 'reconcile' });
    default:
      return go(state);
  }
}

function stepChosen(state: VisitState, step: NextStepKind, context: VisitContext): Step {
  if (state.at === 'in-doubt') {
    if (step === 'reconcile') return reconcile(state);
    return step === 'end-visit' ? nextPatient(context) : go(state);
  }
  if ((state.at !== 'refused' && state.at !== 'problem') || !mayDo(state.options, step)) return go(state);
  switch (step) {
    case 'retry':
      return resume(state.resume, state, context);
    case 'end-visit':
      return endVisit(state, context);
    case 'reconcile':
      return reconcile(state);
    case 'settle-in-cash':
      return state.at === 'refused' ? cashInstead(state) : go(state);
  }
}

function back(state: VisitState, context: VisitContext): Step {
  const left = leave(state);
  if (!left) return go(state);
  switch (state.at) {
    case 'other-card': {
      const turned = turnToOtherCard(state.found, context);
      return go(turned.state, ...left.effects, ...turned.effects);
    }
    case 'trial-shown-in-cash':
      return go(state.before);
    case 'consent-asked':
      return consentRefused(state) ?? left;
    case 'registered':
    case 'paid':
    case 'in-doubt':
    case 'refused':
    case 'problem':
      return endVisit(state, context);
    default:
      return left;
  }
}

function openForPayment(ticket: Ticket, context: VisitContext): Step {
  const { holder } = ticket.patient;
  switch (ticket.stage.at) {
    case 'fee-due':
    case 'cash-due':
      return afterSettled(ticket);
    case 'in-doubt': {
      const subject: Subject = { purpose: 'fees', ticket, orders: ticket.stage.orders };
      return go(inDoubt({ subject, msgid: ticket.stage.msgid }));
    }
    case 'ordered': {
      if (ticket.registeredBy.way === 'cash') return chargeFees(ticket, ticket.patient);
      const goal = { to: 'pay', ticket: ticket.number } as const;
      const { slot } = context;
      if (slot.at === 'accepted' && isSameShown(slot.holder, holder)) {
        return identify(holder, goal);
      }
      const asked: VisitState = { at: 'card-pulled', holder, resume: { at: 'entering-pin', holder, goal } };
      return context.slot.at === 'none' ? go(asked) : go(asked, { do: 'read-card' });
    }
    default:
      return awaitCard;
  }
}

function ticketOpened(
  state: VisitState,
  event: Extract<CounterEvent, { kind: 'ticket-opened' }>,
  context: VisitContext,
): Step {
  if (state.at !== 'awaiting-card' && state.at !== 'registered' && state.at !== 'paid' && state.at !== 'orders-sent') {
    return go(state);
  }
  const { ticket } = event;
  if (event.to === 'pay') return openForPayment(ticket, context);
  if (ticket.stage.at !== 'waiting' && ticket.stage.at !== 'ordered') return go(state);
  const orders: Orders = ticket.stage.at === 'ordered' ? ticket.stage.orders : { diagnosis: undefined, lines: [] };
  // Taken up again right after they were sent: what review said of them still stands beside them.
  const findings = state.at === 'orders-sent' && state.ticket.number === ticket.number ? state.findings : undefined;
  return go({ at: 'consulting', ticket, orders, ...(findings && { findings }) });
}

/** The PIN of a social-security card is on the card, that of an identity card at the center. */
function verifyPin({ holder, goal }: In<'entering-pin'>, pin: string): Step {
  const verifying: VisitState = { at: 'verifying-pin', holder, goal };
  return holder.by === 'id-card'
    ? go(verifying, { do: 'identify-with-pin', holder, pin })
    : go(verifying, { do: 'verify-pin', pin });
}

/** At a free window a voucher begins a visit; where a ticket was opened for payment it may stand for its holder. */
function voucherScanned(state: VisitState, scanned: string, context: VisitContext): Step {
  const asked = state.at === 'other-card' ? state.resume : state;
  const wanted = asked.at === 'card-pulled' && asked.resume.at === 'entering-pin' ? asked : undefined;
  const goal = wanted?.resume.at === 'entering-pin' ? wanted.resume.goal : context.goal;
  if (!goal || !(isFree(state) || wanted)) return go(state);
  const voucher = parseEVoucher(scanned);
  if (!voucher.ok) return go(troubled(noVoucher(voucher.error.expected), wanted ?? { at: 'awaiting-card' }));
  const { code } = voucher.value;
  const expected = wanted && { expected: wanted.holder };
  return go({ at: 'recognising', code, goal, ...expected }, { do: 'recognise', code });
}

function stationOpened(state: VisitState, context: VisitContext): Step {
  const left = leave(state);
  if (!left) return go(state);
  const { goal, slot } = context;
  // A card that was served and not taken back begins nothing new by itself: its next registration is asked for (Enter).
  const isOver = goal?.to === 'register' || state.at === 'paid';
  if (!goal || slot.at === 'none' || (isOver && slot.at === 'accepted')) return left;
  const begun = begin(goal, context);
  return go(begun.state, ...left.effects, ...begun.effects);
}

export function onCounter(state: VisitState, event: CounterEvent, context: VisitContext): Step {
  switch (event.kind) {
    case 'pin-entered':
      return state.at === 'entering-pin' && /^\d{6}$/.test(event.pin) ? verifyPin(state, event.pin) : go(state);
    case 'voucher-scanned':
      return voucherScanned(state, event.scanned, context);
    case 'choice-made':
      return state.at === 'choosing' ? chargeRegistration(state, event.choice, context) : go(state);
    case 'confirmed':
      return confirmed(state, context);
    case 'cash-tendered':
      return state.at === 'cash-due' ? takeCash(state, event.tendered) : go(state);
    case 'step-chosen':
      return stepChosen(state, event.step, context);
    case 'back':
      return back(state, context);
    case 'ticket-opened':
      return ticketOpened(state, event, context);
    case 'reconcile-asked':
      return state.at === 'refused' && !mayDo(state.options, 'reconcile') ? go(state) : reconcile(state);
    case 'station-opened':
      return stationOpened(state, context);
    case 'refund-asked':
      return isFree(state) ? findRefundable(event.wanted) : go(state);
    case 'line-returned':
    case 'refund-approved':
      return go(state);
    case 'diagnosis-set':
    case 'line-added':
    case 'line-removed':
    case 'line-changed':
    case 'orders-sent':
      return state.at === 'consulting' ? consult(state, event) : go(state);
  }
}
