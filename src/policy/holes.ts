// Looks for what a compiled pack leaves open: a bill that a benefit is for and for which one of its parameters has no value,
// and a row that no bill can ever reach. Every combination of facts that any condition asks for is tried.

import { type Condition, type FactName, type Facts, factValues, failingQuestion } from './facts.ts';
import type { Pack, Step } from './pack.ts';
import type { PackProblem } from './pack-places.ts';
import { type Parameter, type Row, resolveParameter } from './parameter.ts';

type Standing = Pick<Facts, 'scheme' | 'status' | 'veteranWorker'>;

/** The standings that exist: employees in service, retired, retired veteran workers; residents adult and minor. */
const standings: readonly Standing[] = [
  { scheme: 'employee', status: 'in-service', veteranWorker: false },
  { scheme: 'employee', status: 'retired', veteranWorker: false },
  { scheme: 'employee', status: 'retired', veteranWorker: true },
  { scheme: 'resident', status: 'adult', veteranWorker: false },
  { scheme: 'resident', status: 'minor', veteranWorker: false },
];

/** Facts that vary on their own, each with what it is where nobody asks for it. */
const unasked = {
  age: 40,
  modelWorker: true,
  civilServant: 'none',
  level: 1,
  visit: 'outpatient',
  place: 'local',
  hospitalKind: 'general',
  illness: '',
  criticalIllness: false,
  hardship: false,
  contributionYears: 0,
  monthsOfBreak: 0,
} as const satisfies Omit<Facts, keyof Standing>;

type FreeFact = keyof typeof unasked;
type FactValue = string | number | boolean;

function candidates(
  fact: FreeFact,
  conditions: readonly Condition[],
  illnesses: readonly string[],
): readonly FactValue[] {
  const values = factValues[fact];
  const turns = conditions.flat().flatMap((question) => (question.fact === fact ? question.turns : []));
  if (values === 'number') {
    const edges = turns.flatMap((edge) => (typeof edge === 'number' ? [edge - 1, edge] : []));
    return [...new Set([unasked[fact] as number, ...edges.filter((edge) => edge >= 0)])];
  }
  return values === 'code' ? ['', ...illnesses] : values;
}

/** All facts that can make a difference to these conditions. A special illness has a code; nothing else has one. */
function* combinations(conditions: readonly Condition[], illnesses: readonly string[]): Generator<Facts> {
  const asked = new Set<FactName>(conditions.flat().map((question) => question.fact));
  if (asked.has('illness')) asked.add('visit');
  let free: Record<string, FactValue>[] = [{ ...unasked }];
  for (const fact of Object.keys(unasked) as FreeFact[]) {
    if (asked.has(fact)) {
      const values = candidates(fact, conditions, illnesses);
      free = free.flatMap((facts) => values.map((value) => ({ ...facts, [fact]: value })));
    }
  }
  const possible = asked.has('illness')
    ? free.filter(({ visit, illness }) => (visit === 'special-illness') === (illness !== ''))
    : free;
  for (const standing of standings) for (const facts of possible) yield { ...standing, ...facts } as Facts;
}

/** What was asked for of the facts, in words. */
function inWords(facts: Facts, conditions: readonly Condition[]): string {
  const asked = new Set<string>(conditions.flat().map((question) => question.fact));
  return Object.entries(facts)
    .filter(([fact]) => asked.has(fact) || fact === 'scheme' || fact === 'status')
    .map(([fact, value]) => `${fact} ${value}`)
    .join(', ');
}

function holeIn(pack: Pack, guard: readonly Condition[], step: Step, parameter: Parameter): PackProblem | undefined {
  const conditions = [...guard, ...parameter.rows.map((row) => row.condition)];
  const codes = pack.illnesses.map(({ code }) => code);
  for (const facts of combinations(conditions, codes)) {
    const reached = guard.every((condition) => !failingQuestion(condition, facts));
    if (reached && !resolveParameter(parameter, facts, pack.since)) {
      const { file, line, column, key } = parameter.at;
      const who = inWords(facts, conditions);
      const expected = {
        zh: `自 ${pack.since} 起对 ${who} 有值（${step.at.key} 使用）`,
        en: `a value from ${pack.since} for ${who} (${step.at.key} uses it)`,
      };
      return { kind: 'input', file, line, column, key, expected };
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

function oldestOf(row: Row): string {
  return row.values.at(-1)?.since ?? '';
}

/** Whether an earlier row of the same reading, in force as long, fits whatever this row fits. */
function isHidden(row: Row, earlier: readonly Row[], codes: readonly string[]): boolean {
  const hiders = earlier.filter(
    (one) => (one.variant === undefined || one.variant === row.variant) && oldestOf(one) <= oldestOf(row),
  );
  if (hiders.length === 0) return false;
  const conditions = [row.condition, ...hiders.map(({ condition }) => condition)];
  for (const facts of combinations(conditions, codes)) {
    const fits = (one: Row) => failingQuestion(one.condition, facts) === undefined;
    if (fits(row) && !hiders.some(fits)) return false;
  }
  return true;
}

/** One problem for each row that no bill can reach, because rows above it overlap it wholly. */
export function hiddenRowsIn(pack: Pack): PackProblem[] {
  const codes = pack.illnesses.map(({ code }) => code);
  return [...pack.parameters.values()].flatMap(({ rows }) =>
    rows.flatMap((row, index): PackProblem[] => {
      if (!isHidden(row, rows.slice(0, index), codes)) return [];
      const { file, line, column, key } = row.at;
      const expected = {
        zh: '能被用到的一行（上面的行已适用于同样的账单和日期）',
        en: 'a row that some bill can reach (rows above it fit the same bills and days)',
      };
      return [{ kind: 'input', file, line, column, key, expected }];
    }),
  );
}
