// The days of the list, what is said of each, and what is due by when. Pure.

import type { Timestamp } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import type { DeskSnapshot } from '../../hospital/desk.ts';
import { type ComparedRow, rowsBehind, type StatedLine } from '../../hospital/statement/day-statement.ts';
import { type TimeLeft, timeLeft } from '../../hospital/statement/deadline.ts';
import type { ListedDay } from '../../hospital/store/statements.ts';
import { messages } from '../language/messages.ts';
import type { Meaning } from '../text/line.ts';

type Said = { readonly text: Text; readonly meaning: Meaning };

/** What the arrows walk in the reconciliation view. */
export type StatementRow =
  | { readonly of: 'day'; readonly day: ListedDay }
  | { readonly of: 'line'; readonly line: StatedLine; readonly behind: number }
  | { readonly of: 'row'; readonly row: ComparedRow };

/** The listed days, and today, which can always be stated. */
export function daysShown({ statementDays, businessDate }: DeskSnapshot): readonly ListedDay[] {
  if (statementDays.some(({ day }) => day === businessDate)) return byDay(statementDays);
  return byDay([
    ...statementDays,
    { day: businessDate, at: 'open', statedAt: undefined, flat: false, registrationsLeft: 0 },
  ]);
}

function byDay(days: readonly ListedDay[]): readonly ListedDay[] {
  return [...days].sort((one, other) => (one.day < other.day ? -1 : 1));
}

export function statementRows(desk: DeskSnapshot): readonly StatementRow[] {
  const { statement } = desk;
  switch (statement.at) {
    case 'days':
      return daysShown(desk).map((day) => ({ of: 'day', day }));
    case 'stated': {
      const { lines } = statement.statement;
      return lines.map((line) => ({ of: 'line', line, behind: rowsBehind(statement.statement, line).length }));
    }
    case 'rows':
      return rowsBehind(statement.statement, statement.line).map((row) => ({ of: 'row', row }));
    case 'running':
    case 'failed':
      return [];
  }
}

/** Where the choice begins: the oldest day that is still open, the first line that is not flat, the first row. */
export function firstChosen(rows: readonly StatementRow[]): number {
  const found = rows.findIndex((row) =>
    row.of === 'day' ? row.day.at === 'open' : row.of === 'line' ? row.line.verdict !== 'flat' : true,
  );
  return Math.max(0, found);
}

/** "还剩 5 小时 12 分", or that it is overdue, in words as well as in colour. */
export function leftSaid(left: TimeLeft): Said {
  const hours = Math.floor(left.minutes / 60);
  const minutes = left.minutes % 60;
  if (left.at === 'overdue') return { text: messages.overdue(hours, minutes), meaning: 'refused' };
  return { text: messages.timeLeft(hours, minutes), meaning: hours < 12 ? 'attention' : 'plain' };
}

export function stateSaid(day: ListedDay): Said {
  const left = day.registrationsLeft;
  if (left > 0 && day.flat) return { text: messages.flatButLeft(left), meaning: 'attention' };
  if (day.at === 'closed') return { text: messages.flatDay, meaning: 'fine' };
  if (day.statedAt === undefined) return { text: messages.neverStated, meaning: 'plain' };
  return day.flat
    ? { text: messages.moreSince, meaning: 'attention' }
    : { text: messages.notFlatThen, meaning: 'refused' };
}

/** The oldest day behind us that is still open, for the header: it is due. */
export function dueDay({ statementDays, businessDate }: DeskSnapshot, now: Timestamp): Said | undefined {
  const open = statementDays.find(({ day, at }) => at === 'open' && day < businessDate);
  if (!open) return undefined;
  const left = timeLeft(open.day, now);
  const { meaning } = leftSaid(left);
  const day = open.day.slice(5);
  if (left.at === 'overdue') return { text: messages.dayOverdue(day), meaning };
  return { text: messages.dayDue(day, Math.floor(left.minutes / 60), left.minutes % 60), meaning };
}
