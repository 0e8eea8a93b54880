// Questions that several parts of the screen ask of a visit: who it is about, whether it may be left, which ticket.

import { unreachable } from '../../domain/result.ts';
import type { RefundState } from '../../hospital/refund/state.ts';
import type { Settled } from '../../hospital/visit/charge.ts';
import type { CardHolder, Insured, Patient } from '../../hospital/visit/people.ts';
import type { Subject, Ticket, VisitState } from '../../hospital/visit/state.ts';

/** The person at the window as far as known. */
export interface Person {
  readonly holder: CardHolder;
  readonly insured: Insured | undefined;
}

function byPatient(patient: Patient): Person {
  return { holder: patient.holder, insured: patient.known === 'by-center' ? patient.insured : undefined };
}

function bySubject(subject: Subject): Person {
  return byPatient(subject.purpose === 'registration' ? subject.patient : subject.ticket.patient);
}

/** The latest charge of a ticket: its fees where they are settled, else its registration. */
export function lastCharge(ticket: Ticket): Settled {
  return 'settled' in ticket.stage ? ticket.stage.settled : ticket.registrationFee;
}

function refundingPerson(refund: RefundState): Person | undefined {
  switch (refund.at) {
    case 'finding':
      return 'holder' in refund.wanted ? { holder: refund.wanted.holder, insured: undefined } : undefined;
    case 'choosing-ticket':
      return { holder: refund.holder, insured: undefined };
    case 'refunded':
      return byPatient(refund.ticket.patient);
    default:
      return byPatient(refund.order.ticket.patient);
  }
}

/** Who the visit is about; undefined while nobody is. */
export function personOf(visit: VisitState): Person | undefined {
  switch (visit.at) {
    case 'awaiting-card':
    case 'reading-card':
      return undefined;
    case 'recognising':
      return visit.expected && { holder: visit.expected, insured: undefined };
    case 'entering-pin':
    case 'verifying-pin':
    case 'identifying':
      return { holder: visit.holder, insured: undefined };
    case 'choosing':
      return byPatient(visit.patient);
    case 'pricing':
    case 'trial-shown':
    case 'settling':
    case 'trial-shown-in-cash':
    case 'settling-in-cash':
    case 'in-doubt':
      return bySubject(visit.subject);
    case 'reconciling':
      return visit.subject && bySubject(visit.subject);
    case 'cash-due':
    case 'taking-cash':
    case 'registered':
    case 'paid':
    case 'consulting':
    case 'reviewing':
    case 'orders-sent':
      return byPatient(visit.ticket.patient);
    case 'refunding':
      return refundingPerson(visit.refund);
    case 'consent-asked':
      return visit.before.to === 'send' ? byPatient(visit.before.ticket.patient) : bySubject(visit.before.subject);
    case 'card-pulled':
      return personOf(visit.resume) ?? { holder: visit.holder, insured: undefined };
    case 'other-card':
      return personOf(visit.resume) ?? { holder: visit.expected, insured: undefined };
    case 'refused':
    case 'problem':
    case 'reconciled':
      return personOf(visit.resume);
    default:
      return unreachable(visit);
  }
}

/** The ticket that the visit is on; undefined before there is one. */
export function ticketOf(visit: VisitState): Ticket | undefined {
  switch (visit.at) {
    case 'pricing':
    case 'trial-shown':
    case 'settling':
    case 'trial-shown-in-cash':
    case 'settling-in-cash':
    case 'in-doubt':
      return visit.subject.purpose === 'fees' ? visit.subject.ticket : undefined;
    case 'reconciling':
      return visit.subject?.purpose === 'fees' ? visit.subject.ticket : undefined;
    case 'cash-due':
    case 'taking-cash':
    case 'registered':
    case 'paid':
    case 'consulting':
    case 'reviewing':
    case 'orders-sent':
      return visit.ticket;
    case 'refunding':
      if (visit.refund.at === 'refunded') return visit.refund.ticket;
      return 'order' in visit.refund ? visit.refund.order.ticket : undefined;
    case 'consent-asked': {
      const { before } = visit;
      if (before.to === 'send') return before.ticket;
      return before.subject.purpose === 'fees' ? before.subject.ticket : undefined;
    }
    case 'refused':
    case 'problem':
    case 'reconciled':
    case 'card-pulled':
    case 'other-card':
      return ticketOf(visit.resume);
    default:
      return undefined;
  }
}

/** Whether leaving now would interrupt somebody's visit. */
export function isOpen(visit: VisitState): boolean {
  if (visit.at === 'reconciled') return isOpen(visit.resume);
  if (visit.at === 'refunding') return visit.refund.at !== 'refunded';
  return !['awaiting-card', 'registered', 'paid', 'orders-sent'].includes(visit.at);
}
