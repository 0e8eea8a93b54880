// The policy engine's trace as plain data for the wire, in both languages: whoever shows it needs no rule pack.

import type { Language, Text } from '../../domain/language.ts';
import { formatYuan } from '../../domain/money.ts';
import {
  mostTraceEntries,
  type TraceEntryOnWire,
  type TraceOnWire,
  type TracePlaceOnWire,
} from '../../domain/protocol/settlement-trace.ts';
import type { Pack } from '../../policy/pack.ts';
import type { Settlement } from '../../policy/settlement.ts';
import { type RuleRef, reasonText, sourceText } from '../../policy/trace.ts';
import { type FiguredEntry, figuredTrace } from '../../policy/trace-figures.ts';

function inBoth(write: (language: Language) => string): Text {
  return { zh: write('zh'), en: write('en') };
}

/** What the entries of one trace refer to: each text and each rule once, numbered as they come. */
function createTables() {
  const texts: Text[] = [];
  const places: TracePlaceOnWire[] = [];
  const textNumbers = new Map<string, number>();
  const placeNumbers = new Map<RuleRef, number>();

  function text(said: Text): number {
    const key = `${said.zh}\n${said.en}`;
    const known = textNumbers.get(key);
    if (known !== undefined) return known;
    textNumbers.set(key, texts.length);
    return texts.push(said) - 1;
  }

  function place(at: RuleRef): number {
    const known = placeNumbers.get(at);
    if (known !== undefined) return known;
    const { file, line, key, title } = at;
    const source = text(inBoth((language) => sourceText(at.source, language)));
    placeNumbers.set(at, places.length);
    return places.push({ file, line, key, title: text(title), source }) - 1;
  }

  return { texts, places, text, place };
}

type Tables = ReturnType<typeof createTables>;

function onWire({ entry, field, unit, ofOtherBenefit }: FiguredEntry, tables: Tables): TraceEntryOnWire {
  const { item, value, since } = entry;
  return {
    at: tables.place(entry.at),
    field,
    rule: entry.rule,
    applied: entry.applied,
    ...(ofOtherBenefit && { other_benefit: ofOtherBenefit }),
    ...(item !== undefined && { item }),
    ...(value !== undefined && { value }),
    ...(unit !== undefined && { unit }),
    ...(since !== undefined && { since }),
    before: formatYuan(entry.before),
    after: formatYuan(entry.after),
    reason: tables.text(inBoth((language) => reasonText(entry.reason, language))),
  };
}

/** The farther from the figures of this bill, the sooner an entry gives way where there are too many. */
function distance({ entry, ofOtherBenefit }: FiguredEntry): number {
  if (entry.applied) return 0;
  if (ofOtherBenefit) return 3;
  return entry.rule === 'line' ? 2 : 1;
}

/** Those for which there is room, in the order of computation. */
function nearest(all: readonly FiguredEntry[]): readonly FiguredEntry[] {
  if (all.length <= mostTraceEntries) return all;
  const nearestFirst = all.map((_, place) => place).sort((a, b) => distanceAt(all, a) - distanceAt(all, b) || a - b);
  const kept = new Set(nearestFirst.slice(0, mostTraceEntries));
  return all.filter((_, place) => kept.has(place));
}

/** At most `mostTraceEntries`. A settlement without a trace has an empty one. */
export function traceOf(pack: Pack, { trace = [] }: Pick<Settlement, 'trace'>): TraceOnWire {
  const all = figuredTrace(pack, trace);
  const tables = createTables();
  const entries = nearest(all).map((entry) => onWire(entry, tables));
  const { texts, places } = tables;
  return { texts, places, entries, left_out: all.length - entries.length };
}

function distanceAt(all: readonly FiguredEntry[], place: number): number {
  const found = all[place];
  return found ? distance(found) : 0;
}
