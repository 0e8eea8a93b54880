// The policy engine's trace as plain data for the wire, in both languages: whoever shows it needs no rule pack.

import type { Text } from '../../domain/language.ts';
import { formatYuan } from '../../domain/money.ts';
import { mostTraceEntries, type TraceEntryOnWire, type TraceOnWire } from '../../domain/protocol/settlement-trace.ts';
import type { Pack } from '../../policy/pack.ts';
import type { Settlement } from '../../policy/settlement.ts';
import { reasonText, sourceText } from '../../policy/trace.ts';
import { type FiguredEntry, figuredTrace } from '../../policy/trace-figures.ts';

function inBoth(write: (language: 'zh' | 'en') => string): Text {
  return { zh: write('zh'), en: write('en') };
}

function onWire({ entry, field, unit, ofOtherBenefit }: FiguredEntry): TraceEntryOnWire {
  const { at } = entry;
  return {
    field,
    rule: entry.rule,
    applied: entry.applied,
    other_benefit: ofOtherBenefit,
    file: at.file,
    line: at.line,
    key: at.key,
    title: at.title,
    item: entry.item ?? null,
    value: entry.value ?? null,
    unit: unit ?? null,
    since: entry.since ?? null,
    source: inBoth((language) => sourceText(at.source, language)),
    before: formatYuan(entry.before),
    after: formatYuan(entry.after),
    reason: inBoth((language) => reasonText(entry.reason, language)),
  };
}

/** The farther from the figures of this bill, the sooner an entry gives way where there are too many. */
function distance({ entry, ofOtherBenefit }: FiguredEntry): number {
  if (entry.applied) return 0;
  if (ofOtherBenefit) return 3;
  return entry.rule === 'line' ? 2 : 1;
}

/** At most `mostTraceEntries`, in the order of computation. A settlement without a trace has an empty one. */
export function traceOf(pack: Pack, { trace = [] }: Pick<Settlement, 'trace'>): TraceOnWire {
  const all = figuredTrace(pack, trace);
  if (all.length <= mostTraceEntries) return { entries: all.map(onWire), left_out: 0 };
  const nearest = all.map((_, place) => place).sort((a, b) => distanceAt(all, a) - distanceAt(all, b) || a - b);
  const kept = nearest.slice(0, mostTraceEntries).sort((a, b) => a - b);
  const entries = kept.flatMap((place) => all.slice(place, place + 1).map(onWire));
  return { entries, left_out: all.length - entries.length };
}

function distanceAt(all: readonly FiguredEntry[], place: number): number {
  const found = all[place];
  return found ? distance(found) : 0;
}
