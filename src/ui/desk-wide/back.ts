// What Esc means: first it empties what is being typed, then it goes one step back in the visit, and where it cannot,
// it says why.

import type { Text } from '../../domain/language.ts';
import { formatYuanGrouped } from '../../domain/money.ts';
import { isCancellation } from '../../hospital/refund/standing.ts';
import type { Availability } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import { fieldUnderHands } from '../model/entries.ts';
import { emptyField } from '../model/field.ts';
import { dispatching, isReconciling, type Moment, type Outcome, stay } from '../model/moment.ts';

export interface BackMeaning {
  readonly label: Text;
  readonly available: Availability;
  /** Undefined: the visit itself goes back. */
  readonly outcome: Outcome | undefined;
}

function ready(label: Text, outcome?: Outcome): BackMeaning {
  return { label, available: 'ready', outcome };
}

function notNow(why: Text): BackMeaning {
  return { label: messages.back, available: why, outcome: undefined };
}

const nowhere: BackMeaning = { label: messages.back, available: 'hidden', outcome: undefined };

export function backMeaning(moment: Moment): BackMeaning {
  const { screen, desk } = moment;
  if (screen.overlay.at !== 'nothing') return nowhere;
  return clearing(moment) ?? leaving(desk.visit.at, moment);
}

/** Something is half typed: Esc takes that back first. */
function clearing(moment: Moment): BackMeaning | undefined {
  const { entry } = moment.screen;
  const field = fieldUnderHands(moment.screen);
  if (field && field.text !== '' && 'field' in entry) {
    const emptied = 'index' in entry ? { ...entry, field: emptyField, index: 0 } : { ...entry, field: emptyField };
    return ready(messages.clearField, stay(moment, { entry: emptied }));
  }
  if (entry.at === 'pin' && entry.digits !== '') {
    return ready(messages.clearField, stay(moment, { entry: { at: 'pin', digits: '' } }));
  }
  return undefined;
}

function leaving(at: Moment['desk']['visit']['at'], moment: Moment): BackMeaning {
  switch (at) {
    case 'awaiting-card':
      return isReconciling(moment) ? leavingStatement(moment) : nowhere;
    case 'registered':
    case 'paid':
    case 'orders-sent':
    case 'refused':
    case 'problem':
    case 'reconciled':
      return nowhere;
    case 'pricing':
      return notNow(messages.pricingCannotStop);
    case 'reviewing':
      return notNow(messages.reviewingCannotStop);
    case 'consent-asked':
      return ready(messages.consentNo);
    case 'settling':
      return notNow(messages.settlingCannotStop);
    case 'settling-in-cash':
    case 'taking-cash':
      return notNow(messages.writingDown);
    case 'reconciling':
      return notNow(messages.reconcilingCannotStop);
    case 'refunding':
      return leavingRefund(moment);
    // One of the two steps of that prompt, and put down as such.
    case 'in-doubt':
      return ready(messages.endVisit, dispatching(moment, { kind: 'step-chosen', step: 'end-visit' }));
    case 'cash-due':
      return parking(moment);
    case 'consulting':
      return leavingOrders(moment);
    case 'trial-shown':
    case 'trial-shown-in-cash':
      return ready(messages.giveUpTrial);
    default:
      return ready(messages.endVisit);
  }
}

function leavingRefund({ desk }: Moment): BackMeaning {
  if (desk.visit.at !== 'refunding') return nowhere;
  const { refund } = desk.visit;
  switch (refund.at) {
    case 'finding':
    case 'trying':
      return notNow(messages.refundTrialCannotStop);
    case 'sending':
      return notNow(messages.refundCannotStop);
    case 'trial-shown':
      return ready(isCancellation(refund.order) ? messages.endRefund : messages.changeReturned);
    case 'refunded':
      return nowhere;
    default:
      return ready(messages.endRefund);
  }
}

/** From the rows to the totals, from the totals to the days, from the days to the station. What runs goes on by itself. */
function leavingStatement(moment: Moment): BackMeaning {
  const { at } = moment.desk.statement;
  if (at === 'days' || at === 'running') return ready(messages.backToStation, stay(moment, { view: 'station' }));
  const label = at === 'rows' ? messages.toLines : at === 'stated' ? messages.toDays : messages.back;
  return ready(label, dispatching(moment, { kind: 'statement-back' }));
}

/** Nobody is held at the window for want of money: the ticket stays due, and where it stays is said. */
function parking(moment: Moment): BackMeaning {
  const { visit } = moment.desk;
  if (visit.at !== 'cash-due') return nowhere;
  const { effects, screen } = dispatching(moment, { kind: 'back' });
  const text = messages.parked(visit.ticket.number, formatYuanGrouped(visit.due));
  return ready(messages.cashLater, {
    screen,
    effects: [...effects, { do: 'say', notice: { text, meaning: 'attention' } }],
  });
}

/** Orders that were not sent are lost with the visit: asked first. */
function leavingOrders(moment: Moment): BackMeaning {
  const { visit } = moment.desk;
  const unsent = visit.at === 'consulting' && visit.orders.lines.length > 0;
  if (!unsent) return ready(messages.back);
  return ready(messages.back, stay(moment, { overlay: { at: 'asked', before: 'leaving-orders' } }));
}
