// The facts of a bill that rules may ask for, and the conditions (`when:`) that ask for them.
// A condition is compiled once; trying it answers the first fact that fails, so that a trace can say why.

import { ageOn, type CalendarDate } from '../domain/date.ts';
import type { CivilServant, HospitalLevel, InsuredStatus, PersonClass, Scheme } from '../domain/person.ts';
import type { HospitalKind, Place, Standing, VisitKind } from './bill.ts';

export interface Facts {
  readonly scheme: Scheme;
  readonly status: InsuredStatus;
  /** Full years on the day of settlement. */
  readonly age: number;
  readonly veteranWorker: boolean;
  readonly modelWorker: boolean;
  readonly civilServant: CivilServant;
  readonly level: HospitalLevel;
  readonly visit: VisitKind;
  readonly place: Place;
  readonly hospitalKind: HospitalKind;
  /** 定点: whether the hospital has a contract with the scheme. */
  readonly designated: boolean;
  /** 急诊急救: whether the person came as an emergency, whatever the visit became. */
  readonly urgent: boolean;
  /** The code; empty where there is none. */
  readonly illness: string;
  readonly criticalIllness: boolean;
  readonly hardship: boolean;
  readonly contributionYears: number;
  readonly monthsOfBreak: number;
}

export type FactName = keyof Facts;

/** The values that each fact can take; a number fact is compared by range, a code is any text. */
export const factValues = {
  scheme: ['employee', 'resident'],
  status: ['in-service', 'retired', 'adult', 'minor'],
  age: 'number',
  veteranWorker: [true, false],
  modelWorker: [true, false],
  civilServant: ['none', 'in-service', 'retired', 'privileged'],
  level: [1, 2, 3],
  visit: ['outpatient', 'emergency', 'special-illness', 'inpatient'],
  place: ['local', 'province', 'outside'],
  hospitalKind: ['general', 'chinese-medicine', 'township', 'village'],
  designated: [true, false],
  urgent: [true, false],
  illness: 'code',
  criticalIllness: [true, false],
  hardship: [true, false],
  contributionYears: 'number',
  monthsOfBreak: 'number',
} as const satisfies Record<FactName, 'number' | 'code' | readonly (string | number | boolean)[]>;

export interface Case {
  readonly date: CalendarDate;
  readonly person: PersonClass;
  readonly hospitalLevel: HospitalLevel;
  readonly visit: VisitKind;
  readonly illness?: string;
  readonly place?: Place;
  readonly hospitalKind?: HospitalKind;
  readonly designated?: boolean;
  readonly urgent?: boolean;
  readonly criticalIllness?: boolean;
  readonly standing?: Standing;
}

/** The facts of a bill. A veteran worker is retired, whatever else is said of him (2-benefits, section 2). */
export function factsOf(visit: Case): Facts {
  const { date, person, standing } = visit;
  return {
    scheme: person.scheme,
    status: person.veteranWorker ? 'retired' : person.status,
    age: ageOn(person.birth, date),
    veteranWorker: person.veteranWorker,
    modelWorker: person.modelWorker,
    civilServant: person.civilServant,
    level: visit.hospitalLevel,
    visit: visit.visit,
    place: visit.place ?? 'local',
    hospitalKind: visit.hospitalKind ?? 'general',
    designated: visit.designated ?? true,
    urgent: visit.urgent ?? visit.visit === 'emergency',
    illness: visit.illness ?? '',
    criticalIllness: visit.criticalIllness ?? false,
    hardship: standing?.hardship ?? false,
    contributionYears: standing?.contributionYears ?? 0,
    monthsOfBreak: standing?.monthsOfBreak ?? 0,
  };
}

/** From `from` to under `below`; either end may be open. */
export interface Range {
  readonly from?: number | undefined;
  readonly below?: number | undefined;
}

export type Asked = string | number | boolean | readonly (string | number | boolean)[] | Range;
export type ConditionData = Readonly<Partial<Record<FactName, Asked>>>;

/** One fact asked for, in a form that can be tried and told. */
export interface Question {
  readonly fact: FactName;
  readonly expected: string;
  /** The values that make it true, or the edges of its range: all that a search for holes needs to try. */
  readonly turns: readonly (string | number | boolean)[];
  holds(facts: Facts): boolean;
}

/** All of its questions must hold; none: always. */
export type Condition = readonly Question[];

function isRange(asked: Asked): asked is Range {
  return typeof asked === 'object' && !Array.isArray(asked);
}

function question(fact: FactName, asked: Asked): Question {
  if (isRange(asked)) {
    const { from = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = asked;
    const ends = [
      asked.from === undefined ? '' : `≥ ${asked.from}`,
      asked.below === undefined ? '' : `< ${asked.below}`,
    ];
    return {
      fact,
      expected: ends.filter((end) => end !== '').join(', '),
      turns: [asked.from ?? [], asked.below ?? []].flat(),
      holds: (facts) => {
        const value = facts[fact];
        return typeof value === 'number' && value >= from && value < below;
      },
    };
  }
  if (Array.isArray(asked)) {
    return { fact, expected: asked.join(' | '), turns: asked, holds: (facts) => asked.includes(facts[fact]) };
  }
  return {
    fact,
    expected: String(asked),
    turns: [asked as string | number | boolean],
    holds: (facts) => facts[fact] === asked,
  };
}

export function compileCondition(data: ConditionData | undefined): Condition {
  const questions: Question[] = [];
  for (const [fact, asked] of Object.entries(data ?? {})) {
    if (asked !== undefined) questions.push(question(fact as FactName, asked));
  }
  return questions;
}

/** The first question that the facts fail, or undefined where the condition holds. */
export function failingQuestion(condition: Condition, facts: Facts): Question | undefined {
  for (const one of condition) if (!one.holds(facts)) return one;
  return undefined;
}
