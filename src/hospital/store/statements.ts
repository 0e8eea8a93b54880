// The day's end on disk: which days are open, what was stated and what the center answered. A day closes only where what
// was stated is still what the file has.

import type { CalendarDate, Timestamp } from '../../domain/date.ts';
import type { Operator } from '../../domain/operator.ts';
import { type DayStatement, isSettled } from '../statement/day-statement.ts';
import { type Figures, figuresOf, isOfLine } from '../statement/own-rows.ts';
import type { AuditWriter } from './audit.ts';
import { type DayRows, readDayRows } from './day-rows.ts';
import type { HospitalDatabase } from './open-file.ts';
import type { Session } from './sessions.ts';
import type { TicketReader } from './ticket-reader.ts';

/**
 * A day of the list. `open`: never stated, found not flat, or outlived by what was settled since. `closed`: flat, and
 * nothing came after.
 */
export interface ListedDay {
  readonly day: CalendarDate;
  readonly at: 'open' | 'closed';
  /** When it was last stated; undefined: never. */
  readonly statedAt: Timestamp | undefined;
  /** Whether it was flat then. */
  readonly flat: boolean;
  /** Registrations of it whose fee is given back, and which the center still holds: owed, or refused for good. */
  readonly registrationsLeft: number;
}

export interface Statements {
  readonly rows: DayRows;
  /** The closed ones of late, then the open ones; each oldest first. */
  days(): readonly ListedDay[];
  /** Keeps what was stated with the center's answer; a day that is flat and still the same closes. Whether it closed. */
  keep(statement: DayStatement, operator: Pick<Operator, 'code'>): boolean;
}

interface StatementParts {
  readonly session: Session;
  readonly audit: AuditWriter;
  readonly read: TicketReader;
}

interface DayRow {
  day: string;
  at: string | null;
  flat: 0 | 1 | null;
  registrations_left: number;
}

/** Closed days that the list still shows. */
const closedShown = 5;

function listed(row: DayRow, at: ListedDay['at']): ListedDay {
  return {
    day: row.day as CalendarDate,
    at,
    statedAt: (row.at ?? undefined) as Timestamp | undefined,
    flat: row.flat === 1,
    registrationsLeft: row.registrations_left,
  };
}

function sameFigures(one: Figures, other: Figures): boolean {
  return (
    one.count === other.count && one.total === other.total && one.fund === other.fund && one.account === other.account
  );
}

export function openStatements(db: HospitalDatabase, { session, audit, read }: StatementParts): Statements {
  const rows = readDayRows(db, session, read);
  const standing = (kinds: string) =>
    `SELECT count(*) FROM cancellations c WHERE kind IN (${kinds})
       AND id = (SELECT max(id) FROM cancellations WHERE mdtrt_id = c.mdtrt_id)`;
  const left = `(${standing("'owed', 'refused'")} AND c.day = d.day) AS registrations_left`;
  const last = '(SELECT max(id) FROM statements l WHERE l.day = d.day)';
  const open = db.prepare<[], DayRow>(
    `SELECT d.day, s.at, s.flat, ${left} FROM open_days d LEFT JOIN statements s ON s.id = ${last} ORDER BY d.day`,
  );
  const closed = db.prepare<[number], DayRow>(
    `SELECT d.day, d.at, d.flat, ${left} FROM statements d
     WHERE d.id = ${last} AND NOT EXISTS (SELECT 1 FROM open_days o WHERE o.day = d.day) ORDER BY d.day DESC LIMIT ?`,
  );
  const addStatement = db.prepare<[string, number, string, string, number]>(
    'INSERT INTO statements (day, session, at, operator, flat) VALUES (?, ?, ?, ?, ?)',
  );
  const addLine = db.prepare(
    `INSERT INTO statement_lines VALUES (@statement, @insutype, @refund, @verdict, @said, @count, @total, @fund, @account,
       @center_count, @center_total, @center_fund, @center_account)`,
  );
  const close = db.prepare<[string]>('DELETE FROM open_days WHERE day = ?');
  // A message on its way may still become a settlement of that day.
  const unended = db
    .prepare<[string], number>(
      `SELECT count(*) FROM open_messages o JOIN intents i USING (msgid)
       WHERE i.infno NOT IN ('2201', '2204') AND substr(i.at, 1, 10) <= ?`,
    )
    .pluck();
  // Flat or not, nobody would send its 2202 any more: what is owed is done first, or refused for good.
  const owed = db.prepare<[string], number>(`${standing("'owed'")} AND day = ?`).pluck();

  function isStill({ day, lines }: DayStatement): boolean {
    const now = rows.of(day);
    return (
      unended.get(day) === 0 &&
      owed.get(day) === 0 &&
      lines.every((line) => sameFigures(line.own, figuresOf(now.filter((row) => isOfLine(row, line)))))
    );
  }

  const keep = db.transaction((statement: DayStatement, operator: Pick<Operator, 'code'>) => {
    const { day, at, lines } = statement;
    const flat = isSettled(statement);
    const id = addStatement.run(day, session.id, at, operator.code, flat ? 1 : 0).lastInsertRowid;
    for (const { own, center, ...line } of lines) {
      const named = Object.fromEntries(Object.entries(center).map(([key, value]) => [`center_${key}`, value]));
      addLine.run({ statement: id, ...line, ...own, ...named });
    }
    audit.tell('day-stated', { kind: 'statement', key: Number(id) }, { day, flat: flat ? 1 : 0 }, at);
    const closes = flat && isStill(statement);
    if (closes) close.run(day);
    return closes;
  });

  return {
    rows,
    days: () => [
      ...closed
        .all(closedShown)
        .reverse()
        .map((row) => listed(row, 'closed')),
      ...open.all().map((row) => listed(row, 'open')),
    ],
    keep: (statement, operator) => keep.immediate(statement, operator),
  };
}
