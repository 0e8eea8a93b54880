// The station 对账: the days with what is in flight, a stated day line by line on both sides, and how far a statement is.
// The rows behind a line are row-view.ts. It has the whole width: nobody is being served meanwhile.

import type { Text } from '../../domain/language.ts';
import { formatYuanGrouped } from '../../domain/money.ts';
import { adviceWhereItStays } from '../../hospital/refund/registration-stays.ts';
import { type Progress, rowsBehind, type StatedLine } from '../../hospital/statement/day-statement.ts';
import { timeLeft } from '../../hospital/statement/deadline.ts';
import type { Figures } from '../../hospital/statement/own-rows.ts';
import { adviceOf, problemText } from '../../hospital/statement/problem.ts';
import type { StatementState } from '../../hospital/statement/statement-state.ts';
import type { ReconciliationOutcome } from '../../hospital/visit/state.ts';
import { inFlightLines, registrationsLeft } from '../frame/day.ts';
import { type Drawn, heading, listDrawn, type Room } from '../frame/drawn.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import { bar } from '../text/frames.ts';
import { cellStart, emptyLine, type Line, line, padStart, quiet, span, strong } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { daysShown, leftSaid, stateSaid } from './days.ts';
import { rowsView } from './row-view.ts';
import { chosenIndex, lineName, verdictSaid } from './words.ts';

type In<At extends StatementState['at']> = Extract<StatementState, { at: At }>;

/** The most lines that what is in flight takes from the days. */
const inFlightRoom = 7;

/** What is left of 80 columns holds the longest countdown whole. */
const dayCells = { date: 17, state: 23, stated: 13 };

function daysView(moment: Moment, pen: Pen, room: Room): Drawn {
  const { inFlight, businessDate } = moment.desk;
  const days = daysShown(moment.desk);
  const flying =
    inFlight.length > 0
      ? [
          line(span(pen.say(messages.inFlightCount(inFlight.length)), 'attention')),
          ...inFlightLines(inFlight, pen, room.width, inFlightRoom),
        ]
      : [line(quiet(pen.say(messages.nothingInFlightNow)))];
  const row = (date: string, state: Line, stated: string, due: Line): Line =>
    line(cellStart(date, dayCells.date), ...state, quiet(cellStart(stated, dayCells.stated)), ...due);
  const head = row(
    pen.say(messages.dayColumn),
    [quiet(cellStart(pen.say(messages.stateColumn), dayCells.state))],
    pen.say(messages.statedColumn),
    [quiet(pen.say(messages.dueColumn))],
  );
  const rows = days.map((day) => {
    const state = stateSaid(day);
    const left = leftSaid(timeLeft(day.day, moment.now));
    const today = day.day === businessDate ? ` ${pen.say(messages.dayIsToday)}` : '';
    return row(
      `${day.day}${today}`,
      [span(cellStart(pen.say(state.text), dayCells.state), state.meaning)],
      day.statedAt?.slice(5, 16) ?? '-',
      day.at === 'open' ? [span(pen.say(left.text), left.meaning)] : [],
    );
  });
  const left = registrationsLeft(moment, pen);
  const top = [heading(pen.say(messages.statementTitle), '', room.width), emptyLine, ...flying, ...left, emptyLine];
  const listRows = room.rows - top.length - 3;
  return {
    lines: [
      ...top,
      line('  ', ...head.map((part) => ({ ...part, meaning: 'quiet' as const }))),
      ...listDrawn(rows, chosenIndex(moment, days), listRows),
      emptyLine,
      line(quiet(pen.say(messages.dueRule))),
    ],
  };
}

const columns = { name: 20, side: 8, count: 7, amount: 13 };

function figuresRow(name: Line, side: string, figures: Figures): Line {
  const amounts = [figures.total, figures.fund, figures.account].map((amount) =>
    padStart(formatYuanGrouped(amount), columns.amount),
  );
  return line(...name, cellStart(side, columns.side), padStart(String(figures.count), columns.count), ...amounts);
}

function headRow(pen: Pen): Line {
  const amounts = [messages.total, messages.fund, messages.accountPays].map((text) =>
    padStart(pen.say(text), columns.amount),
  );
  const texts = [
    ' '.repeat(2 + columns.name),
    cellStart(pen.say(messages.sideColumn), columns.side),
    padStart(pen.say(messages.countColumn), columns.count),
    ...amounts,
  ];
  return line(quiet(texts.join('')));
}

function lineRows(one: StatedLine, chosen: boolean, pen: Pen): Line[] {
  const verdict = verdictSaid[one.verdict];
  const mark = chosen ? strong('> ') : span('  ');
  const name = cellStart(lineName(one, pen), columns.name);
  const said = span(cellStart(`  ${pen.say(verdict.text)}`, columns.name), verdict.meaning, chosen);
  return [
    figuresRow([mark, chosen ? strong(name) : span(name)], pen.say(messages.here), one.own),
    figuresRow([span('  '), said], pen.say(messages.atCenter), one.center),
  ];
}

/** The registrations that the center does not take back: whose, as many as there is room for; then why, and what to do. */
function stayingNotes(outcomes: readonly ReconciliationOutcome[], pen: Pen, { width, rows }: Room): Line[] {
  const staying = outcomes.filter(({ said }) => said !== undefined);
  const advice = staying.map(({ said = '' }) => adviceWhereItStays(said));
  const said = new Set([...advice.map(({ cause }) => pen.say(cause)), ...advice.map(({ remedy }) => pen.say(remedy))]);
  const why = [...said].flatMap((text) => wrap(text, width)).map((text) => line(text));
  const whose = staying.map(({ patient, ticket = '' }) => {
    return line(span(`${patient} ${ticket}  ${pen.say(messages.registrationStays)}`, 'attention'));
  });
  const shown = whose.slice(0, Math.max(1, rows - why.length));
  const hidden = whose.length - shown.length;
  const more = hidden > 0 ? [quiet(`  ${pen.say(messages.moreLines(hidden))}`)] : [];
  return [...shown.map((one, place) => (place === shown.length - 1 ? line(...one, ...more) : one)), ...why];
}

/** Of what was in flight before the statement, how much was ended and how much is still unknown. */
function inFlightEnded(outcomes: readonly ReconciliationOutcome[], pen: Pen): Line {
  const open = outcomes.filter(({ verdict }) => verdict === 'open' || verdict === 'registration-open').length;
  if (outcomes.length === 0) return [];
  const ended = quiet(`  ${pen.say(messages.inFlightEnded(outcomes.length - open))}`);
  return open > 0 ? [ended, span(`  ${pen.say(messages.inFlightOpen(open))}`, 'refused')] : [ended];
}

function statedView(moment: Moment, { statement, kept }: In<'stated'>, pen: Pen, room: Room): Drawn {
  const { lines, outcomes, day, at } = statement;
  const chosen = chosenIndex(moment, lines);
  const off = lines.filter(({ verdict }) => verdict !== 'flat').length;
  const summary =
    off === 0 ? span(pen.say(messages.allFlat), 'fine', true) : span(pen.say(messages.notFlat(off)), 'refused', true);
  const about = lines[chosen];
  const behind = about ? rowsBehind(statement, about).length : 0;
  const notes: Line[] = [
    ...(about && about.verdict !== 'flat' && about.said !== ''
      ? wrap(pen.say(messages.centerSays(about.said)), room.width).map((text) => line(text))
      : []),
    ...(behind > 0 ? [line(span(pen.say(messages.rowsBehind(behind)), 'attention'))] : []),
    ...(kept.length > 0 ? [line(span(pen.say(messages.keptCopies(kept.length)), 'fine'))] : []),
  ];
  const noteRows = Math.max(0, room.rows - 12);
  const staying = stayingNotes(outcomes, pen, { width: room.width, rows: noteRows - notes.length });
  return {
    lines: [
      heading(pen.say(messages.statementOf(day)), at.slice(5, 16), room.width),
      line(summary, ...inFlightEnded(outcomes, pen)),
      headRow(pen),
      ...lines.flatMap((one, index) => lineRows(one, index === chosen, pen)),
      emptyLine,
      ...[...notes, ...staying].slice(0, noteRows),
    ],
  };
}

const progressWords: Readonly<Record<Progress['what'], Text>> = {
  'in-flight': messages.progressInFlight,
  totals: messages.progressTotals,
  detail: messages.progressDetail,
  mending: messages.progressMending,
  backup: messages.progressBackup,
};

const progressBar = 30;

function runningView({ day, progress }: In<'running'>, pen: Pen, room: Room): Drawn {
  const { what, done, of } = progress;
  return {
    lines: [
      heading(pen.say(messages.statementOf(day)), '', room.width),
      emptyLine,
      line(strong(pen.say(progressWords[what]))),
      line(bar(done, Math.max(1, of), progressBar, pen.frames), `  ${pen.say(messages.progressOf(done, of))}`),
    ],
  };
}

function failedView({ problem }: In<'failed'>, pen: Pen, room: Room): Drawn {
  const advice = adviceOf(problem);
  const next = advice ? [advice.cause, advice.remedy] : [];
  return {
    lines: [
      heading(pen.say(messages.statementTitle), '', room.width),
      emptyLine,
      line(span(pen.say(messages.statementFailed), 'refused', true)),
      ...wrap(pen.say(problemText(problem)), room.width).map((text) => line(strong(text, 'refused'))),
      emptyLine,
      ...next.flatMap((text) => wrap(pen.say(text), room.width)).map((text) => line(text)),
      ...(advice ? [emptyLine] : []),
      ...wrap(pen.say(messages.statementUnchanged), room.width).map((text) => line(quiet(text))),
    ],
  };
}

/** The whole station. */
export function reconciliationView(moment: Moment, pen: Pen, room: Room): Drawn {
  const { statement } = moment.desk;
  switch (statement.at) {
    case 'days':
      return daysView(moment, pen, room);
    case 'running':
      return runningView(statement, pen, room);
    case 'stated':
      return statedView(moment, statement, pen, room);
    case 'rows':
      return rowsView(moment, statement, pen, room);
    case 'failed':
      return failedView(statement, pen, room);
  }
}
