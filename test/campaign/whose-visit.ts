// Whose visit a screen shows, whatever it has come to: looks only.

import type { RefundState } from '../../src/hospital/refund/state.ts';
import type { Subject, Ticket, VisitState } from '../../src/hospital/visit/state.ts';

/** By their identity number. */
export const ownerOf = (ticket: Ticket) => ticket.patient.holder.idNumber;
const ofSubject = (subject: Subject) =>
  subject.purpose === 'registration' ? subject.patient.holder.idNumber : ownerOf(subject.ticket);

function ofRefund(refund: RefundState): string | undefined {
  switch (refund.at) {
    case 'finding':
      return undefined;
    case 'choosing-ticket':
      return refund.holder.idNumber;
    case 'refunded':
      return ownerOf(refund.ticket);
    default:
      return ownerOf(refund.order.ticket);
  }
}

/** Whose visit is on the screen; undefined: nobody's, or not known yet. */
export function whoseVisit(visit: VisitState): string | undefined {
  switch (visit.at) {
    case 'entering-pin':
    case 'verifying-pin':
    case 'identifying':
    case 'card-pulled':
      return visit.holder.idNumber;
    case 'other-card':
      return visit.expected.idNumber;
    case 'choosing':
      return visit.patient.holder.idNumber;
    case 'pricing':
    case 'trial-shown':
    case 'settling':
    case 'trial-shown-in-cash':
    case 'settling-in-cash':
    case 'in-doubt':
      return ofSubject(visit.subject);
    case 'cash-due':
    case 'taking-cash':
    case 'registered':
    case 'paid':
    case 'consulting':
    case 'reviewing':
    case 'orders-sent':
      return ownerOf(visit.ticket);
    case 'consent-asked':
      return visit.before.to === 'send' ? ownerOf(visit.before.ticket) : ofSubject(visit.before.subject);
    case 'refunding':
      return ofRefund(visit.refund);
    case 'refused':
    case 'problem':
    case 'reconciled':
      return whoseVisit(visit.resume);
    default:
      return undefined;
  }
}
