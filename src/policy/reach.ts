// Which rules of a pack its worked cases reach. A rule that none reaches stands there untried, and is a problem with a place.
// Reached: a value in force for some case, a step or line rule that had an effect, a benefit that was some case's.

import type { BillInput } from './bill-input.ts';
import type { BenefitRule, Pack } from './pack.ts';
import type { PackProblem } from './pack-places.ts';
import type { Parameter } from './parameter.ts';
import { settleInput } from './settle-input.ts';
import type { RuleRef } from './trace.ts';

interface Rule {
  readonly at: RuleRef;
  readonly since: string | undefined;
}

function nameOf({ at, since }: Rule): string {
  return `${at.file}:${at.key}:${since ?? ''}`;
}

/** Gathers over any number of cases, in any readings of the pack, what was reached. */
export class Reach {
  readonly #reached = new Set<string>();

  /** Settles a case and notes every rule that applied. A refused refund reached the rule that refused it. */
  note(pack: Pack, input: BillInput): void {
    const answer = settleInput(pack, input, { trace: true });
    for (const { applied, at, since, rule } of answer.ok ? (answer.value.trace ?? []) : []) {
      const dated = rule === 'value' || rule === 'band';
      if (applied) this.#reached.add(nameOf({ at, since: dated ? since : undefined }));
    }
  }

  /** One problem for each rule of the pack that no case has reached. Rows of a reading count where it is known at all. */
  unreached(pack: Pack): PackProblem[] {
    return rulesOf(pack)
      .filter((rule) => !this.#reached.has(nameOf(rule)))
      .map(({ at: { file, line, column, key }, since }) => ({
        kind: 'input',
        file,
        line,
        column,
        key: since === undefined ? key : `${key}.${since}`,
        expected: { zh: '至少一个实例用到此规则', en: 'at least one worked case that reaches this rule' },
      }));
  }
}

function valuesOf({ rows }: Parameter): Rule[] {
  return rows.flatMap(({ values }) => values.map(({ at, since }) => ({ at, since })));
}

function bandsOf({ rows }: Parameter): Rule[] {
  return rows.flatMap(({ values }) => values.flatMap(({ parts, since }) => parts.map(({ at }) => ({ at, since }))));
}

function insideOf(benefit: BenefitRule): Rule[] {
  if (benefit.kind === 'none') return [];
  const bands = benefit.steps.flatMap(({ bindings }) =>
    bindings.flatMap((one) => (one.kind === 'parameter' ? bandsOf(one.parameter) : [])),
  );
  return [
    ...benefit.inner.map(({ rule, at, since }) => ({ at, since: rule === 'value' ? since : undefined })),
    ...bands,
  ];
}

function rulesOf(pack: Pack): Rule[] {
  const once = (at: RuleRef): Rule => ({ at, since: undefined });
  const rules = [
    ...pack.lines.map(({ at }) => once(at)),
    ...pack.benefits.flatMap((benefit) => [once(benefit.at), ...insideOf(benefit)]),
    ...(pack.account.pays.length > 0 ? [once(pack.account.at)] : []),
    ...(pack.family ? [once(pack.family.at), ...valuesOf(pack.family.share)] : []),
    once(pack.cash),
    ...(pack.refunds ? [once(pack.refunds.at), ...valuesOf(pack.refunds.days)] : []),
  ];
  return [...new Map(rules.map((rule) => [nameOf(rule), rule])).values()];
}
