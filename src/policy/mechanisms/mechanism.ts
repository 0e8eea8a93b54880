// What a mechanism is: a named, pure way of computing, which a rule pack invokes with parameters of its own.
// Two kinds: one works on a fee line, one on the year's in-scope expense. Neither knows a figure, a place or a person.

import type { Text } from '../../domain/language.ts';
import type { Fen } from '../../domain/money.ts';
import type { Bands } from '../bands.ts';
import type { BillLine } from '../bill.ts';
import type { Ratio } from '../exact.ts';
import type { PartReport } from '../parameter.ts';
import type { FundField } from '../settlement.ts';
import type { Course } from './course.ts';

/** What an argument is: the name of a parameter of this unit, or (fund) the name of a fund itself. */
export type ArgumentKind = 'yuan' | 'ratio' | 'count' | 'bands' | 'fund' | { readonly oneOf: readonly string[] };
export type Takes = Readonly<Record<string, ArgumentKind>>;

type ValueOf<Kind extends ArgumentKind> = Kind extends 'yuan'
  ? Fen
  : Kind extends 'ratio'
    ? Ratio
    : Kind extends 'count'
      ? number
      : Kind extends 'bands'
        ? Bands
        : Kind extends 'fund'
          ? FundField
          : Kind extends { readonly oneOf: readonly (infer Choice)[] }
            ? Choice
            : never;

/** The values of the arguments on one bill, each of the kind that the mechanism takes. */
export type ValuesOf<Taken extends Takes> = { readonly [Name in keyof Taken]: ValueOf<Taken[Name]> };

/** What a step did, for the trace: whether it had any effect, what it was given and what it made of it. */
export interface StepReport {
  readonly applied: boolean;
  readonly before: Fen;
  readonly after: Fen;
  readonly reason: Text;
  /** Of a mechanism that takes bands: what each of them did, in their order. What they paid adds up to the payment. */
  readonly parts?: readonly PartReport[];
}

/** A step of a benefit. `apply` is the computation; `report` is asked for only where a trace is wanted. */
export interface StepMechanism<Taken extends Takes = Takes> {
  readonly name: string;
  readonly about: Text;
  readonly takes: Taken;
  /** What a bill must bring for this step; a bill without it is refused before it is settled. */
  readonly needs?: 'household';
  /** Which argument is shown to people as a standard of the benefit. */
  readonly standard?: { readonly name: 'deductible' | 'limit' | 'rate'; readonly argument: keyof Taken & string };
  apply(course: Course, values: ValuesOf<Taken>): Course;
  report(before: Course, after: Course, values: ValuesOf<Taken>): StepReport;
}

/** A rule for fee lines: it moves part of what is left of the line out of scope, under a name. */
export interface LineMechanism {
  readonly name: string;
  readonly about: Text;
  readonly moves: 'fullSelfPay' | 'overCeiling' | 'priorSelfPay';
  /** How much of `left` is moved, from 0 to `left`. */
  take(line: BillLine, left: Fen): Fen;
  /** Why it took something, and why it took nothing. */
  readonly reasons: { readonly taken: Text; readonly nothing: Text };
}
