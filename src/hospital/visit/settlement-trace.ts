// How the figures of a split came about, rule by rule, as the center explained it. Kept with the split; nothing is
// computed from it.

import type { CalendarDate } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import type { Fen } from '../../domain/money.ts';

/** The figures of a split that rules speak of; `fund`: all that the funds pay but the civil servants' supplement. */
export const tracedFigures = [
  'fullSelfPay',
  'overCeiling',
  'priorSelfPay',
  'deductibleTaken',
  'fund',
  'supplement',
  'account',
  'cash',
] as const;

export type TracedFigure = (typeof tracedFigures)[number];

export const valueUnits = ['yuan', 'ratio', 'count', 'bands', 'choice'] as const;

/** The value that a rule gives, as its file writes it. */
export interface TracedValue {
  readonly written: string;
  readonly unit: (typeof valueUnits)[number];
}

/** Where a rule stands, and what it is. All that was tried of one rule shares it. */
export interface TracedPlace {
  readonly file: string;
  readonly line: number;
  readonly key: string;
  readonly title: Text;
  readonly source: Text;
}

export interface TracedRule {
  readonly at: TracedPlace;
  readonly figure: TracedFigure;
  readonly applied: boolean;
  /** Inside a benefit that as a whole does not apply, and for which this person's figures are not computed. */
  readonly ofOtherBenefit: boolean;
  /** The catalogue's code of the fee line that the rule was tried on; undefined where it is no rule for lines. */
  readonly item: string | undefined;
  readonly value: TracedValue | undefined;
  /** From when on the rule, or its value, is in force. */
  readonly since: CalendarDate | undefined;
  /** What the rule was given, and what it made of it. */
  readonly before: Fen;
  readonly after: Fen;
  readonly reason: Text;
}

export interface SettlementTrace {
  readonly rules: readonly TracedRule[];
  /** How many rules the center had no room for. */
  readonly leftOut: number;
}

/** A place whose texts are told apart from it: `title` and `source` are their numbers, from 0. */
export type NumberedPlace = Omit<TracedPlace, 'title' | 'source'> & {
  readonly title: number;
  readonly source: number;
};

/** Places with their texts, in order; undefined in place of one that refers to no text. */
export function withTexts(
  places: readonly NumberedPlace[],
  texts: readonly Text[],
): readonly (TracedPlace | undefined)[] {
  return places.map(({ title, source, ...where }) => {
    const [named, from] = [texts[title], texts[source]];
    return named && from && { ...where, title: named, source: from };
  });
}
