// Compiles the files of a pack into what settle.ts runs on: names are bound to parameters and mechanisms, conditions
// become closures. Everything that does not fit together is gathered as a problem with its place; nothing is guessed.

import { dateOf } from '../domain/date.ts';
import type { Result } from '../domain/result.ts';
import { failure, ok } from '../domain/result.ts';
import { compileParameter } from './compile-parameter.ts';
import { compilePayers, compileRefunds, compileWaitingPeriod } from './compile-payers.ts';
import { compileStep, listed, type Workshop } from './compile-step.ts';
import { type ConditionData, compileCondition } from './facts.ts';
import { hiddenRowsIn, holesIn } from './holes.ts';
import { lineMechanisms } from './mechanisms/registry.ts';
import type { BenefitRule, Illness, LineRule, Pack, Step } from './pack.ts';
import { PackFile, type PackProblem } from './pack-places.ts';
import type { BenefitData, HeadData, SubjectData } from './pack-schema.ts';
import type { Parameter } from './parameter.ts';
import type { PositionedYaml } from './positioned-yaml.ts';
import { lineReasons } from './settle-lines.ts';

/** One subject file, read and of the right shape. */
export interface Subject {
  readonly yaml: PositionedYaml;
  readonly data: SubjectData;
}

function compileBenefit(id: string, data: BenefitData, file: PackFile, workshop: Workshop): BenefitRule {
  const path = ['benefits', id];
  const source = file.source(data, path);
  const head = {
    id,
    title: data.title,
    at: file.refer(path, source, id, data.title),
    condition: compileCondition(data.when as ConditionData),
    ledger: data.ledger,
  };
  const grantsNothing = data.grants === 'nothing' && data.prompt !== undefined;
  if (grantsNothing === (data.steps !== undefined) || (data.grants === undefined) !== (data.prompt === undefined)) {
    file.complain(path, {
      zh: 'steps，或 grants: nothing 及 prompt',
      en: 'either steps, or grants: nothing with a prompt',
    });
  }
  if (data.prompt !== undefined) return { ...head, kind: 'none', prompt: data.prompt };
  const steps = (data.steps ?? []).flatMap((step, index): Step[] => {
    const stepPath = [...path, 'steps', index];
    const compiled = compileStep(step, { file, path: stepPath, workshop }, (key, about) =>
      file.refer([...stepPath, key], source, `${id}.steps[${index}].${key}`, about),
    );
    return compiled ? [compiled] : [];
  });
  return {
    ...head,
    kind: 'granted',
    steps,
    inner: steps.flatMap((step) => step.inner),
    needsHousehold: steps.some((step) => step.mechanism.needs === 'household'),
  };
}

function compileLines(workshop: Workshop): LineRule[] {
  const named = new Set<string>();
  return workshop.files.flatMap(({ file, data }) =>
    (data.lines ?? []).flatMap((rule, index): LineRule[] => {
      const path = ['lines', index];
      const mechanism = lineMechanisms.get(rule.mechanism);
      if (!mechanism) {
        file.complain([...path, 'mechanism'], listed(lineMechanisms.keys()), rule.mechanism);
        return [];
      }
      for (const [place, one] of rule.classes.entries()) {
        const expected = { zh: '每类只用一次的规则', en: 'a rule that is given once for each class' };
        if (named.has(`${rule.mechanism} ${one}`)) file.complain([...path, 'classes', place], expected, one);
        named.add(`${rule.mechanism} ${one}`);
      }
      const at = file.refer(path, file.source(rule, path), `lines.${rule.mechanism}`, mechanism.about);
      return [{ mechanism, classes: rule.classes, at, reasons: lineReasons(mechanism, rule.classes) }];
    }),
  );
}

function compileParameters(files: Workshop['files'], variants: readonly string[]): Map<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const { file, data } of files) {
    for (const [name, parameter] of Object.entries(data.parameters ?? {})) {
      if (parameters.has(name))
        file.complain(['parameters', name], { zh: '一个新名字', en: 'a name not used before' }, name);
      parameters.set(name, compileParameter(parameter, { file, name, variants }));
    }
  }
  return parameters;
}

function checkUse(workshop: Workshop): void {
  for (const { file, data } of workshop.files) {
    for (const [name, { unused }] of Object.entries(data.parameters ?? {})) {
      const isUsed = workshop.used.has(name);
      if (isUsed && unused)
        file.complain(['parameters', name, 'unused'], {
          zh: '没有这个键：参数已被使用',
          en: 'no such key: the parameter is used',
        });
      if (!isUsed && !unused)
        file.complain(['parameters', name], {
          zh: '被某个待遇使用，或注明 unused 的原因',
          en: 'to be used by a benefit, or to say in `unused` why it is not',
        });
    }
  }
}

/** Binds everything together. `variants` are the readings chosen besides the defaults. */
export function compilePack(
  head: { readonly yaml: PositionedYaml; readonly data: HeadData },
  subjects: readonly Subject[],
  variants: readonly string[],
): Result<Pack, PackProblem[]> {
  const problems: PackProblem[] = [];
  const documents = new Map(Object.entries(head.data.documents));
  const headFile = new PackFile(head.yaml, documents, problems);
  const files = subjects.map(({ yaml, data }) => ({ file: new PackFile(yaml, documents, problems), data }));
  const parameters = compileParameters(files, variants);
  const workshop: Workshop = { files, parameters, used: new Set() };
  const benefits = files.flatMap(({ file, data }) =>
    Object.entries(data.benefits ?? {}).map(([id, benefit]) => compileBenefit(id, benefit, file, workshop)),
  );
  const known = new Set([...parameters.values()].flatMap(({ rows }) => rows.flatMap(({ variant }) => variant ?? [])));
  for (const variant of variants) {
    if (!known.has(variant))
      headFile.complain(
        ['pack'],
        {
          zh: `口径：${[...known].join('、') || '无'}`,
          en: `a variant of this pack: ${[...known].join(', ') || 'it has none'}`,
        },
        variant,
      );
  }
  const pack: Pack = {
    id: head.data.pack,
    title: head.data.title,
    since: dateOf(head.data.since),
    variants,
    knownVariants: [...known],
    documents,
    lines: compileLines(workshop),
    benefits,
    ...compilePayers(workshop, headFile),
    refunds: compileRefunds(workshop),
    waitingPeriod: compileWaitingPeriod(workshop),
    parameters,
    illnesses: files.flatMap(({ data }) =>
      Object.entries(data.illnesses ?? {}).map(([code, name]): Illness => ({ code, name })),
    ),
  };
  checkUse(workshop);
  if (problems.length === 0) problems.push(...holesIn(pack), ...hiddenRowsIn(pack));
  return problems.length > 0 ? failure(problems) : ok(pack);
}
