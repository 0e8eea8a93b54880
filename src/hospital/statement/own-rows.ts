// What this hospital itself has of a day: one row a settlement or refund through the network, and what they come to.
// Pure; where the rows lie on disk is store/statements.ts.

import { addFen, type Fen, sumFen, zeroFen } from '../../domain/money.ts';
import { type Insutype, insutypeOf } from '../../domain/protocol/codes.ts';

export const statedInsutypes: readonly Insutype[] = [insutypeOf.employee, insutypeOf.resident];

/** 0: settlements. 1: refunds, with negated amounts. */
export type RefundFlag = '0' | '1';

/** Amounts of settlements are zero or above, of refunds zero or below. */
export interface Sums {
  readonly total: Fen;
  readonly fund: Fen;
  readonly account: Fen;
}

export interface Figures extends Sums {
  readonly count: number;
}

/** A line of the day's end: 3201 is asked once for each, also where there is nothing here. */
export interface LineKey {
  readonly insutype: Insutype;
  readonly refund: RefundFlag;
}

export const lineKeys: readonly LineKey[] = statedInsutypes.flatMap((insutype) => [
  { insutype, refund: '0' as const },
  { insutype, refund: '1' as const },
]);

/** The window that a message went out from, and who sat there; files of before operators signed in do not say who. */
export interface SentBy {
  readonly window: number;
  readonly operator: string | undefined;
}

/** A settlement or refund as this hospital's own file has it. */
export interface OwnRow extends LineKey, Sums {
  readonly psnNo: string;
  readonly mdtrtId: string;
  readonly settlementId: string;
  /** The message that made it. */
  readonly msgid: string;
  readonly patient: string;
  readonly ticket: string | undefined;
  /** Its receipt; undefined of what was accepted from the center without one. */
  readonly receipt: string | undefined;
  readonly cash: Fen;
  /** Of the cash, what is in the till; below zero what went out of it. */
  readonly cashTaken: Fen;
  /** Undefined where nobody here knows. */
  readonly sentBy: SentBy | undefined;
}

export const noFigures: Figures = { count: 0, total: zeroFen, fund: zeroFen, account: zeroFen };

export function figuresOf(rows: readonly Sums[]): Figures {
  return rows.reduce<Figures>(
    (sum, row) => ({
      count: sum.count + 1,
      total: addFen(sum.total, row.total),
      fund: addFen(sum.fund, row.fund),
      account: addFen(sum.account, row.account),
    }),
    noFigures,
  );
}

export function isOfLine(row: LineKey, { insutype, refund }: LineKey): boolean {
  return row.insutype === insutype && row.refund === refund;
}

export function cashOf(rows: readonly OwnRow[]): Fen {
  return sumFen(rows.map((row) => row.cash));
}
