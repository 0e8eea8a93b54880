// What real-time review (实时审核) is made of: rules with their figures, what they look at, and what they find. Shapes only;
// reading rules is load-review.ts, applying them judge-review.ts.

import type { CalendarDate, Timestamp } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import type { Sex } from '../../domain/person.ts';
import type { ReviewAct, ReviewSeverity } from '../../domain/protocol/review.ts';
import type { ItemClass, ItemKind } from '../bill.ts';
import type { RuleRef } from '../trace.ts';

export type ReviewedVisitKind = 'outpatient' | 'emergency' | 'special-illness';

/** What a rule can ask for; judges.ts has them. */
export const judgeNames = [
  'supply',
  'over-ceiling',
  'consent',
  'repeated-in-prescription',
  'repeated-on-day',
  'early-refill',
  'sex',
  'age-below',
  'age-from',
  'two-places',
] as const;
export type JudgeName = (typeof judgeNames)[number];

/** The units of a figure: whole days, minutes and years, or a sex. */
export type FigureUnit = 'days' | 'minutes' | 'years' | 'sex';

/** A figure from a day on, until the next. */
export interface DatedFigure {
  readonly since: CalendarDate;
  readonly value: number | Sex;
  /** As the rule file writes it. */
  readonly written: string;
  readonly at: RuleRef;
}

/** A named list that rules refer to: items of the catalogue by code, or diagnoses by the beginning of their ICD-10 code. */
export interface ReviewList {
  readonly name: string;
  readonly of: 'items' | 'diagnoses';
  readonly entries: ReadonlyMap<string, string>;
  readonly at: RuleRef;
}

/** Whom and what a rule looks at; an absent part asks nothing. */
export interface ReviewScope {
  readonly visits: readonly ReviewedVisitKind[] | undefined;
  readonly kinds: readonly ItemKind[] | undefined;
  readonly classes: readonly ItemClass[] | undefined;
  readonly items: ReviewList | undefined;
  readonly exceptItems: ReviewList | undefined;
  readonly diagnoses: ReviewList | undefined;
  readonly exceptDiagnoses: ReviewList | undefined;
}

export interface ReviewRule {
  readonly id: string;
  readonly at: RuleRef;
  readonly severity: ReviewSeverity;
  readonly judge: JudgeName;
  readonly since: CalendarDate;
  readonly scope: ReviewScope;
  /** Newest first, never empty. */
  readonly figures: ReadonlyMap<string, readonly DatedFigure[]>;
  /** With `{names}` of what the judge fills in. */
  readonly message: Text;
  readonly remedy: Text;
  readonly act: ReviewAct;
}

export interface ReviewRules {
  readonly title: Text;
  readonly documents: ReadonlyMap<string, { readonly title: string; readonly about: Text }>;
  readonly lists: readonly ReviewList[];
  /** In the order in which they are tried and told. */
  readonly rules: readonly ReviewRule[];
}

/** A fee line as review sees it. */
export interface ReviewedLine {
  /** What names it to whoever asked. */
  readonly id: string;
  readonly item: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly class: ItemClass;
  /** Yuan a unit, and the highest that counts; decimals of at most 4 places. */
  readonly price: string;
  readonly ceiling: string | undefined;
  readonly quantity: string;
  /** Days of supply; undefined where they were not stated. */
  readonly days: number | undefined;
  /** The patient agreed to pay it wholly. */
  readonly consent: boolean;
}

/** A line settled earlier, wherever. */
export interface EarlierLine {
  readonly item: string;
  readonly on: CalendarDate;
  readonly days: number | undefined;
  readonly hospital: string;
}

/** Everything that one review looks at. */
export interface ReviewSubject {
  readonly lines: readonly ReviewedLine[];
  readonly person: { readonly sex: Sex; readonly birth: CalendarDate };
  readonly visit: {
    readonly now: Timestamp;
    readonly kind: ReviewedVisitKind;
    /** ICD-10 codes. */
    readonly diagnoses: readonly string[];
  };
  readonly history: {
    /** Settled before, the newest first. */
    readonly lines: readonly EarlierLine[];
    /** Where else insurance was last used for this person, and when; undefined: nowhere. */
    readonly elsewhere: { readonly hospital: string; readonly at: Timestamp } | undefined;
  };
}

export interface ReviewFinding {
  readonly rule: ReviewRule;
  /** Undefined: about the visit as a whole. */
  readonly line: ReviewedLine | undefined;
  readonly message: Text;
  readonly remedy: Text;
  /** The figures that were in force. */
  readonly figures: readonly DatedFigure[];
}

/** One rule tried on one line, or on the visit: whether it found something, and if not why not. */
export interface ReviewTraceEntry {
  readonly rule: ReviewRule;
  readonly line: string | undefined;
  /** passed: asked, and all is in order; outside: not asked, as `reason` says. */
  readonly outcome: 'found' | 'passed' | 'outside';
  readonly reason: Text;
}

export interface Review {
  /** By line, in the order of the lines; what is about the visit as a whole comes last. */
  readonly findings: readonly ReviewFinding[];
  readonly trace: readonly ReviewTraceEntry[];
}
