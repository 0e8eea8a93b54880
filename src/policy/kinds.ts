// The kinds of case that a pack can tell apart. There are any number of persons and days, but a pack asks only so many
// questions of them: cases that answer every question alike have the same values throughout, and the same number here.

import type { CalendarDate } from '../domain/date.ts';
import { type Condition, type FactName, type Facts, factValues, type Question } from './facts.ts';

/** What a pack can tell of one fact: the place of a case among so many. */
interface Axis {
  readonly places: number;
  placeOf(facts: Facts): number;
}

/** Between the edges that any range has; a case lies above as many of them as it has passed. */
function axisOfNumbers(fact: FactName, edges: readonly number[]): Axis {
  return {
    places: edges.length + 1,
    placeOf(facts) {
      const value = Number(facts[fact]);
      let passed = 0;
      for (const edge of edges) if (value >= edge) passed += 1;
      return passed;
    },
  };
}

/** One of the values that are asked for, or none of them. */
function axisOfValues(fact: FactName, values: readonly unknown[]): Axis {
  return { places: values.length + 1, placeOf: (facts) => values.indexOf(facts[fact]) + 1 };
}

function axisOf(fact: FactName, questions: readonly Question[]): Axis {
  const turns = [...new Set(questions.flatMap((question) => (question.fact === fact ? question.turns : [])))];
  const isNumber = factValues[fact] === 'number';
  return isNumber ? axisOfNumbers(fact, turns as readonly number[]) : axisOfValues(fact, turns);
}

export class Kinds {
  readonly #axes: readonly Axis[];
  readonly #days: readonly CalendarDate[];
  /** How many kinds there are. */
  readonly count: number;

  /** `days`: those from which on anything has another value than before. */
  constructor(conditions: Iterable<Condition>, days: Iterable<CalendarDate>) {
    const questions = [...conditions].flat();
    this.#axes = [...new Set(questions.map(({ fact }) => fact))].map((fact) => axisOf(fact, questions));
    this.#days = [...new Set(days)];
    this.count = this.#axes.reduce((product, { places }) => product * places, this.#days.length + 1);
  }

  /** The number of a case's kind, from 0; exact as long as `count` is a safe integer. */
  of(facts: Facts, date: CalendarDate): number {
    let kind = 0;
    for (const day of this.#days) if (date >= day) kind += 1;
    for (const axis of this.#axes) kind = kind * axis.places + axis.placeOf(facts);
    return kind;
  }
}
