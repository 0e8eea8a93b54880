// What a pack comes to for one kind of case: the benefit that fits, its steps with every parameter resolved, its standards.
// Made when the first case of a kind is met and kept, so that settling is arithmetic and asks nothing of the rules again.

import type { CalendarDate } from '../domain/date.ts';
import { type Fen, zeroFen } from '../domain/money.ts';
import { type Ratio, shareOf } from './exact.ts';
import { type Case, type Condition, type Facts, factsOf, failingQuestion, type Question } from './facts.ts';
import { Kinds } from './kinds.ts';
import { startCourse, withBonus } from './mechanisms/course.ts';
import type { StepMechanism } from './mechanisms/mechanism.ts';
import type { BenefitRule, Pack, Step } from './pack.ts';
import { type DatedValue, type Parameter, resolveParameter } from './parameter.ts';
import type { Benefit, Standards } from './settlement.ts';

type Values = Parameters<StepMechanism['apply']>[1];

export interface PlannedStep {
  readonly step: Step;
  /** What of its condition these cases fail; undefined: the step is taken. */
  readonly failing: Question | undefined;
  readonly values: Values;
  /** In the order of the step's bindings; undefined for a fund. */
  readonly dated: readonly (DatedValue | undefined)[];
}

export interface Plan {
  /** The first benefit for such a case, be it that nothing is granted; undefined where the pack has none. */
  readonly fits: BenefitRule | undefined;
  /** The same, where the pack is in force on that day. */
  readonly inForce: BenefitRule | undefined;
  /** The same, where it grants something. */
  readonly granted: Extract<BenefitRule, { readonly kind: 'granted' }> | undefined;
  /** The same, as a settlement names it. */
  readonly benefit: Benefit;
  readonly steps: readonly PlannedStep[];
  /** The first deductible, limit and rate of the steps, as they count for such a case. */
  readonly standards: Standards;
  /** The share of a relative's account that is open. */
  readonly familyShare: DatedValue | undefined;
}

const noValues = {} as Values;

/** The values of a step's arguments. A parameter without a value here is a hole in the pack, which its check finds. */
function planStep(step: Step, facts: Facts, date: CalendarDate): PlannedStep {
  const failing = failingQuestion(step.condition, facts);
  if (failing) return { step, failing, values: noValues, dated: [] };
  const values: Record<string, unknown> = {};
  const dated: (DatedValue | undefined)[] = [];
  for (const binding of step.bindings) {
    if (binding.kind === 'fund') {
      values[binding.argument] = binding.fund;
      dated.push(undefined);
    } else {
      const found = resolveParameter(binding.parameter, facts, date);
      if (!found)
        throw new Error(`${binding.parameter.name} has no value for this bill (${step.at.file}:${step.at.line})`);
      values[binding.argument] = found.value;
      dated.push(found);
    }
  }
  // The compiler of packs proved that each argument has the kind that the mechanism takes.
  return { step, failing, values: values as Values, dated };
}

/** A year in which nothing has happened yet, and no break in contributions is waited out. */
const nothingYet = startCourse(zeroFen, {
  ledger: { inScope: zeroFen, deductible: zeroFen, fund: zeroFen, supplement: zeroFen },
  monthsSinceResumed: Number.POSITIVE_INFINITY,
  household: undefined,
});

/** What people are told: the first of each, with what earlier steps made of it: points on the rate, a part of the limit. */
function standardsOf(steps: readonly PlannedStep[]): Standards {
  let [deductible, limit, limitOn, rate]: [Fen?, Fen?, Standards['limitOn']?, Ratio?] = [];
  let course = nothingYet;
  for (const { step, failing, values } of steps) {
    if (failing) continue;
    const { standard } = step.mechanism;
    const given = values as Readonly<Record<string, unknown>>;
    const value = standard && given[standard.argument];
    if (standard?.name === 'deductible') deductible ??= value as Fen;
    if (standard?.name === 'rate') rate ??= withBonus(course, value as Ratio);
    if (standard?.name === 'limit' && limit === undefined) {
      limit = shareOf(value as Fen, course.limitShare);
      limitOn = given.on as Standards['limitOn'];
    }
    course = step.mechanism.apply(course, values);
  }
  return { deductible, limit, limitOn, rate };
}

function makePlan(pack: Pack, facts: Facts, date: CalendarDate): Plan {
  const fits = pack.benefits.find((benefit) => failingQuestion(benefit.condition, facts) === undefined);
  const inForce = date >= pack.since ? fits : undefined;
  const granted = inForce?.kind === 'granted' ? inForce : undefined;
  const benefit: Benefit = granted
    ? { kind: 'granted', id: granted.id }
    : { kind: 'none', prompt: 'no-outpatient-benefit' };
  const steps = (granted?.steps ?? []).map((step) => planStep(step, facts, date));
  const familyShare = pack.family && resolveParameter(pack.family.share, facts, date);
  return { fits, inForce, granted, benefit, steps, standards: standardsOf(steps), familyShare };
}

/** Every parameter that can decide about a plan. */
function parametersOf(pack: Pack): Parameter[] {
  const steps = pack.benefits.flatMap((benefit) => (benefit.kind === 'granted' ? benefit.steps : []));
  const bound = steps.flatMap(({ bindings }) => bindings.flatMap((one) => (one.kind === 'fund' ? [] : one.parameter)));
  return pack.family ? [...bound, pack.family.share] : bound;
}

function kindsOf(pack: Pack): Kinds {
  const rows = parametersOf(pack).flatMap((parameter) => parameter.rows);
  const conditions: Condition[] = rows.map(({ condition }) => condition);
  for (const benefit of pack.benefits) {
    conditions.push(benefit.condition);
    if (benefit.kind === 'granted') conditions.push(...benefit.steps.map(({ condition }) => condition));
  }
  return new Kinds(conditions, [pack.since, ...rows.flatMap(({ values }) => values.map(({ since }) => since))]);
}

/** Far more than a city has in use; a stream of the oddest bills is not to fill the memory. */
const MOST_KEPT = 10_000;

class Plans {
  readonly #pack: Pack;
  readonly #kinds: Kinds;
  readonly #kept = new Map<number, Plan>();

  constructor(pack: Pack) {
    this.#pack = pack;
    this.#kinds = kindsOf(pack);
  }

  for(facts: Facts, date: CalendarDate): Plan {
    const kind = this.#kinds.of(facts, date);
    const kept = this.#kept.get(kind);
    if (kept) return kept;
    const plan = makePlan(this.#pack, facts, date);
    // Kinds beyond the safe integers could not be told apart by number.
    if (this.#kinds.count <= Number.MAX_SAFE_INTEGER) {
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      this.#kept.set(kind, plan);
    }
    return plan;
  }
}

const plansOf = new WeakMap<Pack, Plans>();

/** The plan of a case whose facts are known. */
export function planFor(pack: Pack, facts: Facts, date: CalendarDate): Plan {
  let plans = plansOf.get(pack);
  if (!plans) {
    plans = new Plans(pack);
    plansOf.set(pack, plans);
  }
  return plans.for(facts, date);
}

/** The plan of a visit. */
export function planOf(pack: Pack, visit: Case): Plan {
  return planFor(pack, factsOf(visit), visit.date);
}
