// The work area: which view belongs to which state of the visit. A stopped visit shows where it stopped.

import { unreachable } from '../../domain/result.ts';
import type { VisitState } from '../../hospital/visit/state.ts';
import { consulting, ordersSent, queueView, reviewedOrders } from '../consult/view.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { isReconciling, type Moment } from '../model/moment.ts';
import { cashDue, done, pricing, trial, trialInCash } from '../pay/view.ts';
import { reconciliationView } from '../reconcile/view.ts';
import { freeRefund, refunding } from '../refund/view.ts';
import { choosing, freeRegister } from '../register/view.ts';
import { emptyLine, line, quiet, strong } from '../text/line.ts';
import { type Drawn, heading, type Room } from './drawn.ts';

function stationTitle(moment: Moment, pen: Pen): string {
  const titles = {
    register: messages.stationRegister,
    consult: messages.stationConsult,
    pay: messages.stationPay,
    refund: messages.stationRefund,
  };
  return pen.say(titles[moment.desk.station]);
}

function busy(moment: Moment, pen: Pen, room: Room, what: string): Drawn {
  return { lines: [heading(stationTitle(moment, pen), '', room.width), emptyLine, line(what)] };
}

/** Six places, filled or not; never a digit. */
function pinEntry(moment: Moment, pen: Pen, room: Room): Drawn {
  const { entry } = moment.screen;
  const typed = entry.at === 'pin' ? entry.digits.length : 0;
  const places = Array.from({ length: 6 }, (_, place) =>
    place < typed ? pen.frames.pinFilled : pen.frames.pinEmpty,
  ).join(' ');
  return {
    lines: [
      heading(stationTitle(moment, pen), '', room.width),
      emptyLine,
      line(strong(pen.say(messages.askPin))),
      emptyLine,
      line('    ', strong(places)),
      emptyLine,
      line(quiet(pen.say(messages.pinSendsItself))),
    ],
    caret: { x: 4 + Math.min(5, typed) * 2, y: 4 },
  };
}

function free(moment: Moment, pen: Pen, room: Room): Drawn {
  if (isReconciling(moment)) return reconciliationView(moment, pen, room);
  switch (moment.desk.station) {
    case 'register':
      return freeRegister(moment, pen, room);
    case 'refund':
      return freeRefund(moment, pen, room);
    default:
      return queueView(moment, pen, room);
  }
}

export function workOf(moment: Moment, visit: VisitState, pen: Pen, room: Room): Drawn {
  const working = (what: { readonly zh: string; readonly en: string }) => busy(moment, pen, room, pen.say(what));
  switch (visit.at) {
    case 'awaiting-card':
      return free(moment, pen, room);
    case 'reading-card':
      return working(messages.readingCard);
    case 'entering-pin':
      return pinEntry(moment, pen, room);
    case 'verifying-pin':
      return working(messages.verifyingPin);
    case 'identifying':
    case 'recognising':
      return working(messages.identifying);
    case 'choosing':
      return choosing(moment, pen, room);
    case 'pricing':
      return pricing(visit, pen, room);
    case 'trial-shown':
    case 'settling':
      return trial(visit, pen, room);
    case 'trial-shown-in-cash':
      return trialInCash(visit, pen, room);
    case 'settling-in-cash':
      return working(messages.writing);
    case 'cash-due':
      return cashDue(moment, pen, room);
    case 'taking-cash':
    case 'registered':
    case 'paid':
      return done(visit, pen, room);
    case 'consulting':
      return consulting(moment, pen, room);
    case 'reviewing':
    case 'consent-asked':
      return reviewedOrders(visit, pen, room);
    case 'orders-sent':
      return ordersSent(moment, pen, room);
    case 'reconciling':
      return working(messages.reconciling);
    case 'refunding':
      return refunding(moment, visit.refund, pen, room);
    // The panel over the work says what is the matter; behind it stands the station's name.
    case 'in-doubt':
    case 'refused':
    case 'problem':
    case 'reconciled':
    case 'card-pulled':
    case 'other-card':
      return { lines: [heading(stationTitle(moment, pen), '', room.width)] };
    default:
      return unreachable(visit);
  }
}
