// The orders on their way to the cashier, by way of the center's review: sent on, marked for the doctor to act on, or held
// until the patient agrees to pay what insurance does not. The same question can come up when they are charged.

import type { Orders } from './charge.ts';
import { draftOf, orderLine } from './charging.ts';
import type { CounterEvent } from './events.ts';
import { type ReviewFinding, refusals, unmarked, wantsConsentOnly, withConsent, withoutLine } from './review.ts';
import type { Subject, Ticket, VisitState } from './state.ts';
import { go, type Step } from './step.ts';

type In<At extends VisitState['at']> = Extract<VisitState, { at: At }>;

function consulting(ticket: Ticket, orders: Orders, findings: readonly ReviewFinding[]): In<'consulting'> {
  return { at: 'consulting', ticket, orders, ...(findings.length > 0 && { findings }) };
}

/** To the cashier: the center is asked first, unless it knows nothing of the visit. */
function sendOrders(ticket: Ticket, orders: Orders, state: VisitState): Step {
  if (!orders.diagnosis || orders.lines.length === 0) return go(state);
  if (ticket.registeredBy.way === 'cash') {
    return go(consulting(ticket, orders, []), { do: 'save-orders', ticket, orders });
  }
  return go({ at: 'reviewing', ticket, orders }, { do: 'review', ticket, orders });
}

/** Warnings go along with the orders; what refuses them is the doctor's, or the patient's, to take away. */
export function reviewed({ ticket, orders }: In<'reviewing'>, findings: readonly ReviewFinding[]): Step {
  if (wantsConsentOnly(findings)) return go({ at: 'consent-asked', before: { to: 'send', ticket, orders }, findings });
  const marked = consulting(ticket, orders, findings);
  return refusals(findings).length > 0 ? go(marked) : go(marked, { do: 'save-orders', ticket, orders });
}

/** The subject of a charge with the patient's consent on its lines. */
export function subjectWithConsent(subject: Subject, findings: readonly ReviewFinding[]): Subject {
  if (subject.purpose === 'registration') return subject;
  const { orders } = subject;
  return { ...subject, orders: { ...orders, lines: withConsent(orders.lines, findings) } };
}

/** The patient agrees: what waited for it goes on. */
export function consentGiven(state: In<'consent-asked'>): Step {
  const { before, findings } = state;
  if (before.to === 'send') {
    const orders = { ...before.orders, lines: withConsent(before.orders.lines, findings) };
    return sendOrders(before.ticket, orders, state);
  }
  const subject = subjectWithConsent(before.subject, findings);
  const lines = subject.purpose === 'fees' ? subject.orders.lines : before.charge.lines;
  const charge = draftOf(before.charge.purpose, lines);
  return go({ at: 'pricing', subject, charge }, { do: 'price', subject, charge });
}

/** The patient does not: the doctor changes the orders. */
export function consentRefused({ before, findings }: In<'consent-asked'>): Step | undefined {
  return before.to === 'send' ? go(consulting(before.ticket, before.orders, findings)) : undefined;
}

/** A line changed or taken out, and the marks with it. */
function changeOrders(state: In<'consulting'>, event: CounterEvent): Step {
  const { ticket, orders, findings = [] } = state;
  if (event.kind === 'line-removed') {
    const lines = orders.lines.filter((_, place) => place !== event.index);
    return go(consulting(ticket, { ...orders, lines }, withoutLine(findings, event.index)));
  }
  if (event.kind !== 'line-changed') return go(state);
  const before = orders.lines[event.index];
  const line = before && orderLine(before.item, event.quantity, event.days);
  if (!line) return go(state);
  const kept = before.consent ? { ...line, consent: before.consent } : line;
  const lines = orders.lines.map((each, place) => (place === event.index ? kept : each));
  return go(consulting(ticket, { ...orders, lines }, unmarked(findings, event.index)));
}

/** The doctor diagnoses, orders, changes and sends. */
export function consult(state: In<'consulting'>, event: CounterEvent): Step {
  const { orders } = state;
  switch (event.kind) {
    case 'diagnosis-set':
      return go({ ...state, orders: { ...orders, diagnosis: event.diagnosis } });
    case 'line-added': {
      const line = orderLine(event.item, event.quantity, event.days);
      return go(line ? { ...state, orders: { ...orders, lines: [...orders.lines, line] } } : state);
    }
    case 'line-removed':
    case 'line-changed':
      return changeOrders(state, event);
    case 'orders-sent':
      return sendOrders(state.ticket, orders, state);
    default:
      return go(state);
  }
}

/** What review said of what the visit is at; empty where it said nothing. */
export function findingsOf(state: VisitState): readonly ReviewFinding[] {
  switch (state.at) {
    case 'trial-shown':
    case 'consulting':
    case 'orders-sent':
      return state.findings ?? [];
    case 'consent-asked':
      return state.findings;
    case 'problem':
      return state.problem.findings ?? [];
    default:
      return [];
  }
}
