// The keys of the station 对账: state a day, open a line, put a row right.

import { nextStep } from '../../hospital/statement/day-statement.ts';
import type { StatementState } from '../../hospital/statement/statement-state.ts';
import type { Availability, Command } from '../keys/command.ts';
import { messages } from '../language/messages.ts';
import { dispatching, isReconciling, type Moment, type Outcome, stay } from '../model/moment.ts';
import { askApproval } from '../sign-in/approval.ts';
import { statementRows } from './days.ts';
import { chosenIndex, secondPersonFor, stepWord } from './words.ts';

function at(moment: Moment, ...states: readonly StatementState['at'][]): boolean {
  const isOpen = isReconciling(moment) && moment.screen.overlay.at === 'nothing';
  return isOpen && states.includes(moment.desk.statement.at);
}

function chosen(moment: Moment) {
  const rows = statementRows(moment.desk);
  return rows[chosenIndex(moment, rows)];
}

function stateChosen(moment: Moment, backUp: boolean): Outcome {
  const { statement } = moment.desk;
  const row = chosen(moment);
  const day = statement.at === 'stated' ? statement.statement.day : row?.of === 'day' ? row.day.day : undefined;
  return day === undefined ? stay(moment, {}) : dispatching(moment, { kind: 'day-asked', day, backUp });
}

function canOpenLine(moment: Moment): Availability {
  const row = at(moment, 'stated') ? chosen(moment) : undefined;
  if (row?.of !== 'line') return 'hidden';
  if (row.behind > 0) return 'ready';
  return row.line.verdict === 'flat' ? messages.nothingBehind : messages.nothingFoundBehind;
}

function canMend(moment: Moment): Availability {
  const row = at(moment, 'rows') ? chosen(moment) : undefined;
  if (row?.of !== 'row') return 'hidden';
  const step = nextStep(row.row).do;
  if (step === 'look') return messages.whyLook;
  return step === 'wait' ? messages.whyWait : 'ready';
}

/** Alone, or once a second person has put their name to it. */
function mendChosen(moment: Moment): Outcome {
  const found = chosen(moment);
  if (found?.of !== 'row') return stay(moment, {});
  const { row } = found;
  const action = secondPersonFor(moment, row);
  if (action === undefined) return dispatching(moment, { kind: 'row-to-mend', row });
  const about = messages.secondFor(stepWord(nextStep(row)), row.patient ?? row.settlementId);
  return askApproval(moment, { action, about, next: (approval) => ({ kind: 'row-to-mend', row, approval }) });
}

export const reconcileCommands: readonly Command[] = [
  {
    id: 'state-day',
    keys: ['enter'],
    label: messages.stateDay,
    section: 'visit',
    available: (moment) => (at(moment, 'days') ? 'ready' : 'hidden'),
    run: (moment) => stateChosen(moment, false),
  },
  {
    id: 'open-line',
    keys: ['enter'],
    label: messages.openLine,
    section: 'visit',
    available: canOpenLine,
    run: (moment) => {
      const row = chosen(moment);
      return row?.of === 'line' ? dispatching(moment, { kind: 'line-opened', line: row.line }) : stay(moment, {});
    },
  },
  {
    id: 'mend-row',
    keys: ['enter'],
    label: (moment) => {
      const row = chosen(moment);
      return row?.of === 'row' ? stepWord(nextStep(row.row)) : messages.mendRow;
    },
    section: 'visit',
    available: canMend,
    run: mendChosen,
  },
  {
    id: 'after-failed-statement',
    keys: ['enter'],
    label: messages.goOn,
    section: 'visit',
    available: (moment) => (at(moment, 'failed') ? 'ready' : 'hidden'),
    run: (moment) => dispatching(moment, { kind: 'statement-back' }),
  },
  {
    id: 'state-again',
    keys: ['r'],
    label: messages.stateAgain,
    section: 'visit',
    available: (moment) => (at(moment, 'stated') ? 'ready' : 'hidden'),
    run: (moment) => stateChosen(moment, false),
  },
  {
    id: 'close-day',
    keys: ['e'],
    label: messages.closeDay,
    section: 'visit',
    available: (moment) => (at(moment, 'days', 'stated') ? 'ready' : 'hidden'),
    run: (moment) => stateChosen(moment, true),
  },
];
