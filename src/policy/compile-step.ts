// Compiles the steps of a benefit: each names one mechanism, and gives its arguments as names of parameters or funds.
// What does not fit is noted in its place.

import type { Text } from '../domain/language.ts';
import { type ConditionData, compileCondition } from './facts.ts';
import type { ArgumentKind, StepMechanism } from './mechanisms/mechanism.ts';
import { stepMechanisms } from './mechanisms/registry.ts';
import type { Binding, InnerRule, Step } from './pack.ts';
import type { PackFile } from './pack-places.ts';
import type { SubjectData } from './pack-schema.ts';
import type { Parameter } from './parameter.ts';
import { type FundField, fundFields } from './settlement.ts';
import type { RuleRef } from './trace.ts';

/** Everything that the parts of a pack are put together with. */
export interface Workshop {
  readonly files: readonly { readonly file: PackFile; readonly data: SubjectData }[];
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly used: Set<string>;
}

type Path = readonly (string | number)[];

function isFund(name: string): name is FundField {
  return (fundFields as readonly string[]).includes(name);
}

/** "one of a, b, c", for complaints. */
export function listed(names: Iterable<string>): { zh: string; en: string } {
  const all = [...names];
  return { zh: `${all.join('、')} 之一`, en: `one of ${all.join(', ')}` };
}

/** Finds the parameter that an argument names, and checks that it is of the kind that is taken. */
export function bindParameter(
  kind: ArgumentKind,
  argument: string,
  written: string,
  place: Place,
): Extract<Binding, { readonly kind: 'parameter' }> | undefined {
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

/** A path in a file of the pack, for complaints. */
export interface Place {
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

/** Binds a step of a benefit to its mechanism and parameters. */
export function compileStep(
  step: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  place: Place,
  at: (key: string, about: Text) => RuleRef,
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
  const ref = at(name, mechanism.about);
  return { mechanism, at: ref, condition: compileCondition(condition), bindings, inner: rulesInside(ref, bindings) };
}
