// A day as both sides have it, line by line and row by row, with a verdict each and what to do next. Pure: the verdicts
// are the center's (3201, 3202); what follows from them is decided here.

import type { CalendarDate, Timestamp } from '../../domain/date.ts';
import type { ApprovedAction } from '../../domain/operator.ts';
import type { Insutype } from '../../domain/protocol/codes.ts';
import type { ReconciliationOutcome } from '../visit/state.ts';
import type { Figures, LineKey, OwnRow, RefundFlag, SentBy, Sums } from './own-rows.ts';

export type Verdict = 'flat' | 'center-more' | 'hospital-more' | 'differs';

/** One 3201: what both sides have of an insurance, settlements and refunds apart. */
export interface StatedLine extends LineKey {
  readonly own: Figures;
  readonly center: Figures;
  readonly verdict: Verdict;
  /** In the center's words. */
  readonly said: string;
}

/** What the center has of a row. */
export interface CenterRow extends Sums {
  readonly state: 'unconfirmed' | 'confirmed';
}

/** One row of 3202, beside what is on disk here. */
export interface ComparedRow {
  readonly verdict: Verdict;
  readonly refund: RefundFlag;
  /** Undefined where neither side says it. */
  readonly insutype: Insutype | undefined;
  readonly psnNo: string;
  readonly patient: string | undefined;
  readonly mdtrtId: string;
  readonly settlementId: string;
  readonly msgid: string | undefined;
  /** What that message was: a refund (2208) also settles anew what was kept. */
  readonly infno: '2207A' | '2208';
  readonly own: OwnRow | undefined;
  readonly center: CenterRow | undefined;
  /** Undefined where nobody here knows. */
  readonly sentBy: SentBy | undefined;
  /** The window that waits for it at this moment. */
  readonly heldBy: number | undefined;
  readonly said: string;
}

/** What comes next for a row. */
export type NextStep =
  | { readonly do: 'nothing' }
  /** Another window is at it: it ends there. */
  | { readonly do: 'wait'; readonly window: number }
  /** The receipt is here: the center is told so. */
  | { readonly do: 'confirm'; readonly msgid: string; readonly receipt: string }
  /** Nobody here has a receipt: taken back at the center (2601). */
  | { readonly do: 'reverse'; readonly msgid: string }
  /** Final at the center, and this file lost it: taken into the books, as the center has it. */
  | { readonly do: 'accept' }
  /** The center does not know the receipt: it counts no more, and its cash is owed back. */
  | { readonly do: 'cancel'; readonly receipt: string }
  /** Both are shown side by side; a person looks. */
  | { readonly do: 'look' };

/** What is being done, and how far: `done` of `of`. */
export interface Progress {
  readonly what: 'in-flight' | 'totals' | 'detail' | 'mending' | 'backup';
  readonly done: number;
  readonly of: number;
}

export interface DayStatement {
  readonly day: CalendarDate;
  readonly at: Timestamp;
  /** What was in flight before it, and what became of that. */
  readonly outcomes: readonly ReconciliationOutcome[];
  readonly lines: readonly StatedLine[];
  /** Row by row: totals may agree where rows do not, and a flat row may still be unconfirmed. */
  readonly rows: readonly ComparedRow[];
}

export function isFlat(lines: readonly StatedLine[]): boolean {
  return lines.every(({ verdict }) => verdict === 'flat');
}

export function nextStep(row: ComparedRow): NextStep {
  const { own, center, msgid } = row;
  if (row.heldBy !== undefined) return { do: 'wait', window: row.heldBy };
  if (center?.state === 'unconfirmed' && msgid !== undefined && row.verdict !== 'differs') {
    return own?.receipt === undefined ? { do: 'reverse', msgid } : { do: 'confirm', msgid, receipt: own.receipt };
  }
  switch (row.verdict) {
    case 'flat':
      return { do: 'nothing' };
    case 'center-more':
      return center && row.insutype !== undefined && msgid !== undefined ? { do: 'accept' } : { do: 'look' };
    case 'hospital-more':
      return own?.receipt === undefined ? { do: 'look' } : { do: 'cancel', receipt: own.receipt };
    case 'differs':
      return { do: 'look' };
  }
}

function isOwn(sentBy: SentBy | undefined, asking: { readonly window: number; readonly operator: string }): boolean {
  if (sentBy?.window !== asking.window) return false;
  return sentBy.operator === undefined || sentBy.operator === asking.operator;
}

/** Flat in total, and nothing left to do in any row. */
export function isSettled({ lines, rows }: Pick<DayStatement, 'lines' | 'rows'>): boolean {
  return isFlat(lines) && rows.every((row) => nextStep(row).do === 'nothing');
}

/**
 * What a second person has to allow first. Cash that is owed back and books that are changed always; taking back what
 * another window or operator did, or nobody here knows of, as well. To confirm a receipt that is here is anybody's.
 */
export function approvalFor(
  row: ComparedRow,
  asking: { readonly window: number; readonly operator: string },
): ApprovedAction | undefined {
  switch (nextStep(row).do) {
    case 'cancel':
      return 'refund';
    case 'accept':
      return 'reconcile-for-another';
    case 'reverse':
      return isOwn(row.sentBy, asking) ? undefined : 'reconcile-for-another';
    default:
      return undefined;
  }
}

/** The rows behind a line; one whose insurance nobody knows stands behind each. Flat ones only where there is something to do. */
export function rowsBehind({ rows }: DayStatement, line: LineKey): readonly ComparedRow[] {
  return rows.filter(
    (row) =>
      row.refund === line.refund &&
      (row.insutype === undefined || row.insutype === line.insutype) &&
      nextStep(row).do !== 'nothing',
  );
}
