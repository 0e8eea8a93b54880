// A rule pack as people and programs read it: every value with its condition, the day it starts and its source; and how
// each benefit is composed.

import { inLanguage, type Language } from '../domain/language.ts';
import { factText, factValueText } from '../policy/fact-words.ts';
import type { Condition } from '../policy/facts.ts';
import type { Pack, Step } from '../policy/pack.ts';
import type { Parameter } from '../policy/parameter.ts';
import { type Source, sourceText } from '../policy/trace.ts';
import { tableText } from './table.ts';

/** A condition in words: "hospital level 2, age ≥ 60, < 70"; `otherwise` where it asks for nothing. */
export function conditionText(condition: Condition, language: Language, otherwise = ''): string {
  const asked = condition.map(({ fact, expected }) => {
    const name = factText(fact, language);
    return `${name}${language === 'zh' ? ' ' : ': '}${factValueText(expected, language)}`;
  });
  return asked.length > 0 ? asked.join(language === 'zh' ? '，' : ', ') : otherwise;
}

function parameterText(parameter: Parameter, language: Language): string {
  const otherwise = language === 'zh' ? '其他' : 'otherwise';
  const rows = parameter.rows.flatMap((row) =>
    row.values.map(({ written, since, at }) => [
      written,
      since,
      `${conditionText(row.condition, language, otherwise)}${row.variant === undefined ? '' : ` (+${row.variant})`}`,
      `${at.file}:${at.line}`,
      sourceText(at.source, language),
    ]),
  );
  const columns = [{ title: '', align: 'right' as const }, { title: '' }, { title: '' }, { title: '' }, { title: '' }];
  return `${parameter.name}  ${inLanguage(parameter.title, language)}\n${tableText(columns, rows, '  ')}`;
}

function stepText(step: Step, language: Language): string {
  const args = step.bindings.map((binding) => {
    const value = binding.kind === 'fund' ? binding.fund : binding.parameter.name;
    return `${binding.argument}: ${value}`;
  });
  const when = step.condition.length > 0 ? `  [${conditionText(step.condition, language)}]` : '';
  return `    ${step.mechanism.name}  ${args.join(', ')}${when}\n`;
}

function benefitsText(pack: Pack, language: Language): string {
  return pack.benefits
    .map((benefit) => {
      const head = `${benefit.id}  ${inLanguage(benefit.title, language)}\n  ${conditionText(benefit.condition, language)}\n`;
      const source = `  ${benefit.at.file}:${benefit.at.line}  ${sourceText(benefit.at.source, language)}\n`;
      const grants =
        benefit.kind === 'none'
          ? `    ${benefit.prompt}\n`
          : benefit.steps.map((step) => stepText(step, language)).join('');
      return head + source + grants;
    })
    .join('\n');
}

/** The pack as text. */
export function packText(pack: Pack, language: Language): string {
  const readings = pack.knownVariants.map((variant) => `+${variant}`).join(' ');
  const head = `${pack.id}  ${inLanguage(pack.title, language)}  ${pack.since}${readings === '' ? '' : `  ${readings}`}\n`;
  const parameters = [...pack.parameters.values()].map((parameter) => parameterText(parameter, language));
  return [head, ...parameters, benefitsText(pack, language)].join('\n');
}

function sourceDocument(source: Source): unknown {
  return source.kind === 'assumption'
    ? { source: 'assumption', why: source.why }
    : { source: { document: source.document, title: source.title, section: source.section } };
}

/** The pack as a JSON document. */
export function packDocument(pack: Pack): unknown {
  const parameters = [...pack.parameters.values()].map(({ name, title, unit, rows }) => ({
    name,
    title,
    unit,
    values: rows.flatMap((row) =>
      row.values.map(({ written, since, at }) => ({
        value: written,
        since,
        when: Object.fromEntries(row.condition.map(({ fact, expected }) => [fact, expected])),
        ...(row.variant === undefined ? {} : { variant: row.variant }),
        file: at.file,
        line: at.line,
        ...(sourceDocument(at.source) as object),
      })),
    ),
  }));
  const benefits = pack.benefits.map((benefit) => ({
    id: benefit.id,
    title: benefit.title,
    when: Object.fromEntries(benefit.condition.map(({ fact, expected }) => [fact, expected])),
    ledger: benefit.ledger,
    ...(benefit.kind === 'none'
      ? { prompt: benefit.prompt }
      : { steps: benefit.steps.map((step) => stepText(step, 'en').trim()) }),
    file: benefit.at.file,
    line: benefit.at.line,
    ...(sourceDocument(benefit.at.source) as object),
  }));
  return { pack: pack.id, title: pack.title, since: pack.since, variants: pack.knownVariants, parameters, benefits };
}
