// The clerk's day: today's count and sums, the queues, what is in flight.

import { dateOfTimestamp } from '../../domain/date.ts';
import { formatYuanGrouped } from '../../domain/money.ts';
import type { DaySummary, InFlight } from '../../hospital/desk.ts';
import type { Ticket } from '../../hospital/visit/state.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import { cellStart, emptyLine, type Line, line, padStart, quiet, span, strong } from '../text/line.ts';
import { amountLine, moneyEdge } from './money-rows.ts';

function countLine(name: string, count: string, width: number): Line {
  return line(cellStart(`  ${name}`, moneyEdge(width) - 10), padStart(count, 10));
}

export function dayLines(moment: Moment, pen: Pen, width: number): Line[] {
  const { day, inFlight, queue } = moment.desk;
  return [
    line(strong(pen.say(messages.today)), '  ', quiet(moment.desk.businessDate)),
    ...countAndSums(day, pen, width),
    emptyLine,
    line(`${pen.say(messages.queueConsult(queue.consult.length))}    ${pen.say(messages.queuePay(queue.pay.length))}`),
    inFlight.length > 0
      ? line(span(pen.say(messages.inFlightCount(inFlight.length)), 'attention'))
      : line(quiet(pen.say(messages.nothingInFlightNow))),
    ...registrationsLeft(moment, pen),
  ];
}

/** Of the listed days, the registrations whose fee is given back and which the center still holds; no row of theirs is in flight. */
export function registrationsLeft({ desk }: Moment, pen: Pen): Line[] {
  const left = desk.statementDays.reduce((sum, day) => sum + day.registrationsLeft, 0);
  return left > 0 ? [line(span(pen.say(messages.registrationsLeft(left)), 'attention'))] : [];
}

function countAndSums(day: DaySummary, pen: Pen, width: number): Line[] {
  return [
    countLine(pen.say(messages.registeredToday), pen.say(messages.people(day.registered)), width),
    countLine(pen.say(messages.paidToday), pen.say(messages.people(day.paid)), width),
    ...(day.refunded > 0
      ? [countLine(pen.say(messages.refundedToday), pen.say(messages.people(day.refunded)), width)]
      : []),
    amountLine(`  ${pen.say(messages.fund)}`, day.fundTotal, width),
    amountLine(`  ${pen.say(messages.accountPays)}`, day.accountTotal, width),
    amountLine(`  ${pen.say(messages.cash)}`, day.cashTotal, width),
  ];
}

/** A ticket in a list: the number within the day, the name, the department. */
export function ticketRow(ticket: Ticket, pen: Pen): Line {
  const shared = ticket.registeredBy.way === 'cash' ? [quiet(pen.say(messages.cash))] : [];
  return line(
    cellStart(ticket.number, 14),
    cellStart(ticket.patient.holder.name, 11),
    cellStart(ticket.choice.department.name, 10),
    ...shared,
  );
}

/** The day's queue beside the work, on tall screens. */
export function queueLines(moment: Moment, pen: Pen, rows: number): Line[] {
  const { consult, pay } = moment.desk.queue;
  const half = Math.max(1, Math.floor((rows - 3) / 2));
  const part = (title: string, tickets: readonly Ticket[]) => [
    line(strong(title)),
    ...tickets
      .slice(0, half)
      .map((ticket) =>
        line(
          cellStart(ticket.number.slice(-4), 6),
          cellStart(ticket.patient.holder.name, 10),
          ticket.choice.department.name,
        ),
      ),
  ];
  return [
    ...part(pen.say(messages.queueConsult(consult.length)), consult),
    emptyLine,
    ...part(pen.say(messages.queuePay(pay.length)), pay),
  ];
}

/** What is in flight: sent, and neither confirmed nor taken back. */
export function inFlightLines(inFlight: readonly InFlight[], pen: Pen, width: number, rows: number): Line[] {
  const row = (since: string, patient: string, ticket: string, amount: string): Line =>
    line(
      cellStart(since, 10),
      cellStart(patient, 9),
      cellStart(ticket, 14),
      padStart(amount, Math.max(10, moneyEdge(width) - 33)),
    );
  const head = row(
    pen.say(messages.since),
    pen.say(messages.patient),
    pen.say(messages.ticket('')).trim(),
    pen.say(messages.amount),
  );
  const shown = inFlight.slice(0, Math.max(0, rows - 2)).map((one) => {
    const sameDay = inFlight.every((other) => dateOfTimestamp(other.since) === dateOfTimestamp(one.since));
    const since = sameDay ? one.since.slice(11) : one.since.slice(5, 10);
    return row(since, one.patient, one.ticket ?? '', formatYuanGrouped(one.amount));
  });
  const hidden = inFlight.length - shown.length;
  return [
    head.map((part) => ({ ...part, meaning: 'quiet' as const })),
    ...shown,
    ...(hidden > 0 ? [line(quiet(pen.say(messages.moreLines(hidden))))] : []),
  ];
}
