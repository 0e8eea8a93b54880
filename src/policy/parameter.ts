// A parameter of a pack: rows with conditions, each with dated values. The first row that fits the bill gives the value
// that is in force on its day. Compiled once; resolved for every bill.

import type { CalendarDate } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import type { Fen } from '../domain/money.ts';
import type { Bands } from './bands.ts';
import type { Ratio } from './exact.ts';
import { type Condition, type Facts, failingQuestion } from './facts.ts';
import type { Reason, Recorder, RuleRef } from './trace.ts';

export type Unit = 'yuan' | 'ratio' | 'count' | 'bands' | 'choice';
/** Fen, ten-thousandths, a whole number, bands, or the name of a choice, by the unit of the parameter. */
export type ParameterValue = Fen | Ratio | number | Bands | string;

/** A band of a value that is a table of them: as people read it, and the line on which it stands. */
export interface ValuePart {
  readonly written: string;
  readonly at: RuleRef;
}

/** A value from a day on, until the next. */
export interface DatedValue {
  readonly since: CalendarDate;
  readonly value: ParameterValue;
  /** As the rule file writes it. */
  readonly written: string;
  readonly at: RuleRef;
  /** From below; none where the value is a single figure. */
  readonly parts: readonly ValuePart[];
}

export interface Row {
  readonly at: RuleRef;
  readonly condition: Condition;
  /** Newest first. Never empty. */
  readonly values: readonly DatedValue[];
  /** The named reading that the row belongs to, where it is not the default. */
  readonly variant: string | undefined;
  /** Whether that reading is chosen; rows without a variant always are. */
  readonly chosen: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly title: Text;
  readonly unit: Unit;
  readonly at: RuleRef;
  /** Why it stands here, where no benefit uses it. */
  readonly unused: Text | undefined;
  readonly rows: readonly Row[];
}

/** The value in force for these facts on this day, or undefined where no row fits. */
export function resolveParameter(parameter: Parameter, facts: Facts, date: CalendarDate): DatedValue | undefined {
  for (const row of parameter.rows) {
    if (row.chosen && failingQuestion(row.condition, facts) === undefined) {
      for (const dated of row.values) if (dated.since <= date) return dated;
    }
  }
  return undefined;
}

const inForce: Reason = { kind: 'because', text: { zh: '适用', en: 'fits the bill' } };
const anotherRowFits: Reason = { kind: 'because', text: { zh: '前面的规则已适用', en: 'an earlier row already fits' } };

function whyNot(row: Row, dated: DatedValue, index: number, facts: Facts, date: CalendarDate): Reason {
  if (!row.chosen && row.variant !== undefined) return { kind: 'variant', variant: row.variant };
  const failing = failingQuestion(row.condition, facts);
  if (failing) {
    return { kind: 'condition', fact: failing.fact, actual: String(facts[failing.fact]), expected: failing.expected };
  }
  if (dated.since > date) return { kind: 'not-yet', since: dated.since };
  const next = row.values[index - 1];
  return next && next.since <= date ? { kind: 'superseded', by: next.since } : anotherRowFits;
}

/** What one part of a value did with what of the bill lies in it. */
export interface PartReport {
  readonly applied: boolean;
  readonly before: Fen;
  readonly after: Fen;
  readonly reason: Text;
}

interface Subject {
  readonly facts: Facts;
  readonly date: CalendarDate;
  readonly before: Fen;
  readonly after: Fen;
  /** In the order of the parts of the value in force. */
  readonly parts?: readonly PartReport[] | undefined;
}

function traceParts({ parts, since }: DatedValue, reports: readonly PartReport[], recorder: Recorder): void {
  for (const [index, { applied, before, after, reason }] of reports.entries()) {
    const part = parts[index];
    if (!part) continue;
    const { written: value, at } = part;
    const because: Reason = { kind: 'because', text: reason };
    recorder.push({ rule: 'band', applied, at, value, since, item: undefined, before, after, reason: because });
  }
}

/**
 * Records every value of a parameter: the one in force with the amounts of the step it served, and part by part where it has
 * parts; the others as rejected.
 */
export function traceParameter(
  parameter: Parameter,
  inUse: DatedValue | undefined,
  subject: Subject,
  recorder: Recorder,
): void {
  const { facts, date, before, after, parts = [] } = subject;
  for (const row of parameter.rows) {
    for (let index = 0; index < row.values.length; index += 1) {
      const dated = row.values[index] as DatedValue;
      const applied = dated === inUse;
      recorder.push({
        rule: 'value',
        applied,
        at: dated.at,
        value: dated.written,
        since: dated.since,
        item: undefined,
        before,
        after: applied ? after : before,
        reason: applied ? inForce : whyNot(row, dated, index, facts, date),
      });
      if (applied) traceParts(dated, parts, recorder);
    }
  }
}
