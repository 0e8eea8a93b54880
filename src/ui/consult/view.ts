// The consultation room: the queue, and one patient's diagnosis and orders.

import type { Text } from '../../domain/language.ts';
import { sumFen } from '../../domain/money.ts';
import type { CatalogueItem, DiagnosisCode, OrderLine } from '../../hospital/visit/charge.ts';
import { type ReviewFinding, refusals } from '../../hospital/visit/review.ts';
import { findingsOf } from '../../hospital/visit/reviewing.ts';
import type { VisitState } from '../../hospital/visit/state.ts';
import { ticketRow } from '../frame/day.ts';
import { between, type Drawn, fieldDrawn, heading, listDrawn, type Room } from '../frame/drawn.ts';
import { amountLine, moneyRule, nameAndPack, orderRows, type RowMarks } from '../frame/money-rows.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { classWords } from '../language/words.ts';
import { choicesOf, withinList } from '../model/entries.ts';
import type { Field } from '../model/field.ts';
import type { Moment } from '../model/moment.ts';
import type { Entry } from '../model/state.ts';
import { ticketOf } from '../model/visit-facts.ts';
import { cellStart, cells, emptyLine, type Line, line, padEnd, padStart, quiet, span, strong } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { chosenLine } from './commands.ts';
import { lineFirst, reviewLines, rowMark } from './findings.ts';

/** The queue of this station, found by typing; at the paying station the card is the shorter way. */
export function queueView(moment: Moment, pen: Pen, room: Room): Drawn {
  const { entry } = moment.screen;
  const { station } = moment.desk;
  if (entry.at !== 'queue') return { lines: [] };
  const waiting = moment.desk.queue[entry.to].length;
  const paying = station === 'pay';
  const title = pen.say(paying ? messages.stationPay : messages.stationConsult);
  const count = pen.say(paying ? messages.queuePay(waiting) : messages.queueConsult(waiting));
  const top = [
    heading(title, count, room.width),
    emptyLine,
    ...(paying
      ? [line(strong(pen.say(messages.insertCard))), line(quiet(pen.say(messages.insertToPay))), emptyLine]
      : []),
  ];
  const field = fieldDrawn(pen.say(messages.queueSearch), entry.field, pen.say(messages.queueHint), top.length);
  const choices = choicesOf(moment);
  const rows = choices.of === 'tickets' ? choices.list.map((ticket) => ticketRow(ticket, pen)) : [];
  const list = rows.length > 0 ? listDrawn(rows, withinList(rows, entry.index), room.rows - top.length - 2) : [];
  const searched = entry.field.text !== '' && rows.length === 0;
  const nobody = searched
    ? [line(span(pen.say(messages.noSuchTicket), 'attention'))]
    : waiting === 0
      ? [line(quiet(pen.say(messages.queueIsEmpty)))]
      : [];
  return { lines: [...top, field.line, emptyLine, ...list, ...nobody], caret: field.caret };
}

/** The mark of the chosen row. */
const markCells = 2;
const classCells = 3;

function priceText({ price, unit }: CatalogueItem): string {
  return `${price}/${unit}`;
}

/** The items in columns: prices end together, and all that is left belongs to name and pack. */
function itemRows(items: readonly CatalogueItem[], pen: Pen, width: number): Line[] {
  const priceCells = Math.max(...items.map((item) => cells(priceText(item)))) + 1;
  const nameCells = width - markCells - classCells - priceCells - 1;
  return items.map((item) =>
    line(
      padEnd(nameAndPack(item, nameCells), nameCells),
      ' ',
      padEnd(pen.say(classWords[item.class]), classCells),
      padStart(priceText(item), priceCells),
    ),
  );
}

function diagnosisRow(diagnosis: DiagnosisCode): Line {
  return line(cellStart(diagnosis.code, 10), cellStart(diagnosis.name, 24), quiet(diagnosis.initials));
}

/** The list that the typing leaves, or that nothing is left. */
function found(
  rows: readonly Line[],
  entry: { readonly field: Field; readonly index: number },
  none: Text,
  pen: Pen,
  room: Room,
): Line[] {
  if (rows.length > 0 || entry.field.text === '') return listDrawn(rows, entry.index, room.rows);
  return wrap(pen.say(none), room.width).map((text) => line(span(text, 'attention')));
}

/** The field under the hands and what it chooses from. */
function entryDrawn(moment: Moment, pen: Pen, room: Room, y: number): Drawn {
  const { entry } = moment.screen;
  const choices = choicesOf(moment);
  const listRows = Math.max(0, room.rows - 1);
  switch (entry.at) {
    case 'diagnosis': {
      const field = fieldDrawn(pen.say(messages.diagnosis), entry.field, pen.say(messages.searchHint), y);
      const rows = choices.of === 'diagnoses' ? choices.list.map(diagnosisRow) : [];
      return {
        lines: [field.line, ...found(rows, entry, messages.noSuchDiagnosis, pen, { ...room, rows: listRows })],
        caret: field.caret,
      };
    }
    case 'item': {
      const field = fieldDrawn(pen.say(messages.item), entry.field, pen.say(messages.searchHint), y);
      const rows = choices.of === 'items' ? itemRows(choices.list, pen, room.width) : [];
      return {
        lines: [field.line, ...found(rows, entry, messages.noSuchItem, pen, { ...room, rows: listRows })],
        caret: field.caret,
      };
    }
    case 'quantity': {
      const hint = entry.item.category === 'drug' ? pen.say(messages.quantityHint) : '1';
      const field = fieldDrawn(pen.say(messages.quantity), entry.field, hint, y + 1);
      return {
        lines: [line(strong('> '), ...itemRows([entry.item], pen, room.width).flat()), field.line],
        caret: field.caret,
      };
    }
    default:
      return { lines: [] };
  }
}

/** Diagnosis, ordered lines and their sum stay in place; the field and its list stand below. */
export function consulting(moment: Moment, pen: Pen, room: Room): Drawn {
  const { desk, screen } = moment;
  if (desk.visit.at !== 'consulting') return { lines: [] };
  const { ticket, orders } = desk.visit;
  const { entry } = screen;
  const walking = entry.at === 'item' && entry.field.text === '';
  const chosen = walking && orders.lines.length > 0 ? chosenLine(orders.lines, entry.index) : -1;
  const orderRoom = Math.max(4, Math.floor(room.rows / 2) - 3);
  const findings = findingsOf(desk.visit);
  const marks: RowMarks = (place) => rowMark(findings, place, pen);
  const drawn = orderRows(orders.lines, pen, room.width - 2, Math.max(orderRoom, 1), marks);
  const lines =
    chosen >= orderRoom - 1 && orders.lines.length > orderRoom
      ? listDrawn(orderRows(orders.lines, pen, room.width - 2, orders.lines.length, marks), chosen, orderRoom)
      : listDrawn(drawn, chosen, orderRoom);
  const top = [
    heading(
      pen.say(messages.consultTitle),
      `${pen.say(messages.ticket(ticket.number))} ${ticket.choice.department.name}`,
      room.width,
    ),
    line(strong(`${pen.say(messages.diagnosis)}: `), orders.diagnosis?.name ?? quiet(pen.say(messages.noDiagnosis))),
    ...(lines.length > 0 ? lines : [line(quiet(`  ${pen.say(messages.noLinesYet)}`))]),
  ];
  const middle = between(
    top,
    [
      moneyRule(pen, room.width),
      amountLine(pen.say(messages.total), sumFen(orders.lines.map((one) => one.amount)), room.width, { strong: true }),
      emptyLine,
    ],
    orderRoom + 5,
  );
  const below = entryDrawn(moment, pen, { width: room.width, rows: room.rows - middle.length }, middle.length);
  const left = { width: room.width, rows: room.rows - middle.length - below.lines.length - 1 };
  const said =
    choicesOf(moment).list.length > 0 ? [] : saidOf(findings, Math.max(chosen, changedLine(entry)), pen, left);
  const shown = [...middle, ...below.lines, ...said];
  return below.caret ? { lines: shown, caret: below.caret } : { lines: shown };
}

function changedLine(entry: Entry): number {
  return entry.at === 'quantity' ? (entry.line ?? -1) : -1;
}

/** What review said, the chosen line's first, below the field while nothing is listed there. */
function saidOf(findings: readonly ReviewFinding[], place: number, pen: Pen, room: Room): Line[] {
  if (findings.length === 0) return [];
  const refused = refusals(findings).length > 0 ? [line(span(pen.say(messages.reviewRefused), 'refused', true))] : [];
  const rows = room.rows - refused.length;
  return [
    emptyLine,
    ...refused,
    ...reviewLines(lineFirst(findings, place), pen, { ...room, rows }, { remedy: true, more: messages.moreByLine }),
  ];
}

/** Orders that wait for the center's word, or for the patient's. */
export function reviewedOrders(
  visit: Extract<VisitState, { at: 'reviewing' | 'consent-asked' }>,
  pen: Pen,
  room: Room,
): Drawn {
  const lines = linesUnderReview(visit);
  const findings = findingsOf(visit);
  const ticket = ticketOf(visit);
  const about = ticket ? `${pen.say(messages.ticket(ticket.number))} ${ticket.choice.department.name}` : '';
  const rows = orderRows(lines, pen, room.width, room.rows - 4, (place) => rowMark(findings, place, pen));
  const total = sumFen(lines.map((one) => one.amount));
  const sum = amountLine(pen.say(messages.total), total, room.width, { strong: true });
  return { lines: [heading(pen.say(messages.reviewTitle), about, room.width), emptyLine, ...rows, emptyLine, sum] };
}

function linesUnderReview(visit: Extract<VisitState, { at: 'reviewing' | 'consent-asked' }>): readonly OrderLine[] {
  if (visit.at === 'reviewing') return visit.orders.lines;
  return visit.before.to === 'send' ? visit.before.orders.lines : visit.before.charge.lines;
}

export function ordersSent(moment: Moment, pen: Pen, room: Room): Drawn {
  const { visit } = moment.desk;
  if (visit.at !== 'orders-sent') return { lines: [] };
  const { ticket, orders } = visit;
  const total = sumFen(orders.lines.map((one) => one.amount));
  const findings = findingsOf(visit);
  const half = Math.floor((room.rows - 6) / 2);
  const said = reviewLines(findings, pen, { width: room.width, rows: half }, { remedy: true });
  const orderRoom = room.rows - 6 - (said.length > 0 ? said.length + 1 : 0);
  const top = [
    heading(
      pen.say(messages.consultTitle),
      `${pen.say(messages.ticket(ticket.number))} ${ticket.choice.department.name}`,
      room.width,
    ),
    line(span(pen.say(messages.ordersSent), 'fine', true)),
    emptyLine,
    ...orderRows(orders.lines, pen, room.width, orderRoom, (place) => rowMark(findings, place, pen)),
    ...(said.length > 0 ? [emptyLine, ...said] : []),
  ];
  return {
    lines: between(
      top,
      [moneyRule(pen, room.width), amountLine(pen.say(messages.total), total, room.width, { strong: true })],
      room.rows,
    ),
  };
}
