// The fee lines of a bill (三目): each line's amount, and what of it is in scope after the pack's line rules.
// The bill's figures are the sums of its lines' rounded figures (2-benefits, section 1).

import { type Fen, fen, zeroFen } from '../domain/money.ts';
import type { BillLine } from './bill.ts';
import { decimal4, extendedPrice, parseRatio, type Ratio } from './exact.ts';
import type { PricedLine } from './mechanisms/mechanism.ts';
import type { LineRule } from './pack.ts';
import type { SettledLine } from './settlement.ts';
import type { Reason, Recorder } from './trace.ts';

export interface SettledFees {
  readonly total: Fen;
  readonly fullSelfPay: Fen;
  readonly overCeiling: Fen;
  readonly priorSelfPay: Fen;
  readonly inScope: Fen;
  readonly lines: readonly SettledLine[];
}

function ratioOf(text: string): Ratio {
  const ratio = parseRatio(text);
  if (ratio === undefined) throw new Error(`not a ratio from 0 to 1 of at most four places: ${text}`);
  return ratio;
}

function priced(line: BillLine): PricedLine {
  return {
    class: line.class,
    price: decimal4(line.price),
    quantity: decimal4(line.quantity),
    ceiling: line.ceiling === undefined ? undefined : decimal4(line.ceiling),
    selfPayRatio: line.selfPayRatio === undefined ? undefined : ratioOf(line.selfPayRatio),
  };
}

function reasonOf(rule: LineRule, applies: boolean, taken: Fen, line: BillLine): Reason {
  if (!applies) return { kind: 'condition', fact: 'class', actual: line.class, expected: rule.classes.join(' | ') };
  return { kind: 'because', text: taken > 0 ? rule.mechanism.reasons.taken : rule.mechanism.reasons.nothing };
}

function settleLine(rules: readonly LineRule[], line: BillLine, trace: Recorder | undefined): SettledLine {
  const read = priced(line);
  const amount = extendedPrice(read.price, read.quantity);
  const moved = { fullSelfPay: zeroFen, overCeiling: zeroFen, priorSelfPay: zeroFen };
  let left = amount;
  for (const rule of rules) {
    const applies = rule.classes.includes(line.class);
    const taken = applies ? rule.mechanism.take(read, left) : zeroFen;
    moved[rule.mechanism.moves] = (moved[rule.mechanism.moves] + taken) as Fen;
    const after = (left - taken) as Fen;
    trace?.push({
      rule: 'line',
      applied: taken > 0,
      at: rule.at,
      value: undefined,
      since: undefined,
      item: line.name,
      before: left,
      after,
      reason: reasonOf(rule, applies, taken, line),
    });
    left = after;
  }
  return { name: line.name, amount, ...moved, inScope: left };
}

/** Applies the line rules to every line, in the pack's order, and sums up. */
export function settleLines(
  rules: readonly LineRule[],
  lines: readonly BillLine[],
  trace: Recorder | undefined,
): SettledFees {
  const settled: SettledLine[] = [];
  let total = 0;
  let fullSelfPay = 0;
  let overCeiling = 0;
  let priorSelfPay = 0;
  let inScope = 0;
  for (const line of lines) {
    const one = settleLine(rules, line, trace);
    settled.push(one);
    total += one.amount;
    fullSelfPay += one.fullSelfPay;
    overCeiling += one.overCeiling;
    priorSelfPay += one.priorSelfPay;
    inScope += one.inScope;
  }
  return {
    total: fen(total),
    fullSelfPay: fen(fullSelfPay),
    overCeiling: fen(overCeiling),
    priorSelfPay: fen(priorSelfPay),
    inScope: fen(inScope),
    lines: settled,
  };
}
