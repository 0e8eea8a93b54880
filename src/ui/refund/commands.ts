// The keys of the refund station: find the ticket, choose what comes back, ask the center, ask for a second person's word.

import { formatYuanGrouped } from '../../domain/money.ts';
import { isCancellation, isWithin } from '../../hospital/refund/standing.ts';
import type { RefundState } from '../../hospital/refund/state.ts';
import type { Availability, Command } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import { choicesOf, withinList } from '../model/entries.ts';
import { emptyField } from '../model/field.ts';
import { dispatching, type Moment, type Outcome, refusing, stay } from '../model/moment.ts';
import { askApproval } from '../sign-in/approval.ts';
import { type LineToReturn, linesToReturn } from './lines.ts';

function refundAt(moment: Moment, at: RefundState['at']): boolean {
  const { desk, screen } = moment;
  return screen.overlay.at === 'nothing' && desk.visit.at === 'refunding' && desk.visit.refund.at === at;
}

const wholeNumber = /^\d{8}-\d{4,}$/;

/** The ticket that Enter opens: the chosen one, or one whose whole number was typed. */
function ticketMeant(moment: Moment): string | undefined {
  const { entry } = moment.screen;
  const choices = choicesOf(moment);
  if (choices.of !== 'tickets' || !('index' in entry)) return undefined;
  const chosen = choices.list[withinList(choices.list, entry.index)]?.number;
  if (chosen !== undefined) return chosen;
  const typed = 'field' in entry ? entry.field.text.normalize('NFKC').trim() : '';
  return wholeNumber.test(typed) ? typed : undefined;
}

function canOpen(moment: Moment): Availability {
  const { entry, overlay, view } = moment.screen;
  if (overlay.at !== 'nothing' || view !== 'station') return 'hidden';
  const listed = (entry.at === 'queue' && entry.to === 'refund') || entry.at === 'refund-ticket';
  if (!listed) return 'hidden';
  if (ticketMeant(moment) !== undefined) return 'ready';
  return entry.at === 'queue' && entry.field.text === '' ? messages.nonePaid : messages.wholeNumber;
}

function open(moment: Moment): Outcome {
  const ticket = ticketMeant(moment);
  return ticket === undefined ? stay(moment, {}) : dispatching(moment, { kind: 'refund-asked', wanted: { ticket } });
}

/** The line under the hands. */
function chosenLine(moment: Moment): { readonly place: number; readonly of: LineToReturn } | undefined {
  const { entry } = moment.screen;
  if (entry.at !== 'refund-line' || !refundAt(moment, 'choosing-lines')) return undefined;
  const lines = linesToReturn(moment);
  const place = withinList(lines, entry.index);
  const of = lines[place];
  return of && { place, of };
}

function typedQuantity(moment: Moment): string {
  const { entry } = moment.screen;
  return entry.at === 'refund-line' ? entry.field.text.normalize('NFKC').replace('。', '.').trim() : '';
}

/** Enter on a line: so much as was typed; all of it where nothing was; and where it is chosen already, on to the trial. */
function takeLine(moment: Moment): Outcome {
  const chosen = chosenLine(moment);
  const { entry } = moment.screen;
  if (!chosen || entry.at !== 'refund-line') return stay(moment, {});
  const typed = typedQuantity(moment);
  const { place, of } = chosen;
  if (typed === '' && of.returned !== undefined) return dispatching(moment, { kind: 'confirmed' });
  const quantity = typed === '' ? of.line.quantity : typed;
  if (!isWithin(of.line, quantity)) {
    return refusing(moment, messages.quantityToReturn(`${of.line.quantity}${of.line.item.unit}`));
  }
  return dispatching(moment, { kind: 'line-returned', place, quantity }, { entry: { ...entry, field: emptyField } });
}

function canTakeLine(moment: Moment): Availability {
  const chosen = chosenLine(moment);
  if (!chosen) return 'hidden';
  const something = linesToReturn(moment).some(({ returned }) => returned !== undefined);
  if (!chosen.of.hindrance) return 'ready';
  return something ? messages.moveToDrug : chosen.of.hindrance;
}

function dropLine(moment: Moment): Outcome {
  const chosen = chosenLine(moment);
  return chosen ? dispatching(moment, { kind: 'line-returned', place: chosen.place, quantity: '0' }) : stay(moment, {});
}

function canDropLine(moment: Moment): Availability {
  const chosen = chosenLine(moment);
  if (!chosen || typedQuantity(moment) !== '') return 'hidden';
  return chosen.of.returned === undefined ? messages.notReturned : 'ready';
}

function canTry(moment: Moment): Availability {
  if (!refundAt(moment, 'choosing-lines')) return 'hidden';
  return linesToReturn(moment).some(({ returned }) => returned !== undefined) ? 'ready' : messages.nothingReturned;
}

/** The second person sees whom it is for and what goes out; their word sends it. */
function askForApproval(moment: Moment): Outcome {
  const { visit } = moment.desk;
  if (visit.at !== 'refunding' || visit.refund.at !== 'trial-shown') return stay(moment, {});
  const { order, trial } = visit.refund;
  const { total, cash } = trial.back;
  const said = isCancellation(order) ? messages.cancelsAndBack : messages.giveBack;
  const about = said(order.ticket.patient.holder.name, formatYuanGrouped(total), formatYuanGrouped(cash));
  return askApproval(moment, {
    action: 'refund',
    about,
    next: (approval) => ({ kind: 'refund-approved', approval }),
  });
}

export const refundCommands: readonly Command[] = [
  {
    id: 'open-for-refund',
    keys: ['enter'],
    label: messages.openForRefund,
    section: 'visit',
    available: canOpen,
    run: open,
  },
  {
    id: 'return-line',
    keys: ['enter'],
    label: (moment) => {
      const chosen = chosenLine(moment);
      if (typedQuantity(moment) !== '') return messages.returnSoMuch;
      return chosen?.of.returned === undefined ? messages.returnAll : messages.tryRefund;
    },
    section: 'visit',
    available: canTakeLine,
    run: takeLine,
  },
  {
    id: 'try-refund',
    keys: ['ctrl+s', 'f9'],
    label: messages.tryRefund,
    section: 'visit',
    available: canTry,
    run: (moment) => dispatching(moment, { kind: 'confirmed' }),
  },
  {
    id: 'approve-refund',
    keys: ['enter'],
    label: messages.approveRefund,
    section: 'visit',
    available: (moment) => (refundAt(moment, 'trial-shown') ? 'ready' : 'hidden'),
    run: askForApproval,
  },
  {
    id: 'drop-line',
    keys: ['delete', 'ctrl+d'],
    label: messages.dropReturned,
    section: 'visit',
    available: canDropLine,
    run: dropLine,
  },
];
