// The fee lines of a bill (三目): each line's amount, and what of it is in scope after the pack's line rules.
// The bill's figures are the sums of its lines' rounded figures (2-benefits, section 1).

import { type Fen, fen, subtractFen, zeroFen } from '../domain/money.ts';
import type { BillLine, ItemClass } from './bill.ts';
import { extendedPrice } from './exact.ts';
import type { LineMechanism } from './mechanisms/mechanism.ts';
import type { LineRule } from './pack.ts';
import type { SettledLine } from './settlement.ts';
import type { Reason, Recorder, TraceEntry } from './trace.ts';

export interface SettledFees {
  readonly total: Fen;
  readonly fullSelfPay: Fen;
  readonly overCeiling: Fen;
  readonly priorSelfPay: Fen;
  readonly inScope: Fen;
  readonly lines: readonly SettledLine[];
}

/** The reasons that a line rule can have, made once: it took something, nothing, or does not look at the class at all. */
export function lineReasons(mechanism: LineMechanism, classes: readonly ItemClass[]): LineRule['reasons'] {
  const expected = classes.join(' | ');
  const other = (actual: ItemClass): Reason => ({ kind: 'condition', fact: 'class', actual, expected });
  return {
    taken: { kind: 'because', text: mechanism.reasons.taken },
    nothing: { kind: 'because', text: mechanism.reasons.nothing },
    otherClass: { A: other('A'), B: other('B'), C: other('C') },
  };
}

function traceLine(rule: LineRule, line: BillLine, applies: boolean, before: Fen, after: Fen): TraceEntry {
  const { reasons } = rule;
  const looked = after < before ? reasons.taken : reasons.nothing;
  return {
    rule: 'line',
    applied: after < before,
    at: rule.at,
    value: undefined,
    since: undefined,
    item: line.name,
    before,
    after,
    reason: applies ? looked : reasons.otherClass[line.class],
  };
}

/** The rules that look at each class; the others are asked only where a trace wants to say so. */
const byClass = new WeakMap<readonly LineRule[], Readonly<Record<ItemClass, readonly LineRule[]>>>();

function rulesByClass(rules: readonly LineRule[]): Readonly<Record<ItemClass, readonly LineRule[]>> {
  let known = byClass.get(rules);
  if (!known) {
    const of = (one: ItemClass) => rules.filter(({ classes }) => classes.includes(one));
    known = { A: of('A'), B: of('B'), C: of('C') };
    byClass.set(rules, known);
  }
  return known;
}

/** `rules`: those that are asked; where no trace is wanted, only those that look at the line’s class. */
function settleLine(rules: readonly LineRule[], line: BillLine, trace: Recorder | undefined): SettledLine {
  const amount = extendedPrice(line.price, line.quantity);
  let fullSelfPay = zeroFen;
  let overCeiling = zeroFen;
  let priorSelfPay = zeroFen;
  let left = amount;
  for (const rule of rules) {
    const applies = trace === undefined || rule.classes.includes(line.class);
    const taken = applies ? rule.mechanism.take(line, left) : zeroFen;
    if (rule.mechanism.moves === 'fullSelfPay') fullSelfPay = fen(fullSelfPay + taken);
    else if (rule.mechanism.moves === 'overCeiling') overCeiling = fen(overCeiling + taken);
    else priorSelfPay = fen(priorSelfPay + taken);
    const after = subtractFen(left, taken);
    trace?.push(traceLine(rule, line, applies, left, after));
    left = after;
  }
  return { name: line.name, amount, fullSelfPay, overCeiling, priorSelfPay, inScope: left };
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
  const ofClass = rulesByClass(rules);
  for (const line of lines) {
    const one = settleLine(trace ? rules : ofClass[line.class], line, trace);
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
