// Takes a bill through the planned steps of its benefit, each mechanism with the values that its plan holds, and records
// what happened where a trace is wanted.

import type { CalendarDate } from '../domain/date.ts';
import type { Fen } from '../domain/money.ts';
import type { Facts, Question } from './facts.ts';
import { type Course, lengthOf } from './mechanisms/course.ts';
import type { Step } from './pack.ts';
import { traceParameter } from './parameter.ts';
import type { PlannedStep } from './plan.ts';
import type { Reason, Recorder } from './trace.ts';

interface Move {
  readonly facts: Facts;
  readonly date: CalendarDate;
  readonly before: Course;
  readonly after: Course;
}

function traceStep({ step, values, dated }: PlannedStep, move: Move, trace: Recorder): void {
  const { facts, date } = move;
  const { applied, before, after, reason, parts } = step.mechanism.report(move.before, move.after, values);
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
  const subject = { facts, date, before, after, parts };
  step.bindings.forEach((binding, index) => {
    if (binding.kind === 'parameter') traceParameter(binding.parameter, dated[index], subject, trace);
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

/** Who and when, for the reasons that a trace gives. */
export interface Asked {
  readonly facts: Facts;
  readonly date: CalendarDate;
}

/** Applies the steps in order; one whose condition failed, or that comes in a waiting period, is passed over. */
export function takeSteps(
  steps: readonly PlannedStep[],
  start: Course,
  { facts, date }: Asked,
  trace: Recorder | undefined,
): Course {
  let course = start;
  for (const planned of steps) {
    const { step, failing, values } = planned;
    if (failing || course.suspended) {
      if (trace) traceSkipped(step, failing ? conditionOf(failing, facts) : suspended, lengthOf(course.open), trace);
    } else {
      const after = step.mechanism.apply(course, values);
      if (trace) traceStep(planned, { facts, date, before: course, after }, trace);
      course = after;
    }
  }
  return course;
}
