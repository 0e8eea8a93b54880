// Takes a bill through the steps of its benefit: resolves each step's parameters for this person and day, applies the
// mechanism, and records what happened where a trace is wanted.

import type { CalendarDate } from '../domain/date.ts';
import type { Fen } from '../domain/money.ts';
import type { Ratio } from './exact.ts';
import { type Facts, failingQuestion, type Question } from './facts.ts';
import { type Course, lengthOf } from './mechanisms/course.ts';
import type { StepMechanism } from './mechanisms/mechanism.ts';
import type { Step } from './pack.ts';
import { type DatedValue, resolveParameter, traceParameter } from './parameter.ts';
import type { Standards } from './settlement.ts';
import type { Reason, Recorder } from './trace.ts';

type Values = Parameters<StepMechanism['apply']>[1];

interface Resolved {
  readonly values: Values;
  /** In the order of the step's bindings; undefined for a fund. */
  readonly dated: readonly (DatedValue | undefined)[];
}

/** The values of a step's arguments. A parameter without a value here is a hole in the pack, which its check finds. */
function resolve(step: Step, facts: Facts, date: CalendarDate): Resolved {
  const values: Record<string, unknown> = {};
  const dated: (DatedValue | undefined)[] = [];
  for (const binding of step.bindings) {
    if (binding.kind === 'fund') {
      values[binding.argument] = binding.fund;
      dated.push(undefined);
    } else {
      const found = resolveParameter(binding.parameter, facts, date);
      if (!found)
        throw new Error(`${binding.parameter.name} has no value for this bill (${step.at.file}:${step.at.line})`);
      values[binding.argument] = found.value;
      dated.push(found);
    }
  }
  // The compiler of packs proved that each argument has the kind that the mechanism takes.
  return { values: values as Values, dated };
}

interface Move {
  readonly facts: Facts;
  readonly date: CalendarDate;
  readonly before: Course;
  readonly after: Course;
  readonly resolved: Resolved;
}

function traceStep(step: Step, move: Move, trace: Recorder): void {
  const { facts, date, resolved } = move;
  const { applied, before, after, reason } = step.mechanism.report(move.before, move.after, resolved.values);
  const because: Reason = { kind: 'because', text: reason };
  const nothing = undefined;
  trace.push({
    rule: 'step',
    applied,
    at: step.at,
    value: nothing,
    since: nothing,
    item: nothing,
    before,
    after,
    reason: because,
  });
  const subject = { facts, date, before, after };
  step.bindings.forEach((binding, index) => {
    if (binding.kind === 'parameter') traceParameter(binding.parameter, resolved.dated[index], subject, trace);
  });
}

const suspended: Reason = {
  kind: 'because',
  text: { zh: '等待期内，以后各步不再计算', en: 'in the waiting period no later step is taken' },
};

function conditionOf({ fact, expected }: Question, facts: Facts): Reason {
  return { kind: 'condition', fact, actual: String(facts[fact]), expected };
}

function traceSkipped(step: Step, reason: Reason, open: Fen, trace: Recorder): void {
  for (const { rule, at, value, since } of step.inner) {
    trace.push({ rule, applied: false, at, value, since, item: undefined, before: open, after: open, reason });
  }
}

/** Standards while they are gathered. */
interface Found {
  deductible: Fen | undefined;
  limit: Fen | undefined;
  rate: Ratio | undefined;
}

export interface StepsTaken {
  readonly course: Course;
  /** The first deductible, limit and rate among the values of the steps taken. */
  readonly standards: Standards;
}

/** Applies the steps in order; a step whose condition fails is passed over. */
export function takeSteps(
  steps: readonly Step[],
  start: Course,
  facts: Facts,
  date: CalendarDate,
  trace: Recorder | undefined,
): StepsTaken {
  let course = start;
  const standards: Found = { deductible: undefined, limit: undefined, rate: undefined };
  for (const step of steps) {
    const failing = failingQuestion(step.condition, facts);
    if (failing || course.suspended) {
      if (trace) traceSkipped(step, failing ? conditionOf(failing, facts) : suspended, lengthOf(course.open), trace);
    } else {
      const resolved = resolve(step, facts, date);
      const { standard } = step.mechanism;
      if (standard && standards[standard.name] === undefined) {
        assign(standards, standard.name, (resolved.values as Readonly<Record<string, Fen | Ratio>>)[standard.argument]);
      }
      const after = step.mechanism.apply(course, resolved.values);
      if (trace) traceStep(step, { facts, date, before: course, after, resolved }, trace);
      course = after;
    }
  }
  return { course, standards };
}

/** The deductible, limit and rate among the steps' parameters: the first of each. */
export function standardsOf(steps: readonly Step[], facts: Facts, date: CalendarDate): Standards {
  const found: Found = { deductible: undefined, limit: undefined, rate: undefined };
  for (const step of steps) {
    const { standard } = step.mechanism;
    if (standard && found[standard.name] === undefined && !failingQuestion(step.condition, facts)) {
      for (const binding of step.bindings) {
        if (binding.kind === 'parameter' && binding.argument === standard.argument) {
          const value = resolveParameter(binding.parameter, facts, date)?.value;
          if (typeof value === 'number') assign(found, standard.name, value as Fen | Ratio);
        }
      }
    }
  }
  return found;
}

function assign(standards: Found, name: keyof Standards, value: Fen | Ratio | undefined): void {
  if (name === 'rate') standards.rate = value as Ratio;
  else standards[name] = value as Fen;
}
