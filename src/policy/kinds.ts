// The kinds of case that a pack can tell apart. There are any number of persons and days, but a pack asks only so many
// questions of them: cases that answer every question alike have the same values throughout, and the same number here.

import type { CalendarDate } from '../domain/date.ts';
import { type Condition, type FactName, type Facts, factValues, type Question } from './facts.ts';

/** Appends a value's place among the values that its fact can take to the number made of the facts before it. */
function joined<Value>(number: number, values: readonly Value[], value: Value): number {
  const place = values.indexOf(value);
  // A value that its fact cannot take would be given the number of another kind, and that kind's plan.
  if (place < 0) throw new Error(`no fact of a case: ${String(value)}`);
  return number * values.length + place;
}

/**
 * The facts of few values as one number, whether a pack asks for them or not. Each by its name and not in a loop over names:
 * every settlement comes here, and a property looked up by a variable is several times as slow.
 */
function fewValued(facts: Facts): number {
  let number = joined(0, factValues.scheme, facts.scheme);
  number = joined(number, factValues.status, facts.status);
  number = joined(number, factValues.veteranWorker, facts.veteranWorker);
  number = joined(number, factValues.modelWorker, facts.modelWorker);
  number = joined(number, factValues.civilServant, facts.civilServant);
  number = joined(number, factValues.level, facts.level);
  number = joined(number, factValues.visit, facts.visit);
  number = joined(number, factValues.place, facts.place);
  number = joined(number, factValues.hospitalKind, facts.hospitalKind);
  number = joined(number, factValues.designated, facts.designated);
  number = joined(number, factValues.urgent, facts.urgent);
  number = joined(number, factValues.criticalIllness, facts.criticalIllness);
  return joined(number, factValues.hardship, facts.hardship);
}

type NumberFact = { [Fact in FactName]: (typeof factValues)[Fact] extends 'number' ? Fact : never }[FactName];
const numberFacts = (Object.keys(factValues) as FactName[]).filter(
  (fact): fact is NumberFact => factValues[fact] === 'number',
);

/** What a pack can tell of a fact of many values: the place of a case among so many. */
interface Axis {
  readonly places: number;
  placeOf(facts: Facts): number;
}

/** A number, between the edges that any range has: it is above as many of them as it has passed. */
function axisOfNumbers(fact: NumberFact, edges: readonly number[]): Axis {
  return {
    places: edges.length + 1,
    placeOf(facts) {
      const value = facts[fact];
      let passed = 0;
      for (const edge of edges) if (value >= edge) passed += 1;
      return passed;
    },
  };
}

/** A code: one of those that are asked for, or none of them. */
function axisOfCodes(codes: readonly string[]): Axis {
  return { places: codes.length + 1, placeOf: ({ illness }) => codes.indexOf(illness) + 1 };
}

function axesOf(questions: readonly Question[]): Axis[] {
  const turnsOf = (fact: FactName) => {
    const asked = questions.filter((question) => question.fact === fact);
    return [...new Set(asked.flatMap(({ turns }) => turns))];
  };
  const numbers = numberFacts.map((fact) => axisOfNumbers(fact, turnsOf(fact).map(Number)));
  return [...numbers, axisOfCodes(turnsOf('illness').map(String))].filter(({ places }) => places > 1);
}

/** How many numbers `fewValued` can be. */
const fewValuedCount = Object.values(factValues)
  .filter((values) => typeof values !== 'string')
  .reduce((product, { length }) => product * length, 1);

export class Kinds {
  readonly #axes: readonly Axis[];
  readonly #days: readonly CalendarDate[];
  /** How many kinds there are. */
  readonly count: number;

  /** `days`: those from which on anything has another value than before. */
  constructor(conditions: Iterable<Condition>, days: Iterable<CalendarDate>) {
    this.#axes = axesOf([...conditions].flat());
    this.#days = [...new Set(days)];
    this.count = this.#axes.reduce((product, { places }) => product * places, fewValuedCount * (this.#days.length + 1));
  }

  /** The number of a case's kind, from 0; exact as long as `count` is a safe integer. */
  of(facts: Facts, date: CalendarDate): number {
    let passed = 0;
    for (const day of this.#days) if (date >= day) passed += 1;
    let kind = passed * fewValuedCount + fewValued(facts);
    for (const axis of this.#axes) kind = kind * axis.places + axis.placeOf(facts);
    return kind;
  }
}
