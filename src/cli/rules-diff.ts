// `yibao-pos rules diff A B [--bill FILE]`: what changes between two packs, readings or days, and what it means for a bill.

import { inLanguage, type Language } from '../domain/language.ts';
import { type DatedPack, diffPacks, type PackDifference } from '../policy/diff-packs.ts';
import type { DatedValue } from '../policy/parameter.ts';
import { sourceText } from '../policy/trace.ts';
import { conditionText } from './rules-text.ts';
import { tableText } from './table.ts';
import type { ChosenSide } from './what-if.ts';

const words = {
  figures: { zh: '数值', en: 'figures' },
  benefits: { zh: '待遇的构成', en: 'composition of benefits' },
  same: { zh: '没有差别', en: 'no difference' },
  absent: { zh: '无', en: 'not there' },
} as const;

/** The day on which a side is taken: its own, or the pack's first. */
export function datedSide({ pack, date }: ChosenSide): DatedPack {
  return { pack, date: date ?? pack.since };
}

function titleOf(side: ChosenSide): string {
  return `${side.name}@${datedSide(side).date}`;
}

function placeOf(value: DatedValue | undefined, language: Language): string {
  return value ? `${value.at.file}:${value.at.line}  ${sourceText(value.at.source, language)}` : '';
}

function figuresText({ figures }: PackDifference, titles: readonly string[], language: Language): string {
  if (figures.length === 0) return '';
  const rows = figures.flatMap(({ title, condition, before, after }) => [
    [inLanguage(title, language), conditionText(condition, language), before?.written ?? '—', after?.written ?? '—'],
  ]);
  const sources = figures.map(({ before, after }) => placeOf(after ?? before, language));
  const columns = [{ title: '' }, { title: '' }, ...titles.map((title) => ({ title })), { title: '' }];
  const all = rows.map((row, index) => [...row, sources[index] ?? '']);
  return `${inLanguage(words.figures, language)}\n${tableText(columns, all, '  ')}`;
}

function benefitsText({ benefits }: PackDifference, language: Language): string {
  if (benefits.length === 0) return '';
  const lines = (sign: string, steps: readonly string[] | undefined) =>
    (steps ?? [inLanguage(words.absent, language)]).map((step) => `    ${sign} ${step}\n`).join('');
  const parts = benefits.map(({ benefit, title, before, after }) => {
    const [old, now] = [new Set(before), new Set(after)];
    const gone = before?.filter((step) => !now.has(step));
    const come = after?.filter((step) => !old.has(step));
    return `  ${benefit}  ${inLanguage(title, language)}\n${lines('-', gone)}${lines('+', come)}`;
  });
  return `${inLanguage(words.benefits, language)}\n${parts.join('')}`;
}

/** The differences as text. */
export function diffText(before: ChosenSide, after: ChosenSide, language: Language): string {
  const difference = diffPacks(datedSide(before), datedSide(after));
  const titles = [titleOf(before), titleOf(after)];
  const parts = [figuresText(difference, titles, language), benefitsText(difference, language)];
  const body = parts.filter((part) => part !== '').join('\n');
  return `${titles.join(' → ')}\n\n${body === '' ? `${inLanguage(words.same, language)}\n` : body}`;
}

function valueDocument(value: DatedValue | undefined): unknown {
  return value ? { value: value.written, since: value.since, file: value.at.file, line: value.at.line } : null;
}

/** The differences as data. */
export function diffDocument(before: ChosenSide, after: ChosenSide): Record<string, unknown> {
  const difference = diffPacks(datedSide(before), datedSide(after));
  return {
    before: titleOf(before),
    after: titleOf(after),
    figures: difference.figures.map(({ parameter, title, condition, before: old, after: now }) => ({
      parameter,
      title,
      when: Object.fromEntries(condition.map(({ fact, expected }) => [fact, expected])),
      before: valueDocument(old),
      after: valueDocument(now),
    })),
    benefits: difference.benefits.map(({ benefit, title, before: old, after: now }) => ({
      benefit,
      title,
      before: old ?? null,
      after: now ?? null,
    })),
  };
}
