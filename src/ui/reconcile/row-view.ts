// The rows behind a line that is not flat: a list, and of the chosen one both sides under one another, with what comes next.

import type { Text } from '../../domain/language.ts';
import { formatYuanGrouped, zeroFen } from '../../domain/money.ts';
import { type ComparedRow, nextStep, rowsBehind } from '../../hospital/statement/day-statement.ts';
import type { Sums } from '../../hospital/statement/own-rows.ts';
import type { StatementState } from '../../hospital/statement/statement-state.ts';
import { type Drawn, heading, listDrawn, type Room } from '../frame/drawn.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import type { Moment } from '../model/moment.ts';
import { cellStart, emptyLine, type Line, line, padStart, quiet, span, strong } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { chosenIndex, lineName, secondPersonFor, stepWord, verdictSaid } from './words.ts';

const columns = { patient: 16, settlement: 22, verdict: 20, amount: 13 };

function listRow(row: ComparedRow, pen: Pen): Line {
  const verdict = verdictSaid[row.verdict];
  return line(
    cellStart(row.patient ?? pen.say(messages.nameUnknown), columns.patient),
    cellStart(row.own?.ticket ?? row.settlementId, columns.settlement),
    span(cellStart(pen.say(verdict.text), columns.verdict), verdict.meaning),
    pen.say(stepWord(nextStep(row))),
  );
}

/** Why this is what comes next. */
function reason(row: ComparedRow, needsSecond: boolean): readonly Text[] {
  const owed = formatYuanGrouped(row.own?.cashTaken ?? zeroFen);
  const why = {
    nothing: messages.whyNothing,
    wait: messages.whyWait,
    confirm: messages.whyConfirm,
    reverse: messages.whyReverse,
    accept: messages.whyAccept,
    cancel: messages.whyCancel(owed),
    look: messages.whyLook,
  }[nextStep(row).do];
  return needsSecond ? [why, messages.needsSecond] : [why];
}

function sideRow(name: string, sums: Sums | undefined, state: string, pen: Pen): Line {
  const amounts = sums
    ? [sums.total, sums.fund, sums.account].map((amount) => padStart(formatYuanGrouped(amount), columns.amount))
    : [padStart(pen.say(messages.absentHere), columns.amount)];
  return line('  ', cellStart(name, 8), ...amounts, `  ${state}`);
}

function bothSides(row: ComparedRow, needsSecond: boolean, pen: Pen, width: number): Line[] {
  const { own, center } = row;
  const receipt = own?.receipt;
  const head = [messages.total, messages.fund, messages.accountPays].map((text) =>
    padStart(pen.say(text), columns.amount),
  );
  const there = center && pen.say(center.state === 'confirmed' ? messages.confirmedThere : messages.unconfirmedThere);
  return [
    line(quiet(`${' '.repeat(10)}${head.join('')}`)),
    sideRow(pen.say(messages.here), own, receipt === undefined ? '' : pen.say(messages.receiptHere(receipt)), pen),
    sideRow(pen.say(messages.atCenter), center, there ?? '', pen),
    line(
      quiet(
        `  ${pen.say(messages.doubtMessage)} ${row.msgid ?? '-'}   ${pen.say(messages.settlementColumn)} ${row.settlementId}`,
      ),
    ),
    emptyLine,
    ...reason(row, needsSecond).flatMap((text) => wrap(pen.say(text), width).map((part) => line(strong(part)))),
    ...(row.said === '' ? [] : wrap(pen.say(messages.centerSays(row.said)), width).map((part) => line(quiet(part)))),
  ];
}

export function rowsView(
  moment: Moment,
  { statement, line: key }: Extract<StatementState, { at: 'rows' }>,
  pen: Pen,
  room: Room,
): Drawn {
  const rows = rowsBehind(statement, key);
  const index = chosenIndex(moment, rows);
  const chosen = rows[index];
  const needsSecond = chosen !== undefined && secondPersonFor(moment, chosen) !== undefined;
  const below = chosen ? bothSides(chosen, needsSecond, pen, room.width) : [];
  const head = line(
    '  ',
    quiet(cellStart(pen.say(messages.patient), columns.patient)),
    quiet(
      cellStart(`${pen.say(messages.ticket('')).trim()} / ${pen.say(messages.settlementColumn)}`, columns.settlement),
    ),
    quiet(cellStart(pen.say(messages.verdictColumn), columns.verdict)),
    quiet(pen.say(messages.nextColumn)),
  );
  const top = [
    heading(`${pen.say(messages.statementOf(statement.day))} ${lineName(key, pen)}`, `${rows.length}`, room.width),
    emptyLine,
    head,
  ];
  const listRows = Math.max(1, Math.min(rows.length, room.rows - top.length - below.length - 1));
  return {
    lines: [
      ...top,
      ...listDrawn(
        rows.map((row) => listRow(row, pen)),
        index,
        listRows,
      ),
      emptyLine,
      ...below,
    ],
  };
}
