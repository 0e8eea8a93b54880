// The trace of a settlement: one entry for every rule that applied and for every one that did not, with its place in the
// rule files, its value and its source. Entries are recorded during settlement and put into words only when shown.

import type { CalendarDate } from '../domain/date.ts';
import type { Language, Text } from '../domain/language.ts';
import { inLanguage } from '../domain/language.ts';
import type { Fen } from '../domain/money.ts';
import { factText, factValueText } from './fact-words.ts';

/** Where a figure comes from: a place in a document, or an assumption with its reason. */
export type Source =
  | { readonly kind: 'document'; readonly document: string; readonly title: string; readonly section: string }
  | { readonly kind: 'assumption'; readonly why: Text };

/** A place in a rule pack. Shared by all entries that speak of the same rule. */
export interface RuleRef {
  /** Relative to the rules folder, as in PACK/rates.yaml. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly key: string;
  /** What the rule is, for people. */
  readonly title: Text;
  readonly source: Source;
}

export type Reason =
  | { readonly kind: 'because'; readonly text: Text }
  /** A fact of the bill is not what the rule asks for. */
  | { readonly kind: 'condition'; readonly fact: string; readonly actual: string; readonly expected: string }
  | { readonly kind: 'not-yet'; readonly since: CalendarDate }
  | { readonly kind: 'superseded'; readonly by: CalendarDate }
  | { readonly kind: 'variant'; readonly variant: string };

export interface TraceEntry {
  readonly rule: 'benefit' | 'step' | 'value' | 'band' | 'line' | 'payer' | 'refund';
  readonly applied: boolean;
  readonly at: RuleRef;
  /** As the rule file writes it; only where the rule is a value, or a band of one. */
  readonly value: string | undefined;
  readonly since: CalendarDate | undefined;
  /** The fee line that the rule was tried on; only for lines. */
  readonly item: string | undefined;
  /** The amount that the rule was given, and what it made of it: equal where it did not apply. */
  readonly before: Fen;
  readonly after: Fen;
  readonly reason: Reason;
}

export type Recorder = TraceEntry[];

/** A source in one line: document title and section, or the word assumption and why. */
export function sourceText(source: Source, language: Language): string {
  if (source.kind === 'document') return `${source.title} · ${source.section}`;
  return `${language === 'zh' ? '假设' : 'assumption'}: ${inLanguage(source.why, language)}`;
}

function conditionReason(reason: Extract<Reason, { kind: 'condition' }>, language: Language): string {
  const fact = factText(reason.fact, language);
  const [actual, expected] = [reason.actual, reason.expected].map((value) => factValueText(value, language));
  return language === 'zh'
    ? `${fact}为${actual}，规则要求${expected}`
    : `${fact} is ${actual}, the rule asks for ${expected}`;
}

/** Why a rule applied or did not, as a clause. */
export function reasonText(reason: Reason, language: Language): string {
  const zh = language === 'zh';
  switch (reason.kind) {
    case 'because':
      return inLanguage(reason.text, language);
    case 'condition':
      return conditionReason(reason, language);
    case 'not-yet':
      return zh ? `自 ${reason.since} 起才有此值` : `has a value only from ${reason.since}`;
    case 'superseded':
      return zh ? `自 ${reason.by} 起另有新值` : `replaced by a later value from ${reason.by}`;
    case 'variant':
      return zh
        ? `属于未选用的口径 ${reason.variant}`
        : `belongs to the variant ${reason.variant}, which was not chosen`;
  }
}
