// Looks for holes in a compiled pack: a person, a hospital and a visit that a benefit is for, and for whom one of its
// parameters has no value. Every combination of facts that any condition asks for is tried, so that settling never meets one.

import { type Condition, type FactName, type Facts, factValues, failingQuestion } from './facts.ts';
import type { Pack, Step } from './pack.ts';
import type { PackProblem } from './pack-places.ts';
import { type Parameter, resolveParameter } from './parameter.ts';

type Standing = Pick<Facts, 'scheme' | 'status' | 'veteranWorker'>;

/** The standings that exist: employees in service, retired, retired veteran workers; residents adult and minor. */
const standings: readonly Standing[] = [
  { scheme: 'employee', status: 'in-service', veteranWorker: false },
  { scheme: 'employee', status: 'retired', veteranWorker: false },
  { scheme: 'employee', status: 'retired', veteranWorker: true },
  { scheme: 'resident', status: 'adult', veteranWorker: false },
  { scheme: 'resident', status: 'minor', veteranWorker: false },
];

const free = ['modelWorker', 'civilServant', 'level', 'visit'] as const;
const anyAge = 40;

function agesAsked(conditions: readonly Condition[]): number[] {
  const edges = conditions.flat().flatMap((question) => question.edges);
  return [...new Set([anyAge, ...edges.flatMap((edge) => [edge - 1, edge])])];
}

/** All facts that can make a difference to these conditions. */
function* combinations(conditions: readonly Condition[]): Generator<Facts> {
  const asked = new Set<FactName>(conditions.flat().map((question) => question.fact));
  const choices = free.map((fact) => (asked.has(fact) ? factValues[fact] : [factValues[fact][0]]));
  const [models = [], servants = [], levels = [], visits = []] = choices;
  for (const standing of standings)
    for (const age of agesAsked(conditions))
      for (const modelWorker of models)
        for (const civilServant of servants)
          for (const level of levels)
            for (const visit of visits) yield { ...standing, age, modelWorker, civilServant, level, visit } as Facts;
}

function inWords(facts: Facts): string {
  return Object.entries(facts)
    .map(([fact, value]) => `${fact} ${value}`)
    .join(', ');
}

function holeIn(pack: Pack, guard: readonly Condition[], step: Step, parameter: Parameter): PackProblem | undefined {
  const conditions = [...guard, ...parameter.rows.map((row) => row.condition)];
  for (const facts of combinations(conditions)) {
    const reached = guard.every((condition) => !failingQuestion(condition, facts));
    if (reached && !resolveParameter(parameter, facts, pack.since)) {
      const { file, line, key } = parameter.at;
      const who = inWords(facts);
      const expected = {
        zh: `自 ${pack.since} 起对 ${who} 有值（${step.at.key} 使用）`,
        en: `a value from ${pack.since} for ${who} (${step.at.key} uses it)`,
      };
      return { kind: 'input', file, line, column: 1, key, expected };
    }
  }
  return undefined;
}

/** One problem for each parameter of each step that is somewhere without a value. */
export function holesIn(pack: Pack): PackProblem[] {
  return pack.benefits.flatMap((benefit) =>
    benefit.kind === 'none'
      ? []
      : benefit.steps.flatMap((step) =>
          step.bindings.flatMap((binding) => {
            if (binding.kind === 'fund') return [];
            return holeIn(pack, [benefit.condition, step.condition], step, binding.parameter) ?? [];
          }),
        ),
  );
}
