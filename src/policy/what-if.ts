// What would be, were the rules or the day others: one bill under several packs and dates, and what a patient pays as the
// year's expense grows. Pure; it settles and computes nothing of its own.

import { type CalendarDate, parseDate } from '../domain/date.ts';
import { type Fen, fen, zeroFen } from '../domain/money.ts';
import type { Bill } from './bill.ts';
import { decimal4, yuanOfFen } from './exact.ts';
import type { Pack } from './pack.ts';
import { benefitStandards, covers, settle } from './settle.ts';
import type { Settlement, Standards } from './settlement.ts';

/** A pack as people name it for comparison: `PACK[+READING…][@DAY]`. */
export interface Side {
  readonly pack: string;
  readonly date: CalendarDate | undefined;
}

/** Reads `PACK@yyyy-MM-dd`; undefined where what follows the @ is no day. */
export function sideOf(text: string): Side | undefined {
  const [pack = '', day, ...rest] = text.split('@');
  if (day === undefined) return { pack, date: undefined };
  const date = parseDate(day);
  return date.ok && rest.length === 0 ? { pack, date: date.value } : undefined;
}

/** A bill on another day; never before the pack's first, as no pack settles what came before it. */
export function onDay(pack: Pack, bill: Bill, date: CalendarDate | undefined): Bill {
  const wanted = date ?? bill.date;
  return { ...bill, date: wanted < pack.since ? pack.since : wanted };
}

/** A year in one bill of this much in-scope expense, everything else as in `bill`. */
function yearOf(bill: Bill, expense: Fen): Bill {
  const line = { name: '-', class: 'A', price: yuanOfFen(expense), quantity: decimal4('1') } as const;
  const { household, family: _family, ...rest } = bill;
  return {
    ...rest,
    ledger: { inScope: zeroFen, deductible: zeroFen, fund: zeroFen, supplement: zeroFen },
    account: zeroFen,
    ...(household ? { household: { members: household.members, fund: zeroFen } } : {}),
    lines: [line],
  };
}

export interface CurvePoint {
  readonly expense: Fen;
  readonly patient: Fen;
}

export interface Curve {
  readonly points: readonly CurvePoint[];
  readonly standards: Standards;
  /** The expense at which the limit is reached: the limit itself; where it bounds the fund, where the fund has paid it, if it has. */
  readonly limitAt: Fen | undefined;
  /** The expense above which no fund pays anything more; undefined where it is not within the curve. */
  readonly end: Fen | undefined;
  readonly granted: boolean;
}

/** The least expense on which as much is paid as on `high`. What is paid never falls as the expense grows. */
function whereItEnds(paid: (expense: Fen) => number, high: Fen): Fen {
  let [below, above] = [0, high as number];
  const whole = paid(high);
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (paid(fen(middle)) === whole) above = middle;
    else below = middle;
  }
  return fen(above);
}

/**
 * What a patient pays of a year's in-scope expense, from nothing up to `upTo`, in `steps` equal steps. Accounts are left out:
 * they are the patient's own. `undefined` where the pack says nothing of such a visit.
 */
export function expenseCurve(pack: Pack, bill: Bill, upTo: Fen, steps: number): Curve | undefined {
  const day = onDay(pack, bill, undefined);
  if (!covers(pack, day)) return undefined;
  const settled = (expense: Fen): Settlement => settle(pack, yearOf(day, expense));
  const share = (expense: Fen) => settled(expense).patientShare;
  const points = Array.from({ length: steps + 1 }, (_, index): CurvePoint => {
    const expense = fen(Math.round((upTo / steps) * index));
    return { expense, patient: share(expense) };
  });
  const standards = benefitStandards(pack, day);
  const { limit, limitOn } = standards;
  const fund = (expense: Fen) => settled(expense).ledgerAfter.fund;
  const end = whereItEnds((expense) => expense - share(expense), upTo);
  return {
    points,
    standards,
    limitAt: limitOn === 'fund' ? (fund(upTo) === limit ? whereItEnds(fund, upTo) : undefined) : limit,
    end: end < upTo && share(upTo) < upTo ? end : undefined,
    granted: settled(zeroFen).benefit.kind === 'granted',
  };
}
