// From what is chosen or ordered to what is charged: drafts, trials, settlements, and the money in the till.

import { type Fen, subtractFen, sumFen, zeroFen } from '../../domain/money.ts';
import type { CatalogueItem, ChargeDraft, ChargePurpose, OrderLine, RegistrationChoice } from './charge.ts';
import type { VisitContext } from './context.ts';
import { lineAmount } from './line-amount.ts';
import { troubled } from './next-steps.ts';
import type { Patient } from './people.ts';
import { noSuchFee } from './problem.ts';
import type { Subject, Ticket, VisitState } from './state.ts';
import { awaitCard, go, type Step } from './step.ts';

export function orderLine(item: CatalogueItem, quantity: string, days: number | undefined): OrderLine | undefined {
  const amount = lineAmount(item.price, quantity);
  return amount === undefined ? undefined : { item, quantity, days, amount };
}

export function draftOf(purpose: ChargePurpose, lines: readonly OrderLine[]): ChargeDraft {
  return { purpose, lines, total: sumFen(lines.map((line) => line.amount)) };
}

type TrialInCash = Extract<VisitState, { at: 'trial-shown-in-cash' }>;

/** In cash there is nobody to ask: the price is shown at once. */
export function showInCash(trial: Omit<TrialInCash, 'at'>): Step {
  return go({ at: 'trial-shown-in-cash', ...trial });
}

export function settleInCash(trial: TrialInCash): Step {
  const { subject, charge, because } = trial;
  return go({ ...trial, at: 'settling-in-cash' }, { do: 'settle-in-cash', subject, charge, because });
}

/** Undefined where the catalogue has no such fee. */
export function registrationFee({ registrationItem }: VisitContext): ChargeDraft | undefined {
  const line = registrationItem && orderLine(registrationItem, '1', undefined);
  return line && draftOf('registration', [line]);
}

/** A registration as chosen: through insurance it is priced at the center, in cash the fee is shown as it is. */
export function chargeRegistration(
  state: Extract<VisitState, { at: 'choosing' }>,
  choice: RegistrationChoice,
  context: VisitContext,
): Step {
  const charge = registrationFee(context);
  if (!charge) return go(troubled(noSuchFee, state));
  const subject: Subject = { purpose: 'registration', patient: state.patient, choice };
  const { payment } = state;
  if (payment.way === 'cash') return showInCash({ subject, charge, because: payment.because, before: state });
  return go({ at: 'pricing', subject, charge }, { do: 'price', subject, charge });
}

/** The fees of a ticket. What was registered in cash is paid in cash: the center knows nothing of that visit. */
export function chargeFees(ticket: Ticket, patient: Patient): Step {
  if (ticket.stage.at !== 'ordered') return awaitCard;
  const { orders } = ticket.stage;
  const subject: Subject = { purpose: 'fees', ticket: { ...ticket, patient }, orders };
  const charge = draftOf('fees', orders.lines);
  if (ticket.registeredBy.way === 'cash') {
    return showInCash({ subject, charge, because: undefined, before: { at: 'awaiting-card' } });
  }
  return go({ at: 'pricing', subject, charge }, { do: 'price', subject, charge });
}

/** Settled and on disk: the cash part, where there is one; else the end. */
export function afterSettled(ticket: Ticket): Step {
  const { stage } = ticket;
  switch (stage.at) {
    case 'fee-due':
      return go({
        at: 'cash-due',
        ticket,
        purpose: 'registration',
        settled: ticket.registrationFee,
        due: stage.due,
      });
    case 'cash-due':
      return go({ at: 'cash-due', ticket, purpose: 'fees', settled: stage.settled, due: stage.due });
    case 'waiting':
      return go({ at: 'registered', ticket, tendered: { due: zeroFen, tendered: zeroFen, change: zeroFen } });
    case 'paid':
      return go({ at: 'paid', ticket, tendered: stage.tendered });
    default:
      return awaitCard;
  }
}

/** Too little is refused in place: nothing changes. */
export function takeCash(state: Extract<VisitState, { at: 'cash-due' }>, given: Fen): Step {
  if (given < state.due) return go(state);
  const { ticket, purpose, due } = state;
  const tendered = { due, tendered: given, change: subtractFen(given, due) };
  return go({ at: 'taking-cash', ticket, purpose, tendered }, { do: 'take-cash', ticket, purpose, tendered });
}

export function cashTaken(state: Extract<VisitState, { at: 'taking-cash' }>, ticket: Ticket): Step {
  const { tendered, purpose } = state;
  return go(purpose === 'registration' ? { at: 'registered', ticket, tendered } : { at: 'paid', ticket, tendered });
}
