// Compiles the files of a pack into what settle.ts runs on: names are bound to parameters and mechanisms, conditions
// become closures. Everything that does not fit together is gathered as a problem with its place; nothing is guessed.

import { dateOf } from '../domain/date.ts';
import type { Result } from '../domain/result.ts';
import { failure, ok } from '../domain/result.ts';
import { compileParameter } from './compile-parameter.ts';
import { type ConditionData, compileCondition } from './facts.ts';
import { holesIn } from './holes.ts';
import type { ArgumentKind, StepMechanism } from './mechanisms/mechanism.ts';
import { lineMechanisms, stepMechanisms } from './mechanisms/registry.ts';
import type { AccountRule, BenefitRule, Binding, Illness, InnerRule, LineRule, Pack, Step } from './pack.ts';
import { PackFile, type PackProblem } from './pack-places.ts';
import type { BenefitData, HeadData, SubjectData } from './pack-schema.ts';
import type { Parameter } from './parameter.ts';
import type { PositionedYaml } from './positioned-yaml.ts';
import { lineReasons } from './settle-lines.ts';
import { type FundField, fundFields } from './settlement.ts';
import type { RuleRef } from './trace.ts';

/** One subject file, read and of the right shape. */
export interface Subject {
  readonly yaml: PositionedYaml;
  readonly data: SubjectData;
}

interface Workshop {
  readonly files: readonly { readonly file: PackFile; readonly data: SubjectData }[];
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly used: Set<string>;
}

type Path = readonly (string | number)[];

function isFund(name: string): name is FundField {
  return (fundFields as readonly string[]).includes(name);
}

function listed(names: Iterable<string>): { zh: string; en: string } {
  const all = [...names];
  return { zh: `${all.join('、')} 之一`, en: `one of ${all.join(', ')}` };
}

function bindParameter(kind: ArgumentKind, argument: string, written: string, place: Place): Binding | undefined {
  const { file, path, workshop } = place;
  const parameter = workshop.parameters.get(written);
  if (!parameter) {
    file.complain(path, { zh: '本规则包中某个参数的名字', en: 'the name of a parameter of this pack' }, written);
    return undefined;
  }
  workshop.used.add(written);
  const unit = typeof kind === 'object' ? 'choice' : kind;
  if (parameter.unit !== unit) {
    file.complain(
      path,
      { zh: `单位为 ${unit} 的参数`, en: `a parameter whose unit is ${unit}` },
      `${written} (${parameter.unit})`,
    );
  }
  if (typeof kind === 'object') {
    for (const value of parameter.rows.flatMap((row) => row.values)) {
      if (!kind.oneOf.includes(String(value.value)))
        file.complain(path, listed(kind.oneOf), `${written}: ${value.written}`);
    }
  }
  return { argument, kind: 'parameter', parameter };
}

interface Place {
  readonly file: PackFile;
  readonly path: Path;
  readonly workshop: Workshop;
}

function bind(mechanism: StepMechanism, args: Readonly<Record<string, unknown>>, place: Place): Binding[] {
  const { file, path } = place;
  const bindings: Binding[] = [];
  for (const [argument, kind] of Object.entries(mechanism.takes)) {
    const written = args[argument];
    const at = { ...place, path: [...path, argument] };
    if (typeof written !== 'string') {
      file.complain(at.path, {
        zh: `${mechanism.name} 的参数 ${argument}`,
        en: `the argument ${argument} of ${mechanism.name}`,
      });
    } else if (kind === 'fund') {
      if (isFund(written)) bindings.push({ argument, kind: 'fund', fund: written });
      else file.complain(at.path, listed(fundFields), written);
    } else {
      const bound = bindParameter(kind, argument, written, at);
      if (bound) bindings.push(bound);
    }
  }
  for (const extra of Object.keys(args)) {
    if (extra !== 'when' && !(extra in mechanism.takes)) {
      file.complain([...path, extra], listed(['when', ...Object.keys(mechanism.takes)]), extra);
    }
  }
  return bindings;
}

function rulesInside(at: RuleRef, bindings: readonly Binding[]): InnerRule[] {
  const values = bindings.flatMap((binding) =>
    binding.kind === 'parameter' ? binding.parameter.rows.flatMap((row) => row.values) : [],
  );
  const step: InnerRule = { rule: 'step', at, value: undefined, since: undefined };
  return [
    step,
    ...values.map((dated): InnerRule => ({ rule: 'value', at: dated.at, value: dated.written, since: dated.since })),
  ];
}

function compileStep(
  step: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  place: Place,
  at: (key: string) => RuleRef,
): Step | undefined {
  const { file, path } = place;
  const [first, second] = Object.entries(step);
  if (!first || second) {
    file.complain(path, { zh: '恰好一个机制', en: 'exactly one mechanism' });
    return undefined;
  }
  const [name, args] = first;
  const mechanism = stepMechanisms.get(name);
  if (!mechanism) {
    file.complain([...path, name], listed(stepMechanisms.keys()), name);
    return undefined;
  }
  const { when } = args;
  const condition = typeof when === 'object' && when !== null ? (when as ConditionData) : undefined;
  if (when !== undefined && !condition)
    file.complain([...path, name, 'when'], { zh: '条件', en: 'a condition' }, String(when));
  const bindings = bind(mechanism, args, { ...place, path: [...path, name] });
  const ref = at(name);
  return { mechanism, at: ref, condition: compileCondition(condition), bindings, inner: rulesInside(ref, bindings) };
}

function compileBenefit(id: string, data: BenefitData, file: PackFile, workshop: Workshop): BenefitRule {
  const path = ['benefits', id];
  const source = file.source(data, path);
  const head = {
    id,
    title: data.title,
    at: file.refer(path, source, id),
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
    const compiled = compileStep(step, { file, path: stepPath, workshop }, (key) =>
      file.refer([...stepPath, key], source, `${id}.steps[${index}].${key}`),
    );
    return compiled ? [compiled] : [];
  });
  return { ...head, kind: 'granted', steps, inner: steps.flatMap((step) => step.inner) };
}

function compileLines(workshop: Workshop): LineRule[] {
  return workshop.files.flatMap(({ file, data }) =>
    (data.lines ?? []).flatMap((rule, index): LineRule[] => {
      const path = ['lines', index];
      const mechanism = lineMechanisms.get(rule.mechanism);
      if (!mechanism) {
        file.complain([...path, 'mechanism'], listed(lineMechanisms.keys()), rule.mechanism);
        return [];
      }
      const at = file.refer(path, file.source(rule, path), `lines.${rule.mechanism}`);
      return [{ mechanism, classes: rule.classes, at, reasons: lineReasons(mechanism, rule.classes) }];
    }),
  );
}

function compilePayers(workshop: Workshop, head: PackFile): { account: AccountRule; cash: RuleRef } {
  const [first, second] = workshop.files.filter(({ data }) => data.payers !== undefined);
  if (second) second.file.complain(['payers'], { zh: '整个规则包只有一处 payers', en: 'payers once in the pack' });
  const payers = first?.data.payers;
  if (!first || !payers) {
    head.complain([], { zh: '某个文件中的 payers', en: 'payers, in one of the files' });
    const at = head.refer([], { kind: 'assumption', why: { zh: '缺', en: 'missing' } }, 'payers');
    return { account: { at, pays: [] }, cash: at };
  }
  const { file } = first;
  const refer = (payer: 'account' | 'cash') => {
    const path = ['payers', payer];
    return file.refer(path, file.source(payers[payer], path), `payers.${payer}`);
  };
  return { account: { at: refer('account'), pays: payers.account.pays }, cash: refer('cash') };
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
    lines: compileLines(workshop),
    benefits,
    ...compilePayers(workshop, headFile),
    parameters,
    illnesses: files.flatMap(({ data }) =>
      Object.entries(data.illnesses ?? {}).map(([code, name]): Illness => ({ code, name })),
    ),
  };
  checkUse(workshop);
  if (problems.length === 0) problems.push(...holesIn(pack));
  return problems.length > 0 ? failure(problems) : ok(pack);
}
