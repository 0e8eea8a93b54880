// What comes back: from the center, and from the hospital's own disk. An answer that nobody waits for changes nothing.

import { chosenAnew } from '../refund/reduce-refund.ts';
import { afterSettled, cashTaken, chargeFees, draftOf, registrationFee } from './charging.ts';
import type { VisitContext } from './context.ts';
import type { CenterSideEvent, StoreSideEvent } from './events.ts';
import { refuse, troubled } from './next-steps.ts';
import { isSameShown, type Patient, type YearSoFar } from './people.ts';
import { nothingToPay, type Problem, settledAccepted } from './problem.ts';
import { wantsConsentOnly } from './review.ts';
import { reviewed } from './reviewing.ts';
import type { ReconciliationOutcome, Refusal, Subject, VisitState } from './state.ts';
import { findRefundable, go, inDoubt, lookUpIdentified, type Step } from './step.ts';

type In<At extends VisitState['at']> = Extract<VisitState, { at: At }>;

/** Where a stopped visit goes on. A refused settlement has lost its trial, so it is priced anew. */
function goesOnFrom(state: VisitState): VisitState | undefined {
  switch (state.at) {
    case 'identifying':
    case 'pricing':
    case 'recognising':
      return state;
    // The PIN of an identity card is asked of the center; it is entered anew, whatever went wrong.
    case 'verifying-pin':
      return { at: 'entering-pin', holder: state.holder, goal: state.goal };
    case 'settling': {
      const { subject, charge } = state;
      const { purpose, lines, total } = charge;
      return { at: 'pricing', subject, charge: { purpose, lines, total } };
    }
    case 'settling-in-cash':
    case 'taking-cash':
    case 'consulting':
    case 'reconciling':
      return { at: 'awaiting-card' };
    default:
      return undefined;
  }
}

function refused(state: VisitState, refusal: Refusal, context: VisitContext): Step {
  const resume = goesOnFrom(state);
  return go(resume ? refuse(refusal, resume, context) : state);
}

function problemMet(state: VisitState, problem: Problem): Step {
  const { findings = [] } = problem;
  if (state.at === 'pricing' && wantsConsentOnly(findings)) {
    const { subject, charge } = state;
    return go({ at: 'consent-asked', before: { to: 'charge', subject, charge }, findings });
  }
  const resume = (problem.kind === 'disk' && unwritten(state)) || goesOnFrom(state);
  return go(resume ? troubled(problem, resume) : state);
}

/** What the disk refused is tried again from where it was asked for: neither orders nor cash are counted twice. */
function unwritten(state: VisitState): VisitState | undefined {
  switch (state.at) {
    case 'settling-in-cash':
      return { ...state, at: 'trial-shown-in-cash' };
    case 'taking-cash':
      return afterSettled(state.ticket).state;
    case 'consulting':
      return state;
    case 'reconciling':
      return state.resume;
    default:
      return undefined;
  }
}

function lookedUp(state: In<'identifying'>, event: Extract<StoreSideEvent, { kind: 'looked-up' }>): Step {
  const { ticket } = event;
  if (event.inDoubt) return go(inDoubt(event.inDoubt));
  if (ticket?.stage.at === 'fee-due' || ticket?.stage.at === 'cash-due') return afterSettled(ticket);
  if (state.goal.to === 'pay') {
    if (ticket?.stage.at === 'accepted') return go(troubled(settledAccepted(ticket.stage.settlementId), state));
    if (ticket?.stage.at !== 'ordered') return go(troubled(nothingToPay, state));
    if (ticket.registeredBy.way === 'cash') return chargeFees(ticket, ticket.patient);
  }
  if (state.insured) return identified({ ...state, ticket }, { kind: 'identified', insured: state.insured });
  return go({ ...state, ticket }, { do: 'identify', holder: state.holder });
}

function identified(state: In<'identifying'>, event: Extract<CenterSideEvent, { kind: 'identified' }>): Step {
  const patient: Patient = { known: 'by-center', holder: state.holder, insured: event.insured };
  if (state.goal.to === 'register') return go({ at: 'choosing', patient, payment: { way: 'network' } });
  return state.ticket ? chargeFees(state.ticket, patient) : go(troubled(nothingToPay, state));
}

/** A voucher names its holder only now: whose ticket was opened, must be theirs. */
function recognised(state: In<'recognising'>, event: Extract<CenterSideEvent, { kind: 'recognised' }>): Step {
  const { expected, goal } = state;
  const { holder, insured } = event;
  if (goal.to === 'refund') return findRefundable({ holder });
  if (!expected || expected.idNumber === holder.idNumber) return lookUpIdentified(holder, insured, goal);
  return go({
    at: 'other-card',
    expected,
    found: holder,
    resume: { at: 'card-pulled', holder: expected, resume: { at: 'entering-pin', holder: expected, goal } },
  });
}

/** From here on the visit shows the year of what is charged. */
function withYear(subject: Subject, year: YearSoFar): Subject {
  const of = (patient: Patient): Patient =>
    patient.known === 'by-center' ? { ...patient, insured: { ...patient.insured, year } } : patient;
  return subject.purpose === 'registration'
    ? { ...subject, patient: of(subject.patient) }
    : { ...subject, ticket: { ...subject.ticket, patient: of(subject.ticket.patient) } };
}

function priced(state: In<'pricing'>, event: Extract<CenterSideEvent, { kind: 'priced' }>): Step {
  const { ticketNumber, mdtrtId, lines, split, findings = [] } = event;
  const charge = { ...state.charge, batch: event.batch };
  const subject = event.year ? withYear(state.subject, event.year) : state.subject;
  const warned = findings.length > 0 && { findings };
  return go({ at: 'trial-shown', subject, charge, ticketNumber, mdtrtId, lines, split, ...warned });
}

/** Where a visit that was in doubt goes on once it is not: only with its holder still there, else the window is free. */
function afterDoubt(subject: Subject, context: VisitContext): VisitState {
  const { slot } = context;
  const patient = subject.purpose === 'registration' ? subject.patient : subject.ticket.patient;
  const stillThere = slot.at === 'accepted' && isSameShown(slot.holder, patient.holder);
  if (!stillThere) return { at: 'awaiting-card' };
  if (subject.purpose === 'fees') return { at: 'pricing', subject, charge: draftOf('fees', subject.orders.lines) };
  // What was chosen stands; only where its fee is gone meanwhile it is chosen anew.
  const charge = registrationFee(context);
  return charge ? { at: 'pricing', subject, charge } : { at: 'choosing', patient, payment: { way: 'network' } };
}

/** Nothing was given back: the same choice stands, to be tried again. */
function afterDoubtfulRefund(state: In<'refunding'>, outcomes: readonly ReconciliationOutcome[]): VisitState {
  const { refund } = state;
  if (refund.at !== 'in-doubt') return state;
  switch (outcomes.find((outcome) => outcome.msgid === refund.msgid)?.verdict) {
    case 'reversed':
    case 'dropped':
      return chosenAnew(refund.order);
    case 'confirmed':
    case 'registration-stays':
    case 'registration-cancelled':
    case 'registration-open':
      return { at: 'awaiting-card' };
    default:
      return state;
  }
}

function reconciled(
  state: In<'reconciling'>,
  event: Extract<CenterSideEvent, { kind: 'reconciled' }>,
  context: VisitContext,
): Step {
  const { outcomes, problem } = event;
  const resume = afterReconciled(state.resume, outcomes, context);
  return go({ at: 'reconciled', outcomes, ...(problem && { problem }), resume });
}

function afterReconciled(
  resume: VisitState,
  outcomes: readonly ReconciliationOutcome[],
  context: VisitContext,
): VisitState {
  if (resume.at === 'refunding') return afterDoubtfulRefund(resume, outcomes);
  if (resume.at !== 'in-doubt') return resume;
  switch (outcomes.find((outcome) => outcome.msgid === resume.msgid)?.verdict) {
    case 'reversed':
    case 'dropped':
      return afterDoubt(resume.subject, context);
    case 'confirmed':
      return { at: 'awaiting-card' };
    default:
      return resume;
  }
}

export function onAnswer(state: VisitState, event: CenterSideEvent | StoreSideEvent, context: VisitContext): Step {
  switch (event.kind) {
    case 'looked-up':
      return state.at === 'identifying' ? lookedUp(state, event) : go(state);
    case 'identified':
      if (state.at === 'verifying-pin') return lookUpIdentified(state.holder, event.insured, state.goal);
      return state.at === 'identifying' ? identified(state, event) : go(state);
    case 'recognised':
      return state.at === 'recognising' ? recognised(state, event) : go(state);
    case 'priced':
      return state.at === 'pricing' ? priced(state, event) : go(state);
    case 'reviewed':
      return state.at === 'reviewing' ? reviewed(state, event.findings) : go(state);
    case 'settled':
      return state.at === 'settling' || state.at === 'settling-in-cash' ? afterSettled(event.ticket) : go(state);
    case 'left-in-doubt': {
      if (state.at !== 'settling') return go(state);
      const { msgid, refusal, problem } = event;
      return go({ at: 'in-doubt', subject: state.subject, msgid, refusal, ...(problem && { problem }) });
    }
    case 'refused':
      return refused(state, event.refusal, context);
    case 'problem-met':
      return problemMet(state, event.problem);
    case 'reconciled':
      return state.at === 'reconciling' ? reconciled(state, event, context) : go(state);
    case 'cash-taken':
      return state.at === 'taking-cash' ? cashTaken(state, event.ticket) : go(state);
    case 'orders-saved':
      return state.at === 'consulting' ? savedOrders(state, event) : go(state);
    // Of a refund, which deals with them itself: here nobody waits for them.
    case 'refundable-found':
    case 'refund-tried':
    case 'refunded':
      return go(state);
  }
}

function savedOrders(state: In<'consulting'>, event: Extract<StoreSideEvent, { kind: 'orders-saved' }>): Step {
  const { orders, findings } = state;
  return go({ at: 'orders-sent', ticket: event.ticket, orders, ...(findings && { findings }) });
}
