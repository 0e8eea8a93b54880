// A step at the desk as the event that it is: what the step names is looked up where a person would look it up.

import type { VirtualCardData } from '../../../drivers/open.ts';
import type { Text } from '../../domain/language.ts';
import { parseYuan } from '../../domain/money.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { Desk } from '../../hospital/desk.ts';
import { standingLines } from '../../hospital/refund/standing.ts';
import type { RegistrationChoice } from '../../hospital/visit/charge.ts';
import type { CounterEvent } from '../../hospital/visit/events.ts';
import type { Ticket } from '../../hospital/visit/state.ts';
import { pinFor } from './practice-pin.ts';
import { stepProblems } from './step-problems.ts';
import type { OrderStep, RegistrationStep, Step } from './steps.ts';

type DeskStepName =
  | 'pin'
  | 'confirm'
  | 'choose'
  | 'reconcile'
  | 'back'
  | 'strike'
  | 'change'
  | 'send'
  | 'register'
  | 'open'
  | 'diagnose'
  | 'order'
  | 'tender'
  | 'refund'
  | 'return';
export type DeskStep = Extract<Step, { name: DeskStepName }>;

export interface AtDesk {
  readonly desk: Desk;
  readonly cards: ReadonlyMap<string, VirtualCardData>;
  /** Whoever showed a card last. */
  readonly holder: VirtualCardData | undefined;
}

type Found = Result<CounterEvent, Text>;

function registration(desk: Desk, wanted: RegistrationStep): Found {
  const { visit } = desk.snapshot();
  if (visit.at !== 'choosing') return failure(stepProblems.notChoosing(visit.at));
  const department = desk.lookup.departments(wanted.department)[0];
  const doctors = department ? desk.lookup.doctors(department) : [];
  const doctor = wanted.doctor === undefined ? doctors[0] : doctors.find(({ code }) => code === wanted.doctor);
  if (!department || !doctor) return failure(stepProblems.noDepartment(wanted.department));
  const illness = wanted.illness === undefined ? undefined : { code: wanted.illness, name: wanted.illness };
  const choice: RegistrationChoice = { kind: wanted.kind, illness, department, doctor };
  return ok({ kind: 'choice-made', choice });
}

function opening({ desk, cards }: AtDesk, wanted: Extract<Step, { name: 'open' }>['value']): Found {
  const { queue } = desk.snapshot();
  const idNumber = 'of' in wanted ? cards.get(wanted.of)?.socialSecurityNumber : undefined;
  const isIt = ({ number, patient }: Ticket) =>
    'of' in wanted ? patient.holder.idNumber === idNumber : number === wanted.ticket;
  const ticket = queue[wanted.to].find(isIt);
  return ticket ? ok({ kind: 'ticket-opened', ticket, to: wanted.to }) : failure(stepProblems.noTicket(wanted.to));
}

function ordering(desk: Desk, { item: code, quantity, days }: OrderStep): Found {
  const item = desk.lookup.items(code)[0];
  return item ? ok({ kind: 'line-added', item, quantity, days }) : failure(stepProblems.noItem(code));
}

function tendering(desk: Desk, amount: string): Found {
  const { visit } = desk.snapshot();
  if (visit.at !== 'cash-due') return failure(stepProblems.noCashDue(visit.at));
  const tendered = amount === 'exact' ? ok(visit.due) : parseYuan(amount);
  return tendered.ok ? ok({ kind: 'cash-tendered', tendered: tendered.value }) : failure(stepProblems.noAmount(amount));
}

/** What somebody most likely wants back: the newest that they have paid, else registered. */
export function refundableOf(desk: Desk, idNumber: string | undefined): Ticket | undefined {
  const theirs = desk.snapshot().queue.refund.filter(({ patient }) => patient.holder.idNumber === idNumber);
  return theirs.find(({ stage }) => stage.at === 'paid') ?? theirs[0];
}

function refunding({ desk, cards }: AtDesk, wanted: Extract<Step, { name: 'refund' }>['value']): Found {
  if ('ticket' in wanted) return ok({ kind: 'refund-asked', wanted: { ticket: wanted.ticket } });
  const ticket = refundableOf(desk, cards.get(wanted.of)?.socialSecurityNumber);
  return ticket
    ? ok({ kind: 'refund-asked', wanted: { ticket: ticket.number } })
    : failure(stepProblems.nothingPaid(wanted.of));
}

function returning(desk: Desk, { line, quantity }: Extract<Step, { name: 'return' }>['value']): Found {
  const { visit } = desk.snapshot();
  const order = visit.at === 'refunding' && visit.refund.at === 'choosing-lines' ? visit.refund.order : undefined;
  const charged = order && standingLines(order.ticket)[line - 1];
  if (!charged) return failure(stepProblems.noLine(line));
  return ok({ kind: 'line-returned', place: line - 1, quantity: quantity ?? charged.quantity });
}

/** The event of a step; the problem says what the window does not have. */
export function eventOf({ name, value }: DeskStep, at: AtDesk): Found {
  switch (name) {
    case 'pin':
      return ok({ kind: 'pin-entered', pin: pinFor(value, at.holder) });
    case 'confirm':
      return ok({ kind: 'confirmed' });
    case 'choose':
      return ok({ kind: 'step-chosen', step: value });
    case 'reconcile':
      return ok({ kind: 'reconcile-asked' });
    case 'back':
      return ok({ kind: 'back' });
    case 'strike':
      return ok({ kind: 'line-removed', index: value - 1 });
    case 'change':
      return ok({ kind: 'line-changed', index: value.line - 1, quantity: value.quantity, days: value.days });
    case 'send':
      return ok({ kind: 'orders-sent' });
    case 'register':
      return registration(at.desk, value);
    case 'open':
      return opening(at, value);
    case 'diagnose': {
      const diagnosis = at.desk.lookup.diagnoses(value)[0];
      return diagnosis ? ok({ kind: 'diagnosis-set', diagnosis }) : failure(stepProblems.noDiagnosis(value));
    }
    case 'order':
      return ordering(at.desk, value);
    case 'tender':
      return tendering(at.desk, value);
    case 'refund':
      return refunding(at, value);
    case 'return':
      return returning(at.desk, value);
  }
}
