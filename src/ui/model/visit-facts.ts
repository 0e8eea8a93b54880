// Questions that several parts of the screen ask of a visit: who it is about, whether it may be left, which ticket.

import { addFen } from '../../domain/money.ts';
import { unreachable } from '../../domain/result.ts';
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

/** What the center knew before the charge, brought forward by it: the account and the year as they now are. */
function afterCharge(person: Person, settled: Settled): Person {
  const { insured } = person;
  if (!insured || settled.by === 'cash') return person;
  const { split } = settled;
  const year = {
    ...insured.year,
    inScope: addFen(insured.year.inScope, split.inScope),
    deductibleTaken: addFen(insured.year.deductibleTaken, split.deductibleTaken),
  };
  return { ...person, insured: { ...insured, account: split.balanceAfter, year } };
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
      return afterCharge(byPatient(visit.ticket.patient), visit.settled);
    case 'taking-cash':
    case 'registered':
    case 'paid':
      return afterCharge(byPatient(visit.ticket.patient), lastCharge(visit.ticket));
    case 'consulting':
    case 'orders-sent':
      return byPatient(visit.ticket.patient);
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
    case 'orders-sent':
      return visit.ticket;
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
  return !['awaiting-card', 'registered', 'paid', 'orders-sent'].includes(visit.at);
}
