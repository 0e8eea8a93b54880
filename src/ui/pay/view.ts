// Charging, for a registration fee and for a bill alike: trial, settlement, cash, and the end with what to print.

import { type Fen, formatYuanGrouped, zeroFen } from '../../domain/money.ts';
import type { ChargeDraft, OrderLine, Settled } from '../../hospital/visit/charge.ts';
import type { ReviewFinding } from '../../hospital/visit/review.ts';
import { findingsOf } from '../../hospital/visit/reviewing.ts';
import type { Ticket, VisitState } from '../../hospital/visit/state.ts';
import { reviewLines, rowMark } from '../consult/findings.ts';
import { between, type Drawn, heading, type Room } from '../frame/drawn.ts';
import { amountField, amountLine, cashRows, orderRows, type RowMarks, splitRows } from '../frame/money-rows.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import { lastCharge } from '../model/visit-facts.ts';
import { emptyLine, type Line, line, quiet, span } from '../text/line.ts';
import { parseCash } from './cash.ts';

type In<At extends VisitState['at']> = Extract<VisitState, { at: At }>;

function chargeHeading(purpose: ChargeDraft['purpose'], about: string, pen: Pen, width: number): Line {
  return heading(pen.say(purpose === 'registration' ? messages.feeTitle : messages.billTitle), about, width);
}

function ticketAbout(ticket: Ticket, pen: Pen): string {
  return `${pen.say(messages.ticket(ticket.number))} ${ticket.choice.department.name}`;
}

/** Below every split: due, taken, change; kept free before there is cash, so that the split never moves. */
const rowsBelow = 3;

/** On tall screens the split stays near its bill. */
const mostRows = 26;

function money(settled: Settled, { patient }: Ticket, pen: Pen, width: number): Line[] {
  return settled.by === 'network' ? splitRows(settled.split, patient, pen, width) : cashRows(settled.total, pen, width);
}

function chargeDrawn(
  head: Line,
  lines: readonly OrderLine[],
  split: readonly Line[],
  below: readonly Line[],
  pen: Pen,
  room: Room,
  findings: readonly ReviewFinding[] = [],
): Line[] {
  const bottom = [
    ...split,
    ...below.slice(0, rowsBelow),
    ...Array<Line>(Math.max(0, rowsBelow - below.length)).fill(emptyLine),
  ];
  const rows = Math.min(room.rows, mostRows);
  const above = rows - bottom.length - 2;
  // The money keeps its place; what review warns of shares the room above it with the bill.
  const said = reviewLines(findings, pen, { width: room.width, rows: Math.ceil(above / 2) }, { remedy: false });
  const marks: RowMarks = (place) => rowMark(findings, place, pen);
  const bill = orderRows(lines, pen, room.width, above - said.length, marks);
  return between([head, emptyLine, ...bill, ...said], bottom, rows);
}

export function pricing({ subject, charge }: In<'pricing'>, pen: Pen, room: Room): Drawn {
  const about = subject.purpose === 'fees' ? ticketAbout(subject.ticket, pen) : subject.choice.department.name;
  const total = amountLine(pen.say(messages.total), charge.total, room.width, { strong: true });
  const head = chargeHeading(charge.purpose, about, pen, room.width);
  const lines = orderRows(charge.lines, pen, room.width, room.rows - 4);
  return { lines: [head, emptyLine, ...lines, emptyLine, total] };
}

export function trial(visit: In<'trial-shown' | 'settling'>, pen: Pen, room: Room): Drawn {
  const { subject, charge, split, ticketNumber } = visit;
  const { patient, choice } = subject.purpose === 'fees' ? subject.ticket : subject;
  const department = choice.department.name;
  const head = chargeHeading(
    charge.purpose,
    `${pen.say(messages.ticket(ticketNumber))} ${department}`,
    pen,
    room.width,
  );
  const taken =
    split.deductibleTaken > 0 ? pen.say(messages.deductibleHere(formatYuanGrouped(split.deductibleTaken))) : '';
  const balance = `${pen.say(messages.balanceAfter)} ${formatYuanGrouped(split.balanceAfter)}`;
  const below = [line(quiet([balance, taken].filter((text) => text !== '').join('   ')))];
  const findings = findingsOf(visit);
  const rows = splitRows(split, patient, pen, room.width);
  return { lines: chargeDrawn(head, charge.lines, rows, below, pen, room, findings) };
}

/** Full price, before anything is written down. */
export function trialInCash({ subject, charge }: In<'trial-shown-in-cash'>, pen: Pen, room: Room): Drawn {
  const about = subject.purpose === 'fees' ? ticketAbout(subject.ticket, pen) : subject.choice.department.name;
  const head = chargeHeading(charge.purpose, about, pen, room.width);
  const due = amountLine(pen.say(messages.cashDue), charge.total, room.width, { strong: true });
  return { lines: chargeDrawn(head, charge.lines, cashRows(charge.total, pen, room.width), [due], pen, room) };
}

function linesOf(ticket: Ticket, settled: Settled): readonly OrderLine[] {
  if (settled.by === 'cash') return settled.lines;
  if (settled.split.lines.length > 0) return settled.split.lines;
  const { stage } = ticket;
  return 'orders' in stage ? (stage.orders?.lines ?? []) : [];
}

/** Due at the money's edge; below it what is typed, and the change in the largest weight. */
export function cashDue(moment: Moment, pen: Pen, room: Room): Drawn {
  const { desk, screen } = moment;
  if (desk.visit.at !== 'cash-due' || screen.entry.at !== 'cash') return { lines: [] };
  const { ticket, settled, due, purpose } = desk.visit;
  const { field } = screen.entry;
  const parsed = parseCash(field.text, due);
  const typed = amountField(pen.say(messages.cashTaken), field, due, room.width);
  const change = parsed.ok
    ? amountLine(pen.say(messages.change), parsed.value.change, room.width, { strong: true, meaning: 'attention' })
    : line(span(pen.say(parsed.error), 'attention'));
  const dueLine = amountLine(pen.say(messages.cashDue), due, room.width, { strong: true });
  const head = chargeHeading(purpose, ticketAbout(ticket, pen), pen, room.width);
  const lines = chargeDrawn(
    head,
    linesOf(ticket, settled),
    money(settled, ticket, pen, room.width),
    [dueLine, typed.line, change],
    pen,
    room,
  );
  return { lines, caret: { x: typed.caretX, y: Math.min(room.rows, mostRows) - 2 } };
}

/** Registered or paid: the figures once more, the change large, and what Enter does next. */
export function done(visit: In<'registered' | 'paid' | 'taking-cash'>, pen: Pen, room: Room): Drawn {
  const { ticket, tendered } = visit;
  const settled = lastCharge(ticket);
  const title =
    visit.at === 'registered'
      ? messages.registeredTitle
      : visit.at === 'paid'
        ? messages.paidTitle
        : messages.billTitle;
  const head = [
    span(pen.say(title), visit.at === 'taking-cash' ? 'plain' : 'fine', true),
    ...line('  ', ticketAbout(ticket, pen)),
  ];
  const below = [
    amountLine(pen.say(messages.cashDue), tendered.due, room.width),
    amountLine(pen.say(messages.cashTaken), tendered.tendered, room.width),
    amountLine(pen.say(messages.change), tendered.change, room.width, {
      strong: true,
      meaning: changeMeaning(tendered.change),
    }),
  ];
  const lines = chargeDrawn(head, linesOf(ticket, settled), money(settled, ticket, pen, room.width), below, pen, room);
  return {
    lines: [line(...head), line(quiet(pen.say(messages.receiptNumber(settled.receiptNumber)))), ...lines.slice(2)],
  };
}

function changeMeaning(change: Fen): 'attention' | 'plain' {
  return change > zeroFen ? 'attention' : 'plain';
}
