// Which entry belongs to which state of the visit, and the lists that an entry chooses from.

import { chargeToUndo, hindranceOf, standingLines } from '../../hospital/refund/standing.ts';
import type { RefundOrder } from '../../hospital/refund/state.ts';
import type { CatalogueItem, Department, DiagnosisCode, Doctor, VisitKind } from '../../hospital/visit/charge.ts';
import type { Patient } from '../../hospital/visit/people.ts';
import type { Ticket } from '../../hospital/visit/state.ts';
import { firstChosen, type StatementRow, statementRows } from '../reconcile/days.ts';
import { emptyField, type Field } from './field.ts';
import { isReconciling, type Moment } from './moment.ts';
import type { Entry, ScreenState } from './state.ts';

/** What can be registered as: ordinary, emergency, and each special illness the person is registered for. */
export interface KindChoice {
  readonly kind: VisitKind;
  readonly illness: { readonly code: string; readonly name: string } | undefined;
}

export function kindChoices(patient: Patient): readonly KindChoice[] {
  const everyone: readonly KindChoice[] = [
    { kind: 'ordinary', illness: undefined },
    { kind: 'emergency', illness: undefined },
  ];
  // Only the card was read: the visit is paid in cash, where no illness makes a difference.
  if (patient.known === 'by-card') return everyone;
  const special = patient.insured.specialIllnesses.map(
    ({ code, name }): KindChoice => ({ kind: 'special-illness', illness: { code, name } }),
  );
  return [
    ...everyone,
    // Without a registration the center is still asked: its refusal is what the patient must hear.
    ...(special.length > 0 ? special : [{ kind: 'special-illness' as const, illness: undefined }]),
  ];
}

/** Names the state of the visit that an entry is typed for: another name, another entry. */
function entryName({ desk, screen }: Pick<Moment, 'desk' | 'screen'>): string {
  const { visit, station } = desk;
  if (isReconciling({ screen, desk })) return `reconciliation ${desk.statement.at}`;
  switch (visit.at) {
    case 'awaiting-card':
      return `awaiting-card ${station}`;
    case 'consulting':
      return `consulting ${visit.ticket.number}`;
    case 'cash-due':
      return `cash-due ${visit.ticket.number} ${visit.purpose}`;
    case 'refunding':
      return `refunding ${visit.refund.at}`;
    default:
      return visit.at;
  }
}

/** The cursor begins where something can be given back. */
function firstReturnable({ ticket }: RefundOrder): number {
  const charge = chargeToUndo(ticket);
  const found = standingLines(ticket).findIndex((line) => charge && !hindranceOf(line, charge));
  return Math.max(0, found);
}

function freshEntry({ desk, screen }: Pick<Moment, 'desk' | 'screen'>): Entry {
  const { visit, station } = desk;
  if (isReconciling({ screen, desk })) return { at: 'statement', index: firstChosen(statementRows(desk)) };
  switch (visit.at) {
    case 'awaiting-card':
      if (station === 'register') return { at: 'nothing' };
      return { at: 'queue', to: station, field: emptyField, index: 0 };
    case 'entering-pin':
      return { at: 'pin', digits: '' };
    case 'choosing':
      return { at: 'department', kind: 0, field: emptyField, index: 0 };
    case 'consulting':
      return { at: visit.orders.diagnosis ? 'item' : 'diagnosis', field: emptyField, index: 0 };
    case 'cash-due':
      return { at: 'cash', field: emptyField };
    case 'refunding':
      if (visit.refund.at === 'choosing-ticket') return { at: 'refund-ticket', index: 0 };
      return visit.refund.at === 'choosing-lines'
        ? { at: 'refund-line', field: emptyField, index: firstReturnable(visit.refund.order) }
        : { at: 'nothing' };
    default:
      return { at: 'nothing' };
  }
}

/** The screen's own state brought in line with the desk: half-typed text never meets another state of the visit. */
export function inLine(moment: Pick<Moment, 'desk' | 'screen'>): ScreenState {
  const { screen, desk } = moment;
  const name = entryName(moment);
  const fits = stillFits(screen, desk.visit.at, name === screen.entryFor);
  const overlay = fits ? screen.overlay : { at: 'nothing' as const };
  if (name === screen.entryFor) return overlay === screen.overlay ? screen : { ...screen, overlay };
  // A visit that begins calls the view back to the station; what was said belongs to the state before.
  const view = desk.visit.at === 'awaiting-card' ? screen.view : 'station';
  return { ...screen, view, overlay, entryFor: name, entry: freshEntry(moment), notice: undefined };
}

function stillFits(screen: ScreenState, at: Moment['desk']['visit']['at'], sameState: boolean): boolean {
  // What was to be approved belongs to the state that asked for it.
  if (screen.overlay.at === 'approval') return sameState;
  if (screen.overlay.at === 'why') return ['trial-shown', 'registered', 'paid', 'refunding'].includes(at);
  if (screen.overlay.at === 'receipt') return ['registered', 'paid', 'refunding'].includes(at);
  if (screen.overlay.at === 'review') return ['trial-shown', 'consulting', 'orders-sent'].includes(at);
  return true;
}

/** What the entry under the hands chooses from. */
export type Choices =
  | { readonly of: 'nothing'; readonly list: readonly never[] }
  | { readonly of: 'departments'; readonly list: readonly Department[] }
  | { readonly of: 'doctors'; readonly list: readonly Doctor[] }
  | { readonly of: 'diagnoses'; readonly list: readonly DiagnosisCode[] }
  | { readonly of: 'items'; readonly list: readonly CatalogueItem[] }
  | { readonly of: 'tickets'; readonly list: readonly Ticket[] }
  | { readonly of: 'statement'; readonly list: readonly StatementRow[] };

const noChoices: Choices = { of: 'nothing', list: [] };

export function choicesOf({ screen, desk, lookup }: Moment): Choices {
  const { entry } = screen;
  switch (entry.at) {
    case 'department':
      return { of: 'departments', list: lookup.departments(entry.field.text.trim()) };
    case 'doctor':
      return { of: 'doctors', list: lookup.doctors(entry.department) };
    case 'diagnosis':
      return { of: 'diagnoses', list: lookup.diagnoses(entry.field.text.trim()) };
    case 'item':
      // Nothing typed yet: no list, so that the arrows walk the ordered lines.
      return entry.field.text.trim() === '' ? noChoices : { of: 'items', list: lookup.items(entry.field.text.trim()) };
    case 'queue':
      return { of: 'tickets', list: ticketsLike(queueFor(entry, desk.queue), entry.field) };
    case 'refund-ticket': {
      const { visit } = desk;
      const chosen = visit.at === 'refunding' && visit.refund.at === 'choosing-ticket' ? visit.refund.tickets : [];
      return { of: 'tickets', list: chosen };
    }
    case 'statement':
      return { of: 'statement', list: statementRows(desk) };
    default:
      return noChoices;
  }
}

/** The chosen place in a list that may have grown shorter since: other windows serve the same queue. */
export function withinList(list: readonly unknown[], index: number): number {
  return Math.max(0, Math.min(index, list.length - 1));
}

/** Orders that were sent are found by typing, so that they can be mended; the doctor's queue itself is who waits. */
function queueFor({ to, field }: Extract<Entry, { at: 'queue' }>, queue: Moment['desk']['queue']): readonly Ticket[] {
  if (to === 'pay' || field.text.trim() === '') return queue[to];
  return [...queue.consult, ...queue.pay.filter(({ stage }) => stage.at === 'ordered')];
}

/** Tickets by number, name or department. */
function ticketsLike(tickets: readonly Ticket[], field: Field): readonly Ticket[] {
  const query = field.text.trim().toLowerCase();
  return tickets.filter(
    (ticket) =>
      ticket.number.includes(query) ||
      ticket.patient.holder.name.includes(query) ||
      ticket.choice.department.name.includes(query) ||
      ticket.choice.department.initials.startsWith(query),
  );
}

/** The text field under the hands, if any; the PIN is none. */
export function fieldUnderHands({ overlay, entry }: ScreenState): Field | undefined {
  if (overlay.at === 'tray') return overlay.field;
  if (overlay.at !== 'nothing') return undefined;
  return 'field' in entry ? entry.field : undefined;
}

/** Whether a character belongs to what is being typed. A queue's search has not begun before its first character, so that
 *  the digits of the stations work there. */
export function takesCharacters(screen: ScreenState): boolean {
  if (screen.overlay.at === 'approval') return true;
  if (screen.overlay.at === 'nothing' && screen.entry.at === 'pin') return true;
  const field = fieldUnderHands(screen);
  const searching = screen.overlay.at === 'nothing' && screen.entry.at === 'queue';
  return field !== undefined && !(searching && field.text === '');
}
