// The steps of the day's end at a window, and the events of the day's end as steps: which day, which row, whose second word.
// What comes of them is the desk's; the screen's way there (a line opened, one step back) leaves no trace and is not a step.

import type { CalendarDate } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import type { Approval } from '../../domain/operator.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { Desk } from '../../hospital/desk.ts';
import { approvalFor, type ComparedRow, type DayStatement, nextStep } from '../../hospital/statement/day-statement.ts';
import type { StatementEvent, StatementState } from '../../hospital/statement/statement-state.ts';
import { stepProblems } from './step-problems.ts';
import type { MendRowStep, Step } from './steps.ts';

export type DayStep = Extract<Step, { name: 'state-day' | 'close-day' | 'mend-row' }>;

/** Whose card a person's number at the center belongs to, and the other way about. */
export interface CardsOfPersons {
  readonly personOf: (card: string) => string | undefined;
  readonly cardOf: (psnNo: string) => string | undefined;
}

/** The day that was stated last and is still looked at. */
export function statedDay(statement: StatementState): DayStatement | undefined {
  if (statement.at === 'failed' || statement.at === 'running') return statedDay(statement.before);
  return statement.at === 'days' ? undefined : statement.statement;
}

function isMeant(row: ComparedRow, wanted: MendRowStep, { personOf }: CardsOfPersons): boolean {
  const isTheirs = 'of' in wanted ? row.psnNo === personOf(wanted.of) : row.settlementId === wanted.settlement;
  return isTheirs && nextStep(row).do === wanted.do && (row.refund === '1') === (wanted.refund ?? false);
}

function found({ rows }: DayStatement): string {
  const open = rows.filter((row) => nextStep(row).do !== 'nothing');
  return open.map((row) => `${row.patient ?? row.settlementId} ${nextStep(row).do}`).join(', ') || '-';
}

/** To the row's line, from wherever the station stands. */
function openLine(desk: Desk, { insutype, refund }: ComparedRow): void {
  if (desk.snapshot().statement.at === 'failed') desk.dispatch({ kind: 'statement-back' });
  desk.dispatch({ kind: 'line-opened', line: { insutype: insutype ?? '310', refund } });
}

/** `password`: what the second person types. */
function mending(
  desk: Desk,
  wanted: MendRowStep,
  persons: CardsOfPersons,
  password: (code: string) => string,
): Result<StatementEvent, Text> {
  const statement = statedDay(desk.snapshot().statement);
  if (!statement) return failure(stepProblems.notStated);
  const row = statement.rows.find((each) => isMeant(each, wanted, persons));
  const whose = 'of' in wanted ? wanted.of : wanted.settlement;
  if (!row) return failure(stepProblems.noRow(whose, wanted.do, found(statement)));
  openLine(desk, row);
  if (wanted.by === undefined) return ok({ kind: 'row-to-mend', row });
  const { window, operator } = desk.place;
  const action = approvalFor(row, { window, operator: operator.code });
  if (action === undefined) return ok({ kind: 'row-to-mend', row });
  const given = desk.approve(action, wanted.by, password(wanted.by));
  return given.ok ? ok({ kind: 'row-to-mend', row, approval: given.value }) : failure(given.error.cause);
}

/** The event of a step; the problem says what the station does not have. */
export function dayEventOf(
  { name, value }: DayStep,
  desk: Desk,
  persons: CardsOfPersons,
  password: (code: string) => string,
): Result<StatementEvent, Text> {
  if (name === 'mend-row') return mending(desk, value, persons, password);
  const { statementDays, businessDate } = desk.snapshot();
  const day = [businessDate, ...statementDays.map((each) => each.day)].find((each) => each === value);
  if (day === undefined) return failure(stepProblems.notListed(value));
  return ok({ kind: 'day-asked', day, backUp: name === 'close-day' });
}

function dayStep(day: CalendarDate, backUp: boolean): Step {
  return { name: backUp ? 'close-day' : 'state-day', value: day };
}

function mendStep(
  row: ComparedRow,
  approval: Approval | undefined,
  rows: readonly ComparedRow[],
  persons: CardsOfPersons,
): Step | undefined {
  const { do: what } = nextStep(row);
  if (what === 'nothing' || what === 'wait' || what === 'look') return undefined;
  const more = {
    do: what,
    ...(approval && { by: approval.by.code }),
    ...(row.refund === '1' && { refund: true as const }),
  };
  const of = persons.cardOf(row.psnNo);
  // A person's first row is theirs by name; of several the settlement's number tells which.
  const isFirst = of !== undefined && rows.find((each) => isMeant(each, { of, ...more }, persons)) === row;
  return { name: 'mend-row', value: isFirst ? { of, ...more } : { settlement: row.settlementId, ...more } };
}

/** The step of an event; undefined where it changes nothing but what is looked at. `statement`: as it stands before it. */
export function stepOfDay(event: StatementEvent, statement: StatementState, persons: CardsOfPersons): Step | undefined {
  switch (event.kind) {
    case 'day-asked':
      return dayStep(event.day, event.backUp);
    case 'row-to-mend':
      return mendStep(event.row, event.approval, statedDay(statement)?.rows ?? [], persons);
    case 'line-opened':
    case 'statement-back':
      return undefined;
  }
}
