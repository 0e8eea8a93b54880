// The refund station (退费): finding the ticket, choosing the drugs, what comes back, and the end with the money to hand over.

import type { Text } from '../../domain/language.ts';
import { formatYuanGrouped } from '../../domain/money.ts';
import { adviceWhereItStays } from '../../hospital/refund/registration-stays.ts';
import { chargeToUndo, isCancellation, parted, sharesOf } from '../../hospital/refund/standing.ts';
import type { RefundOrder, RefundState } from '../../hospital/refund/state.ts';
import type { Ticket } from '../../hospital/visit/ticket.ts';
import { between, type Drawn, fieldDrawn, heading, listDrawn, type Room } from '../frame/drawn.ts';
import { amountLine, moneyEdge, moneyRule, nameAndPack, orderRows } from '../frame/money-rows.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { choicesOf, withinList } from '../model/entries.ts';
import type { Moment } from '../model/moment.ts';
import { cellStart, cells, emptyLine, type Line, line, padEnd, padStart, quiet, span, strong } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { figureRows, figuresOf } from './figures.ts';
import { type LineToReturn, linesToReturn } from './lines.ts';

type In<At extends RefundState['at']> = Extract<RefundState, { at: At }>;

const amountCells = 10;

function title({ ticket, ...order }: RefundOrder, pen: Pen, width: number): Line {
  const about = `${pen.say(messages.ticket(ticket.number))} ${ticket.choice.department.name}`;
  const what = isCancellation({ ticket, ...order }) ? messages.cancelRegistration : messages.stationRefund;
  return heading(pen.say(what), about, width);
}

/** A ticket in a list: its number, whose, and what stands of it; one that is only registered says so. */
function ticketRow(ticket: Ticket, pen: Pen, width: number): Line {
  const { total } = sharesOf(chargeToUndo(ticket));
  const names = cellStart(ticket.number, 14) + cellStart(ticket.patient.holder.name, 11);
  const room = Math.max(0, moneyEdge(width) - cells(names) - amountCells - 2);
  const amount = padStart(formatYuanGrouped(total), amountCells);
  const tail = ticket.stage.at === 'waiting' ? [quiet(` ${pen.say(messages.onlyRegistered)}`)] : [];
  return line(names, cellStart(ticket.choice.department.name, room), amount, ...tail);
}

/** The free station: by card, by what is typed of a ticket, or any ticket by its whole number. */
export function freeRefund(moment: Moment, pen: Pen, room: Room): Drawn {
  const { entry } = moment.screen;
  if (entry.at !== 'queue') return { lines: [] };
  const count = moment.desk.queue.refund.length;
  const cardIn = moment.desk.reader.at === 'card';
  const top = [
    heading(pen.say(messages.stationRefund), pen.say(messages.paidLately(count)), room.width),
    emptyLine,
    line(strong(pen.say(cardIn ? messages.cardStillIn : messages.insertCard))),
    line(quiet(pen.say(messages.insertToRefund))),
    emptyLine,
  ];
  const field = fieldDrawn(pen.say(messages.queueSearch), entry.field, pen.say(messages.queueHint), top.length);
  const choices = choicesOf(moment);
  const rows = choices.of === 'tickets' ? choices.list.map((ticket) => ticketRow(ticket, pen, room.width)) : [];
  const list = listDrawn(rows, withinList(rows, entry.index), room.rows - top.length - 2);
  const note =
    rows.length > 0 ? [] : [line(quiet(pen.say(entry.field.text === '' ? messages.nonePaid : messages.wholeNumber)))];
  return { lines: [...top, field.line, emptyLine, ...list, ...note], caret: field.caret };
}

function choosingTicket(refund: In<'choosing-ticket'>, moment: Moment, pen: Pen, room: Room): Drawn {
  const { entry } = moment.screen;
  if (entry.at !== 'refund-ticket') return { lines: [] };
  const rows = refund.tickets.map((ticket) => ticketRow(ticket, pen, room.width));
  return {
    lines: [
      heading(pen.say(messages.stationRefund), '', room.width),
      emptyLine,
      line(strong(pen.say(messages.whichTicket))),
      emptyLine,
      ...listDrawn(rows, withinList(rows, entry.index), room.rows - 4),
    ],
  };
}

const markCells = 2;

/** "2盒" and what of it comes back; of what cannot come back, why. */
function tailOf(
  { line: of, hindrance, returned }: LineToReturn,
  pen: Pen,
): { readonly text: string; readonly chosen: boolean } {
  const quantity = `${of.quantity}${of.item.unit}`;
  if (hindrance) return { text: `(${pen.say(hindrance)})`, chosen: false };
  if (returned === undefined) return { text: quantity, chosen: false };
  return { text: `${pen.say(messages.returns(returned))}/${quantity}`, chosen: true };
}

function lineRow(each: LineToReturn, tailCells: number, pen: Pen, width: number): Line {
  const { line: of, hindrance } = each;
  const tail = tailOf(each, pen);
  const nameCells = moneyEdge(width) - markCells - tailCells - amountCells - 2;
  const name = padEnd(nameAndPack(of.item, nameCells), nameCells);
  const amount = padStart(formatYuanGrouped(of.amount), amountCells);
  const text = `${padStart(tail.text, tailCells)}`;
  if (hindrance) return line(quiet(`${name} ${text} ${amount}`));
  return line(name, ' ', span(text, tail.chosen ? 'attention' : 'plain', tail.chosen), ' ', amount);
}

/** The widest hint of English leaves the names their room. */
const mostTailCells = 18;

function choosingLines({ order }: In<'choosing-lines'>, moment: Moment, pen: Pen, room: Room): Drawn {
  const { entry } = moment.screen;
  if (entry.at !== 'refund-line') return { lines: [] };
  const lines = linesToReturn(moment);
  const charged = sharesOf(chargeToUndo(order.ticket));
  const bottom = [
    moneyRule(pen, room.width),
    amountLine(pen.say(messages.total), charged.total, room.width),
    amountLine(pen.say(messages.comesBackOfPrice), parted(order).total, room.width, { strong: true }),
    emptyLine,
  ];
  const chosen = lines[withinList(lines, entry.index)];
  const top = [title(order, pen, room.width), line(quiet(pen.say(messages.chooseDrugs)))];
  const field = fieldDrawn(pen.say(messages.returnQuantity), entry.field, hintFor(chosen, pen), room.rows - 1);
  const tailCells = Math.min(mostTailCells, Math.max(0, ...lines.map((each) => cells(tailOf(each, pen).text))));
  const rows = lines.map((each) => lineRow(each, tailCells, pen, room.width));
  const listRows = Math.max(1, room.rows - top.length - bottom.length - 1);
  const list = listDrawn(rows, withinList(rows, entry.index), listRows);
  const drawn = between([...top, ...list], [...bottom, field.line], room.rows);
  return chosen && !chosen.hindrance ? { lines: drawn, caret: field.caret } : { lines: drawn };
}

function hintFor(chosen: LineToReturn | undefined, pen: Pen): string {
  if (!chosen) return '';
  if (chosen.hindrance) return pen.say(chosen.hindrance);
  if (chosen.returned !== undefined) return pen.say(messages.enterTries);
  return pen.say(messages.allOf(`${chosen.line.quantity}${chosen.line.item.unit}`));
}

/** What goes back, the money in three columns, and what the patient gets into the hand in the largest weight. */
function moneyDrawn(
  head: readonly Line[],
  refund: In<'trial-shown' | 'sending' | 'refunded'>,
  pen: Pen,
  room: Room,
): Drawn {
  const { width } = room;
  const figures = figuresOf(refund);
  const returned = refund.at === 'refunded' ? refund.refund.returned : parted(refund.order).returned;
  const balance = balanceAfter(refund);
  const due = amountLine(pen.say(messages.cashBack), figures.back.cash, width, {
    strong: true,
    meaning: figures.back.cash > 0 ? 'attention' : 'plain',
  });
  const bottom = [
    moneyRule(pen, width),
    ...figureRows(figures, pen, width),
    emptyLine,
    due,
    balance === undefined ? emptyLine : line(quiet(`${pen.say(messages.balanceAfter)} ${formatYuanGrouped(balance)}`)),
  ];
  const rows = Math.min(room.rows, mostRows);
  return {
    lines: between([...head, ...orderRows(returned, pen, width, rows - head.length - bottom.length)], bottom, rows),
  };
}

/** On tall screens the money stays near its lines. */
const mostRows = 26;

function balanceAfter(refund: In<'trial-shown' | 'sending' | 'refunded'>) {
  if (refund.at === 'refunded') return refund.refund.balanceAfter;
  const { remainder, negated } = refund.trial;
  return typeof remainder === 'object' ? remainder.balanceAfter : negated?.balanceAfter;
}

function returnedHead(order: RefundOrder, pen: Pen, width: number): Line[] {
  const what = isCancellation(order) ? messages.cancelsRegistration : messages.comesBackLines;
  return [title(order, pen, width), line(quiet(pen.say(what)))];
}

/** The money is back; the registration that went with it is not. */
function staying(said: string, pen: Pen, width: number): Line[] {
  const { cause, remedy } = adviceWhereItStays(said);
  const wrapped = (text: Text) => wrap(pen.say(text), width);
  return [...wrapped(cause).map((text) => line(span(text, 'attention'))), ...wrapped(remedy).map((text) => line(text))];
}

function refundedHead({ ticket, refund, stays }: In<'refunded'>, pen: Pen, width: number): Line[] {
  const done = ticket.stage.at === 'cancelled' ? messages.cancelledTitle : messages.refundedTitle;
  return [
    line(span(pen.say(done), 'fine', true), `  ${pen.say(messages.ticket(ticket.number))}`),
    line(quiet(pen.say(messages.refundReceipt(refund.receiptNumber, refund.approvedBy.name)))),
    ...(stays === undefined ? [] : staying(stays, pen, width)),
  ];
}

/** The work area of a refund; one in doubt has a panel of its own over it. */
export function refunding(moment: Moment, refund: RefundState, pen: Pen, room: Room): Drawn {
  switch (refund.at) {
    case 'finding':
    case 'in-doubt':
      return { lines: [heading(pen.say(messages.stationRefund), '', room.width)] };
    case 'choosing-ticket':
      return choosingTicket(refund, moment, pen, room);
    case 'choosing-lines':
      return choosingLines(refund, moment, pen, room);
    case 'trying': {
      const { returned } = parted(refund.order);
      return {
        lines: [...returnedHead(refund.order, pen, room.width), ...orderRows(returned, pen, room.width, room.rows - 2)],
      };
    }
    case 'trial-shown':
    case 'sending':
      return moneyDrawn(returnedHead(refund.order, pen, room.width), refund, pen, room);
    case 'refunded':
      return moneyDrawn(refundedHead(refund, pen, room.width), refund, pen, room);
  }
}
