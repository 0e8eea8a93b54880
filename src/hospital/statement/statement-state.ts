// The day's end at the desk, as the screen sees it: which days there are, what is being done, what came of it. Pure.

import type { CalendarDate } from '../../domain/date.ts';
import type { Approval } from '../../domain/operator.ts';
import { type ComparedRow, type DayStatement, type Progress, rowsBehind } from './day-statement.ts';
import type { LineKey } from './own-rows.ts';
import type { StatementProblem } from './problem.ts';

export type StatementState =
  /** The list of days. */
  | { readonly at: 'days' }
  | { readonly at: 'running'; readonly day: CalendarDate; readonly progress: Progress; readonly before: Resting }
  /** `kept`: the backups that were written with it. */
  | { readonly at: 'stated'; readonly statement: DayStatement; readonly kept: readonly string[] }
  /** The rows behind one line. */
  | { readonly at: 'rows'; readonly statement: DayStatement; readonly line: LineKey }
  | { readonly at: 'failed'; readonly problem: StatementProblem; readonly before: Resting };

export type Resting = Exclude<StatementState, { readonly at: 'running' }>;

export type StatementEvent =
  /** `backUp`: the day's end with everything that belongs to it. */
  | { readonly kind: 'day-asked'; readonly day: CalendarDate; readonly backUp: boolean }
  | { readonly kind: 'line-opened'; readonly line: LineKey }
  | { readonly kind: 'row-to-mend'; readonly row: ComparedRow; readonly approval?: Approval }
  | { readonly kind: 'statement-back' };

const kinds: ReadonlySet<string> = new Set<StatementEvent['kind']>([
  'day-asked',
  'line-opened',
  'row-to-mend',
  'statement-back',
]);

/** Whether something that happened at the desk is about the day's end, not about the visit. */
export function isStatementEvent(event: { readonly kind: string }): event is StatementEvent {
  return kinds.has(event.kind);
}

/** What the desk does for an event. */
export type StatementEffect =
  | { readonly do: 'state'; readonly day: CalendarDate; readonly backUp: boolean }
  | {
      readonly do: 'mend';
      readonly day: CalendarDate;
      readonly line: LineKey;
      readonly row: ComparedRow;
      readonly approval: Approval | undefined;
    };

export interface StatementStep {
  readonly state: StatementState;
  readonly effect?: StatementEffect;
}

/** One step towards the list of days. */
function back(state: Resting): Resting {
  switch (state.at) {
    case 'rows':
      return { at: 'stated', statement: state.statement, kept: [] };
    case 'failed':
      return state.before;
    case 'days':
    case 'stated':
      return { at: 'days' };
  }
}

/** One event. What makes no sense at the time changes nothing; while something runs, nothing else begins. */
export function statementStep(state: StatementState, event: StatementEvent): StatementStep {
  if (state.at === 'running') return { state };
  switch (event.kind) {
    case 'statement-back':
      return { state: back(state) };
    case 'day-asked': {
      const { day, backUp } = event;
      const progress: Progress = { what: 'in-flight', done: 0, of: 1 };
      return { state: { at: 'running', day, progress, before: state }, effect: { do: 'state', day, backUp } };
    }
    case 'line-opened':
      return state.at === 'stated'
        ? { state: { at: 'rows', statement: state.statement, line: event.line } }
        : { state };
    case 'row-to-mend': {
      if (state.at !== 'rows') return { state };
      const { line } = state;
      const { day } = state.statement;
      const { row, approval } = event;
      const progress: Progress = { what: 'mending', done: 0, of: 1 };
      return {
        state: { at: 'running', day, progress, before: state },
        effect: { do: 'mend', day, line, row, approval },
      };
    }
  }
}

/** After a statement: the line that was open stays open while there is something behind it. */
export function afterStatement(statement: DayStatement, line: LineKey | undefined, kept: readonly string[]): Resting {
  return line && rowsBehind(statement, line).length > 0
    ? { at: 'rows', statement, line }
    : { at: 'stated', statement, kept };
}
