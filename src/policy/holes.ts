// Looks for what a compiled pack leaves open: a bill that a benefit is for and for which one of its parameters has no value,
// and a row that no bill can ever reach. Every combination of facts that any condition asks for is tried.

import { type Condition, compileCondition, type FactName, type Facts, factValues, failingQuestion } from './facts.ts';
import type { Pack } from './pack.ts';
import type { PackProblem } from './pack-places.ts';
import { type Parameter, type Row, resolveParameter } from './parameter.ts';
import type { RuleRef } from './trace.ts';

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
  designated: true,
  urgent: false,
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

/** Whether a guard lets these facts through, as far as they are known: each of its questions is of one fact. */
function allows(guard: Condition, known: Readonly<Record<string, FactValue>>): boolean {
  return guard.every((question) => !(question.fact in known) || question.holds(known as unknown as Facts));
}

interface Axis {
  readonly fact: FreeFact;
  readonly values: readonly FactValue[];
}

/** The first combination of the axes' values that is wanted. One object is filled in and handed on: most are looked at once. */
function firstWanted(
  [axis, ...others]: readonly Axis[],
  facts: Record<string, FactValue>,
  wanted: (facts: Facts) => boolean,
): Facts | undefined {
  if (!axis) return wanted(facts as unknown as Facts) ? ({ ...facts } as unknown as Facts) : undefined;
  for (const value of axis.values) {
    facts[axis.fact] = value;
    const found = firstWanted(others, facts, wanted);
    if (found) return found;
  }
  return undefined;
}

/**
 * The first facts that a guard lets through and that are wanted, of all that can make a difference to these conditions. A special
 * illness has a code; nothing else has one. What the guard refuses of a fact is left out before it is combined with anything.
 */
function findFacts(
  { guard, conditions, codes }: { guard: Condition; conditions: readonly Condition[]; codes: readonly string[] },
  wanted: (facts: Facts) => boolean,
): Facts | undefined {
  const every = [guard, ...conditions];
  const asked = new Set<FactName>(every.flat().map((question) => question.fact));
  const asksIllness = asked.has('illness');
  if (asksIllness) asked.add('visit');
  const axes = (Object.keys(unasked) as FreeFact[])
    .filter((fact) => asked.has(fact))
    .map((fact): Axis => {
      const values = candidates(fact, every, codes);
      return { fact, values: values.filter((value) => allows(guard, { [fact]: value })) };
    });
  const fits = (facts: Facts) =>
    (!asksIllness || (facts.visit === 'special-illness') === (facts.illness !== '')) && wanted(facts);
  for (const standing of standings) {
    const found = allows(guard, { ...standing }) && firstWanted(axes, { ...standing, ...unasked }, fits);
    if (found) return found;
  }
  return undefined;
}

/** What was asked for of the facts, in words. */
function inWords(facts: Facts, conditions: readonly Condition[]): string {
  const asked = new Set<string>(conditions.flat().map((question) => question.fact));
  return Object.entries(facts)
    .filter(([fact]) => asked.has(fact) || fact === 'scheme' || fact === 'status')
    .map(([fact, value]) => `${fact} ${value}`)
    .join(', ');
}

/** A parameter, the rule that asks for it, and of which cases. */
interface Use {
  readonly parameter: Parameter;
  readonly by: RuleRef;
  readonly guard: Condition;
}

function holeIn(pack: Pack, { parameter, by, guard }: Use): PackProblem | undefined {
  const conditions = parameter.rows.map((row) => row.condition);
  const codes = pack.illnesses.map(({ code }) => code);
  const hole = findFacts({ guard, conditions, codes }, (facts) => !resolveParameter(parameter, facts, pack.since));
  if (!hole) return undefined;
  const { file, line, column, key } = parameter.at;
  const who = inWords(hole, [guard, ...conditions]);
  const expected = {
    zh: `自 ${pack.since} 起对 ${who} 有值（${by.key} 使用）`,
    en: `a value from ${pack.since} for ${who} (${by.key} uses it)`,
  };
  return { kind: 'input', file, line, column, key, expected };
}

function usesInBenefits(pack: Pack): Use[] {
  const granted = pack.benefits.flatMap((benefit) => (benefit.kind === 'none' ? [] : benefit));
  return granted.flatMap(({ steps, condition }) =>
    steps.flatMap((step) => {
      const guard = [...condition, ...step.condition];
      return step.bindings.flatMap((binding) =>
        binding.kind === 'fund' ? [] : { parameter: binding.parameter, by: step.at, guard },
      );
    }),
  );
}

/** What is asked for beside the benefits. */
function otherUses({ family, refunds, waitingPeriod }: Pack): Use[] {
  return [
    ...(family ? [{ parameter: family.share, by: family.at, guard: [] }] : []),
    ...(refunds
      ? [{ parameter: refunds.days, by: refunds.at, guard: compileCondition({ visit: refunds.visits }) }]
      : []),
    ...(waitingPeriod ? [{ parameter: waitingPeriod.months, by: waitingPeriod.at, guard: [] }] : []),
  ];
}

/** One problem for each use of a parameter that is somewhere without a value. */
export function holesIn(pack: Pack): PackProblem[] {
  return [...usesInBenefits(pack), ...otherUses(pack)].flatMap((use) => holeIn(pack, use) ?? []);
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
  const conditions = hiders.map(({ condition }) => condition);
  const isFree = (facts: Facts) => conditions.every((condition) => failingQuestion(condition, facts) !== undefined);
  return findFacts({ guard: row.condition, conditions, codes }, isFree) === undefined;
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
