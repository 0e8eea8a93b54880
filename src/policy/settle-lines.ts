// The fee lines of a bill (三目): each line's amount, and what of it is in scope after the pack's line rules.
// The bill's figures are the sums of its lines' rounded figures (2-benefits, section 1).

import { type Fen, fen, zeroFen } from '../domain/money.ts';
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

/** A rule as it meets the lines of one class. */
interface Met {
  readonly rule: LineRule;
  readonly applies: boolean;
  readonly moves: LineMechanism['moves'];
  readonly take: LineMechanism['take'];
}

/** The rules that look at a class, and all of them, of which the others take nothing: only a trace names those. */
interface ClassRules {
  readonly looking: readonly Met[];
  readonly all: readonly Met[];
}

function rulesFor(itemClass: ItemClass, rules: readonly LineRule[]): ClassRules {
  const all = rules.map((rule): Met => {
    const { moves, take } = rule.mechanism;
    const applies = rule.classes.includes(itemClass);
    return { rule, applies, moves, take: applies ? take : () => zeroFen };
  });
  return { all, looking: all.filter(({ applies }) => applies) };
}

type RulesByClass = Readonly<Record<ItemClass, ClassRules>>;
const byClass = new WeakMap<readonly LineRule[], RulesByClass>();

function rulesByClass(rules: readonly LineRule[]): RulesByClass {
  let known = byClass.get(rules);
  if (!known) {
    known = { A: rulesFor('A', rules), B: rulesFor('B', rules), C: rulesFor('C', rules) };
    byClass.set(rules, known);
  }
  return known;
}

function traceLine({ rule, applies }: Met, line: BillLine, before: Fen, after: Fen): TraceEntry {
  const { reasons, at } = rule;
  const looked = after < before ? reasons.taken : reasons.nothing;
  return {
    rule: 'line',
    applied: after < before,
    at,
    value: undefined,
    since: undefined,
    item: line.name,
    before,
    after,
    reason: applies ? looked : reasons.otherClass[line.class],
  };
}

function settleLine(rules: readonly Met[], line: BillLine, trace: Recorder | undefined): SettledLine {
  const amount = extendedPrice(line.price, line.quantity);
  let fullSelfPay = 0;
  let overCeiling = 0;
  let priorSelfPay = 0;
  let left = amount;
  for (const met of rules) {
    const taken = met.take(line, left);
    if (met.moves === 'fullSelfPay') fullSelfPay += taken;
    else if (met.moves === 'overCeiling') overCeiling += taken;
    else priorSelfPay += taken;
    const after = (left - taken) as Fen;
    if (trace) trace.push(traceLine(met, line, left, after));
    left = after;
  }
  // A mechanism takes from nothing to all that is left, so that whole numbers stay whole and none is negative.
  return {
    name: line.name,
    amount,
    fullSelfPay: fullSelfPay as Fen,
    overCeiling: overCeiling as Fen,
    priorSelfPay: priorSelfPay as Fen,
    inScope: left,
  };
}

/** Applies the line rules to every line, in the pack's order, and sums up. */
export function settleLines(
  rules: readonly LineRule[],
  lines: readonly BillLine[],
  trace: Recorder | undefined,
): SettledFees {
  // Of its length from the start: a list that grows is copied again and again.
  const settled = new Array<SettledLine>(lines.length);
  let total = 0;
  let fullSelfPay = 0;
  let overCeiling = 0;
  let priorSelfPay = 0;
  let inScope = 0;
  const ofClass = rulesByClass(rules);
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place] as BillLine;
    const { looking, all } = ofClass[line.class];
    const one = settleLine(trace ? all : looking, line, trace);
    settled[place] = one;
    total += one.amount;
    fullSelfPay += one.fullSelfPay;
    overCeiling += one.overCeiling;
    priorSelfPay += one.priorSelfPay;
    inScope += one.inScope;
  }
  return {
    // Where the total is exact its parts are.
    total: fen(total),
    fullSelfPay: fullSelfPay as Fen,
    overCeiling: overCeiling as Fen,
    priorSelfPay: priorSelfPay as Fen,
    inScope: inScope as Fen,
    lines: settled,
  };
}
